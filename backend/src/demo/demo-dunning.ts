import { addDays } from '@demarc/time';
import { CustomerStatus } from '../customers/customer.entity.js';
import { DunningAccount, DunningDeed, DunningEntry, DunningStage, PaymentArrangement, ServiceOrder, ServiceOrderStatus, ServiceState, SwitchedService } from '../dunning/dunning.entity.js';
import { BillingPolicy } from '../invoices/billing-policy.entity.js';
import { LedgerAccount, LedgerEntry, LedgerKind, LedgerOperation } from '../ledger/ledger.entity.js';
import { PaymentMethod } from '../payments/payment.entity.js';
import { Dispute, DisputeStatus } from '../payments/refund.entity.js';
import { uuidv7 } from '../platform/ids.js';
import type { Ledger } from './demo-billing.js';
import type { People } from './demo-customers.js';

/** Where those who owe stand, and what was done about it. */
export interface Debts {
  readonly policy: BillingPolicy;
  readonly accounts: DunningAccount[];
  readonly entries: DunningEntry[];
  readonly arrangements: PaymentArrangement[];
  readonly orders: ServiceOrder[];
  readonly switched: SwitchedService[];
  readonly disputes: Dispute[];
  /** What the books say of the disputes. */
  readonly operations: LedgerOperation[];
  readonly bookings: LedgerEntry[];
}

const STEPS = [{ afterDays: 3, act: 'REMIND' as const }, { afterDays: 10, act: 'REMIND' as const }, { afterDays: 20, act: 'REMIND' as const }, { afterDays: 30, act: 'SUSPEND' as const }];

/** Two are cut off, one pays in parts, one disputes a payment, one depends on the service, one has promised; the others were reminded so and so often. */
export function demoDebts(people: People, ledger: Ledger, today: string, now: Date): Debts {
  const policy = Object.assign(new BillingPolicy(), { dunning: STEPS, dunningActive: true, gstNumber: '123456782RT0001', qstNumber: '1234567890TQ0001' });
  const debts: Debts = { policy, accounts: [], entries: [], arrangements: [], orders: [], switched: [], disputes: [], operations: [], bookings: [] };
  for (const customer of people.customers) if (customer.status === CustomerStatus.SUSPENDED) customer.status = CustomerStatus.ACTIVE;
  const overdue = ledger.invoices.filter(({ balance, dueOn }) => balance > 0 && dueOn < today);
  const who = [...Map.groupBy(overdue, ({ customerId }) => customerId)].map(([customerId, invoices]) => ({ customerId, invoices, owed: invoices.reduce((sum, { balance }) => sum + balance, 0) })).sort((a, b) => b.invoices.length - a.invoices.length || b.owed - a.owed);
  const paidByCard = new Map(ledger.payments.filter(({ method }) => method === PaymentMethod.CARD).map((payment) => [payment.customerId, payment]));
  const disputing = who.findIndex(({ customerId }, i) => i > 2 && paidByCard.has(customerId));
  who.forEach(({ customerId, invoices, owed }, i) => {
    const done = i < 2 ? 4 : (i % 3) + 1;
    const note = (deed: DunningDeed, back: number, more: Partial<DunningEntry> = {}) =>
      debts.entries.push(Object.assign(new DunningEntry(), { customerId, deed, day: addDays(today, -back), reminder: 0, owed, currency: 'CAD', note: '', by: 'system', invoiceId: null, createdAt: new Date(now.getTime() - back * 86_400_000), ...more }));
    const account = Object.assign(new DunningAccount(), { customerId, stage: DunningStage.REMINDED, stepsDone: done, lastStepOn: addDays(today, i % 4 === 0 ? -10 : -(i % 9) - 1), notBefore: null, suspendedAt: null, heldUntil: null, heldBecause: '', protectedBecause: '' });
    for (let reminder = 1; reminder <= Math.min(done, 3); reminder++) note(DunningDeed.REMINDED, (Math.min(done, 3) - reminder) * 7 + 3 + (i < 2 ? 10 : 0), { reminder });
    if (i < 2) {
      const orderId = uuidv7();
      Object.assign(account, { stage: DunningStage.SUSPENDED, suspendedAt: new Date(now.getTime() - 2 * 86_400_000), lastStepOn: addDays(today, -2) });
      people.customers.find(({ id }) => id === customerId)!.status = CustomerStatus.SUSPENDED;
      note(DunningDeed.SUSPENDED, 2);
      debts.orders.push(Object.assign(new ServiceOrder(), { id: orderId, customerId, wanted: ServiceState.OFF, status: ServiceOrderStatus.CONFIRMED, confirmedAt: new Date(now.getTime() - 2 * 86_400_000 + 4_000), failure: null, createdAt: new Date(now.getTime() - 2 * 86_400_000) }));
      debts.switched.push(Object.assign(new SwitchedService(), { customerId, state: ServiceState.OFF, orderId }));
    } else if (i === 2) {
      const part = Math.round(owed / 3);
      const instalments = [0, 1, 2].map((n) => ({ dueOn: addDays(today, 7 + 14 * n), amount: n < 2 ? part : owed - 2 * part }));
      Object.assign(account, { stage: DunningStage.ARRANGED });
      debts.arrangements.push(Object.assign(new PaymentArrangement(), { customerId, total: owed, currency: 'CAD', instalments, invoiceIds: invoices.map(({ id }) => id), resumeAt: done, note: 'Perte d’emploi ; trois versements convenus au téléphone.', agreedBy: 'Josée Thibault', endedAt: null }));
      note(DunningDeed.ARRANGED, 1, { by: 'Josée Thibault', note: 'Perte d’emploi ; trois versements convenus au téléphone.' });
    } else if (i === disputing) {
      const payment = paidByCard.get(customerId)!;
      debts.disputes.push(Object.assign(new Dispute(), { paymentId: payment.id, customerId, amount: payment.amount, currency: 'CAD', status: DisputeStatus.NEEDS_RESPONSE, reason: 'fraudulent', stripeDisputeId: 'du_demo_1', answerBy: new Date(now.getTime() + 9 * 86_400_000), openedAt: new Date(now.getTime() - 3 * 86_400_000), closedAt: null }));
      const operationId = uuidv7();
      debts.operations.push(Object.assign(new LedgerOperation(), { id: operationId, kind: LedgerKind.DISPUTE_OPENED, customerId, invoiceId: null, paymentId: payment.id, occurredOn: addDays(today, -3), memo: '' }));
      for (const [account, amount] of [[LedgerAccount.DISPUTED, payment.amount], [LedgerAccount.PROCESSOR, -payment.amount]] as const) {
        debts.bookings.push(Object.assign(new LedgerEntry(), { operationId, account, amount, taxCode: null, currency: 'CAD', customerId, invoiceId: null, paymentId: payment.id }));
      }
    } else if (i === disputing + 1) {
      Object.assign(account, { protectedBecause: 'Télésurveillance médicale au domicile', stepsDone: 3, lastStepOn: addDays(today, -12) });
      note(DunningDeed.PROTECTED, 5, { by: 'Olivier Nadeau', note: 'Télésurveillance médicale au domicile' });
    } else if (i === disputing + 2) {
      Object.assign(account, { heldUntil: addDays(today, 5), heldBecause: 'Chèque posté, à recevoir cette semaine' });
      note(DunningDeed.HELD, 1, { by: 'Josée Thibault', note: 'Chèque posté, à recevoir cette semaine' });
    }
    debts.accounts.push(account);
  });
  return debts;
}
