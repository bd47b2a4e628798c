import { StaffUser } from '../auth/auth.entity.js';
import { Author, MessageChannel, Priority, Ticket, TicketMessage, TicketStatus } from '../tickets/ticket.entity.js';
import { CONVERSATIONS, type Conversation } from './conversations.js';
import type { People } from './demo-customers.js';
import type { Seeded } from './seeded.js';

export interface Desk {
  readonly tickets: Ticket[];
  readonly messages: TicketMessage[];
}

const MINUTE = 60_000;
const DAY = 86_400_000;

/** What is promised, in minutes: the first answer within four hours, the rest within two days. */
const [REPLY, SETTLE] = [240, 2_880];
/** How first answers that are still owed stand: minutes until they are due, and the level that is. Most have time, some press. */
const PRESSING: readonly (readonly [due: number, level: number])[] = [[420, 0], [40, 1], [600, 0], [-30, 2], [900, 0], [300, 0], [-180, 3], [700, 0]];

/** The conversations of the last six weeks, oldest first: the newest `open` of them are not settled yet. */
export function demoTickets(random: Seeded, people: People, staff: readonly StaffUser[], now: Date, count: number, open: number): Desk {
  const desk: Desk = { tickets: [], messages: [] };
  const ages = Array.from({ length: count }, (_, i) => ageOf(random, i, count, open)).sort((a, b) => b - a);
  for (const [i, age] of ages.entries()) {
    const customer = random.pick(people.customers.slice(1));
    const talk = CONVERSATIONS[(i * 7 + random.whole(0, 3)) % CONVERSATIONS.length]!;
    addTicket(desk, random, people, staff, { customerId: customer.id, talk, number: i + 1, openedAt: now.getTime() - age, now: now.getTime(), settled: i < count - open });
  }
  return desk;
}

function ageOf(random: Seeded, i: number, count: number, open: number): number {
  if (i < count - open) return Math.round((4 + random.next() * 38) * DAY);
  return Math.round(25 * MINUTE + random.next() ** 2 * 3.5 * DAY);
}

interface Opening {
  readonly customerId: string;
  readonly talk: Conversation;
  readonly number: number;
  readonly openedAt: number;
  readonly now: number;
  readonly settled: boolean;
}

function addTicket(desk: Desk, random: Seeded, people: People, staff: readonly StaffUser[], { customerId, talk, number, openedAt, now, settled }: Opening): void {
  const link = people.links.find((known) => known.customerId === customerId)!;
  const contact = people.contacts.find(({ id }) => id === link.contactId)!;
  const location = people.locations.find((known) => known.customerId === customerId);
  const agent = random.pick(staff.filter(({ role }) => role === (talk.kind === 'BILLING' ? 'billing' : 'support')));
  const channel = random.pick([MessageChannel.PORTAL, MessageChannel.PORTAL, MessageChannel.EMAIL, MessageChannel.PHONE]);
  const turns = settled ? talk.turns : talk.turns.slice(0, random.pick([1, 1, 1, 2, 2, 3].filter((length) => length <= talk.turns.length)));
  const ticket = Object.assign(new Ticket(), {
    number: `T-${String(number).padStart(6, '0')}`, subject: talk.subject, kind: talk.kind, priority: random.chance(0.2) ? Priority.HIGH : talk.priority, customerId, locationId: location?.id ?? null, deviceId: null,
    assigneeId: turns.length > 1 || random.chance(0.4) ? agent.id : null, raisedBy: contact.name, channel, openedAt: new Date(openedAt), condition: null, sourceId: null, tags: talk.tags ?? [], rating: settled && random.chance(0.6) ? random.pick([5, 5, 5, 4, 4, 3, 2]) : null,
  });
  let at = openedAt;
  let firstRepliedAt: Date | null = null;
  const step = Math.max(4 * MINUTE, (now - openedAt) / (turns.length + 1));
  for (const [turn, body] of turns.entries()) {
    const byStaff = turn % 2 === 1;
    if (byStaff) firstRepliedAt ??= new Date(at);
    desk.messages.push(Object.assign(new TicketMessage(), { ticketId: ticket.id, customerId, author: byStaff ? Author.STAFF : Author.CUSTOMER, authorName: byStaff ? agent.name : contact.name, channel, body, internal: false, sentAt: new Date(at), sourceId: null }));
    if (turn < turns.length - 1) at += Math.min(step, (0.2 + random.next() * 6) * 60 * MINUTE);
  }
  const last = new Date(at);
  const status = settled ? (random.chance(0.8) ? TicketStatus.CLOSED : TicketStatus.RESOLVED) : turns.length % 2 === 0 ? TicketStatus.REPLIED : random.chance(0.12) ? TicketStatus.ON_HOLD : TicketStatus.OPEN;
  desk.tickets.push(Object.assign(ticket, { status, lastMessageAt: last, closedAt: settled ? last : null, firstRepliedAt, ...promiseOf(number, status, openedAt, now, last, firstRepliedAt !== null) }));
}

/** What a ticket was promised, and how its clock stands. */
function promiseOf(number: number, status: TicketStatus, openedAt: number, now: number, last: Date, isReplied: boolean): Partial<Ticket> {
  const isOwed = status === TicketStatus.OPEN && !isReplied;
  const [due, lateLevel] = PRESSING[number % PRESSING.length]!;
  const replyDueAt = new Date(isOwed ? now + due * MINUTE : openedAt + REPLY * MINUTE);
  return {
    replyMinutes: REPLY, settleMinutes: SETTLE, onlyOpenHours: false, replyDueAt, settleDueAt: new Date(status === TicketStatus.OPEN ? now + DAY : openedAt + SETTLE * MINUTE), clockPausedAt: status === TicketStatus.OPEN ? null : last,
    lateLevel: isOwed ? lateLevel : 0, ...(isOwed && lateLevel === 3 ? { priority: Priority.URGENT } : {}),
  };
}
