import { randomUUID } from 'node:crypto';
import { instantOf } from '@demarc/time';
import { systemActor, type Actor } from '../../src/auth/actor.js';
import { SubscriptionChangesService } from '../../src/billing/subscription-changes.service.js';
import { BillingFrequency, ServiceSubscription, SubscriptionStatus, type CatalogItem } from '../../src/catalog/catalog.entity.js';
import { ServiceLocation } from '../../src/customers/customer.entity.js';
import { Invoice } from '../../src/invoices/invoice.entity.js';
import { contactOf, staffOf } from '../support/actors.js';
import { startApp, type TestApp } from '../support/app.js';
import { aCustomer, aTenant } from '../support/builders.js';
import { aRun, anItem, aSubscription, confirmed, runReaches } from '../support/builders/billing.js';
import { anInvoiceOf, quebecTaxes } from '../support/builders/invoices.js';
import { differences, unbooked } from '../support/builders/ledger.js';
import { until } from '../support/builders/payments.js';
import { as } from '../support/graph.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
}, 60_000);
afterAll(() => app.close());
afterEach(() => app.clock.reset());

const CHANGE_FIELDS = `__typename ... on ChangeCost { item effectiveOn lines { description explanation amount { amount } periodStart periodEnd } taxes { code amount } total { amount } before { amount } after { amount } } ... on ChangeOverlaps { since }`;
const COST = `query ($id: ID!, $change: SubscriptionChangeInput!) { subscriptionChangeCost(id: $id, change: $change) { ${CHANGE_FIELDS} } }`;
const CHANGE = `mutation ($id: ID!, $change: SubscriptionChangeInput!, $agreed: Float) { changeSubscription(id: $id, change: $change, agreed: $agreed) { __typename ... on ServiceSubscription { status price { amount } endsOn item { name } terms { status validFrom changedBy } } ... on CostHasChanged { total { amount } } } }`;
const ITEMS = `query ($runId: ID!, $held: Boolean!, $differing: Boolean!) { billingRunItems(runId: $runId, held: $held, differing: $differing) { totalCount nodes { id status reason total { amount } usual { amount } theirs { amount } difference { amount } customer { id } lines { description explanation quantity unitPrice amount periodStart periodEnd } taxes { code amount } invoice { number lines { explanation amount { amount } } } } } }`;

interface World { readonly clerk: Actor; readonly tenantId: string; readonly customerId: string; readonly nathalie: Actor; readonly fibre: CatalogItem; readonly faster: CatalogItem }

async function aWorld(at = '2026-01-01'): Promise<World> {
  app.clock.set(instantOf(at, 12 * 60, 'America/Toronto'));
  const tenant = await aTenant(app);
  await quebecTaxes(app, tenant.id);
  const customer = await aCustomer(app, tenant.id);
  return { clerk: staffOf(tenant.id, 'billing'), tenantId: tenant.id, customerId: customer.id, nathalie: contactOf(tenant.id, customer.id), fibre: await anItem(app, tenant.id), faster: await anItem(app, tenant.id, { name: 'Fibre 1000', price: 9995 }) };
}

const itemsOf = async ({ clerk }: World, runId: string, filter: { held?: boolean; differing?: boolean } = {}) => (await as(app, clerk).run(ITEMS, { runId, held: false, differing: false, ...filter })).billingRunItems;
const change = async (actor: Actor, id: string, input: object, agreed?: number) => (await as(app, actor).run(CHANGE, { id, change: input, agreed })).changeSubscription;
const cost = async (actor: Actor, id: string, input: object) => (await as(app, actor).run(COST, { id, change: input })).subscriptionChangeCost;

