import { instantOf } from '@demarc/time';
import { systemActor, type Actor } from '../../../src/auth/actor.js';
import { Contact, Customer, CustomerContact } from '../../../src/customers/customer.entity.js';
import type { Invoice } from '../../../src/invoices/invoice.entity.js';
import { LedgerService } from '../../../src/ledger/ledger.service.js';
import { OutgoingMessage } from '../../../src/messaging/outgoing-message.entity.js';
import { AutopayCharge } from '../../../src/payments/autopay.entity.js';
import { AutopayService } from '../../../src/payments/autopay.service.js';
import { Payment, PaymentMethod } from '../../../src/payments/payment.entity.js';
import { SavedMethod } from '../../../src/payments/saved-method.entity.js';
import type { SandboxControl } from '../../../src/payments/stripe-sandbox.js';
import { contactOf, staffOf } from '../actors.js';
import type { TestApp } from '../app.js';
import { aCustomer, aTenant } from '../builders.js';
import { as } from '../graph.js';
import { anInvoiceOf } from './invoices.js';
import { until } from './payments.js';

export const ZONE = 'America/Toronto';
const ON = 'mutation ($id: ID!) { turnAutopayOn(savedMethodId: $id) { active savedMethod { id } } }';

/** A customer who pays by itself. */
export interface AutopayWorld {
  readonly tenantId: string;
  readonly customerId: string;
  readonly email: string;
  readonly clerk: Actor;
  readonly nathalie: Actor;
  readonly methodId: string;
}

/** A provider with a customer whose card or account is saved and charged by itself. */
export async function anAutopayWorld(app: TestApp, stripe: SandboxControl, how?: { readonly number?: string; readonly account?: string }): Promise<AutopayWorld> {
  const tenant = await aTenant(app, { stepUp: [], timeZone: ZONE });
  const email = `${crypto.randomUUID()}@client.example`;
  const customer = await aCustomer(app, tenant.id, { billingEmail: email });
  await app.db.tx(systemActor(tenant.id), async () => {
    const contact = await app.db.repo(Contact).save(Object.assign(new Contact(), { name: 'Nathalie Tremblay', email }));
    await app.db.repo(CustomerContact).save(Object.assign(new CustomerContact(), { customerId: customer.id, contactId: contact.id, role: 'OWNER' }));
  });
  const nathalie = contactOf(tenant.id, customer.id);
  const methodId = await aKeptMethod(app, stripe, { tenantId: tenant.id, customerId: customer.id }, how);
  await as(app, nathalie).run(ON, { id: methodId });
  return { tenantId: tenant.id, customerId: customer.id, email, clerk: staffOf(tenant.id, 'billing'), nathalie, methodId };
}

/** A card or account that is saved here and at Stripe, as from before the test; how it is saved on a page is another test's. */
async function aKeptMethod({ db }: TestApp, stripe: SandboxControl, { tenantId, customerId }: Pick<AutopayWorld, 'tenantId' | 'customerId'>, how: { readonly number?: string; readonly account?: string } = { number: '4242424242424242' }): Promise<string> {
  const [stripeCustomerId, stripeMethodId] = [`cus_${customerId}`, `pm_${customerId}`];
  stripe.adopt({ customer: stripeCustomerId, method: stripeMethodId, ...how });
  const known = how.account ? { kind: PaymentMethod.PRE_AUTHORISED_DEBIT, brand: 'STRIPE TEST BANK', expiresOn: null } : { kind: PaymentMethod.CARD, brand: 'visa', expiresOn: '2034-12' };
  return db.tx(systemActor(tenantId), async () => {
    await db.repo(Customer).update(customerId, { stripeCustomerId });
    return (await db.repo(SavedMethod).save(Object.assign(new SavedMethod(), { ...known, customerId, stripeMethodId, last4: (how.account ?? how.number!).slice(-4), preferred: true, removedAt: null }))).id;
  });
}

/** An invoice that is due on a day, in the books. */
export async function anInvoiceDue(app: TestApp, { tenantId, customerId }: AutopayWorld, dueOn: string, total = 9193): Promise<Invoice> {
  const invoice = await anInvoiceOf(app, tenantId, customerId, { total, dueOn, issuedOn: '2026-11-01', number: `INV-T-${crypto.randomUUID().slice(0, 8)}` });
  await app.db.tx(systemActor(tenantId), () => app.app.get(LedgerService).catchUp([invoice.id], []));
  return invoice;
}

/** It is so many minutes after midnight of a day, and what is due by then is done. */
export async function itIs(app: TestApp, { tenantId }: AutopayWorld, day: string, minutes: number): Promise<void> {
  app.clock.set(instantOf(day, minutes, ZONE));
  await app.app.get(AutopayService).tickFor({ id: tenantId, timeZone: ZONE });
}

export const chargesOf = ({ db }: TestApp, { tenantId }: AutopayWorld): Promise<AutopayCharge[]> => db.tx(systemActor(tenantId), () => db.repo(AutopayCharge).find({ order: { day: 'ASC' } }));
export const paymentsOf = ({ db }: TestApp, { tenantId }: AutopayWorld): Promise<Payment[]> => db.tx(systemActor(tenantId), () => db.repo(Payment).find());
export const lettersOf = ({ db }: TestApp, { tenantId }: AutopayWorld, template: string): Promise<OutgoingMessage[]> => db.tx(systemActor(tenantId), () => db.repo(OutgoingMessage).find({ where: { template }, order: { createdAt: 'ASC' } }));

/** Waits until the last attempt looks so. */
export const untilCharge = (app: TestApp, world: AutopayWorld, status: string): Promise<AutopayCharge[]> => until(() => chargesOf(app, world), (rows) => rows.at(-1)?.status === status);

/** What Stripe really took from a customer: the payment intents that succeeded. */
export const takenAtStripe = (stripe: SandboxControl, { customerId }: AutopayWorld): number[] =>
  [...new Map(stripe.events().filter(({ type, data }) => type === 'payment_intent.succeeded' && (data.object['metadata'] as Record<string, string>)['customer'] === customerId).map(({ data }) => [data.object['id'], data.object['amount_received'] as number])).values()];
