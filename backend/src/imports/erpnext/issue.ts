import { Author, MessageChannel, Priority, TicketKind, TicketStatus } from '../../tickets/ticket.entity.js';
import { uuidv7 } from '../../platform/ids.js';
import { day, flag, text } from './document.js';
import { note, refuse, type Mapping } from './mapping.js';
import { plainText } from './repair-text.js';

const STATUSES: Readonly<Record<string, TicketStatus>> = { Open: TicketStatus.OPEN, Replied: TicketStatus.REPLIED, 'On Hold': TicketStatus.ON_HOLD, Resolved: TicketStatus.RESOLVED, Closed: TicketStatus.CLOSED };
const PRIORITIES: Readonly<Record<string, Priority>> = { Low: Priority.LOW, Medium: Priority.MEDIUM, High: Priority.HIGH, Urgent: Priority.URGENT };
const KINDS: Readonly<Record<string, TicketKind>> = { Support: TicketKind.SUPPORT, Billing: TicketKind.BILLING, Facturation: TicketKind.BILLING, Move: TicketKind.MOVE };
const CHANNELS: Readonly<Record<string, MessageChannel>> = { Email: MessageChannel.EMAIL, SMS: MessageChannel.SMS, Phone: MessageChannel.PHONE };

/** An Issue becomes a ticket whose first message is what was described. */
export const issue: Mapping = {
  doctype: 'Issue',
  map: (doc, context) => {
    const name = text(doc, 'name');
    const owner = context.find('Customer', text(doc, 'customer'));
    if (text(doc, 'customer') && !owner) return refuse('unknown-customer', `There is no customer ${text(doc, 'customer')}.`);
    const opened = day(doc, 'opening_date');
    if (!opened) return refuse('zero-date', `“${text(doc, 'opening_date')}” is no opening date.`);
    const customerId = owner?.id ?? null;
    const id = context.take('Issue', name, owner?.id);
    const status = STATUSES[text(doc, 'status')] ?? TicketStatus.OPEN;
    const openedAt = context.at(opened, text(doc, 'opening_time') || '00:00:00');
    const last = context.lastWord(name);
    const lastMessageAt = last && last > `${opened} ${text(doc, 'opening_time')}` ? context.at(last.slice(0, 10), last.slice(11)) : openedAt;
    const channel = flag(doc, 'via_customer_portal') ? MessageChannel.PORTAL : MessageChannel.EMAIL;
    const settled = status === TicketStatus.CLOSED || status === TicketStatus.RESOLVED;
    const number = context.numberFor('ticket', name);
    const raisedBy = text(doc, 'raised_by').toLowerCase();
    const values = { id, number, subject: text(doc, 'subject') || name, kind: KINDS[text(doc, 'issue_type')] ?? TicketKind.OTHER, status, priority: PRIORITIES[text(doc, 'priority')] ?? Priority.MEDIUM, customer_id: customerId, raised_by: raisedBy, channel, opened_at: openedAt, last_message_at: lastMessageAt, closed_at: settled ? lastMessageAt : null, source_id: name };
    const first = { id: uuidv7(), ticket_id: id, customer_id: customerId, author: Author.CUSTOMER, author_name: raisedBy, channel, body: plainText(text(doc, 'description')), sent_at: openedAt, source_id: name };
    return { rows: [{ table: 'ticket', values }, { table: 'ticket_message', values: first }], remarks: number === name ? [] : [note('number-taken', `The number ${name} is taken here; the ticket is ${number}.`)] };
  },
};

/** A Communication about an Issue becomes a message of its ticket. */
export const communication: Mapping = {
  doctype: 'Communication',
  map: (doc, context) => {
    if (text(doc, 'reference_doctype') !== 'Issue') return refuse('not-a-ticket', `It belongs to a ${text(doc, 'reference_doctype') || 'document without kind'}, not to a ticket.`);
    const about = context.find('Issue', text(doc, 'reference_name'));
    if (!about) return refuse('unknown-ticket', `There is no ticket ${text(doc, 'reference_name')}.`);
    const written = day(doc, 'creation');
    if (!written) return refuse('zero-date', `“${text(doc, 'creation')}” is no date.`);
    const values = {
      id: uuidv7(), ticket_id: about.id, customer_id: about.customerId ?? null, author: text(doc, 'sent_or_received') === 'Sent' ? Author.STAFF : Author.CUSTOMER, author_name: text(doc, 'sender').toLowerCase(), channel: CHANNELS[text(doc, 'communication_medium')] ?? MessageChannel.EMAIL,
      body: plainText(text(doc, 'content')), sent_at: context.at(written, text(doc, 'creation').slice(11)), source_id: text(doc, 'name'),
    };
    return { rows: [{ table: 'ticket_message', values }], remarks: [] };
  },
};