describe('a subscription', () => {
  it('is billed from the day it starts, with the arithmetic on the line', async () => {
    const world = await aWorld();
    await aSubscription(app, world.clerk, { customerId: world.customerId, itemId: world.fibre.id, startsOn: '2026-01-15' });
    const run = await aRun(app, world.clerk, '2026-01');
    const { nodes } = await itemsOf(world, run);
    expect(nodes).toMatchObject([{ status: 'READY', total: { amount: 5040 }, lines: [{ description: 'Fibre 500', explanation: '17 de 31 jours × 79,95 $', amount: 4384, periodStart: '2026-01-15', periodEnd: '2026-01-31' }], taxes: [{ code: 'GST', amount: 219 }, { code: 'QST', amount: 437 }] }]);
    await confirmed(app, world.clerk, run);
    expect((await itemsOf(world, run)).nodes[0].invoice).toEqual({ number: 'INV-2026-000001', lines: [{ explanation: '17 de 31 jours × 79,95 $', amount: { amount: 4384 } }] });
    expect([await differences(app, world.tenantId), await unbooked(app, world.tenantId)]).toEqual([[], 0]);
  });

  it('that changes in a billed month gives back and charges by days, and the customer has seen it before', async () => {
    const world = await aWorld();
    const id = await aSubscription(app, world.clerk, { customerId: world.customerId, itemId: world.fibre.id, startsOn: '2026-01-01' });
    await confirmed(app, world.clerk, await aRun(app, world.clerk, '2026-01'));
    app.clock.set(instantOf('2026-01-15', 10 * 60, 'America/Toronto'));
    const seen = await cost(world.nathalie, id, { kind: 'CHANGE', itemId: world.faster.id });
    expect(seen).toMatchObject({
      item: 'Fibre 1000', effectiveOn: '2026-01-15', total: { amount: 1261 }, before: { amount: 7995 }, after: { amount: 9995 },
      lines: [{ description: 'Credit: Fibre 500', explanation: '17 of 31 days × $79.95', amount: { amount: -4384 } }, { description: 'Fibre 1000', explanation: '17 of 31 days × $99.95', amount: { amount: 5481 } }],
    });
    expect((await change(world.nathalie, id, { kind: 'CHANGE', itemId: world.faster.id }, 1260)).__typename).toBe('CostHasChanged');
    expect(await change(world.nathalie, id, { kind: 'CHANGE', itemId: world.faster.id }, 1261)).toMatchObject({ __typename: 'ServiceSubscription', price: { amount: 9995 }, item: { name: 'Fibre 1000' } });
    app.clock.set(instantOf('2026-02-01', 10 * 60, 'America/Toronto'));
    const [february] = (await itemsOf(world, await aRun(app, world.clerk, '2026-02'))).nodes;
    expect(february.lines.map((line: { amount: number; explanation: string }) => [line.amount, line.explanation])).toEqual([[9995, ''], [-4384, '17 de 31 jours × 79,95 $'], [5481, '17 de 31 jours × 99,95 $']]);
  }, 30_000);

  it('is paused, resumed and cancelled with what is due for its days; what overlaps is refused with the first free day', async () => {
    const world = await aWorld();
    const id = await aSubscription(app, world.clerk, { customerId: world.customerId, itemId: world.fibre.id, startsOn: '2026-01-01' });
    await confirmed(app, world.clerk, await aRun(app, world.clerk, '2026-01'));
    expect(await cost(world.clerk, id, { kind: 'PAUSE', effectiveOn: '2026-01-22' })).toMatchObject({ lines: [{ explanation: '10 of 31 days × $79.95', amount: { amount: -2579 } }], after: { amount: 0 } });
    await change(world.clerk, id, { kind: 'PAUSE', effectiveOn: '2026-01-22' });
    expect(await cost(world.clerk, id, { kind: 'CANCEL', effectiveOn: '2026-01-10' })).toEqual({ __typename: 'ChangeOverlaps', since: '2026-01-22' });
    await change(world.clerk, id, { kind: 'RESUME', effectiveOn: '2026-01-27' });
    expect(await change(world.clerk, id, { kind: 'CANCEL', effectiveOn: '2026-02-15' })).toMatchObject({ status: 'ACTIVE', terms: [{ status: 'ACTIVE' }, { status: 'PAUSED' }, { status: 'ACTIVE' }, { status: 'CANCELLED', validFrom: '2026-02-15' }] });
    expect((await change(world.clerk, id, { kind: 'RESUME', effectiveOn: '2026-03-01' })).__typename).toBe('SubscriptionEnded');
    const [february] = (await itemsOf(world, await aRun(app, world.clerk, '2026-02'))).nodes;
    expect(february.lines.map((line: { amount: number; explanation: string }) => [line.amount, line.explanation])).toEqual([[3998, '14 de 28 jours × 79,95 $'], [-2579, '10 de 31 jours × 79,95 $'], [1290, '5 de 31 jours × 79,95 $']]);
    app.clock.set(instantOf('2026-02-15', 60, 'America/Toronto'));
    await app.app.get(SubscriptionChangesService).applyDue();
    expect(await app.db.tx(systemActor(world.tenantId), () => app.db.repo(ServiceSubscription).findOneByOrFail({ id }))).toMatchObject({ status: 'CANCELLED', endsOn: '2026-02-14' });
  }, 30_000);

  it('by the year is billed on its own day, and a one-time item once', async () => {
    const world = await aWorld('2026-02-01');
    const [yearly, once] = [await anItem(app, world.tenantId, { name: 'Domaine', price: 2400, frequency: BillingFrequency.YEARLY }), await anItem(app, world.tenantId, { name: 'Installation', price: 10_000, frequency: BillingFrequency.ONE_TIME })];
    await aSubscription(app, world.clerk, { customerId: world.customerId, itemId: yearly.id, startsOn: '2026-02-20' });
    await aSubscription(app, world.clerk, { customerId: world.customerId, itemId: once.id, startsOn: '2026-02-03', quantity: 2 });
    const run = await aRun(app, world.clerk, '2026-02');
    expect((await itemsOf(world, run)).nodes[0].lines.map((line: { amount: number; quantity: number; periodEnd: string }) => [line.amount, line.quantity, line.periodEnd])).toEqual(expect.arrayContaining([[2400, 1, '2027-02-19'], [20_000, 2, '2026-02-03']]));
    await confirmed(app, world.clerk, run);
    app.clock.set(instantOf('2026-03-01', 600, 'America/Toronto'));
    expect((await itemsOf(world, await aRun(app, world.clerk, '2026-03'))).nodes.flatMap((item: { lines: object[] }) => item.lines)).toEqual([]);
  }, 30_000);

  it('belongs to its customer, who may change the plan and nothing else of it', async () => {
    const world = await aWorld();
    const [id, stranger] = [await aSubscription(app, world.clerk, { customerId: world.customerId, itemId: world.fibre.id }), contactOf(world.tenantId, (await aCustomer(app, world.tenantId)).id)];
    expect((await as(app, stranger).errors(COST, { id, change: { kind: 'CHANGE', itemId: world.faster.id } }))[0]!.extensions.code).toBe('NOT_FOUND');
    expect((await as(app, contactOf(world.tenantId, world.customerId, 'viewer')).errors(COST, { id, change: { kind: 'CHANGE', itemId: world.faster.id } }))[0]!.extensions.code).toBe('FORBIDDEN');
    expect(await change(world.nathalie, id, { kind: 'CANCEL', price: 1, effectiveOn: '2025-01-01' })).toMatchObject({ status: 'ACTIVE', price: { amount: 7995 } });
  });
});

