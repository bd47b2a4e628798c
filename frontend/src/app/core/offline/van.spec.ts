import type { Command, CommandKind } from './command';
import type { FieldJobFragment } from './day-pack.generated';
import type { FieldStock } from './field-db';
import { missingFor, usedAt, vanOf } from './van';

const ASKED = '2026-11-21T12:00:00.000Z';
const VAN = { id: 'van', name: 'Camion', kind: 'VAN', devices: [{ id: 'd1', serial: 'A' }, { id: 'd2', serial: 'B' }] } as unknown as NonNullable<FieldStock['myVan']>;
const stock = {
  myVan: VAN, stockPlaces: [VAN, { id: 'shelf', name: 'Entrepôt', kind: 'WAREHOUSE' }],
  parts: [{ id: 'p', code: 'SC-APC', name: 'Connecteur', unit: 'pièce', levels: [{ placeId: 'van', quantity: 10 }, { placeId: 'shelf', quantity: 500 }] }],
  partNeeds: [{ kind: 'REPAIR', quantity: 4, part: { id: 'p' } }],
} as unknown as FieldStock;
let seq = 0;
const did = (kind: CommandKind, payload: object, more: Partial<Command> = {}): Command => ({ commandId: String(++seq), seq, kind, payload: payload as Command['payload'], occurredAt: ASKED, ...more });
const answered = (result: 'APPLIED' | 'REFUSED', answeredAt: string): Partial<Command> => ({ answeredAt, answer: { commandId: '', seq: 0, result, problem: null } });
const onBoard = (...commands: Command[]) => vanOf(stock, VAN, commands, ASKED).parts[0]!.quantity;

describe('what is on board', () => {
  it('follows what was used, given, taken and counted, in that order', () => {
    expect(onBoard()).toBe(10);
    expect(onBoard(did('part.use', { partId: 'p', quantity: 3 }), did('part.move', { partId: 'p', quantity: 2, fromPlaceId: 'van', toPlaceId: 'shelf' }))).toBe(5);
    expect(onBoard(did('part.use', { partId: 'p', quantity: 3 }), did('part.count', { partId: 'p', counted: 8 }), did('part.move', { partId: 'p', quantity: 2, fromPlaceId: 'shelf', toPlaceId: 'van' }))).toBe(10);
  });

  it('leaves out what was refused, is in the download already, or is another part', () => {
    const used = { partId: 'p', quantity: 3 };
    expect(onBoard(did('part.use', used, answered('REFUSED', '2026-11-21T13:00:00.000Z')), did('part.use', used, answered('APPLIED', '2026-11-21T11:00:00.000Z')), did('part.use', { partId: 'q', quantity: 1 }))).toBe(10);
    expect(onBoard(did('part.use', used, answered('APPLIED', '2026-11-21T12:00:01.000Z')))).toBe(7);
  });

  it('no longer shows a device that was installed or given away', () => {
    expect(vanOf(stock, VAN, [did('device.link', { deviceId: 'd1' })], ASKED).devices.map(({ id }) => id)).toEqual(['d2']);
    expect(vanOf(stock, VAN, [did('device.swap', { oldId: 'x', newId: 'd2' }), did('device.move', { deviceId: 'd1', placeId: 'shelf' })], ASKED).devices).toEqual([]);
  });
});

it.each([[2, 0], [3, 2], [5, 10]])('of %i visits that take four each, %i are missing with ten on board', (visits, missing) => {
  const jobs = [{ kind: 'REPAIR', status: 'CANCELLED' }, ...Array.from({ length: visits }, () => ({ kind: 'REPAIR', status: 'SCHEDULED' }))] as Pick<FieldJobFragment, 'kind' | 'status'>[];
  expect(missingFor(jobs, vanOf(stock, VAN, [], ASKED)).map((part) => part.missing)).toEqual(missing ? [missing] : []);
});

it('counts what a visit took: as told, and since', () => {
  const job = { id: 'j', partsUsed: [{ quantity: 2, part: { id: 'p' } }] } as unknown as FieldJobFragment;
  expect([...usedAt(job, [did('part.use', { partId: 'p', quantity: 1, jobId: 'j' }), did('part.use', { partId: 'p', quantity: 5, jobId: 'k' })], ASKED)]).toEqual([['p', 3]]);
});
