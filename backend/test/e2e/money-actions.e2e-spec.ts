import { systemActor, type Actor } from '../../src/auth/actor.js';
import { Payment } from '../../src/payments/payment.entity.js';
import type { SandboxControl } from '../../src/payments/stripe-sandbox.js';
import { contactOf, staffOf } from '../support/actors.js';
import type { TestApp } from '../support/app.js';
import { aCustomer, aTenant } from '../support/builders.js';
import { aDraft, anInvoice, quebecTaxes } from '../support/builders/invoices.js';
import { differences, unbooked } from '../support/builders/ledger.js';
import { aCheckout, startWithStripe, until } from '../support/builders/payments.js';
import { as } from '../support/graph.js';

let app: TestApp;
let stripe: SandboxControl;
beforeAll(async () => {
  ({ app, stripe } = await startWithStripe());
}, 60_000);
afterAll(() => app.close());

const PROBLEM = '... on Problem { message }';
const CREDIT = `mutation ($id: ID!, $amount: Float) { creditInvoice(id: $id, amount: $amount, reason: "Service was down") { __typename ... on Invoice { number kind status total { amount } taxes { code amount } credits { id } } ... on CreditTooLarge { left { amount } } ${PROBLEM} } }`;
const REFUND = `mutation ($id: ID!, $amount: Float) { refundPayment(id: $id, amount: $amount, reason: "Moved away") { __typename ... on Refund { id status amount { amount } } ... on RefundTooLarge { left { amount } } ${PROBLEM} } }`;
const INVOICE = `query ($id: ID!) { invoice(id: $id) { status balance { amount } payments { amount { amount } payment { id method status refunded { amount } unallocated { amount } dispute { status } refunds { status amount { amount } } } } customer { credit { amount } } } }`;
const ALLOCATE = `mutation ($paymentId: ID!, $invoiceId: ID!) { allocatePayment(paymentId: $paymentId, invoiceId: $invoiceId) { __typename ... on Payment { unallocated { amount } } ${PROBLEM} } }`;

interface World { readonly clerk: Actor; readonly nathalie: Actor; readonly tenantId: string; readonly customerId: string }

async function aWorld(): Promise<World> {
  const tenant = await aTenant(app);
  await quebecTaxes(app, tenant.id);
  const customer = await aCustomer(app, tenant.id);
  return { clerk: staffOf(tenant.id, 'billing'), nathalie: contactOf(tenant.id, customer.id), tenantId: tenant.id, customerId: customer.id };
}

const record = async ({ clerk, customerId }: World, amount: number, invoiceId?: string) =>
  (await as(app, clerk).run('mutation ($input: PaymentInput!) { recordPayment(input: $input) { ... on Payment { id } } }', { input: { customerId, invoiceId, amount } })).recordPayment.id as string;
const invoiceOf = async ({ clerk }: World, id: string) => (await as(app, clerk).run(INVOICE, { id })).invoice;

/** An invoice of 91.93 $ paid by card. */
async function paidByCard(world: World): Promise<{ id: string; payment: Payment }> {
  const { id } = await anInvoice(app, world.clerk, world.customerId);
  stripe.completeSession((await aCheckout(app, world.nathalie, id)).session);
  await until(() => invoiceOf(world, id), ({ status }) => status === 'PAID');
  const payment = await app.db.tx(systemActor(world.tenantId), () => app.db.repo(Payment).findOneOrFail({ where: {}, order: { createdAt: 'DESC' } }));
  return { id, payment };
}

afterEach(async () => {
  const tenants = await app.db.unscoped('a test looks at all books', () => app.db.query<{ id: string }>('select id from tenant'));
  for (const { id } of tenants) expect([await differences(app, id), await unbooked(app, id)]).toEqual([[], 0]);
});

describe('a draft', () => {
  it('is written anew and thrown away; an issued invoice is neither', async () => {
    const { clerk, customerId } = await aWorld();
    const id = await aDraft(app, clerk, customerId);
    const REVISE = `mutation ($id: ID!, $input: InvoiceInput!) { reviseDraft(id: $id, input: $input) { __typename ... on Invoice { total { amount } lines { description } } } }`;
    const input = { customerId, lines: [{ description: 'Installation', unitPrice: 10_000 }] };
    expect((await as(app, clerk).run(REVISE, { id, input })).reviseDraft).toEqual({ __typename: 'Invoice', total: { amount: 11_498 }, lines: [{ description: 'Installation' }] });
    const DISCARD = `mutation ($id: ID!) { discardDraft(id: $id) { __typename } }`;
    expect((await as(app, clerk).run(DISCARD, { id })).discardDraft.__typename).toBe('DiscardedDraft');
    expect((await as(app, clerk).run('query ($id: ID!) { invoice(id: $id) { id } }', { id })).invoice).toBeNull();
    const issued = await anInvoice(app, clerk, customerId);
    expect((await as(app, clerk).run(DISCARD, { id: issued.id })).discardDraft.__typename).toBe('NotADraft');
    expect((await as(app, clerk).run(REVISE, { id: issued.id, input })).reviseDraft.__typename).toBe('NotADraft');
  });
});

