import { randomUUID } from 'node:crypto';
import { systemActor, type Actor } from '../../src/auth/actor.js';
import { BillingFrequency, ServiceSubscription, SubscriptionStatus } from '../../src/catalog/catalog.entity.js';
import { Customer, ServiceLocation } from '../../src/customers/customer.entity.js';
import { Payment, PaymentMethod, PaymentStatus } from '../../src/payments/payment.entity.js';
import { contactOf, staffOf } from '../support/actors.js';
import { startApp, type TestApp } from '../support/app.js';
import { aCustomer, aTenant } from '../support/builders.js';
import { aRun, anItem, aSubscription } from '../support/builders/billing.js';
import { aDraft, anInvoice, anInvoiceOf, quebecTaxes } from '../support/builders/invoices.js';
import { differences } from '../support/builders/ledger.js';
import { as, type Variables } from '../support/graph.js';

let app: TestApp;
let world: World;
beforeAll(async () => {
  app = await startApp();
  world = await aWorld();
}, 60_000);
afterAll(() => app.close());

interface World { readonly tenantId: string; readonly customerId: string; readonly clerk: Actor; readonly nathalie: Actor; readonly itemId: string }

async function aWorld(): Promise<World> {
  const tenant = await aTenant(app);
  await quebecTaxes(app, tenant.id);
  const customer = await aCustomer(app, tenant.id);
  return { tenantId: tenant.id, customerId: customer.id, clerk: staffOf(tenant.id), nathalie: contactOf(tenant.id, customer.id), itemId: (await anItem(app, tenant.id)).id };
}

/** How many rows money has left behind, to hold that a refusal wrote nothing. */
const rows = async (): Promise<unknown> =>
  (await app.db.tx(systemActor(world.tenantId), () => app.db.query('select (select count(*) from invoice) invoices, (select count(*) from payment) payments, (select count(*) from ledger_operation) operations, (select count(*) from catalog_item) items, (select count(*) from subscription) subscriptions, (select count(*) from catalog_price) prices')))[0];

describe('an amount with three decimals, which is a broken cent,', () => {
  const input = { description: 'Internet fibre 500', unitPrice: 7995.5 };
  it.each<[string, string, (world: World) => Variables, string]>([
    ['as the price of a new item', 'createCatalogItem($input: CatalogItemInput!)', () => ({ input: { code: 'NEW', name: 'Fibre', group: 'INTERNET', frequency: 'MONTHLY', price: 7995.5 } }), 'price'],
    ['as the price of an item', 'updateCatalogItem($id: ID!, $input: CatalogItemChange!)', ({ itemId }) => ({ id: itemId, input: { price: 7995.5 } }), 'price'],
    ['as a price from a day on', 'setCatalogPrice($input: CatalogPriceInput!)', ({ itemId }) => ({ input: { itemId, price: 7995.5, validFrom: '2099-01-01' } }), 'price'],
    ['as the price of a subscription', 'startSubscription($input: StartSubscriptionInput!)', ({ customerId, itemId }) => ({ input: { customerId, itemId, price: 7995.5 } }), 'price'],
    ['on the line of an invoice', 'createInvoice($input: InvoiceInput!)', ({ customerId }) => ({ input: { customerId, lines: [input] } }), 'lines.0.unitPrice'],
    ['as a cheque', 'recordPayment($input: PaymentInput!)', ({ customerId }) => ({ input: { customerId, amount: 7995.5 } }), 'amount'],
    ['as a credit', 'creditInvoice($id: ID!, $amount: Float, $reason: String!)', () => ({ id: randomUUID(), amount: 10.5, reason: 'Service was down' }), 'amount'],
    ['as a refund', 'refundPayment($id: ID!, $amount: Float, $reason: String!)', () => ({ id: randomUUID(), amount: 10.5, reason: 'Moved away' }), 'amount'],
    ['as what is allocated', 'allocatePayment($paymentId: ID!, $invoiceId: ID!, $amount: Float)', () => ({ paymentId: randomUUID(), invoiceId: randomUUID(), amount: 10.5 }), 'amount'],
    ['as a late fee', 'updateBillingPolicy($input: BillingPolicyInput!)', () => ({ input: { lateFee: 10.5 } }), 'lateFee'],
    ['as the least part', 'updateBillingPolicy($input: BillingPolicyInput!)', () => ({ input: { smallestPayment: 1000.5 } }), 'smallestPayment'],
    ['as an instalment', 'arrangePayments($input: ArrangementInput!)', ({ customerId }) => ({ input: { customerId, instalments: [{ dueOn: '2099-01-01', amount: 10.5 }] } }), 'instalments.0.amount'],
  ])('%s is refused by its field, and nothing is written', async (_what, mutation, vars, field) => {
    const before = await rows();
    const [, name, declared] = /^(\w+)\((.*)\)$/.exec(mutation)!;
    const passed = [...declared!.matchAll(/\$(\w+)/g)].map(([, variable]) => `${variable}: $${variable}`).join(', ');
    const { status, errors } = await as(app, world.clerk).answer(`mutation (${declared}) { ${name}(${passed}) { __typename } }`, vars(world));
    expect([status, errors![0]!.extensions]).toEqual([200, expect.objectContaining({ code: 'BAD_USER_INPUT', fields: { [field]: 'isInt' } })]);
    expect(await rows()).toEqual(before);
  });
});

