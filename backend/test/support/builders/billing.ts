import { systemActor, type Actor } from '../../../src/auth/actor.js';
import { BillingFrequency, CatalogItem, ItemGroup, TaxClass } from '../../../src/catalog/catalog.entity.js';
import type { TestApp } from '../app.js';
import { as } from '../graph.js';
import { until } from './payments.js';

/** Something to subscribe to. */
export async function anItem({ db }: TestApp, tenantId: string, more: Partial<CatalogItem> = {}): Promise<CatalogItem> {
  const values = { code: `I-${crypto.randomUUID().slice(0, 8)}`, name: 'Fibre 500', group: ItemGroup.INTERNET, price: 7995, currency: 'CAD', frequency: BillingFrequency.MONTHLY, requiresVisit: false, taxClass: TaxClass.TELECOM, active: true };
  return db.tx(systemActor(tenantId), () => db.repo(CatalogItem).save(Object.assign(new CatalogItem(), values, more)));
}

/** Starts a subscription as the office would; answers its id. */
export async function aSubscription(app: TestApp, clerk: Actor, input: { readonly customerId: string; readonly itemId: string; readonly startsOn?: string; readonly quantity?: number; readonly price?: number }): Promise<string> {
  return (await as(app, clerk).run('mutation ($input: StartSubscriptionInput!) { startSubscription(input: $input) { id } }', { input })).startSubscription.id as string;
}

/** Starts a run and waits until it stands where it should. */
export async function aRun(app: TestApp, clerk: Actor, month: string, shadow = false): Promise<string> {
  const { startBillingRun } = await as(app, clerk).run('mutation ($month: String!, $shadow: Boolean!) { startBillingRun(month: $month, shadow: $shadow) { __typename ... on BillingRun { id } } }', { month, shadow });
  await runReaches(app, clerk, startBillingRun.id as string, shadow ? 'DONE' : 'READY');
  return startBillingRun.id as string;
}

export async function runReaches(app: TestApp, clerk: Actor, id: string, status: string): Promise<void> {
  await until(async () => (await as(app, clerk).run('query ($id: ID!) { billingRun(id: $id) { status } }', { id })).billingRun.status as string, (now) => now === status);
}

/** Confirms a run and waits until everything is issued. */
export async function confirmed(app: TestApp, clerk: Actor, id: string): Promise<void> {
  await as(app, clerk).run('mutation ($id: ID!) { confirmBillingRun(id: $id) { __typename } }', { id });
  await runReaches(app, clerk, id, 'DONE');
}
