import { addDays, addMonths } from '@demarc/time';
import type { Actor } from '../auth/actor.js';
import { BillingRun } from '../billing/billing.entity.js';
import type { RunsService } from '../billing/runs.service.js';
import type { SubscriptionChangesService } from '../billing/subscription-changes.service.js';
import { BillingFrequency, type CatalogItem, type ServiceSubscription } from '../catalog/catalog.entity.js';
import type { Db } from '../platform/db/db.js';
import type { Ledger } from './demo-billing.js';
import type { People } from './demo-customers.js';

/** The first customers are those one signs in as: nothing odd happens to them. */
const LEFT_ALONE = 4;

const having = (people: People, catalog: readonly CatalogItem[], code: string): ServiceSubscription[] => {
  const [alone, { id }] = [new Set(people.customers.slice(0, LEFT_ALONE).map((customer) => customer.id)), catalog.find((item) => item.code === code)!];
  return people.subscriptions.filter(({ customerId, itemId }) => itemId === id && !alone.has(customerId));
};

/** The months before this one came from the system before, where three customers paid another amount; this month is billed to its end. */
export function fromTheSystemBefore(people: People, ledger: Ledger, catalog: readonly CatalogItem[], today: string): void {
  const first = `${today.slice(0, 8)}01`;
  let n = 0;
  for (const invoice of ledger.invoices) if (invoice.issuedOn < first) invoice.sourceId = `ACC-SINV-${invoice.issuedOn.slice(0, 4)}-${String(++n).padStart(5, '0')}`;
  for (const subscription of people.subscriptions) if (subscription.frequency === BillingFrequency.MONTHLY) subscription.billedThrough = addDays(addMonths(first, 1), -1);
  for (const subscription of having(people, catalog, 'TV-BASE').slice(0, 2)) subscription.price -= 500;
  for (const subscription of having(people, catalog, 'TEL-AFF').slice(0, 1)) subscription.quantity = 12;
}

/** What the office has before it: plans changed and paused within the month, next month’s run looked at and not confirmed, and the comparison with the system before. The product computes all of it. */
export async function demoRuns(clerk: Actor, { db, runs, changes }: { readonly db: Db; readonly runs: RunsService; readonly changes: SubscriptionChangesService }, people: People, catalog: readonly CatalogItem[], today: string): Promise<void> {
  const first = `${today.slice(0, 8)}01`;
  const effectiveOn = today < addDays(first, 11) ? today : addDays(first, 11);
  const { id: itemId } = catalog.find(({ code }) => code === 'INT-500')!;
  for (const { id } of [...having(people, catalog, 'INT-100').slice(0, 3), ...having(people, catalog, 'INT-1500').slice(0, 2)]) await changes.change(clerk, id, { kind: 'CHANGE', itemId, effectiveOn }, null);
  for (const { id } of having(people, catalog, 'INT-1500').slice(2, 3)) await changes.change(clerk, id, { kind: 'PAUSE', effectiveOn }, null);
  for (const [periodStart, shadow] of [[addMonths(first, -1), true], [addMonths(first, 1), false]] as const) {
    const run = Object.assign(new BillingRun(), { periodStart, periodEnd: addDays(addMonths(periodStart, 1), -1), shadow, startedBy: clerk.name, currency: 'CAD', finishedAt: null, failure: null });
    const { id } = await db.tx(clerk, () => db.repo(BillingRun).save(run));
    await runs.preview({ tenantId: clerk.tenantId, runId: id });
  }
}
