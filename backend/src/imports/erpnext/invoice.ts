import { addDays } from '@demarc/time';
import { InvoiceStatus } from '../../invoices/invoice.entity.js';
import { cents, day, flag, number, rows, text, type Doc } from './document.js';
import { note, partId, refuse, type Mapping, type Remark, type Row } from './mapping.js';
import { plainText } from './repair-text.js';

const TAX_CODES: Readonly<Record<string, string>> = { TPS: 'GST', TVQ: 'QST', TVH: 'HST', TVP: 'PST' };
const CANCELLED = 2;

const STATES: Readonly<Record<string, InvoiceStatus>> = {
  Draft: InvoiceStatus.DRAFT, Paid: InvoiceStatus.PAID, 'Partly Paid': InvoiceStatus.PARTLY_PAID, Unpaid: InvoiceStatus.ISSUED, Overdue: InvoiceStatus.ISSUED, Submitted: InvoiceStatus.ISSUED,
  Return: InvoiceStatus.CREDITED, 'Credit Note Issued': InvoiceStatus.CREDITED, Cancelled: InvoiceStatus.VOID,
};

/** Where an invoice stands: as the other system says, else from what is still owed on it. Overdue is not stored here: it follows from the due date. */
export function stateOf(status: string, docstatus: number, isReturn: boolean, total: number, outstanding: number): InvoiceStatus {
  if (docstatus === CANCELLED) return InvoiceStatus.VOID;
  if (STATES[status]) return STATES[status];
  if (docstatus === 0) return InvoiceStatus.DRAFT;
  if (isReturn || total < 0) return InvoiceStatus.CREDITED;
  if (outstanding <= 0) return InvoiceStatus.PAID;
  return outstanding < total ? InvoiceStatus.PARTLY_PAID : InvoiceStatus.ISSUED;
}

/** A Sales Invoice is taken as it was issued, to the cent, even where its own sums disagree. */
export const invoice: Mapping = {
  doctype: 'Sales Invoice',
  map: (doc, context) => {
    const name = text(doc, 'name');
    const owner = context.find('Customer', text(doc, 'customer'));
    if (!owner) return refuse('unknown-customer', `There is no customer ${text(doc, 'customer')}.`);
    const issuedOn = day(doc, 'posting_date');
    if (!issuedOn) return refuse('zero-date', `“${text(doc, 'posting_date')}” is no posting date.`);
    const dueOn = day(doc, 'due_date') ?? addDays(issuedOn, context.termsDays);
    const id = context.take('Sales Invoice', name, owner.id);
    const [subtotal, taxTotal, total, balance] = [cents(doc, 'net_total'), cents(doc, 'total_taxes_and_charges'), cents(doc, 'grand_total'), cents(doc, 'outstanding_amount')];
    const currency = text(doc, 'currency') || 'CAD';
    const taxes = rows(doc, 'taxes').map((tax) => ({ code: TAX_CODES[text(tax, 'account_head')] ?? text(tax, 'account_head'), rateMillionths: Math.round((number(tax, 'rate') ?? 0) * 10_000), amount: cents(tax, 'tax_amount') }));
    const remarks: Remark[] = [];
    if (!day(doc, 'due_date')) remarks.push(note('no-due-date', `There is no due date; with terms of ${context.termsDays} days it is due on ${dueOn}.`));
    if (subtotal + taxTotal !== total) remarks.push(note('cent-off', `The total is ${amount(total)}, but lines and taxes make ${amount(subtotal + taxTotal)}: a difference of ${amount(total - subtotal - taxTotal)}.`));
    const number_ = context.numberFor('invoice', name);
    if (number_ !== name) remarks.push(note('number-taken', `The number ${name} belongs to another invoice here; this one is ${number_}.`));
    const values = {
      id, number: number_, state: stateOf(text(doc, 'status'), number(doc, 'docstatus') ?? 0, flag(doc, 'is_return'), total, balance), customer_id: owner.id, currency, subtotal, tax_total: taxTotal, total, balance, taxes: JSON.stringify(taxes),
      issued_on: issuedOn, due_on: dueOn, issued_at: context.at(issuedOn, '00:00:00'), source_id: name,
    };
    return { rows: [{ table: 'invoice', values }, ...rows(doc, 'items').map((line, i) => lineOf(line, i + 1, id, owner.id, currency))], remarks };
  },
};

function lineOf(line: Doc, position: number, invoiceId: string, customerId: string, currency: string): Row {
  const description = plainText(text(line, 'item_name') || text(line, 'description') || text(line, 'item_code'));
  return {
    table: 'invoice_line',
    values: { id: partId(invoiceId, position), invoice_id: invoiceId, customer_id: customerId, position, description, quantity: Math.round(number(line, 'qty') ?? 1), unit_price: cents(line, 'rate'), amount: cents(line, 'amount'), currency, period_start: day(line, 'service_start_date'), period_end: day(line, 'service_end_date') },
  };
}

const amount = (minor: number): string => (minor / 100).toFixed(2);