describe('a credit note', () => {
  it('takes back part of an unpaid invoice with its taxes, then the rest, and no more', async () => {
    const world = await aWorld();
    const { id } = await anInvoice(app, world.clerk, world.customerId);
    const first = (await as(app, world.clerk).run(CREDIT, { id, amount: 1000 })).creditInvoice;
    expect(first).toMatchObject({ kind: 'CREDIT_NOTE', status: 'CREDITED', total: { amount: -1000 }, credits: { id } });
    expect(first.number).toMatch(/^CN-\d{4}-000001$/);
    expect(await invoiceOf(world, id)).toMatchObject({ status: 'PARTLY_PAID', balance: { amount: 8193 } });
    expect((await as(app, world.clerk).run(CREDIT, { id, amount: 8194 })).creditInvoice).toMatchObject({ __typename: 'CreditTooLarge', left: { amount: 8193 } });
    await as(app, world.clerk).run(CREDIT, { id });
    expect(await invoiceOf(world, id)).toMatchObject({ status: 'CREDITED', balance: { amount: 0 }, customer: { credit: { amount: 0 } } });
    expect((await as(app, world.clerk).run(CREDIT, { id })).creditInvoice.__typename).toBe('InvoiceNotOpen');
  });

  it('of a paid invoice gives the money back to the customer as a credit, which can be refunded or pay the next', async () => {
    const world = await aWorld();
    const { id } = await anInvoice(app, world.clerk, world.customerId);
    const payment = await record(world, 9193, id);
    await as(app, world.clerk).run(CREDIT, { id, amount: 5000 });
    expect(await invoiceOf(world, id)).toMatchObject({ status: 'PAID', customer: { credit: { amount: 5000 } } });
    const next = await anInvoice(app, world.clerk, world.customerId);
    expect((await as(app, world.clerk).run(ALLOCATE, { paymentId: payment, invoiceId: next.id })).allocatePayment).toEqual({ __typename: 'Payment', unallocated: { amount: 0 } });
    expect(await invoiceOf(world, next.id)).toMatchObject({ status: 'PARTLY_PAID', balance: { amount: 4193 } });
    expect((await as(app, world.clerk).run(ALLOCATE, { paymentId: payment, invoiceId: next.id })).allocatePayment.__typename).toBe('NothingToAllocate');
  });

  it('is not for customers', async () => {
    const world = await aWorld();
    const { id } = await anInvoice(app, world.clerk, world.customerId);
    expect((await as(app, world.nathalie).errors(CREDIT, { id }))[0]!.extensions.code).toBe('FORBIDDEN');
  });
});

describe('a write-off', () => {
  it('settles what is left as a loss', async () => {
    const world = await aWorld();
    const { id } = await anInvoice(app, world.clerk, world.customerId);
    await record(world, 1193, id);
    await as(app, world.clerk).run('mutation ($id: ID!) { writeOffInvoice(id: $id, reason: "Cannot be found") { __typename } }', { id });
    expect(await invoiceOf(world, id)).toMatchObject({ balance: { amount: 0 }, payments: [{ payment: { method: 'CHEQUE' } }, { amount: { amount: 8000 }, payment: { method: 'WRITE_OFF' } }] });
    const { trialBalance } = await as(app, world.clerk).run('{ trialBalance(to: "2100-01-01") { account balance { amount } } }');
    expect(trialBalance).toContainEqual({ account: 'WRITE_OFF', balance: { amount: 8000 } });
  });
});

describe('a payment written down for the wrong customer', () => {
  it('goes to the right one, whose invoice it settles; the other owes again', async () => {
    const world = await aWorld();
    const [mine, right] = [await anInvoice(app, world.clerk, world.customerId), (await aCustomer(app, world.tenantId)).id];
    const theirs = await anInvoice(app, world.clerk, right);
    const payment = await record(world, 9193, mine.id);
    await as(app, world.clerk).run('mutation ($id: ID!, $to: ID!) { movePayment(id: $id, customerId: $to) { __typename } }', { id: payment, to: right });
    expect([(await invoiceOf(world, mine.id)).status, (await invoiceOf(world, theirs.id)).status]).toEqual(['ISSUED', 'PAID']);
    const other = await aWorld();
    expect((await as(app, world.clerk).errors('mutation ($id: ID!, $to: ID!) { movePayment(id: $id, customerId: $to) { __typename } }', { id: payment, to: other.customerId }))[0]!.extensions.code).toBe('NOT_FOUND');
  });
});

