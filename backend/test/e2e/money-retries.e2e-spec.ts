import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addDays, dayOf } from '@demarc/time';
import { systemActor, type Actor } from '../../src/auth/actor.js';
import { RunsService } from '../../src/billing/runs.service.js';
import { ServiceLocation } from '../../src/customers/customer.entity.js';
import { DunningAccount, DunningStage } from '../../src/dunning/dunning.entity.js';
import { LedgerService } from '../../src/ledger/ledger.service.js';
import { AutopayCharge, AutopayRun, AutopayStatus } from '../../src/payments/autopay.entity.js';
import { PaymentMethod } from '../../src/payments/payment.entity.js';
import { SavedMethod } from '../../src/payments/saved-method.entity.js';
import { StripeSandbox, type SandboxControl } from '../../src/payments/stripe-sandbox.js';
import { contactOf, staffOf } from '../support/actors.js';
import { startApp, type TestApp } from '../support/app.js';
import { aTenant } from '../support/builders.js';
import { aReachableCustomer } from '../support/builders/auth.js';
import { anItem, aSubscription } from '../support/builders/billing.js';
import { aDraft, anInvoice, anInvoiceOf, quebecTaxes } from '../support/builders/invoices.js';
import { differences } from '../support/builders/ledger.js';
import { as, type Variables } from '../support/graph.js';

/** Without background work nothing changes but what the mutation itself does, so that a second effect cannot hide. */
let app: TestApp;
let stripe: SandboxControl;
beforeAll(async () => {
  const base = process.env['TEST_DATA_DIR'] ?? tmpdir();
  mkdirSync(base, { recursive: true });
  app = await startApp({ env: { WORKER: 'off', DATA_DIR: mkdtempSync(join(base, 'retries-')) } });
  stripe = await app.app.get(StripeSandbox).control();
}, 60_000);
afterAll(() => app.close());

interface World { readonly tenantId: string; readonly customerId: string; readonly clerk: Actor; readonly nathalie: Actor; readonly itemId: string; readonly faster: string }

async function aWorld(): Promise<World> {
  const tenant = await aTenant(app, { stepUp: [] });
  await quebecTaxes(app, tenant.id);
  const customer = await aReachableCustomer(app, tenant.id, { email: `${randomUUID()}@client.example`, cell: '514 555-0142' });
  await app.db.tx(systemActor(tenant.id), () => app.db.repo(ServiceLocation).save(Object.assign(new ServiceLocation(), { customerId: customer.id, line1: '12, rue de l’Église', city: 'Saint-Jérôme', province: 'QC', postalCode: 'J7Z 5A1' })));
  return { tenantId: tenant.id, customerId: customer.id, clerk: staffOf(tenant.id), nathalie: contactOf(tenant.id, customer.id), itemId: (await anItem(app, tenant.id)).id, faster: (await anItem(app, tenant.id, { price: 9995 })).id };
}

const SOON = addDays(dayOf(new Date(), 'America/Toronto'), 20);

type Case = readonly [mutation: string, by: 'clerk' | 'nathalie', vars: (world: World) => Promise<Variables>];

const keep = <T extends object>({ tenantId }: World, row: T): Promise<T> => app.db.tx(systemActor(tenantId), () => app.db.repo(row.constructor as new () => T).save(row));
const owed = async (world: World): Promise<string> => (await anInvoice(app, world.clerk, world.customerId)).id;
const overdue = async ({ tenantId, customerId }: World): Promise<void> => {
  const { id } = await anInvoiceOf(app, tenantId, customerId, { total: 9193, dueOn: '2020-01-01', issuedOn: '2019-12-01', number: `INV-T-${randomUUID().slice(0, 8)}` });
  await app.db.tx(systemActor(tenantId), () => app.app.get(LedgerService).catchUp([id], []));
};
const credit = async ({ clerk, customerId }: World): Promise<string> => (await as(app, clerk).run('mutation ($input: PaymentInput!) { recordPayment(input: $input) { ... on Payment { id } } }', { input: { customerId, amount: 5000 } })).recordPayment.id as string;
const card = (world: World): Promise<SavedMethod> => keep(world, Object.assign(new SavedMethod(), { customerId: world.customerId, kind: PaymentMethod.CARD, brand: 'visa', last4: '4242', expiresOn: '2034-12', stripeMethodId: `pm_${randomUUID()}`, preferred: false, removedAt: null }));
const run = async (world: World): Promise<string> => {
  await aSubscription(app, world.clerk, { customerId: world.customerId, itemId: world.itemId, startsOn: '2026-01-01' });
  const { id } = (await as(app, world.clerk).run('mutation { startBillingRun(month: "2026-01", shadow: false) { ... on BillingRun { id } } }')).startBillingRun as { id: string };
  await app.app.get(RunsService).preview({ tenantId: world.tenantId, runId: id });
  return id;
};
const lines = [{ description: 'Internet fibre 500', unitPrice: 7995 }];

