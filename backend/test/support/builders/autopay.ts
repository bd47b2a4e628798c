import { systemActor, type Actor } from '../../../src/auth/actor.js';
import { Contact, CustomerContact } from '../../../src/customers/customer.entity.js';
import type { Invoice } from '../../../src/invoices/invoice.entity.js';
import { LedgerService } from '../../../src/ledger/ledger.service.js';
import { OutgoingMessage } from '../../../src/messaging/outgoing-message.entity.js';
import { AutopayCharge } from '../../../src/payments/autopay.entity.js';
import { AutopayService } from '../../../src/payments/autopay.service.js';
import { Payment } from '../../../src/payments/payment.entity.js';
import type { SandboxControl } from '../../../src/payments/stripe-sandbox.js';
import { instantOf } from '@demarc/time';
import { contactOf, staffOf } from '../actors.js';
import type { TestApp } from '../app.js';
import { aCustomer, aTenant } from '../builders.js';
import { as } from '../graph.js';
import { anInvoiceOf } from './invoices.js';
import { aSavedMethod, until } from './payments.js';

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
export async function anAutopayWorld(app: TestApp, stripe: SandboxControl, how?: object): Promise<AutopayWorld> {
  const tenant = await aTenant(app, { stepUp: [], timeZone: ZONE });
  const email = `${crypto.randomUUID()}@client.example`;
  const customer = await aCustomer(app, tenant.id, { billingEmail: email });
  await app.db.tx(systemActor(tenant.id), async () => {
    const contact = await app.db.repo(Contact).save(Object.assign(new Contact(), { name: 'Nathalie Tremblay', email }));
    await app.db.repo(CustomerContact).save(Object.assign(new CustomerContact(), { customerId: customer.id, contactId: contact.id, role: 'OWNER' }));
  });
  const nathalie = contactOf(tenant.id, customer.id);
  const methodId = await aSavedMethod(app, stripe, nathalie, how);
  await as(app, nathalie).run(ON, { id: methodId });
  return { tenantId: tenant.id, customerId: customer.id, email, clerk: staffOf(tenant.id, 'billing'), nathalie, methodId };
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
