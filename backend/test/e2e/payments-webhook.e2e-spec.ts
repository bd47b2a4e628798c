import Stripe from 'stripe';
import { systemActor, type Actor } from '../../src/auth/actor.js';
import { Payment, StripeEvent } from '../../src/payments/payment.entity.js';
import type { SandboxControl } from '../../src/payments/stripe-sandbox.js';
import { WebhooksService } from '../../src/payments/webhooks.service.js';
import { contactOf, staffOf } from '../support/actors.js';
import type { TestApp } from '../support/app.js';
import { aCustomer, aTenant } from '../support/builders.js';
import { anInvoice, quebecTaxes } from '../support/builders/invoices.js';
import { aCheckout, CHECKOUT, startWithStripe, until } from '../support/builders/payments.js';
import { as } from '../support/graph.js';

const SECRET = 'whsec_for_these_tests';
let app: TestApp;
let stripe: SandboxControl;
beforeAll(async () => {
  ({ app, stripe } = await startWithStripe({ STRIPE_WEBHOOK_SECRET: SECRET }));
}, 60_000);
afterAll(() => app.close());
afterEach(() => app.clock.reset());

const signer = new Stripe('sk_test_demarc');

/** Sends a webhook as whoever knows the secret could. */
async function send(payload: string, options: { secret?: string; at?: number; header?: string } = {}): Promise<number> {
  const header = options.header ?? signer.webhooks.generateTestHeaderString({ payload, secret: options.secret ?? SECRET, ...(options.at ? { timestamp: options.at } : {}) });
  const response = await fetch(`${app.url}/webhook/stripe`, { method: 'POST', headers: { 'content-type': 'application/json', 'stripe-signature': header }, body: payload });
  return response.status;
}

interface World {
  readonly nathalie: Actor;
  readonly tenantId: string;
  readonly invoiceId: string;
  readonly session: string;
  readonly checkoutId: string;
}

/** An invoice of 91.93 $ and an open page to pay it. */
async function aPage(): Promise<World> {
  const tenant = await aTenant(app);
  await quebecTaxes(app, tenant.id);
  const customer = await aCustomer(app, tenant.id);
  const nathalie = contactOf(tenant.id, customer.id);
  const invoice = await anInvoice(app, staffOf(tenant.id), customer.id);
  const { id, session } = await aCheckout(app, nathalie, invoice.id);
  return { nathalie, tenantId: tenant.id, invoiceId: invoice.id, session, checkoutId: id };
}

const statusOf = async ({ nathalie, invoiceId }: World): Promise<string> => (await as(app, nathalie).run('query ($id: ID!) { invoice(id: $id) { status } }', { id: invoiceId })).invoice.status;
const paymentsOf = ({ tenantId }: World) => app.db.tx(systemActor(tenantId), () => app.db.repo(Payment).find());
const recordOf = (id: string) => app.db.unscoped('events belong to no tenant', () => app.db.repo(StripeEvent).findOneBy({ id }));
const outcomeOf = async (id: string) => (await until(() => recordOf(id), (event) => Boolean(event?.processedAt)))!.outcome;
const shownTo = async (checkoutId: string) => (await fetch(`${app.url}/payments/status?session=${checkoutId}`)).json() as Promise<{ status: string; invoiceNumber?: string; amount: { amount: number } }>;
const eventOf = (world: World, type: string) => stripe.events().find((event) => event.type === type && (event.data.object['metadata'] as Record<string, string> | undefined)?.['checkout'] === world.checkoutId)!;

