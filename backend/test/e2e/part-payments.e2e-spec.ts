import fc from 'fast-check';
import { systemActor, type Actor } from '../../src/auth/actor.js';
import type { SandboxControl } from '../../src/payments/stripe-sandbox.js';
import { contactOf, staffOf } from '../support/actors.js';
import type { TestApp } from '../support/app.js';
import { aCustomer, aTenant } from '../support/builders.js';
import { anInvoice, quebecTaxes } from '../support/builders/invoices.js';
import { differences } from '../support/builders/ledger.js';
import { startWithStripe, until } from '../support/builders/payments.js';
import { as } from '../support/graph.js';

let app: TestApp;
let stripe: SandboxControl;
beforeAll(async () => {
  ({ app, stripe } = await startWithStripe());
}, 60_000);
afterAll(() => app.close());
afterEach(() => stripe.webhooks.reset());

const PART = `mutation ($invoiceId: ID, $amount: Float) { createCheckout(invoiceId: $invoiceId, amount: $amount) { __typename ... on CheckoutSession { id url amount { amount } } ... on PartOutOfRange { least { amount } most { amount } } ... on Problem { message } } }`;
const POLICY = 'mutation ($input: BillingPolicyInput!) { updateBillingPolicy(input: $input) { partialPayments smallestPayment { amount } } }';

interface World { readonly tenantId: string; readonly customerId: string; readonly clerk: Actor; readonly nathalie: Actor }

async function aWorld(billingEmail: string | null = null): Promise<World> {
  const tenant = await aTenant(app);
  await quebecTaxes(app, tenant.id);
  const { id } = await aCustomer(app, tenant.id, { billingEmail });
  return { tenantId: tenant.id, customerId: id, clerk: staffOf(tenant.id), nathalie: contactOf(tenant.id, id) };
}

const part = async ({ nathalie }: World, amount: number | null, invoiceId?: string) => (await as(app, nathalie).run(PART, { invoiceId, amount })).createCheckout;
const sessionOf = (url: string): string => /cs_test_\w+/.exec(url)![0];
const owed = async ({ nathalie }: World): Promise<number> => (await as(app, nathalie).run('{ myAccount { balance { amount } } }')).myAccount.balance.amount;
const invoiceOf = async ({ nathalie }: World, id: string) => (await as(app, nathalie).run('query ($id: ID!) { invoice(id: $id) { status balance { amount } } }', { id })).invoice;