/** How far a run is. */
interface Progress { readonly status: string; readonly customers: number; readonly issued: number; readonly total: { readonly amount: number } }

/** So many more customers of a provider, each with one subscription. */
async function manyCustomers({ tenantId, fibre }: World, count: number): Promise<void> {
  await app.db.tx(systemActor(tenantId), async () => {
    await app.db.query(`insert into customer (number, name) select 'M-' || lpad(n::text, 5, '0'), 'Client ' || n from generate_series(1, ${count}) n`);
    await app.db.query(`insert into service_location (customer_id, line1, city) select id, '1 rue Principale', 'Saint-Jérôme' from customer where number like 'M-%'`);
    await app.db.query(`insert into subscription (customer_id, location_id, item_id, price, frequency, starts_on) select c.id, l.id, $1, 7995, 'MONTHLY', '2026-03-01' from customer c join service_location l on l.customer_id = c.id where c.number like 'M-%'`, [fibre.id]);
  });
}

interface Gate { readonly taken: Promise<void>; open(): Promise<void> }

/** Lets nobody write a table until it is opened. A lock alone, without a transaction's number, so that news is told meanwhile. */
function shut(tenantId: string, table: string): Gate {
  const [taken, opened] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const over = app.db.tx(systemActor(tenantId), async () => {
    await app.db.query(`lock table ${table} in share mode`);
    taken.resolve();
    await opened.promise;
  });
  over.catch(taken.reject);
  return { taken: taken.promise, open: () => (opened.resolve(), over) };
}

