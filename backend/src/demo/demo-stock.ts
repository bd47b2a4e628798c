import type { Technician } from '../dispatch/dispatch.entity.js';
import { type Device, DeviceStatus } from '../equipment/device.entity.js';
import { Part, PartMovement, PartMovementKind, StockPlace, StockPlaceKind } from '../equipment/stock.entity.js';
import type { Seeded } from './seeded.js';

/** Code, name, unit, the fewest there should be, and how many were received. */
const PARTS = [
  ['SC-APC', 'Connecteur SC/APC à montage rapide', 'pièce', 200, 640], ['DROP-80', 'Câble de branchement, 80 m', 'bobine', 24, 61], ['PTO-1', 'Prise optique murale', 'pièce', 60, 148],
  ['PATCH-2', 'Cordon optique, 2 m', 'pièce', 80, 96], ['CAT6-305', 'Câble Cat6, boîte de 305 m', 'boîte', 6, 9], ['RJ45', 'Connecteur RJ45 Cat6', 'pièce', 300, 800],
  ['ANCRE', 'Pince d’ancrage', 'pièce', 90, 210], ['PILE-9', 'Pile de secours 9 Ah', 'pièce', 12, 7], ['ATTACHE', 'Attache de câble', 'sac de 100', 15, 44],
] as const;

/** Shelves, vans and what lies on them. */
export interface DemoStock {
  readonly places: StockPlace[];
  readonly parts: Part[];
  readonly movements: PartMovement[];
}

/** A warehouse and a van for each technician, filled as on a Monday morning; the devices nobody has lie on the shelves. */
export function demoStock(random: Seeded, technicians: readonly Technician[], devices: readonly Device[]): DemoStock {
  const shelf = Object.assign(new StockPlace(), { name: 'Entrepôt Saint-Jérôme', kind: StockPlaceKind.WAREHOUSE, technicianId: null });
  const vans = technicians.map(({ id, name }) => Object.assign(new StockPlace(), { name: `Camion ${name}`, kind: StockPlaceKind.VAN, technicianId: id }));
  for (const device of devices) if (device.status === DeviceStatus.IN_STOCK) device.stockPlaceId = random.chance(0.4) && vans.length ? random.pick(vans).id : shelf.id;
  const stock: DemoStock = { places: [shelf, ...vans], parts: [], movements: [] };
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
  return stock;
}
