import { addDays, instantOf } from '@demarc/time';
import { Invoice, InvoiceStatus } from '../invoices/invoice.entity.js';
import { Autopay, AutopayCharge, AutopayRun, AutopayStatus, HoldReason } from '../payments/autopay.entity.js';
import { Payment, PaymentMethod } from '../payments/payment.entity.js';
import { SavedMethod } from '../payments/saved-method.entity.js';
import { uuidv7 } from '../platform/ids.js';
import type { Ledger } from './demo-billing.js';
import type { People } from './demo-customers.js';

/** Who pays by itself, with what, and what came of the mornings so far. */
export interface Automatic {
  readonly methods: SavedMethod[];
  readonly autopays: Autopay[];
  readonly runs: AutopayRun[];
  readonly charges: AutopayCharge[];
}

const MOST = 28;
/** The cards and the account that the sandbox of the processor knows. */
const KINDS = [
  { kind: PaymentMethod.CARD, brand: 'visa', last4: '4242' },
  { kind: PaymentMethod.CARD, brand: 'mastercard', last4: '4444' },
  { kind: PaymentMethod.CARD, brand: 'visa', last4: '4242' },
  { kind: PaymentMethod.PRE_AUTHORISED_DEBIT, brand: 'Caisse populaire', last4: '6789' },
] as const;

/** Some customers who always paid in time pay by itself; what they owe now is due tomorrow, with two held back. The first customer has a card and pays herself. */
export function demoAutopay(people: People, ledger: Ledger, today: string, zone: string): Automatic {
  const made: Automatic = { methods: [], autopays: [], runs: [], charges: [] };
  const invoices = Map.groupBy(ledger.invoices, ({ customerId }) => customerId);
  const payments = new Map(ledger.allocations.map(({ invoiceId, paymentId }) => [invoiceId, paymentId]));
  const paid = new Map(ledger.payments.map((payment) => [payment.id, payment]));
  const runOf = (day: string, startedAt: Date | null): AutopayRun => {
    const known = made.runs.find((run) => run.day === day);
    if (!known) made.runs.push(Object.assign(new AutopayRun(), { id: uuidv7(), day, startedAt }));
    return known ?? made.runs.at(-1)!;
  };
  const six = (day: string): Date => instantOf(day, 6 * 60, zone);
  save(made, people.customers[0]!, KINDS[0], addDays(today, 700).slice(0, 7), true);
  for (const customer of people.customers.slice(3)) {
    const own = invoices.get(customer.id) ?? [];
    const [now, ...before] = own.toReversed();
    if (made.autopays.length >= MOST || !now || before.some(({ state }) => state !== InvoiceStatus.PAID) || now.state === InvoiceStatus.PARTLY_PAID) continue;
    const waits = now.state === InvoiceStatus.ISSUED;
    const n = made.autopays.length;
    // A card that has just ended holds its customer back.
    const ended = waits && made.charges.filter(({ status }) => status === AutopayStatus.PLANNED).length === 1 && !made.charges.some(({ status }) => status === AutopayStatus.HELD);
    const kind = ended ? KINDS[0] : KINDS[n % KINDS.length]!;
    const method = save(made, customer, kind, ended ? addDays(today, -40).slice(0, 7) : addDays(today, 300 + 40 * n).slice(0, 7), true);
    made.autopays.push(Object.assign(new Autopay(), { customerId: customer.id, savedMethodId: method.id, active: true, since: six(addDays(before.at(-1)?.issuedOn ?? now.issuedOn, 3)), changedBy: customer.name, stopReason: null }));
    for (const invoice of before) settle(invoice, paid.get(payments.get(invoice.id) ?? '')!, method);
    if (waits) plan(now, method, before[0]?.total ?? null, ended);
  }
  return made;

  /** A month that was paid at six on its day. */
  function settle(invoice: Invoice, payment: Payment, method: SavedMethod): void {
    Object.assign(payment, { method: method.kind, receivedOn: invoice.dueOn, reference: '' });
    charge(invoice, method, invoice.dueOn, six(invoice.dueOn), { status: AutopayStatus.SUCCEEDED, usual: invoice.total, claimedAt: six(invoice.dueOn), settledAt: new Date(six(invoice.dueOn).getTime() + 9_000) });
  }

  /** What is asked for tomorrow, unless somebody holds it back. */
  function plan(invoice: Invoice, method: SavedMethod, usual: number | null, ended: boolean): void {
    invoice.dueOn = addDays(today, 1);
    const held = ended ? HoldReason.METHOD_EXPIRED : made.charges.filter(({ status }) => status === AutopayStatus.PLANNED).length === 4 && !made.charges.some(({ holdReason }) => holdReason === HoldReason.BY_HAND) ? HoldReason.BY_HAND : null;
    charge(invoice, method, invoice.dueOn, null, { status: held ? AutopayStatus.HELD : AutopayStatus.PLANNED, holdReason: held, usual, handledBy: held === HoldReason.BY_HAND ? 'Josée Thibault' : '' });
  }

  function charge(invoice: Invoice, method: SavedMethod, day: string, startedAt: Date | null, more: Partial<AutopayCharge>): void {
    made.charges.push(Object.assign(new AutopayCharge(), {
      runId: runOf(day, startedAt).id, customerId: invoice.customerId, day, savedMethodId: method.id, amount: invoice.total, currency: 'CAD', holdReason: null, handledBy: '', attempt: 1, invoiceIds: [invoice.id],
      stripeIntentId: null, failure: null, nextTryOn: null, claimedAt: null, settledAt: null, ...more,
    }));
  }
}

function save(made: Automatic, customer: People['customers'][number], { kind, brand, last4 }: (typeof KINDS)[number], expires: string, preferred: boolean): SavedMethod {
  customer.stripeCustomerId = `cus_demo_${customer.number.slice(2)}`;
  const method = Object.assign(new SavedMethod(), { id: uuidv7(), customerId: customer.id, kind, brand, last4, expiresOn: kind === PaymentMethod.CARD ? expires : null, preferred, stripeMethodId: `pm_demo_${customer.number.slice(2)}`, fingerprint: '', removedAt: null });
  made.methods.push(method);
  return method;
}