/** Every mutation that moves money or decides about it, each with what it needs to have an effect. */
const CASES: readonly Case[] = [
  ['createInvoice($input: InvoiceInput!)', 'clerk', async ({ customerId }) => ({ input: { customerId, lines } })],
  ['reviseDraft($id: ID!, $input: InvoiceInput!)', 'clerk', async (w) => ({ id: await aDraft(app, w.clerk, w.customerId), input: { customerId: w.customerId, lines: [{ description: 'Installation', unitPrice: 10_000 }] } })],
  ['discardDraft($id: ID!)', 'clerk', async (w) => ({ id: await aDraft(app, w.clerk, w.customerId) })],
  ['issueInvoice($id: ID!)', 'clerk', async (w) => ({ id: await aDraft(app, w.clerk, w.customerId) })],
  ['voidInvoice($id: ID!, $reason: String!)', 'clerk', async (w) => ({ id: await owed(w), reason: 'Billed by mistake' })],
  ['creditInvoice($id: ID!, $amount: Float, $reason: String!)', 'clerk', async (w) => ({ id: await owed(w), amount: 1000, reason: 'Service was down' })],
  ['writeOffInvoice($id: ID!, $reason: String!)', 'clerk', async (w) => ({ id: await owed(w), reason: 'Cannot be found' })],
  ['recordPayment($input: PaymentInput!)', 'clerk', async (w) => ({ input: { customerId: w.customerId, invoiceId: await owed(w), amount: 4000 } })],
  ['allocatePayment($paymentId: ID!, $invoiceId: ID!)', 'clerk', async (w) => ({ paymentId: await credit(w), invoiceId: await owed(w) })],
  ['unallocatePayment($paymentId: ID!, $invoiceId: ID!)', 'clerk', async (w) => { const invoiceId = await owed(w); return { invoiceId, paymentId: await credit(w) }; }],
  ['movePayment($id: ID!, $customerId: ID!)', 'clerk', async (w) => ({ id: await credit(w), customerId: (await aReachableCustomer(app, w.tenantId)).id })],
  ['refundPayment($id: ID!, $amount: Float, $reason: String!)', 'clerk', async (w) => ({ id: await credit(w), amount: 1500, reason: 'Moved away' })],
  ['sendPaymentLink($customerId: ID!, $channel: LinkChannel!)', 'clerk', async (w) => { await owed(w); return { customerId: w.customerId, channel: 'EMAIL' }; }],
  ['sendStatement($customerId: ID, $from: DateOnly!, $to: DateOnly!)', 'clerk', async (w) => ({ customerId: w.customerId, from: '2026-01-01', to: '2026-12-31' })],
  ['createCheckout($amount: Float)', 'nathalie', async (w) => { await owed(w); return { amount: 4000 }; }],
  ['startMethodSetup($kind: PaymentMethod!)', 'nathalie', async () => ({ kind: 'CARD' })],
  ['openBillingPortal', 'nathalie', async () => ({})],
  ['preferMethod($id: ID!)', 'nathalie', async (w) => { await card(w); return { id: (await card(w)).id }; }],
  ['removeMethod($id: ID!)', 'nathalie', async (w) => ({ id: (await card(w)).id })],
  ['turnAutopayOn($savedMethodId: ID!)', 'nathalie', async (w) => ({ savedMethodId: (await card(w)).id })],
  ['turnAutopayOff', 'nathalie', async (w) => { await as(app, w.nathalie).run('mutation ($id: ID!) { turnAutopayOn(savedMethodId: $id) { id } }', { id: (await card(w)).id }); return {}; }],
  ['holdAutopayCharge($id: ID!, $held: Boolean!)', 'clerk', async (w) => {
    const { id: runId } = await keep(w, Object.assign(new AutopayRun(), { day: '2099-01-01', startedAt: null }));
    const charge = Object.assign(new AutopayCharge(), { runId, customerId: w.customerId, day: '2099-01-01', savedMethodId: (await card(w)).id, amount: 9193, currency: 'CAD', usual: null, status: AutopayStatus.PLANNED, holdReason: null, attempt: 1, invoiceIds: [], stripeIntentId: null, failure: null, nextTryOn: null, claimedAt: null, settledAt: null });
    return { id: (await keep(w, charge)).id, held: true };
  }],
  ['startSubscription($input: StartSubscriptionInput!)', 'clerk', async ({ customerId, itemId }) => ({ input: { customerId, itemId, startsOn: '2026-01-01' } })],
  ['changeSubscription($id: ID!, $change: SubscriptionChangeInput!)', 'clerk', async (w) => ({ id: await aSubscription(app, w.clerk, { customerId: w.customerId, itemId: w.itemId, startsOn: '2026-01-01' }), change: { kind: 'CHANGE', itemId: w.faster } })],
  ['startBillingRun($month: String!, $shadow: Boolean!)', 'clerk', async () => ({ month: '2026-01', shadow: false })],
  ['confirmBillingRun($id: ID!)', 'clerk', async (w) => ({ id: await run(w) })],
  ['undoBillingRun($id: ID!)', 'clerk', async (w) => ({ id: await run(w) })],
  ['holdBillingRunItem($id: ID!, $held: Boolean!)', 'clerk', async (w) => {
    const runId = await run(w);
    const items = (await as(app, w.clerk).run('query ($id: ID!) { billingRunItems(runId: $id) { nodes { id } } }', { id: runId })).billingRunItems.nodes as { id: string }[];
    return { id: items[0]!.id, held: true };
  }],
  ['pauseBilling($paused: Boolean!)', 'clerk', async () => ({ paused: true })],
  ['updateBillingPolicy($input: BillingPolicyInput!)', 'clerk', async () => ({ input: { lateFee: 1500 } })],
  ['createCatalogItem($input: CatalogItemInput!)', 'clerk', async () => ({ input: { code: 'NEW-1', name: 'Fibre 2000', group: 'INTERNET', frequency: 'MONTHLY', price: 12_995 } })],
  ['updateCatalogItem($id: ID!, $input: CatalogItemChange!)', 'clerk', async ({ itemId }) => ({ id: itemId, input: { price: 8995 } })],
  ['setCatalogPrice($input: CatalogPriceInput!)', 'clerk', async ({ itemId }) => ({ input: { itemId, price: 8995, validFrom: '2099-01-01' } })],
  ['setTaxRate($input: TaxRateInput!)', 'clerk', async () => ({ input: { province: 'QC', code: 'QST', rateMillionths: 100_000, validFrom: '2099-01-01', taxClasses: ['STANDARD'] } })],
  ['adoptPublishedTaxRates', 'clerk', async () => ({})],
  ['arrangePayments($input: ArrangementInput!)', 'clerk', async (w) => { await overdue(w); return { input: { customerId: w.customerId, instalments: [{ dueOn: SOON, amount: 5000 }, { dueOn: addDays(SOON, 30), amount: 4193 }] } }; }],
  ['holdDunning($customerId: ID!, $until: DateOnly, $reason: String!)', 'clerk', async (w) => ({ customerId: w.customerId, until: SOON, reason: 'Cheque in the mail' })],
  ['protectService($customerId: ID!, $reason: String!)', 'clerk', async (w) => ({ customerId: w.customerId, reason: 'Medical alarm' })],
  ['restoreService($customerId: ID!, $until: DateOnly, $reason: String!)', 'clerk', async (w) => {
    await overdue(w);
    await keep(w, Object.assign(new DunningAccount(), { customerId: w.customerId, stage: DunningStage.SUSPENDED, stepsDone: 4, lastStepOn: '2026-01-01', notBefore: null, suspendedAt: new Date(), heldUntil: null, heldBecause: '', protectedBecause: '' }));
    return { customerId: w.customerId, until: SOON, reason: 'Promised to pay' };
  }],
  ['runDunning', 'clerk', async () => ({})],
];

