import { PaymentMethod, PaymentStatus } from '../../payments/payment.entity.js';
import { cents, day, number, rows, text } from './document.js';
import { partId, refuse, type Mapping, type Row } from './mapping.js';

const METHODS: Readonly<Record<string, PaymentMethod>> = { Stripe: PaymentMethod.CARD, PPA: PaymentMethod.PRE_AUTHORISED_DEBIT, Chèque: PaymentMethod.CHEQUE, Cheque: PaymentMethod.CHEQUE };

/** A Payment Entry with what it settles. One that settles an invoice that was not taken is set aside whole. */
export const payment: Mapping = {
  doctype: 'Payment Entry',
  map: (doc, context) => {
    const name = text(doc, 'name');
    const owner = context.find('Customer', text(doc, 'party'));
    if (!owner) return refuse('unknown-customer', `There is no customer ${text(doc, 'party')}.`);
    if (number(doc, 'docstatus') === 2) return refuse('cancelled', 'The payment was cancelled there.');
    const receivedOn = day(doc, 'posting_date');
    if (!receivedOn) return refuse('zero-date', `“${text(doc, 'posting_date')}” is no posting date.`);
    const settled = rows(doc, 'references').filter((reference) => text(reference, 'reference_doctype') === 'Sales Invoice');
    const missing = settled.find((reference) => !context.find('Sales Invoice', text(reference, 'reference_name')));
    if (missing) return refuse('invoice-refused', `Invoice ${text(missing, 'reference_name')}, which it settles, was not taken.`);
    const id = context.take('Payment Entry', name);
    const currency = 'CAD';
    const values = {
      id, customer_id: owner.id, amount: cents(doc, 'paid_amount'), currency, method: METHODS[text(doc, 'mode_of_payment')] ?? PaymentMethod.OTHER, status: PaymentStatus.SUCCEEDED, received_on: receivedOn, reference: text(doc, 'reference_no'), source_id: name,
    };
    const allocations = settled.map((reference, i): Row => {
      const invoice = context.find('Sales Invoice', text(reference, 'reference_name'))!;
      return { table: 'payment_allocation', values: { id: partId(id, i + 1), payment_id: id, invoice_id: invoice.id, customer_id: invoice.customerId ?? owner.id, amount: cents(reference, 'allocated_amount'), currency } };
    });
    return { rows: [{ table: 'payment', values }, ...allocations], remarks: [] };
  },
};
