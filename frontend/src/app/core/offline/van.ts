import type { FieldStock } from './field-db';
import type { FieldJobFragment } from './day-pack.generated';
import { type Command, stillCounts } from './command';

type Part = FieldStock['parts'][number];
type Van = NonNullable<FieldStock['myVan']>;

/** A part and how much of it is on board. */
export interface OnBoard extends Pick<Part, 'id' | 'code' | 'name' | 'unit'> {
  readonly quantity: number;
}

/** A technician's van as she left it. */
export interface VanState {
  readonly id: string;
  readonly name: string;
  readonly parts: readonly OnBoard[];
  readonly devices: Van['devices'];
  /** Where else parts and devices may go: shelves, and the vans of colleagues. */
  readonly others: FieldStock['stockPlaces'];
  readonly needs: FieldStock['partNeeds'];
}

/** What the server told of the van, and on top what was done since; what it refused does not count. */
export function vanOf(stock: FieldStock, { id, name, devices }: Van, commands: readonly Command[], askedAt: string): VanState {
  const since = commands.filter((command) => stillCounts(command, askedAt)).sort((a, b) => a.seq - b.seq);
  const on = (part: Part): number => since.reduce((quantity, command) => afterMove(quantity, command, part.id, id), part.levels.find(({ placeId }) => placeId === id)?.quantity ?? 0);
  const away = new Set(since.filter(({ kind, payload }) => (kind === 'device.move' && payload['placeId'] !== id) || kind === 'device.link' || kind === 'device.swap').map(({ payload }) => payload['newId'] ?? payload['deviceId']));
  return {
    id, name, needs: stock.partNeeds,
    parts: stock.parts.map((part) => ({ id: part.id, code: part.code, name: part.name, unit: part.unit, quantity: on(part) })),
    devices: devices.filter((device) => !away.has(device.id)),
    others: stock.stockPlaces.filter((place) => place.id !== id),
  };
}

function afterMove(quantity: number, { kind, payload }: Command, partId: string, van: string): number {
  if (payload['partId'] !== partId) return quantity;
  if (kind === 'part.count') return Number(payload['counted']);
  if (kind === 'part.use') return quantity - Number(payload['quantity']);
  return kind === 'part.move' ? quantity + Number(payload['quantity']) * (payload['toPlaceId'] === van ? 1 : -1) : quantity;
}

/** What the visits usually take and the van does not hold: how much of each part is missing. */
export function missingFor(jobs: readonly Pick<FieldJobFragment, 'kind' | 'status'>[], { parts, needs }: Pick<VanState, 'parts' | 'needs'>): readonly (OnBoard & { readonly missing: number })[] {
  const needed = (id: string): number => needs.filter(({ part }) => part.id === id).reduce((sum, { kind, quantity }) => sum + quantity * jobs.filter((job) => job.kind === kind && job.status !== 'CANCELLED').length, 0);
  return parts.map((part) => ({ ...part, missing: needed(part.id) - Math.max(0, part.quantity) })).filter(({ missing }) => missing > 0);
}

/** How many of each part were used at a visit: told by the server, and done since. */
export function usedAt(job: Pick<FieldJobFragment, 'id' | 'partsUsed'>, commands: readonly Command[], askedAt: string): ReadonlyMap<string, number> {
  const used = new Map<string, number>();
  const add = (id: string, quantity: number) => used.set(id, (used.get(id) ?? 0) + quantity);
  for (const { part, quantity } of job.partsUsed ?? []) add(part.id, quantity); // a day of an older form has none
  for (const command of commands) if (command.kind === 'part.use' && command.payload['jobId'] === job.id && stillCounts(command, askedAt)) add(String(command.payload['partId']), Number(command.payload['quantity']));
  return used;
}
