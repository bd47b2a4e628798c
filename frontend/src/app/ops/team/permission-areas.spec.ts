import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GRANTABLE, STAFF_ROLES } from '@demarc/permissions';
import { areasOf, isSeeded, wordsOf } from './permission-areas';

const texts = (language: string) => ({ ops: JSON.parse(readFileSync(join(process.cwd(), `frontend/public/i18n/ops/${language}.json`), 'utf8')) as Record<string, unknown> });
const at = (all: unknown, key: string): unknown => key.split('.').reduce<unknown>((value, name) => (value as Record<string, unknown> | undefined)?.[name], all);

describe('permissions on the page of roles', () => {
  it('stand once each, under what they are about', () => {
    const areas = areasOf();
    expect(areas.flatMap(({ permissions }) => permissions).sort()).toEqual([...GRANTABLE].sort());
    expect(areas.find(({ name }) => name === 'invoices')!.permissions).toEqual(['invoices:read', 'invoices:write']);
  });

  it.each(['fr', 'en'])('have plain words in %s, and so have areas and seeded roles', (language) => {
    const all = texts(language);
    const keys = [...GRANTABLE.map(wordsOf), ...areasOf().map(({ name }) => `ops.team.areas.${name}`), ...Object.keys(STAFF_ROLES).map((role) => `ops.team.seeded.${role}`)];
    expect(keys.filter((key) => typeof at(all, key) !== 'string')).toEqual([]);
    expect(Object.keys(STAFF_ROLES).every(isSeeded)).toBe(true);
  });
});