describe('a webhook', () => {
  it('sent 200 times, 20 at once, is one payment', async () => {
    const world = await aPage();
    stripe.webhooks.drop({ next: 20 });
    stripe.completeSession(world.session);
    stripe.webhooks.reset();
    const payload = JSON.stringify(eventOf(world, 'checkout.session.completed'));
    for (let round = 0; round < 10; round++) expect(new Set(await Promise.all(Array.from({ length: 20 }, () => send(payload))))).toEqual(new Set([200]));
    await until(() => statusOf(world), (status) => status === 'PAID');
    expect((await paymentsOf(world)).map(({ amount }) => amount)).toEqual([9193]);
  }, 60_000);

  it('counts once when its events come twice each and in reverse', async () => {
    const world = await aPage();
    stripe.webhooks.hold();
    stripe.webhooks.duplicate(1, { next: 20 });
    stripe.completeSession(world.session);
    stripe.webhooks.release('reversed');
    await stripe.webhooks.settled();
    await until(() => statusOf(world), (status) => status === 'PAID');
    for (const type of ['payment_intent.succeeded', 'checkout.session.completed']) await outcomeOf(eventOf(world, type).id);
    expect(await paymentsOf(world)).toHaveLength(1);
    stripe.webhooks.reset();
  }, 30_000);

  it.each([
    ['signed with another secret', (payload: string) => send(payload, { secret: 'whsec_other' })],
    ['older than five minutes', (payload: string) => send(payload, { at: Math.floor(Date.now() / 1000) - 301 })],
    ['without a signature', (payload: string) => send(payload, { header: '' })],
    ['changed after it was signed', (payload: string) => send(`${payload} `, { header: signer.webhooks.generateTestHeaderString({ payload, secret: SECRET }) })],
  ])('%s is refused and not kept', async (_what, deliver) => {
    const id = `evt_${crypto.randomUUID()}`;
    expect(await deliver(JSON.stringify({ id, object: 'event', type: 'checkout.session.completed', data: { object: {} } }))).toBe(400);
    expect(await recordOf(id)).toBeNull();
  });

  it.each([
    ['another amount', (object: Record<string, unknown>) => ({ ...object, amount_total: 1 })],
    ['another currency', (object: Record<string, unknown>) => ({ ...object, currency: 'usd' })],
    ['another tenant', (object: Record<string, unknown>) => ({ ...object, metadata: { ...(object['metadata'] as object), tenant: crypto.randomUUID() } })],
    ['another customer', (object: Record<string, unknown>) => ({ ...object, metadata: { ...(object['metadata'] as object), customer: crypto.randomUUID() } })],
  ])('about %s changes nothing, and that is on record', async (_what, forge) => {
    const world = await aPage();
    const id = `evt_${crypto.randomUUID()}`;
    const object = { object: 'checkout.session', id: world.session, status: 'complete', payment_status: 'paid', payment_intent: 'pi_forged', amount_total: 9193, currency: 'cad', metadata: { checkout: world.checkoutId, tenant: world.tenantId, customer: world.nathalie.customerId } };
    expect(await send(JSON.stringify({ id, object: 'event', type: 'checkout.session.completed', data: { object: forge(object) } }))).toBe(200);
    expect(await outcomeOf(id)).toContain('differs from our checkout');
    expect([await statusOf(world), await paymentsOf(world)]).toEqual(['ISSUED', []]);
  }, 30_000);
});

describe('a payment page', () => {
  it('is the same one when it is asked for again, also by two windows at once', async () => {
    const { nathalie, invoiceId, checkoutId } = await aPage();
    const again = await Promise.all([aCheckout(app, nathalie, invoiceId), aCheckout(app, nathalie, invoiceId)]);
    expect(again.map(({ id }) => id)).toEqual([checkoutId, checkoutId]);
  });

  it('is not opened for the invoice of another', async () => {
    const [mine, theirs] = [await aPage(), await aPage()];
    expect((await as(app, mine.nathalie).errors(CHECKOUT, { invoiceId: theirs.invoiceId }))[0]!.extensions.code).toBe('NOT_FOUND');
  });

  it('tells whoever comes back what became of it, and asks Stripe itself when no webhook came', async () => {
    const world = await aPage();
    stripe.webhooks.drop({ next: 20 });
    stripe.completeSession(world.session);
    const back = await fetch(`${app.url}/payments/return?checkout=${world.checkoutId}`, { redirect: 'manual' });
    expect([back.status, back.headers.get('location')]).toEqual([303, `/?paiement#/paiement/merci?session=${world.checkoutId}`]);
    expect((await shownTo(world.checkoutId)).status).toBe('processing');
    app.clock.set(new Date(Date.now() + 11_000));
    expect(await shownTo(world.checkoutId)).toEqual({ status: 'paid', amount: { amount: 9193, currency: 'CAD' }, invoiceNumber: expect.stringMatching(/^INV-/) });
    expect(await statusOf(world)).toBe('PAID');
    stripe.webhooks.reset();
  });

  it('left without a word is looked after by itself', async () => {
    const world = await aPage();
    stripe.webhooks.drop({ next: 20 });
    stripe.completeSession(world.session);
    app.clock.set(new Date(Date.now() + 6 * 60_000));
    await app.app.get(WebhooksService).catchUp();
    expect(await statusOf(world)).toBe('PAID');
    stripe.webhooks.reset();
  }, 30_000);

  it('leads back to where nothing was charged when the customer changes their mind', async () => {
    const { checkoutId } = await aPage();
    const back = await fetch(`${app.url}/payments/return?checkout=${checkoutId}&cancelled`, { redirect: 'manual' });
    expect(back.headers.get('location')).toBe('/?paiement#/paiement/annule');
    expect((await shownTo(checkoutId)).status).toBe('open');
  });

  it('says in plain words that Stripe cannot be reached, and opens the same page later', async () => {
    const tenant = await aTenant(app);
    await quebecTaxes(app, tenant.id);
    const customer = await aCustomer(app, tenant.id);
    const nathalie = contactOf(tenant.id, customer.id);
    const invoice = await anInvoice(app, staffOf(tenant.id), customer.id);
    stripe.api.fail('server_error', { next: 2 });
    expect((await as(app, nathalie).run(CHECKOUT, { invoiceId: invoice.id })).createCheckout.__typename).toBe('PaymentsUnavailable');
    expect((await aCheckout(app, nathalie, invoice.id)).amount.amount).toBe(9193);
  });

  it('knows nothing of ids that are not ours', async () => {
    for (const id of ['x', crypto.randomUUID()]) expect((await fetch(`${app.url}/payments/status?session=${id}`)).status).toBe(404);
  });
});
