import { taxesOn, type TaxRate } from '@demarc/money';
import { addDays, addMonths } from '@demarc/time';
import { TaxClass, type CatalogItem } from '../catalog/catalog.entity.js';
import { Invoice, InvoiceLine, InvoiceStatus } from '../invoices/invoice.entity.js';
import { Payment, PaymentAllocation, PaymentMethod, PaymentStatus } from '../payments/payment.entity.js';
import type { People } from './demo-customers.js';
import type { Seeded } from './seeded.js';

/** Three months of the ledger. */
export interface Ledger {
  readonly invoices: Invoice[];
  readonly lines: InvoiceLine[];
  readonly payments: Payment[];
  readonly allocations: PaymentAllocation[];
}

const TERMS_DAYS = 21;

/** Bills everybody on the first of this month and of the two before, and lets most pay within the terms. */
export function demoLedger(random: Seeded, people: People, catalog: readonly CatalogItem[], rates: readonly TaxRate[], today: string): Ledger {
  const ledger: Ledger = { invoices: [], lines: [], payments: [], allocations: [] };
  const ofCustomer = Map.groupBy(people.subscriptions, (subscription) => subscription.customerId);
  const byId = new Map(catalog.map((item) => [item.id, item]));
  for (const back of [2, 1, 0]) {
    const issuedOn = addMonths(`${today.slice(0, 8)}01`, -back);
    for (const customer of people.customers) {
      const bought = ofCustomer.get(customer.id) ?? [];
      const invoice = Object.assign(new Invoice(), { customerId: customer.id, currency: 'CAD', issuedOn, dueOn: addDays(issuedOn, TERMS_DAYS), issuedAt: new Date(`${issuedOn}T11:00:00Z`), memo: '', sourceId: null });
      const lines = bought.map((subscription, position) => Object.assign(new InvoiceLine(), {
        invoiceId: invoice.id, customerId: customer.id, position: position + 1, description: byId.get(subscription.itemId)!.name, quantity: subscription.quantity, unitPrice: subscription.price,
        amount: subscription.price * subscription.quantity, currency: 'CAD', taxable: true, taxClass: TaxClass.TELECOM, periodStart: issuedOn, periodEnd: addDays(addMonths(issuedOn, 1), -1),
      }));
      const subtotal = lines.reduce((total, line) => total + line.amount, 0);
      const taxes = taxesOn(lines, rates).map(({ code, rateMillionths, amount }) => ({ code, rateMillionths, amount }));
      const taxTotal = taxes.reduce((total, tax) => total + tax.amount, 0);
      Object.assign(invoice, { subtotal, taxes, taxTotal, total: subtotal + taxTotal, balance: subtotal + taxTotal, state: InvoiceStatus.ISSUED });
      ledger.invoices.push(invoice);
      ledger.lines.push(...lines);
      pay(ledger, random, invoice, back, today, customer === people.customers[0]);
    }
  }
  numberThem(ledger.invoices);
  return ledger;
}

/** Older months are nearly all paid; the first customer always has her newest invoice still to pay. */
function pay(ledger: Ledger, random: Seeded, invoice: Invoice, monthsBack: number, today: string, first: boolean): void {
  const receivedOn = addDays(invoice.issuedOn, random.whole(1, 18));
  const pays = random.chance([0.62, 0.93, 0.985][monthsBack]!);
  const partly = !pays && random.chance(0.3);
  if (receivedOn > today || !(pays || partly || (first && monthsBack > 0)) || (first && monthsBack === 0)) return;
  const amount = partly && !first ? Math.round(invoice.total / 2) : invoice.total;
  const method = random.pick([PaymentMethod.CARD, PaymentMethod.CARD, PaymentMethod.CARD, PaymentMethod.PRE_AUTHORISED_DEBIT, PaymentMethod.CHEQUE]);
  const payment = Object.assign(new Payment(), {
    customerId: invoice.customerId, amount, currency: 'CAD', method, status: PaymentStatus.SUCCEEDED, receivedOn, stripePaymentIntentId: null, sourceId: null,
    reference: method === PaymentMethod.CHEQUE ? `Chèque ${random.whole(101, 899)}` : '',
  });
  ledger.payments.push(payment);
  ledger.allocations.push(Object.assign(new PaymentAllocation(), { paymentId: payment.id, invoiceId: invoice.id, customerId: invoice.customerId, amount, currency: 'CAD' }));
  invoice.balance -= amount;
  invoice.state = invoice.balance ? InvoiceStatus.PARTLY_PAID : InvoiceStatus.PAID;
}

function numberThem(invoices: readonly Invoice[]): void {
  const last = new Map<string, number>();
  for (const invoice of invoices) {
    const year = invoice.issuedOn.slice(0, 4);
    last.set(year, (last.get(year) ?? 0) + 1);
    invoice.number = `INV-${year}-${String(last.get(year)).padStart(6, '0')}`;
  }
}