const TABLES = [
  'invoice', 'invoice_line', 'payment', 'payment_allocation', 'refund', 'dispute', 'ledger_operation', 'ledger_entry', 'checkout_session', 'method_setup', 'saved_method', 'autopay', 'autopay_run', 'autopay_charge', 'payment_link', 'sign_in_link',
  'subscription', 'subscription_term', 'billing_charge', 'billing_run', 'billing_run_item', 'billing_policy', 'catalog_item', 'catalog_price', 'tax_rate_row', 'payment_arrangement', 'dunning_account', 'dunning_entry', 'dunning_run', 'service_order', 'number_series', 'outbox_event',
];

/** Everything money is kept in, and all news of it, as one word. */
async function everything({ tenantId }: World): Promise<string> {
  const each = TABLES.map((table) => `select '${table}' || coalesce(md5(string_agg(row.text, '' order by row.text)), '') text from (select t::text from ${table} t) row(text)`).join(' union all ');
  const [found] = await app.db.tx(systemActor(tenantId), () => app.db.query<{ text: string }>(`select string_agg(text, ',' order by text) text from (${each}) tables`));
  return `${found!.text} ${stripe.events().length}`;
}

/** The call with its key, as a document. */
function documentOf(mutation: string, key: string): string {
  const [, name, declared = ''] = /^(\w+)(?:\((.*)\))?$/.exec(mutation)!;
  const passed = [...declared.matchAll(/\$(\w+)/g)].map(([, variable]) => `, ${variable}: $${variable}`).join('');
  return `mutation ${declared && `(${declared})`} { ${name}(key: "${key}"${passed}) { __typename } }`;
}