describe('a currency that differs', () => {
  it('keeps payment and invoice apart: neither is put to the other', async () => {
    const invoice = await anInvoiceOf(app, world.tenantId, world.customerId, { total: 5000, currency: 'USD', number: `INV-U-${randomUUID().slice(0, 8)}` });
    const payment = await app.db.tx(systemActor(world.tenantId), () => app.db.repo(Payment).save(Object.assign(new Payment(), { customerId: world.customerId, amount: 5000, currency: 'CAD', method: PaymentMethod.CHEQUE, status: PaymentStatus.SUCCEEDED, receivedOn: '2026-01-01', reference: '', stripePaymentIntentId: null, sourceId: null })));
    const answer = await as(app, world.clerk).run('mutation ($p: ID!, $i: ID!) { allocatePayment(paymentId: $p, invoiceId: $i) { __typename ... on Problem { message } } }', { p: payment.id, i: invoice.id });
    expect(answer.allocatePayment).toEqual({ __typename: 'PapersDoNotMatch', message: expect.stringContaining('same customer or currency') });
    await app.db.tx(systemActor(world.tenantId), async () => {
      await app.db.repo(Payment).delete(payment.id);
      await app.db.query('delete from invoice where id = $1', [invoice.id]);
    });
  });
});

describe('a credit, or a refund, larger than what is left', () => {
  it('is refused with what is left, and changes nothing', async () => {
    const { id } = await anInvoice(app, world.clerk, world.customerId);
    const credit = await as(app, world.clerk).run('mutation ($id: ID!) { creditInvoice(id: $id, amount: 9194, reason: "Service was down") { __typename ... on CreditTooLarge { left { amount } message } } }', { id });
    expect(credit.creditInvoice).toEqual({ __typename: 'CreditTooLarge', left: { amount: 9193 }, message: expect.stringMatching(/\w/) });
    const { recordPayment } = await as(app, world.clerk).run('mutation ($input: PaymentInput!) { recordPayment(input: $input) { ... on Payment { id } } }', { input: { customerId: world.customerId, invoiceId: id, amount: 4000 } });
    const refund = await as(app, world.clerk).run('mutation ($id: ID!) { refundPayment(id: $id, amount: 4001, reason: "Moved away") { __typename ... on RefundTooLarge { left { amount } message } } }', { id: recordPayment.id });
    expect(refund.refundPayment).toEqual({ __typename: 'RefundTooLarge', left: { amount: 4000 }, message: expect.stringMatching(/\w/) });
    expect(await differences(app, world.tenantId)).toEqual([]);
  });
});

describe('a period that overlaps', () => {
  it('of an invoice line ends before it begins: refused by its field', async () => {
    const lines = [{ description: 'Internet fibre 500', unitPrice: 7995, periodStart: '2026-02-10', periodEnd: '2026-02-01' }];
    const { errors } = await as(app, world.clerk).answer('mutation ($input: InvoiceInput!) { createInvoice(input: $input) { id } }', { input: { customerId: world.customerId, lines } });
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: { 'input.lines.0.periodEnd': expect.any(String) } });
  });

  it('of a change before the last one is refused with the first free day', async () => {
    const id = await aSubscription(app, world.clerk, { customerId: world.customerId, itemId: world.itemId, startsOn: '2026-01-01' });
    const CHANGE = 'mutation ($id: ID!, $change: SubscriptionChangeInput!) { changeSubscription(id: $id, change: $change) { __typename ... on ChangeOverlaps { since message } } }';
    await as(app, world.clerk).run(CHANGE, { id, change: { kind: 'PAUSE', effectiveOn: '2099-03-01' } });
    const answer = (await as(app, world.clerk).run(CHANGE, { id, change: { kind: 'CANCEL', effectiveOn: '2099-02-01' } })).changeSubscription;
    expect(answer).toEqual({ __typename: 'ChangeOverlaps', since: '2099-03-01', message: expect.stringMatching(/\w/) });
  });
});

describe('an imported month with a missing rate', () => {
  it('holds the customer whom nobody taxes, with the reason, and the run says so', async () => {
    const other = await aWorld();
    const { id } = await app.db.tx(systemActor(other.tenantId), () => app.db.repo(Customer).findOneByOrFail({ id: other.customerId }));
    await app.db.tx(systemActor(other.tenantId), async () => {
      const place = await app.db.repo(ServiceLocation).save(Object.assign(new ServiceLocation(), { customerId: id, line1: '5 Main Street', city: 'Moncton', province: 'NB', postalCode: 'E1C 1A1' }));
      await app.db.repo(ServiceSubscription).insert({ customerId: id, locationId: place.id, itemId: other.itemId, price: 7995, currency: 'CAD', quantity: 1, frequency: BillingFrequency.MONTHLY, status: SubscriptionStatus.ACTIVE, startsOn: '2025-05-01', sourceId: 'S1', billedThrough: null });
    });
    await anInvoiceOf(app, other.tenantId, id, { total: 9193, issuedOn: '2026-02-01', number: 'S-1', sourceId: 'S-1' });
    const run = await aRun(app, other.clerk, '2026-02', true);
    const { billingRunItems } = await as(app, other.clerk).run('query ($id: ID!) { billingRunItems(runId: $id) { nodes { status reason taxes { code } difference { amount } } } }', { id: run });
    expect(billingRunItems.nodes).toEqual([{ status: 'HELD', reason: 'MISSING_RATE', taxes: [], difference: { amount: 7995 - 9193 } }]);
  }, 30_000);
});

it('a draft of a broken price leaves no number behind', async () => {
  const id = await aDraft(app, world.clerk, world.customerId);
  const { errors } = await as(app, world.clerk).answer('mutation ($id: ID!, $input: InvoiceInput!) { reviseDraft(id: $id, input: $input) { __typename } }', { id, input: { customerId: world.customerId, lines: [{ description: 'x', unitPrice: 0.5 }] } });
  expect(errors![0]!.extensions).toMatchObject({ fields: { 'lines.0.unitPrice': 'isInt' } });
});