describe('a refund', () => {
  it('of part of a card payment is sent once, and the invoice owes that part again', async () => {
    const world = await aWorld();
    const { id, payment } = await paidByCard(world);
    expect((await as(app, world.clerk).run(REFUND, { id: payment.id, amount: 2000 })).refundPayment).toMatchObject({ __typename: 'Refund', status: 'PENDING', amount: { amount: 2000 } });
    await until(() => invoiceOf(world, id), (invoice) => invoice.payments[0].payment.refunds[0]?.status === 'SUCCEEDED');
    expect(await invoiceOf(world, id)).toMatchObject({ status: 'PARTLY_PAID', balance: { amount: 2000 }, payments: [{ amount: { amount: 7193 }, payment: { status: 'SUCCEEDED', refunded: { amount: 2000 } } }] });
    expect((await as(app, world.clerk).run(REFUND, { id: payment.id, amount: 7194 })).refundPayment).toMatchObject({ __typename: 'RefundTooLarge', left: { amount: 7193 } });
    await as(app, world.clerk).run(REFUND, { id: payment.id });
    await until(() => invoiceOf(world, id), (invoice) => invoice.status === 'ISSUED');
    expect((await as(app, world.clerk).run(REFUND, { id: payment.id })).refundPayment.__typename).toBe('NotRefundable');
  }, 30_000);

  it('asked for twice at once with one key is one refund, and fifty at once never give back more than there is', async () => {
    const world = await aWorld();
    const payment = await record(world, 9000);
    await Promise.all([1, 2].map(() => as(app, world.clerk).answer(REFUND.replace('(id: $id', '(key: "the-same-key", id: $id'), { id: payment, amount: 1000 })));
    await Promise.all(Array.from({ length: 50 }, () => as(app, world.clerk).answer(REFUND, { id: payment, amount: 300 })));
    const [{ refunded }] = await app.db.tx(systemActor(world.tenantId), () => app.db.repo(Payment).find()) as [Payment];
    expect(refunded).toBe(1000 + 26 * 300);
  }, 30_000);

  it('is tried again when the processor is away, and still is one', async () => {
    const world = await aWorld();
    const { id, payment } = await paidByCard(world);
    stripe.api.fail('reset', { next: 3, path: '/v1/refunds', when: 'after' });
    await as(app, world.clerk).run(REFUND, { id: payment.id, amount: 500 });
    await until(() => invoiceOf(world, id), (invoice) => invoice.payments[0].payment.refunds[0]?.status === 'SUCCEEDED');
    const made = stripe.events().filter((event) => event.type === 'refund.created' && event.data.object['payment_intent'] === payment.stripePaymentIntentId);
    expect(made).toHaveLength(1);
  }, 60_000);

  it('that the bank sends back is the customer’s credit again', async () => {
    const world = await aWorld();
    const { id, payment } = await paidByCard(world);
    await as(app, world.clerk).run(REFUND, { id: payment.id, amount: 500 });
    await until(() => invoiceOf(world, id), (invoice) => invoice.payments[0].payment.refunds[0]?.status === 'SUCCEEDED');
    const made = stripe.events().find((event) => event.type === 'refund.created' && event.data.object['payment_intent'] === payment.stripePaymentIntentId)!;
    stripe.failRefund(made.data.object['id'] as string);
    await until(() => invoiceOf(world, id), (invoice) => invoice.payments[0].payment.refunds[0]?.status === 'FAILED');
    expect(await invoiceOf(world, id)).toMatchObject({ balance: { amount: 500 }, customer: { credit: { amount: 500 } } });
  }, 30_000);
});

describe('a dispute', () => {
  it.each([['lost', 'ISSUED', 9193], ['won', 'PAID', 0]] as const)('that is %s leaves the invoice %s', async (outcome, status, balance) => {
    const world = await aWorld();
    const { id, payment } = await paidByCard(world);
    const charge = stripe.events().find((event) => event.type === 'charge.succeeded' && event.data.object['payment_intent'] === payment.stripePaymentIntentId)!;
    const dispute = stripe.openDispute(charge.data.object['id'] as string);
    await until(() => invoiceOf(world, id), (invoice) => invoice.payments[0].payment.dispute?.status === 'NEEDS_RESPONSE');
    expect((await as(app, world.clerk).run('{ disputes { nodes { status amount { amount } payment { id } customer { id } } } }')).disputes.nodes).toEqual([{ status: 'NEEDS_RESPONSE', amount: { amount: 9193 }, payment: { id: payment.id }, customer: { id: world.customerId } }]);
    stripe.closeDispute(dispute.id, outcome);
    await until(async () => (await as(app, world.clerk).run('{ disputes { nodes { status } } }')).disputes.nodes[0].status, (now) => now === outcome.toUpperCase());
    expect(await invoiceOf(world, id)).toMatchObject({ status, balance: { amount: balance } });
  }, 30_000);
});