describe('a money mutation that is sent again with its key', () => {
  it.each(CASES)('%s gives the same answer and has one effect; another request is refused that key', async (mutation, by, vars) => {
    const world = await aWorld();
    const variables = await vars(world);
    const [actor, document] = [world[by], documentOf(mutation, randomUUID())];
    const before = await everything(world);
    const first = await as(app, actor).run(document, variables);
    expect(JSON.stringify(first)).not.toMatch(/"(NothingTo\w+|Not[A-Z]\w+|\w+(Unavailable|TooLarge|NotReady|UnderWay|OutOfRange|Overlaps))"/);
    const after = await everything(world);
    // What opens a page at Stripe keeps nothing here; what it opened there is counted instead.
    if (!mutation.startsWith('openBillingPortal')) expect(after).not.toBe(before);
    for (const { data, errors } of await Promise.all(Array.from({ length: 3 }, () => as(app, actor).answer(document, variables)))) expect(errors ? errors[0]!.extensions.code : data).toEqual(errors ? 'CONFLICT' : first);
    for (let n = 0; n < 2; n++) expect(await as(app, actor).run(document, variables)).toEqual(first);
    expect(await everything(world)).toBe(after);
    expect(await differences(app, world.tenantId)).toEqual([]);
    const other = Object.entries(variables).find(([, value]) => typeof value === 'string' || typeof value === 'number');
    if (!other) return;
    const changed = { ...variables, [other[0]]: typeof other[1] === 'number' ? other[1] + 1 : other[0] === 'kind' ? 'PRE_AUTHORISED_DEBIT' : other[0] === 'channel' ? 'SMS' : `${randomUUID()}` };
    expect((await as(app, actor).errors(document, changed))[0]!.extensions.code).toBe('KEY_REUSED');
    expect(await everything(world)).toBe(after);
  }, 30_000);

  it('at the same moment, ten times, has one effect', async () => {
    const world = await aWorld();
    const [document, input] = [documentOf('recordPayment($input: PaymentInput!)', randomUUID()), { customerId: world.customerId, amount: 2500 }];
    const answers = await Promise.all(Array.from({ length: 10 }, () => as(app, world.clerk).answer(document, { input })));
    expect(answers.filter(({ errors }) => !errors).length).toBeGreaterThan(0);
    for (const { errors } of answers) if (errors) expect(errors[0]!.extensions.code).toBe('CONFLICT');
    expect(await app.db.tx(systemActor(world.tenantId), () => app.db.query('select amount::int amount from payment'))).toEqual([{ amount: 2500 }]);
  }, 30_000);
});
