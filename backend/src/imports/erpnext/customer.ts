import { ContactRoleName, CustomerKind, CustomerStatus, PhoneKind } from '../../customers/customer.entity.js';
import { Language } from '../../tenancy/tenant.entity.js';
import { day, flag, text, type Doc } from './document.js';
import { note, partId, type Context, type Mapping, type Remark, type Row } from './mapping.js';
import { lastTenOf } from './phone-of.js';
import { repairMojibake } from './repair-text.js';

const PHONES = [['cell_phone', PhoneKind.CELL], ['tel_home', PhoneKind.HOME], ['tel_office', PhoneKind.OFFICE]] as const;

/** A Customer becomes a customer with phones and a contact. Customers that share an address share the contact, so sign-in lets choose. */
export const customer: Mapping = {
  doctype: 'Customer',
  map: (doc, context) => {
    const name = text(doc, 'name');
    const id = context.take('Customer', name);
    const number = context.numberFor('customer', name);
    const given = text(doc, 'customer_name') || name;
    const repaired = repairMojibake(given);
    const language = text(doc, 'language') === 'en' ? Language.EN : Language.FR;
    const phones = phonesOf(doc, id);
    const contact = contactOf(doc, context, id, repaired ?? given, language);
    const billing = text(doc, 'email_billing').toLowerCase();
    const since = day(doc, 'creation');
    const values = {
      id, number, name: repaired ?? given, kind: text(doc, 'customer_type') === 'Company' ? CustomerKind.COMPANY : CustomerKind.RESIDENTIAL, status: flag(doc, 'disabled') ? CustomerStatus.CLOSED : CustomerStatus.ACTIVE, language,
      currency: text(doc, 'default_currency') || 'CAD', billing_email: billing || null, legacy_number: text(doc, 'legacy_id') || null, stripe_customer_id: text(doc, 'stripe_customer_id') || null, source_id: name,
      created_at: since ? context.at(since, text(doc, 'creation').slice(11) || '00:00:00') : context.at('2000-01-01', '00:00:00'),
    };
    const remarks = [...phones.remarks];
    if (number !== name) remarks.push(note('number-taken', `The number ${name} belongs to somebody else here; the customer is ${number}.`));
    if (repaired) remarks.push(note('mojibake', `The name “${given}” was repaired to “${repaired}”.`));
    if (!contact.length && !billing && !phones.rows.length) remarks.push(note('no-contact', 'There is no e-mail and no telephone number: this customer cannot be reached.'));
    return { rows: [{ table: 'customer', values }, ...phones.rows, ...contact], remarks };
  },
};

function phonesOf(doc: Doc, customerId: string): { rows: Row[]; remarks: Remark[] } {
  const found: { rows: Row[]; remarks: Remark[] } = { rows: [], remarks: [] };
  for (const [place, [field, kind]] of PHONES.entries()) {
    const given = text(doc, field);
    const lastTen = lastTenOf(given);
    if (lastTen) found.rows.push({ table: 'phone', values: { id: partId(customerId, place + 1), customer_id: customerId, kind, number: given, last_ten: lastTen } });
    else if (given) found.remarks.push(note('bad-phone', `“${given}” is no telephone number; the customer was taken without it.`));
  }
  return found;
}

function contactOf(doc: Doc, context: Context, customerId: string, name: string, language: Language): Row[] {
  const email = text(doc, 'email_id').toLowerCase();
  if (!email.includes('@')) return [];
  const before = context.find('Contact', email);
  const contactId = context.contactFor(email);
  const link: Row = { table: 'customer_contact', values: { id: partId(customerId, 9), customer_id: customerId, contact_id: contactId, role: ContactRoleName.OWNER } };
  // An address that is known keeps the name it has: it may belong to another customer's contact.
  return before ? [link] : [{ table: 'contact', values: { id: contactId, name, email, language } }, link];
}
