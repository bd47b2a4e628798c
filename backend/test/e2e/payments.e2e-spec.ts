import type { Actor } from '../../src/auth/actor.js';
import type { SandboxControl } from '../../src/payments/stripe-sandbox.js';
import { contactOf, staffOf } from '../support/actors.js';
import type { TestApp } from '../support/app.js';
import { aCustomer, aTenant } from '../support/builders.js';
import { anInvoice, quebecTaxes } from '../support/builders/invoices.js';
import { aCheckout, CHECKOUT, startWithStripe, until } from '../support/builders/payments.js';
import { as } from '../support/graph.js';

let app: TestApp;
let stripe: SandboxControl;
beforeAll(async () => {
  ({ app, stripe } = await startWithStripe());
}, 60_000);
afterAll(() => app.close());

const INVOICE = `query ($id: ID!) { invoice(id: $id) { status balance { amount } payments { amount { amount } payment { method status amount { amount } } } } }`;

/** A provider with one customer and her signed-in contact. */
async function aWorld(): Promise<{ clerk: Actor; nathalie: Actor; customerId: string }> {
  const tenant = await aTenant(app);
  await quebecTaxes(app, tenant.id);
  const customer = await aCustomer(app, tenant.id);
  return { clerk: staffOf(tenant.id), nathalie: contactOf(tenant.id, customer.id), customerId: customer.id };
}

const invoiceOf = async (actor: Actor, id: string) => (await as(app, actor).run(INVOICE, { id })).invoice;

describe('paying an invoice by card', () => {
  it('leads to a page for what is owed, and the webhook settles it', async () => {
    const { clerk, nathalie, customerId } = await aWorld();
    const invoice = await anInvoice(app, clerk, customerId);
    const changes = await as(app, nathalie).subscribe('subscription ($id: ID) { invoiceChanged(id: $id) { id status } }', { id: invoice.id });
    const checkout = await aCheckout(app, nathalie, invoice.id);
    expect(checkout.amount).toEqual({ amount: 9193, currency: 'CAD' });
    stripe.completeSession(checkout.session);
    await changes.next(({ invoiceChanged }) => invoiceChanged.id === invoice.id && invoiceChanged.status === 'PAID');
    await changes.close();
    expect(await invoiceOf(nathalie, invoice.id)).toEqual({ status: 'PAID', balance: { amount: 0 }, payments: [{ amount: { amount: 9193 }, payment: { method: 'CARD', status: 'SUCCEEDED', amount: { amount: 9193 } } }] });
  }, 30_000);

  it('has nothing to pay once it is paid', async () => {
    const { clerk, nathalie, customerId } = await aWorld();
    const invoice = await anInvoice(app, clerk, customerId);
    const { session } = await aCheckout(app, nathalie, invoice.id);
    stripe.completeSession(session);
    await until(() => invoiceOf(nathalie, invoice.id), ({ status }) => status === 'PAID');
    const { createCheckout } = await as(app, nathalie).run(CHECKOUT, { invoiceId: invoice.id });
    expect(createCheckout).toEqual({ __typename: 'NothingToPay', message: 'There is nothing to pay: all is settled.' });
  }, 30_000);
});