describe('a part of a debt', () => {
  it('is paid where the provider allows it; the rest stays owed, and is paid by the next', async () => {
    const world = await aWorld();
    const { id } = await anInvoice(app, world.clerk, world.customerId);
    const first = await part(world, 4000, id);
    expect(first).toMatchObject({ __typename: 'CheckoutSession', amount: { amount: 4000 } });
    stripe.completeSession(sessionOf(first.url));
    await until(() => invoiceOf(world, id), ({ status }) => status === 'PARTLY_PAID');
    expect(await invoiceOf(world, id)).toEqual({ status: 'PARTLY_PAID', balance: { amount: 5193 } });
    stripe.completeSession(sessionOf((await part(world, null, id)).url));
    await until(() => invoiceOf(world, id), ({ status }) => status === 'PAID');
    expect([await owed(world), await differences(app, world.tenantId)]).toEqual([0, []]);
  }, 30_000);

  it('of all that is owed settles the oldest first', async () => {
    const world = await aWorld();
    const [old, young] = [await anInvoice(app, world.clerk, world.customerId), await anInvoice(app, world.clerk, world.customerId)];
    stripe.completeSession(sessionOf((await part(world, 10_000)).url));
    await until(() => invoiceOf(world, old.id), ({ status }) => status === 'PAID');
    expect(await invoiceOf(world, young.id)).toEqual({ status: 'PARTLY_PAID', balance: { amount: 2 * 9193 - 10_000 } });
  }, 30_000);

  it.each([[999, 'below the least'], [9194, 'more than is owed']])('of %d is refused: it is %s', async (amount) => {
    const world = await aWorld();
    const { id } = await anInvoice(app, world.clerk, world.customerId);
    expect(await part(world, amount, id)).toEqual({ __typename: 'PartOutOfRange', least: { amount: 1000 }, most: { amount: 9193 }, message: 'Enter an amount between $10.00 and $91.93.' });
  });

  it.each([1234.5, 0, -5000])('of %d, which is no amount, is refused by its field', async (amount) => {
    const world = await aWorld();
    await anInvoice(app, world.clerk, world.customerId);
    const [error] = await as(app, world.nathalie).errors(PART, { amount });
    expect(error!.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: { amount: expect.any(String) } });
  });

  it('is not offered where the provider wants all of it', async () => {
    const world = await aWorld();
    await as(app, world.clerk).run(POLICY, { input: { partialPayments: false } });
    const { id } = await anInvoice(app, world.clerk, world.customerId);
    expect(await part(world, 5000, id)).toEqual({ __typename: 'PartOutOfRange', least: { amount: 9193 }, most: { amount: 9193 }, message: 'Only the whole amount can be paid: $91.93.' });
    expect(await part(world, 9193, id)).toMatchObject({ __typename: 'CheckoutSession', amount: { amount: 9193 } });
  });

  it('leaves one open page: another amount closes the one before, so the same debt is never paid twice', async () => {
    const world = await aWorld();
    const { id } = await anInvoice(app, world.clerk, world.customerId);
    const first = await part(world, 4000, id);
    const second = await part(world, 5000, id);
    stripe.completeSession(sessionOf(first.url));
    stripe.completeSession(sessionOf(second.url));
    await stripe.webhooks.settled();
    await until(() => invoiceOf(world, id), ({ status }) => status === 'PARTLY_PAID');
    const taken = stripe.events().filter(({ type, data }) => type === 'payment_intent.succeeded' && (data.object['metadata'] as Record<string, string>)['customer'] === world.customerId);
    expect([taken.map(({ data }) => data.object['amount_received']), (await invoiceOf(world, id)).balance.amount]).toEqual([[5000], 4193]);
  }, 30_000);

  it('however a debt is cut, what was paid and what is left come to what was billed', async () => {
    await fc.assert(fc.asyncProperty(fc.array(fc.integer({ min: 1000, max: 4000 }), { minLength: 1, maxLength: 4 }), async (parts) => {
      const world = await aWorld();
      const { id } = await anInvoice(app, world.clerk, world.customerId, [{ unitPrice: 20_000 }]);
      let left = 22_995;
      for (const amount of parts) {
        stripe.completeSession(sessionOf((await part(world, amount, id)).url));
        left -= amount;
        await until(() => invoiceOf(world, id), ({ balance }) => balance.amount === left);
      }
      expect([await owed(world), await differences(app, world.tenantId)]).toEqual([left, []]);
    }), { numRuns: 8 });
  }, 60_000);
});

describe('a pre-authorised debit that the customer begins on the page', () => {
  it('is with the bank for days; when it fails after all, the invoice is owed again, the customer is told, and another page opens', async () => {
    const world = await aWorld('nathalie@example.com');
    const { id } = await anInvoice(app, world.clerk, world.customerId);
    const session = sessionOf((await part(world, null, id)).url);
    stripe.completeSession(session, { account: '000222222227' });
    const pending = async (): Promise<number> => (await as(app, world.nathalie).run('{ myAccount { pending { amount } } }')).myAccount.pending.amount;
    await until(pending, (amount) => amount === 9193);
    expect((await part(world, null, id)).__typename).toBe('PaymentUnderWay');
    const { payment_intent: intent } = stripe.events().find(({ type, data }) => type === 'checkout.session.completed' && data.object['id'] === session)!.data.object;
    stripe.settleDebit(String(intent), 'failed');
    await until(pending, (amount) => amount === 0);
    expect(await invoiceOf(world, id)).toEqual({ status: 'ISSUED', balance: { amount: 9193 } });
    const letters = () => app.db.tx(systemActor(world.tenantId), () => app.db.query<{ text: string }>(`select text from outgoing_message where template = 'payment-failed'`));
    expect((await until(letters, ({ length }) => length > 0)).map(({ text }) => /\/#\/payments/.test(text))).toEqual([true]);
    expect((await part(world, null, id)).__typename).toBe('CheckoutSession');
    expect(await differences(app, world.tenantId)).toEqual([]);
  }, 60_000);
});
