import { uuidv7 } from '../../platform/ids.js';
import { customer } from './customer.js';
import { cents, day } from './document.js';
import { invoice, stateOf } from './invoice.js';
import { localTime } from './local-time.js';
import { partId, type Context } from './mapping.js';
import { lastTenOf } from './phone-of.js';
import { plainText, repairMojibake } from './repair-text.js';

/** A run that knows customer C-1 and nothing else. */
function knowing(taken = new Map<string, string>([['Customer C-1', uuidv7()]])): Context {
  const take = (doctype: string, name: string) => taken.get(`${doctype} ${name}`) ?? (taken.set(`${doctype} ${name}`, uuidv7()), taken.get(`${doctype} ${name}`)!);
  return { termsDays: 30, at: localTime('America/Toronto'), find: (doctype, name) => (taken.has(`${doctype} ${name}`) ? { id: taken.get(`${doctype} ${name}`)! } : undefined), take, numberFor: (_, name) => name, claimSerial: () => true, contactFor: (email) => take('Contact', email), lastWord: () => undefined };
}

describe('what other systems write', () => {
  it.each([['<p>Bonjour,</p><script>alert(1)</script><p>rien &amp; plus</p>', 'Bonjour,\nrien & plus'], ['a < b', 'a < b'], ['<style>p{}', ''], ['l&#8217;eau<br/>froide', 'l’eau\nfroide']])('%j as text is %j', (html, text) => expect(plainText(html)).toBe(text));
  it.each([['LÃ©garÃ©', 'Légaré'], ['Légaré', null], ['NguyÅ©n', 'Nguyũn'], ['O’Brien', null]])('%j read again is %j', (text, repaired) => expect(repairMojibake(text)).toBe(repaired));
  it.each([['418-555-1234', '4185551234'], ['+1 (418) 555-1234', '4185551234'], ['000', null], ['n/a', null], ['418 555', null], ['(418) 555-12345 poste 9', null]])('%j is the number %j', (text, number) => expect(lastTenOf(text)).toBe(number));
  it.each([[91.87, 9187], [-1.005, -101], [0.1 + 0.2, 30], ['12.5', 1250], [undefined, 0]])('%j is %i cents', (value, amount) => expect(cents({ value }, 'value')).toBe(amount));
  it.each([['2026-02-28', '2026-02-28'], ['2026-02-30', null], ['0000-00-00', null], ['', null], ['2026-10-01 12:00:00', '2026-10-01']])('%j is the day %j', (value, expected) => expect(day({ value }, 'value')).toBe(expected));
});

describe('local times', () => {
  const at = localTime('America/Toronto');
  it.each([['2026-07-01', '09:30:00', '2026-07-01T13:30:00.000Z'], ['2026-12-01', '9:05:07', '2026-12-01T14:05:07.000Z'], ['2026-03-08', '01:30:00', '2026-03-08T06:30:00.000Z'], ['2026-03-08', '03:30:00', '2026-03-08T07:30:00.000Z'], ['2026-11-01', '23:00:00', '2026-11-02T04:00:00.000Z']])('%s %s is %s', (on, time, instant) => expect(new Date(at(on, time)).toISOString()).toBe(instant));
});

describe('invoices', () => {
  it.each([['Paid', 1, false, 100, 0, 'PAID'], ['', 1, false, 100, 0, 'PAID'], ['', 1, false, 100, 50, 'PARTLY_PAID'], ['Overdue', 1, false, 100, 100, 'ISSUED'], ['Return', 1, true, -100, -100, 'CREDITED'], ['Paid', 2, false, 100, 0, 'VOID'], ['', 0, false, 100, 100, 'DRAFT']] as const)('%j, docstatus %i, return %s, %i with %i to pay is %s', (status, docstatus, isReturn, total, outstanding, state) => expect(stateOf(status, docstatus, isReturn, total, outstanding)).toBe(state));

  it('are due by the terms when nothing says when, and keep their own total when it is a cent off', () => {
    const mapped = invoice.map({ name: 'S-1', docstatus: 1, customer: 'C-1', posting_date: '2026-10-01', net_total: 10, total_taxes_and_charges: 1.5, grand_total: 11.51, outstanding_amount: 11.5, status: 'Unpaid', items: [], taxes: [] }, knowing());
    expect(mapped.rows[0]!.values).toMatchObject({ due_on: '2026-10-31', total: 1151, subtotal: 1000, tax_total: 150, state: 'ISSUED' });
    expect(mapped.remarks.map(({ reason, refused }) => [reason, refused])).toEqual([['no-due-date', false], ['cent-off', false]]);
  });

  it('of nobody are refused whole', () => {
    expect(invoice.map({ name: 'S-2', customer: 'C-99999', posting_date: '2026-10-01' }, knowing())).toMatchObject({ rows: [], remarks: [{ reason: 'unknown-customer', refused: true }] });
  });
});

describe('customers', () => {
  it('share one contact for one address, whatever its case', () => {
    const context = knowing();
    const tables = (name: string, email: string) => customer.map({ name, customer_name: name, email_id: email }, context).rows.map(({ table }) => table);
    expect(tables('A', 'Jo@Example.com ')).toEqual(['customer', 'contact', 'customer_contact']);
    expect(tables('B', 'jo@example.com')).toEqual(['customer', 'customer_contact']);
  });
});

it('parts of a thing have ids of their own that stay the same', () => {
  const id = uuidv7();
  expect(partId(id, 3)).toBe(partId(id, 3));
  expect(new Set([id, partId(id, 1), partId(id, 2)]).size).toBe(3);
});
