import { JobKind, type Technician } from '../dispatch/dispatch.entity.js';
import { type Device, DeviceStatus } from '../equipment/device.entity.js';
import { Part, PartMovement, PartMovementKind, StockPlace, StockPlaceKind } from '../equipment/stock.entity.js';
import { PartNeed } from '../field/part-need.entity.js';
import type { Seeded } from './seeded.js';

/** Code, name, unit, the fewest there should be, and how many were received. */
const PARTS = [
  ['SC-APC', 'Connecteur SC/APC à montage rapide', 'pièce', 200, 640], ['DROP-80', 'Câble de branchement, 80 m', 'bobine', 24, 61], ['PTO-1', 'Prise optique murale', 'pièce', 60, 148],
  ['PATCH-2', 'Cordon optique, 2 m', 'pièce', 80, 96], ['CAT6-305', 'Câble Cat6, boîte de 305 m', 'boîte', 6, 9], ['RJ45', 'Connecteur RJ45 Cat6', 'pièce', 300, 800],
  ['ANCRE', 'Pince d’ancrage', 'pièce', 90, 210], ['PILE-9', 'Pile de secours 9 Ah', 'pièce', 12, 7], ['ATTACHE', 'Attache de câble', 'sac de 100', 15, 44],
] as const;

/** What a visit of a kind usually takes. */
const NEEDS: readonly (readonly [JobKind, string, number])[] = [
  [JobKind.INSTALLATION, 'DROP-80', 1], [JobKind.INSTALLATION, 'SC-APC', 4], [JobKind.INSTALLATION, 'PTO-1', 1], [JobKind.INSTALLATION, 'PATCH-2', 1],
  [JobKind.REPAIR, 'SC-APC', 2], [JobKind.REPAIR, 'PATCH-2', 1], [JobKind.SWAP, 'PATCH-2', 1], [JobKind.SWAP, 'PILE-9', 1], [JobKind.MOVE, 'SC-APC', 2], [JobKind.MOVE, 'PTO-1', 1], [JobKind.MAINTENANCE, 'ATTACHE', 1],
];

/** Shelves, vans and what lies on them. */
export interface DemoStock {
  readonly places: StockPlace[];
  readonly parts: Part[];
  readonly movements: PartMovement[];
  readonly needs: PartNeed[];
}

/** A warehouse and a van for each technician, filled as on a Monday morning; the devices nobody has lie on the shelves. */
export function demoStock(random: Seeded, technicians: readonly Technician[], devices: readonly Device[]): DemoStock {
  const shelf = Object.assign(new StockPlace(), { name: 'Entrepôt Saint-Jérôme', kind: StockPlaceKind.WAREHOUSE, technicianId: null });
  const vans = technicians.map(({ id, name }) => Object.assign(new StockPlace(), { name: `Camion ${name}`, kind: StockPlaceKind.VAN, technicianId: id }));
  for (const device of devices) if (device.status === DeviceStatus.IN_STOCK) device.stockPlaceId = random.chance(0.4) && vans.length ? random.pick(vans).id : shelf.id;
  const stock: DemoStock = { places: [shelf, ...vans], parts: [], movements: [], needs: [] };
  for (const [code, name, unit, minimum, received] of PARTS) {
    const part = Object.assign(new Part(), { code, name, unit, minimum });
    const move = (kind: PartMovementKind, quantity: number, fromPlaceId: string | null, toPlaceId: string | null, by: string, note = '') =>
      stock.movements.push(Object.assign(new PartMovement(), { partId: part.id, kind, quantity, fromPlaceId, toPlaceId, by, note }));
    stock.parts.push(part);
    move(PartMovementKind.RECEIVED, received, null, shelf.id, 'Josée Thibault', 'Bon de livraison');
    for (const van of vans) {
      const loaded = Math.floor(random.whole(2, 8) * received / 100);
      if (!loaded) continue;
      move(PartMovementKind.TRANSFERRED, loaded, shelf.id, van.id, 'Josée Thibault');
      const used = random.whole(0, Math.floor(loaded / 2));
      if (used) move(PartMovementKind.USED, used, van.id, null, van.name.replace(/^Camion /, ''));
    }
  }
  for (const [kind, code, quantity] of NEEDS) stock.needs.push(Object.assign(new PartNeed(), { kind, quantity, partId: stock.parts.find((part) => part.code === code)!.id }));
  return stock;
}