/** Lets one step write behind a gate: a second gate queues up behind it and is shut before the next one comes. */
async function oneStep(table: string, gate: Gate, look: () => Promise<void>): Promise<void> {
  const waiting = (count: number) => until(() => app.db.unscoped('who waits for a table', async () => (await app.db.query<{ n: number }>(`select count(*)::int n from pg_locks where relation = '${table}'::regclass and database = (select oid from pg_database where datname = current_database()) and not granted`))[0]!.n), (n) => n >= count);
  await waiting(1);
  const next = shut(randomUUID(), table);
  await waiting(2);
  await gate.open();
  await next.taken;
  try {
    await look();
  } finally {
    await next.open();
  }
}

describe('a billing run', () => {
  it('holds what is unusual, taxed by nobody, or less than nothing; the rest is issued without gaps', async () => {
    const world = await aWorld('2026-03-01');
    const people = await Promise.all(Array.from({ length: 4 }, () => aCustomer(app, world.tenantId)));
    for (const { id } of people) await aSubscription(app, world.clerk, { customerId: id, itemId: world.fibre.id, startsOn: '2026-03-01' });
    const [usual, odd, elsewhere, below] = people.map(({ id }) => id) as [string, string, string, string];
    for (const [customerId, total] of [[usual, 9193], [odd, 30_000]] as const) for (const day of ['2026-01-01', '2026-02-01']) await anInvoiceOf(app, world.tenantId, customerId, { total, issuedOn: day, number: `${customerId}${day}` });
    await app.db.tx(systemActor(world.tenantId), () => app.db.repo(ServiceLocation).update({ customerId: elsewhere }, { province: 'ON' }));
    await aSubscription(app, world.clerk, { customerId: below, itemId: (await anItem(app, world.tenantId, { name: 'Rabais', price: -20_000 })).id, startsOn: '2026-03-01' });
    const run = await aRun(app, world.clerk, '2026-03');
    const held = (await itemsOf(world, run, { held: true })).nodes;
    expect(Object.fromEntries(held.map((item: { customer: { id: string }; reason: string }) => [item.customer.id, item.reason]))).toEqual({ [odd]: 'UNUSUAL_AMOUNT', [elsewhere]: 'MISSING_RATE', [below]: 'NEGATIVE' });
    const HOLD = `mutation ($id: ID!, $held: Boolean!) { holdBillingRunItem(id: $id, held: $held) { status reason } }`;
    const itemOf = (customerId: string): string => held.find((item: { customer: { id: string } }) => item.customer.id === customerId).id;
    expect((await as(app, world.clerk).run(HOLD, { id: itemOf(odd), held: false })).holdBillingRunItem.status).toBe('READY');
    expect((await as(app, world.clerk).run(HOLD, { id: itemOf(elsewhere), held: false })).holdBillingRunItem.status).toBe('HELD');
    await confirmed(app, world.clerk, run);
    expect((await as(app, world.clerk).run('query ($id: ID!) { billingRun(id: $id) { customers issued held total { amount } } }', { id: run })).billingRun).toMatchObject({ customers: 4, issued: 2, held: 2, total: { amount: 2 * 9193 } });
  }, 30_000);

  it('bills nobody twice: a second run of the month finds nothing, one under way refuses another', async () => {
    const world = await aWorld();
    await aSubscription(app, world.clerk, { customerId: world.customerId, itemId: world.fibre.id, startsOn: '2026-01-01' });
    const run = await aRun(app, world.clerk, '2026-01');
    expect((await as(app, world.clerk).run('mutation { startBillingRun(month: "2026-01") { __typename } }')).startBillingRun.__typename).toBe('RunUnderWay');
    await Promise.all(Array.from({ length: 5 }, () => as(app, world.clerk).run('mutation ($id: ID!) { confirmBillingRun(id: $id) { __typename } }', { id: run })));
    await runReaches(app, world.clerk, run, 'DONE');
    const again = await aRun(app, world.clerk, '2026-01');
    await confirmed(app, world.clerk, again);
    expect((await app.db.tx(systemActor(world.tenantId), () => app.db.repo(Invoice).find())).map(({ number, total }) => [number, total])).toEqual([['INV-2026-000001', 9193]]);
  }, 30_000);

  it('holds what has changed since it was previewed', async () => {
    const world = await aWorld();
    const id = await aSubscription(app, world.clerk, { customerId: world.customerId, itemId: world.fibre.id, startsOn: '2026-01-01' });
    const run = await aRun(app, world.clerk, '2026-01');
    await change(world.clerk, id, { kind: 'CHANGE', itemId: world.faster.id, effectiveOn: '2026-01-10' });
    await confirmed(app, world.clerk, run);
    expect((await itemsOf(world, run, { held: true })).nodes).toMatchObject([{ reason: 'STALE' }]);
    expect(await app.db.tx(systemActor(world.tenantId), () => app.db.repo(Invoice).count())).toBe(0);
  }, 30_000);

  it('is given up before it is confirmed and leaves nothing behind', async () => {
    const world = await aWorld();
    await aSubscription(app, world.clerk, { customerId: world.customerId, itemId: world.fibre.id, startsOn: '2026-01-01' });
    const run = await aRun(app, world.clerk, '2026-01');
    expect((await as(app, world.clerk).run('mutation ($id: ID!) { undoBillingRun(id: $id) { __typename ... on BillingRun { status } } }', { id: run })).undoBillingRun.status).toBe('UNDONE');
    expect((await as(app, world.clerk).run('mutation ($id: ID!) { confirmBillingRun(id: $id) { __typename } }', { id: run })).confirmBillingRun.__typename).toBe('RunNotReady');
    await confirmed(app, world.clerk, await aRun(app, world.clerk, '2026-01'));
    expect(await app.db.tx(systemActor(world.tenantId), () => app.db.repo(Invoice).count())).toBe(1);
  }, 30_000);

  it('stands still while billing is paused', async () => {
    const world = await aWorld();
    const PAUSE = `mutation ($paused: Boolean!) { pauseBilling(paused: $paused) { paused pausedBy } }`;
    const run = await aRun(app, world.clerk, '2026-01');
    expect((await as(app, world.clerk).run(PAUSE, { paused: true })).pauseBilling).toEqual({ paused: true, pausedBy: 'The billing' });
    expect((await as(app, world.clerk).run('mutation ($id: ID!) { confirmBillingRun(id: $id) { __typename } }', { id: run })).confirmBillingRun.__typename).toBe('BillingPaused');
    await as(app, world.clerk).run(PAUSE, { paused: false });
    await confirmed(app, world.clerk, run);
  }, 30_000);

  it('in the shadow compares with an imported month to the cent and issues nothing', async () => {
    const world = await aWorld('2026-03-01');
    const imported = async (total: number, price: number) => {
      const { id } = await aCustomer(app, world.tenantId);
      await app.db.tx(systemActor(world.tenantId), () => app.db.repo(ServiceSubscription).insert({ customerId: id, itemId: world.fibre.id, price, currency: 'CAD', quantity: 1, frequency: BillingFrequency.MONTHLY, status: SubscriptionStatus.ACTIVE, startsOn: '2025-05-01', sourceId: id, billedThrough: null }));
      await anInvoiceOf(app, world.tenantId, id, { total, issuedOn: '2026-02-01', number: `S${id}`, sourceId: `S${id}` });
      return id;
    };
    const [same, other] = [await imported(9193, 7995), await imported(9192, 7995)];
    const run = await aRun(app, world.clerk, '2026-02', true);
    const { nodes } = await itemsOf(world, run);
    expect(nodes).toHaveLength(2);
    expect(nodes.find((item: { customer: { id: string } }) => item.customer.id === same).difference.amount).toBe(0);
    expect((await itemsOf(world, run, { differing: true })).nodes).toMatchObject([{ customer: { id: other }, total: { amount: 9193 }, theirs: { amount: 9192 }, difference: { amount: 1 } }]);
    expect(await app.db.tx(systemActor(world.tenantId), () => app.db.repo(Invoice).countBy({ kind: 'INVOICE' as never }))).toBe(2);
  }, 30_000);

  it('tells how far it is: what somebody sees who watches it only grows, step by step, until everybody is through', async () => {
    const world = await aWorld('2026-03-01');
    await manyCustomers(world, 620);
    const first = shut(world.tenantId, 'billing_run_item');
    await first.taken;
    const { startBillingRun } = await as(app, world.clerk).run('mutation { startBillingRun(month: "2026-03") { ... on BillingRun { id } } }');
    const feed = await as(app, world.clerk).subscribe('subscription ($id: ID!) { billingRunMoved(id: $id) { status customers issued total { amount } } }', { id: startBillingRun.id });
    const seen = async (fits: (run: Progress) => boolean) => (await feed.next<{ billingRunMoved: Progress }>(({ billingRunMoved }) => fits(billingRunMoved))).billingRunMoved;
    await oneStep('billing_run_item', first, async () => expect(await seen(({ customers }) => customers > 0)).toMatchObject({ status: 'PREVIEWING', customers: 500 }));
    expect(await seen(({ status }) => status === 'READY')).toMatchObject({ customers: 620, issued: 0, total: { amount: 620 * 9193 } });
    const second = shut(world.tenantId, 'subscription');
    await second.taken;
    await as(app, world.clerk).run('mutation ($id: ID!) { confirmBillingRun(id: $id) { __typename } }', { id: startBillingRun.id });
    await oneStep('subscription', second, async () => expect(await seen(({ issued }) => issued > 0)).toMatchObject({ status: 'ISSUING', customers: 620, issued: 200 }));
    expect(await seen(({ status }) => status === 'DONE')).toMatchObject({ customers: 620, issued: 620 });
    const all = feed.received.map(({ data }): Progress => data['billingRunMoved']!);
    for (const count of ['customers', 'issued'] as const) expect(all.map((run) => run[count])).toEqual(all.map((run) => run[count]).toSorted((a, b) => a - b));
    await feed.close();
  }, 120_000);

  it('uses what customers have paid ahead, and is for billing staff alone', async () => {
    const world = await aWorld();
    await aSubscription(app, world.clerk, { customerId: world.customerId, itemId: world.fibre.id, startsOn: '2026-01-01' });
    await as(app, world.clerk).run('mutation ($input: PaymentInput!) { recordPayment(input: $input) { __typename } }', { input: { customerId: world.customerId, amount: 5000 } });
    await confirmed(app, world.clerk, await aRun(app, world.clerk, '2026-01'));
    expect((await app.db.tx(systemActor(world.tenantId), () => app.db.repo(Invoice).find())).map(({ state, balance }) => [state, balance])).toEqual([['PARTLY_PAID', 4193]]);
    expect(await differences(app, world.tenantId)).toEqual([]);
    for (const actor of [world.nathalie, staffOf(world.tenantId, 'support')]) expect((await as(app, actor).errors('mutation { startBillingRun(month: "2026-02") { __typename } }'))[0]!.extensions.code).toBe('FORBIDDEN');
    expect((await as(app, world.clerk).errors('mutation { startBillingRun(month: "2026-13") { __typename } }'))[0]!.extensions.fields).toEqual({ month: 'matches' });
  }, 30_000);
});
