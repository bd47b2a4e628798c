import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { addIcons, drawingOf, type IconName } from './icons';
import { MORE_ICONS } from './more-icons';

const app = join(process.cwd(), 'frontend/src/app');
const LIGHT = ['sign-in/**/*.{ts,html}', 'payment/**/*.{ts,html}', 'core/shell/{brand,language-switch,theme-switch}.ts'];

/** The icons that templates name, be it as an attribute or as one of the words of an expression or table. */
function namedIn(text: string): string[] {
  const attributes = [...text.matchAll(/<app-icon[^>]*?\bname="([a-z-]+)"|\bicon="([a-z-]+)"/g)].map(([, name, icon]) => name ?? icon!);
  const words = [...text.matchAll(/(?:\[(?:name|icon)\]="|\bicon\b[^;\n]*=)([^;\n]*)/g)].flatMap(([, code]) => [...code!.matchAll(/'([a-z-]+)'/g)].map(([, word]) => word!));
  return [...attributes, ...words.filter((word) => word in MORE_ICONS)];
}

describe('icons', () => {
  it('of the light pages come with the first script', () => {
    const files = globSync(LIGHT, { cwd: app }).filter((file) => !file.endsWith('.spec.ts'));
    const missing = files.flatMap((file) => namedIn(readFileSync(join(app, file), 'utf8')).filter((name) => !drawingOf(name as IconName)).map((name) => `${file}: ${name}`));
    expect(files.length).toBeGreaterThan(8);
    expect(missing).toEqual([]);
  });

  it('of the app are there once it has started', () => {
    addIcons(MORE_ICONS);
    expect(drawingOf('inbox')).toMatch(/^M/);
  });
});
