import { BillingFrequency, type CatalogItem } from '../catalog/catalog.entity.js';
import { JobKind, JobStatus, type Job } from '../dispatch/dispatch.entity.js';
import { AreaRequest } from '../orders/area-request.entity.js';
import { Order, OrderLine, OrderStatus } from '../orders/order.entity.js';
import type { People } from './demo-customers.js';
import type { Field } from './demo-jobs.js';
import type { Seeded } from './seeded.js';
import { BEYOND } from './demo-addresses.js';

const MOST_INSTALLED = 8;
const DAY_MS = 86_400_000;

/** Orders of the shop: those whose installation is done, those that wait on the board, and two that needed no visit. */
export function demoOrders(random: Seeded, people: People, { jobs, technicians }: Field, catalog: readonly CatalogItem[], now: Date): Order[] {
  const installations = jobs.filter(({ kind, customerId, locationId }) => kind === JobKind.INSTALLATION && customerId && locationId);
  const done = installations.filter(({ status }) => status === JobStatus.COMPLETED).slice(-MOST_INSTALLED);
  // The first technician's day is left as it is: a visitor tries that one.
  const coming = installations.filter(({ status, technicianId }) => (status === JobStatus.OPEN || status === JobStatus.SCHEDULED) && technicianId !== technicians[0]!.id);
  const itemOf = (code: string) => catalog.find((item) => item.code === code)!;
  const orders = [
    orderOf(people.customers[0]!.id, people.locations[0]!.id, [itemOf('TEL-RES')], null, new Date(now.getTime() - 40 * DAY_MS)),
    ...[...done, ...coming].map((job) => orderOf(job.customerId!, job.locationId!, [itemOf(random.pick(['INT-100', 'INT-500', 'INT-1500'])), ...(random.chance(0.4) ? [itemOf('TEL-RES')] : []), itemOf('INST')], job, new Date(job.windowStart!.getTime() - random.whole(4, 9) * DAY_MS))),
    orderOf(people.customers[40]!.id, people.locations.find(({ customerId }) => customerId === people.customers[40]!.id)!.id, [itemOf('EQP-WIFI')], null, new Date(now.getTime() - 7_200_000)),
  ].sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime());
  for (const [i, order] of orders.entries()) Object.assign(order, { number: `O-${String(i + 1).padStart(6, '0')}`, key: `demo-order-${String(i + 1).padStart(6, '0')}` });
  return orders;
}

/** People beyond the network who want to hear of it. */
export const demoAreaRequests = (): AreaRequest[] =>
  [['lise.menard@example.com', '1200 rue de Saint-Jovite', 'fr'], ['+14505550188', '88 chemin du Lac-Mercier', 'fr'], ['owen.clark@example.com', '2010 Labelle Street', 'en']].map(([reach, line1, locale]) =>
    Object.assign(new AreaRequest(), { reach, line1, city: BEYOND.name, postalCode: `${BEYOND.sorting} 1T1`, locale }));

function orderOf(customerId: string, locationId: string, items: readonly CatalogItem[], job: Job | null, createdAt: Date): Order {
  const lines = items.map((item) => Object.assign(new OrderLine(), { itemId: item.id, name: item.name, quantity: 1, price: item.price, frequency: item.frequency, requiresVisit: item.requiresVisit }));
  const withTaxes = (sum: number) => sum + Math.round(sum * 0.05) + Math.round(sum * 0.09975);
  const sumOf = (some: readonly CatalogItem[]) => some.reduce((sum, { price }) => sum + price, 0);
  const isActive = !job || job.status === JobStatus.COMPLETED;
  return Object.assign(new Order(), {
    customerId, locationId, jobId: job?.id ?? null, lines, status: isActive ? OrderStatus.ACTIVE : OrderStatus.PLACED, currency: 'CAD', addressKnown: true, browser: 'demo', createdAt,
    firstTotal: withTaxes(sumOf(items)), monthlyTotal: withTaxes(sumOf(items.filter(({ frequency }) => frequency === BillingFrequency.MONTHLY))),
    windowStart: job?.windowStart ?? null, windowEnd: job?.windowEnd ?? null, activeAt: isActive ? (job?.completedAt ?? createdAt) : null,
  });
}
