import type { FieldJobFragment } from './day-pack.generated';
import { cardOf } from './device-card';

const device = (serial: string) => ({ id: serial, serial, mac: null, kind: 'ONT', brand: '', model: '', status: 'INSTALLED' });
const job = (id: string, ...serials: string[]) => ({ id, customer: { name: 'Nathalie' }, location: { id: `at-${id}`, devices: serials.map(device) } }) as unknown as FieldJobFragment;
const van = { name: 'Camion 12', devices: [device('ZTEG-9')] } as unknown as NonNullable<Parameters<typeof cardOf>[2]>;

describe('a device on the phone', () => {
  it('is found at the place of a visit, however its serial is written', () => {
    expect(cardOf('hwtc 1234', [job('a', 'OTHER'), job('b', 'HWTC-1234')], van)).toMatchObject({ device: { id: 'HWTC-1234' }, job: { id: 'b' }, location: { id: 'at-b' }, van: null });
  });

  it('belongs to the visit that is not over, of several to its place', () => {
    expect(cardOf('A1', [{ ...job('done', 'A1'), status: 'COMPLETED' }, { ...job('now', 'A1'), status: 'ON_SITE' }], van)).toMatchObject({ job: { id: 'now' } });
  });

  it('is found in the van, at no customer', () => {
    expect(cardOf('ZTEG9', [job('a', 'OTHER')], van)).toMatchObject({ device: { id: 'ZTEG-9' }, customer: null, job: null, van: 'Camion 12' });
  });

  it('is unknown otherwise', () => {
    expect(cardOf('NOPE', [job('a', 'OTHER')], undefined)).toBeUndefined();
  });
});
