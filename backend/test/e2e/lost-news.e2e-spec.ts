import { systemActor, type Actor } from '../../src/auth/actor.js';
import { Payment, StripeEvent } from '../../src/payments/payment.entity.js';
import { RefundsService } from '../../src/payments/refunds.service.js';
import type { SandboxControl } from '../../src/payments/stripe-sandbox.js';
import { WebhooksService } from '../../src/payments/webhooks.service.js';
import { contactOf, staffOf } from '../support/actors.js';
import type { TestApp } from '../support/app.js';
import { aCustomer, aTenant } from '../support/builders.js';
import { anInvoice, quebecTaxes } from '../support/builders/invoices.js';
import { differences, unbooked } from '../support/builders/ledger.js';
import { aCheckout, startWithStripe, until } from '../support/builders/payments.js';
import { as } from '../support/graph.js';

let app: TestApp;
let stripe: SandboxControl;
beforeAll(async () => {
  ({ app, stripe } = await startWithStripe());
}, 60_000);
afterAll(() => app.close());
afterEach(() => {
  app.clock.reset();
  stripe.webhooks.reset();
});

interface World { readonly clerk: Actor; readonly tenantId: string; readonly customerId: string; readonly invoiceId: string; readonly payment: Payment }

const INVOICE = 'query ($id: ID!) { invoice(id: $id) { status balance { amount } payments { payment { status dispute { status } refunds { status } } } } }';
const invoiceOf = async ({ clerk, invoiceId }: Pick<World, 'clerk' | 'invoiceId'>) => (await as(app, clerk).run(INVOICE, { id: invoiceId })).invoice;

/** An invoice of 91.93 $ paid by card; from here on no webhook arrives any more. */
async function aPaidInvoice(): Promise<World> {
  const tenant = await aTenant(app);
  await quebecTaxes(app, tenant.id);
  const customer = await aCustomer(app, tenant.id);
  const clerk = staffOf(tenant.id, 'billing');
  const { id: invoiceId } = await anInvoice(app, clerk, customer.id);
  stripe.completeSession((await aCheckout(app, contactOf(tenant.id, customer.id), invoiceId)).session);
  await until(() => invoiceOf({ clerk, invoiceId }), ({ status }) => status === 'PAID');
  const payment = await app.db.tx(systemActor(tenant.id), () => app.db.repo(Payment).findOneByOrFail({ customerId: customer.id }));
  await stripe.webhooks.settled();
  stripe.webhooks.drop({ next: 1_000 });
  return { clerk, tenantId: tenant.id, customerId: customer.id, invoiceId, payment };
}

/** Ten minutes later, when the product has looked twice by itself. */
async function tenMinutesLater(): Promise<void> {
  app.clock.set(new Date(Date.now() + 10 * 60_000));
  await app.app.get(WebhooksService).fetchLost();
}

const objectOf = (type: string, { payment }: World): string =>
  stripe.events().find((event) => event.type === type && event.data.object['payment_intent'] === payment.stripePaymentIntentId)!.data.object['id'] as string;

describe('news that never arrived is found by itself within a quarter of an hour', () => {
  it('a dispute, and how it ended', async () => {
    const world = await aPaidInvoice();
    const dispute = stripe.openDispute(objectOf('charge.succeeded', world));
    await tenMinutesLater();
    await until(() => invoiceOf(world), (invoice) => invoice.payments[0].payment.dispute?.status === 'NEEDS_RESPONSE');
    stripe.closeDispute(dispute.id, 'lost');
    await tenMinutesLater();
    await until(() => invoiceOf(world), (invoice) => invoice.status === 'ISSUED');
    expect(await invoiceOf(world)).toMatchObject({ status: 'ISSUED', balance: { amount: 9193 } });
    expect([await differences(app, world.tenantId), await unbooked(app, world.tenantId)]).toEqual([[], 0]);
  }, 30_000);

  it('a refund that the bank sent back', async () => {
    const world = await aPaidInvoice();
    await as(app, world.clerk).run('mutation ($id: ID!) { refundPayment(id: $id, amount: 500, reason: "Moved away") { __typename } }', { id: world.payment.id });
    await until(() => invoiceOf(world), (invoice) => invoice.payments[0]?.payment.refunds[0]?.status === 'SUCCEEDED');
    stripe.failRefund(objectOf('refund.created', world));
    await tenMinutesLater();
    await until(() => invoiceOf(world), (invoice) => invoice.payments[0].payment.refunds[0].status === 'FAILED');
    expect([await differences(app, world.tenantId), await unbooked(app, world.tenantId)]).toEqual([[], 0]);
  }, 30_000);

  it('once: what is fetched again, and what comes late after all, changes nothing more', async () => {
    const world = await aPaidInvoice();
    stripe.closeDispute(stripe.openDispute(objectOf('charge.succeeded', world)).id, 'lost');
    for (let n = 0; n < 3; n++) await tenMinutesLater();
    await until(() => invoiceOf(world), (invoice) => invoice.status === 'ISSUED');
    stripe.webhooks.reset();
    for (const { id, type } of stripe.events()) if (type.startsWith('charge.dispute.')) stripe.webhooks.resend(id);
    await stripe.webhooks.settled();
    await until(() => app.db.unscoped('events belong to no tenant', () => app.db.repo(StripeEvent).find()), (events) => events.every(({ processedAt }) => processedAt));
    expect(await invoiceOf(world)).toMatchObject({ balance: { amount: 9193 } });
    expect(await differences(app, world.tenantId)).toEqual([]);
  }, 30_000);

  it('and a refund whose worker died before it asked is asked for again, once', async () => {
    const world = await aPaidInvoice();
    await as(app, world.clerk).run('mutation ($id: ID!) { refundPayment(id: $id, amount: 700, reason: "Moved away") { __typename } }', { id: world.payment.id });
    await until(() => invoiceOf(world), (invoice) => invoice.payments[0]?.payment.refunds[0]?.status === 'SUCCEEDED');
    const [{ id: refundId }] = await app.db.tx(systemActor(world.tenantId), () => app.db.query<{ id: string }>(`update refund set stripe_refund_id = null, status = 'PENDING' where payment_id = $1 returning id`, [world.payment.id])) as [{ id: string }];
    app.clock.set(new Date(Date.now() + 10 * 60_000));
    await app.app.get(RefundsService).catchUp();
    await until(() => invoiceOf(world), (invoice) => invoice.payments[0].payment.refunds[0].status === 'SUCCEEDED');
    const made = stripe.events().filter(({ type, data }) => type === 'refund.created' && (data.object['metadata'] as Record<string, string>)['refund'] === refundId);
    expect(made).toHaveLength(1);
  }, 30_000);
});
