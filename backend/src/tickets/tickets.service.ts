import { Injectable } from '@nestjs/common';
import { MoreThan } from 'typeorm';
import { systemActor, type Actor } from '../auth/actor.js';
import { StaffUser } from '../auth/auth.entity.js';
import { Customer, ServiceLocation } from '../customers/customer.entity.js';
import { Clock } from '../platform/clock.js';
import { Db } from '../platform/db/db.js';
import { Events } from '../platform/events/events.js';
import { NotFoundError } from '../platform/graphql/errors.js';
import type { PageArgs } from '../platform/graphql/page.type.js';
import { many, one, page, type Columns, type Read } from '../platform/read/read.js';
import { and, sql, type Sql } from '../platform/read/sql.js';
import { NumbersService } from '../tenancy/numbers.service.js';
import { plainText } from './plain-text.js';
import { Author, MessageChannel, Priority, Ticket, TicketKind, TicketMessage, TicketStatus } from './ticket.entity.js';
import { Conversation } from './conversation.entity.js';
import { MessageFilesService } from './message-files.service.js';
import { MessageSaid, TicketChanged, TicketOpened, TicketReplied } from './ticket.events.js';
import { ServiceLevelsService } from './service-levels.service.js';
import { TicketFinderService } from './ticket-finder.service.js';
import type { OpenTicketInput, ReplyInput, RateTicketInput, TicketFilter, UpdateTicketInput } from './ticket.inputs.js';
import { AnsweredMeanwhile, MessageIsEmpty, TicketIsClosed, TicketStillOpen } from './ticket.results.js';

const OVER: readonly TicketStatus[] = [TicketStatus.RESOLVED, TicketStatus.CLOSED];
/** A resolved ticket may be taken up again; a closed one stays closed. */
const isClosed = (ticket: Ticket) => ticket.status === TicketStatus.CLOSED;

/** What is known of a fault that asks for a ticket by itself. */
export interface Condition {
  /** Names device and condition; while a ticket with it is open there is no second one. */
  readonly condition: string;
  readonly subject: string;
  readonly description: string;
  readonly priority: Priority;
  readonly customerId: string | null;
  readonly locationId: string | null;
  readonly deviceId: string | null;
}

/** Requests for help: opened, answered, worked on, closed. */
@Injectable()
export class TicketsService {
  constructor(
    private readonly db: Db,
    private readonly events: Events,
    private readonly clock: Clock,
    private readonly numbers: NumbersService,
    private readonly files: MessageFilesService,
    private readonly finder: TicketFinderService,
    private readonly promises: ServiceLevelsService,
  ) {}

  async list(me: Actor, filter: TicketFilter, args: PageArgs): Promise<Read<Ticket>> {
    const found = filter.text?.trim() ? await this.finder.find(me, filter.text) : null;
    return page(Ticket, { page: args, where: (t) => and(this.visibleTo(me)(t), found && sql`${t.id} = any(${found})`, ...conditionsOf(filter, me, t)), order: [[(t) => t.lastMessageAt, 'desc']] });
  }

  /** Whose last word was the customer's, or an alert's; urgent or not, the oldest first. */
  waiting(first: number): Read<Ticket> {
    return many(Ticket, { where: (t) => sql`${t.status} = 'OPEN'`, order: [[(t) => t.lastMessageAt, 'asc']], limit: Math.min(Math.max(first, 1), 50) });
  }

  get(me: Actor, id: string): Read<Ticket> {
    return one(Ticket, (t) => and(this.visibleTo(me)(t), sql`${t.id} = ${id}`));
  }

  byNumber(me: Actor, number: string): Read<Ticket> {
    return one(Ticket, (t) => and(this.visibleTo(me)(t), sql`${t.number} = ${number}`));
  }

  open(me: Actor, input: OpenTicketInput): Promise<Read<Ticket> | MessageIsEmpty> {
    return this.db.tx(me, async () => {
      const [subject, body] = [plainText(input.subject), plainText(input.description)];
      if (!subject || !body) return new MessageIsEmpty();
      const customerId = me.kind === 'customer' ? me.customerId! : (input.customerId ?? null);
      if (customerId && !(await this.db.repo(Customer).existsBy({ id: customerId }))) throw new NotFoundError();
      if (input.locationId && !(await this.db.repo(ServiceLocation).existsBy({ id: input.locationId, ...(customerId ? { customerId } : {}) }))) throw new NotFoundError();
      const ticket = await this.add({ subject, kind: input.kind, priority: input.priority, customerId, locationId: input.locationId ?? null, raisedBy: me.name, channel: me.kind === 'customer' ? MessageChannel.PORTAL : MessageChannel.PHONE });
      const message = await this.say(me, ticket, body, { internal: false });
      await this.files.attach(me, message, input.files);
      await this.events.emit(new TicketOpened(ticket.id, customerId));
      return this.get(me, ticket.id);
    });
  }

  /** The one open ticket of a fault: made when there is none, otherwise the one that is open. */
  openForCondition(tenantId: string, fault: Condition): Promise<{ readonly ticket: Ticket; readonly isNew: boolean }> {
    const system = systemActor(tenantId);
    return this.db.tx(system, async () => {
      await this.db.query('select pg_advisory_xact_lock(hashtextextended($1, 1))', [`${tenantId}:${fault.condition}`]);
      const known = await this.db.repo(Ticket).createQueryBuilder('t').where('t.condition = :condition and t.status not in (:...over)', { condition: fault.condition, over: OVER }).getOne();
      if (known) return { ticket: known, isNew: false };
      const { description, ...facts } = fault;
      const ticket = await this.add({ ...facts, kind: TicketKind.ALERT, raisedBy: 'Demarc', channel: MessageChannel.NOTE });
      await this.say(system, ticket, description, { internal: false });
      await this.events.emit(new TicketOpened(ticket.id, ticket.customerId));
      return { ticket, isNew: true };
    });
  }

  reply(me: Actor, id: string, input: ReplyInput): Promise<Read<TicketMessage> | TicketIsClosed | MessageIsEmpty | AnsweredMeanwhile> {
    return this.db.tx(me, async () => {
      const ticket = await this.lock(me, id);
      const body = plainText(input.body);
      if (!body && !input.files.length) return new MessageIsEmpty();
      if (isClosed(ticket)) return new TicketIsClosed();
      const internal = input.internal && me.kind !== 'customer';
      const other = !internal && input.seenUntil && me.kind !== 'customer' ? await this.answerSince(me, id, input.seenUntil) : null;
      if (other) return AnsweredMeanwhile.with(other);
      const message = await this.say(me, ticket, body, { internal, channel: input.channel ?? null });
      await this.files.attach(me, message, input.files);
      if (!internal) {
        const status = me.kind === 'customer' ? TicketStatus.OPEN : TicketStatus.REPLIED;
        await this.db.repo(Ticket).update({ id }, { status, closedAt: null, lastMessageAt: message.sentAt, ...(await this.promises.turn(me.tenantId, ticket, status, me.kind !== 'customer')) });
      }
      await this.events.emit(new TicketReplied(id, message.id, ticket.customerId, message.author, internal));
      return one(TicketMessage, (m) => sql`${m.id} = ${message.id}`);
    });
  }

  update(me: Actor, id: string, input: UpdateTicketInput): Promise<Read<Ticket>> {
    return this.db.tx(me, async () => {
      const ticket = await this.lock(me, id);
      const { unassign, ...given } = input;
      const change = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null && value !== undefined)) as Partial<Ticket>;
      if (change.assigneeId && !(await this.db.repo(StaffUser).existsBy({ id: change.assigneeId, active: true }))) throw new NotFoundError();
      if (unassign) change.assigneeId = null;
      if (change.tags) change.tags = [...new Set(change.tags.map((tag) => tag.trim().toLowerCase()))].sort();
      if (change.status) change.closedAt = OVER.includes(change.status) ? (ticket.closedAt ?? this.clock.now()) : null;
      if (change.status) Object.assign(change, await this.promises.turn(me.tenantId, ticket, change.status, false));
      if (Object.keys(change).length) await this.db.repo(Ticket).update({ id }, change);
      if (change.closedAt && ticket.customerId) await this.db.repo(Conversation).update({ customerId: ticket.customerId }, { waitingSince: null });
      await this.events.emit(new TicketChanged(id, ticket.customerId));
      return this.get(me, id);
    });
  }

  /** What a customer thought of the help, once it is over; said again, the later counts. */
  rate(me: Actor, id: string, input: RateTicketInput): Promise<Read<Ticket> | TicketStillOpen> {
    return this.db.tx(me, async () => {
      const ticket = await this.lock(me, id);
      if (!OVER.includes(ticket.status)) return new TicketStillOpen();
      await this.db.repo(Ticket).update({ id }, { rating: input.rating, ratingText: plainText(input.text) });
      await this.events.emit(new TicketChanged(id, ticket.customerId));
      return this.get(me, id);
    });
  }

  /** The visit for this ticket is done: says so in the thread and counts the matter as resolved. */
  jobCompleted(me: Actor, ticketId: string, facts: { readonly jobNumber: string; readonly technician: string; readonly outcome: string }): Promise<void> {
    const system = systemActor(me.tenantId);
    return this.db.tx(system, async () => {
      const ticket = await this.db.repo(Ticket).findOne({ where: { id: ticketId }, lock: { mode: 'pessimistic_write' } });
      if (!ticket || isClosed(ticket)) return;
      const done = `Visite ${facts.jobNumber} terminée par ${facts.technician}.`;
      const message = await this.say(system, ticket, facts.outcome ? `${done}\n${facts.outcome}` : done, { internal: false });
      await this.db.repo(Ticket).update({ id: ticketId }, { status: TicketStatus.RESOLVED, closedAt: message.sentAt, lastMessageAt: message.sentAt });
      await this.events.emit(new TicketReplied(ticketId, message.id, ticket.customerId, Author.SYSTEM, false), new TicketChanged(ticketId, ticket.customerId));
    });
  }

  /** A condition that has cleared closes its ticket only when nobody has touched it. */
  closeUntouched(tenantId: string, ticketId: string, why: string): Promise<void> {
    const system = systemActor(tenantId);
    return this.db.tx(system, async () => {
      const ticket = await this.db.repo(Ticket).findOne({ where: { id: ticketId }, lock: { mode: 'pessimistic_write' } });
      if (!ticket || ticket.status !== TicketStatus.OPEN || ticket.assigneeId) return;
      const said = await this.db.repo(TicketMessage).countBy({ ticketId });
      const [visit] = await this.db.query<{ id: string }>('select id from job where ticket_id = $1 limit 1', [ticketId]);
      if (said > 1 || visit) return;
      const message = await this.say(system, ticket, why, { internal: false });
      await this.db.repo(Ticket).update({ id: ticketId }, { status: TicketStatus.RESOLVED, closedAt: message.sentAt, lastMessageAt: message.sentAt });
      await this.events.emit(new TicketChanged(ticketId, ticket.customerId));
    });
  }

  /** Portal users see their own; staff see the tenant's. Every read starts here. */
  visibleTo(me: Actor): (columns: Columns<Ticket>) => Sql {
    return (t) => (me.kind === 'customer' ? sql`${t.customerId} = ${me.customerId}` : sql`true`);
  }

  /** What another of the office said to the customer after the message one had read, if anything. */
  private async answerSince(me: Actor, ticketId: string, seenUntil: string): Promise<TicketMessage | null> {
    const seen = await this.db.repo(TicketMessage).findOneBy({ id: seenUntil, ticketId });
    if (!seen) throw new NotFoundError();
    const since = await this.db.repo(TicketMessage).find({ where: { ticketId, author: Author.STAFF, internal: false, sentAt: MoreThan(seen.sentAt) }, order: { sentAt: 'DESC' }, take: 1 });
    return since[0] && since[0].authorName !== me.name ? since[0] : null;
  }

  /** A new ticket with the next number, inside the open transaction. */
  async add(facts: Pick<Ticket, 'subject' | 'kind' | 'priority' | 'customerId' | 'locationId' | 'raisedBy' | 'channel'> & Partial<Pick<Ticket, 'condition' | 'deviceId' | 'followsId' | 'assigneeId'>>): Promise<Ticket> {
    const number = `T-${String(await this.numbers.next('ticket')).padStart(6, '0')}`;
    const now = this.clock.now();
    const ticket = Object.assign(new Ticket(), facts, { number, openedAt: now, lastMessageAt: now });
    const [{ tenant }] = (await this.db.query<{ tenant: string }>('select current_tenant() as tenant')) as [{ tenant: string }];
    return this.db.repo(Ticket).save(Object.assign(ticket, await this.promises.promise(tenant, ticket)));
  }

  /** Writes a message down as whoever says it, inside the open transaction. */
  async say(me: Actor, ticket: Ticket, body: string, { internal, channel: chosen }: { readonly internal: boolean; readonly channel?: MessageChannel | null }): Promise<TicketMessage> {
    const author = me.kind === 'customer' ? Author.CUSTOMER : me.kind === 'system' ? Author.SYSTEM : Author.STAFF;
    const quiet = internal || author === Author.SYSTEM;
    const channel = quiet ? (chosen === MessageChannel.PHONE ? chosen : MessageChannel.NOTE) : author === Author.CUSTOMER ? MessageChannel.PORTAL : (chosen ?? MessageChannel.PORTAL);
    const message = await this.db.repo(TicketMessage).save(Object.assign(new TicketMessage(), { ticketId: ticket.id, customerId: ticket.customerId, author, authorName: author === Author.SYSTEM ? 'Demarc' : me.name, channel, body, internal, sentAt: this.clock.now() }));
    const conversation = ticket.customerId ? await this.db.repo(Conversation).findOneBy({ customerId: ticket.customerId }) : null;
    if (conversation) await this.events.emit(new MessageSaid(message.id, conversation.id, internal ? null : ticket.customerId, author, internal));
    return message;
  }

  /** The ticket, held until the transaction ends; refused alike when it is not one’s own and when there is none. */
  async lock(me: Actor, id: string): Promise<Ticket> {
    const ticket = await this.db.repo(Ticket).findOne({ where: { id, ...(me.kind === 'customer' ? { customerId: me.customerId! } : {}) }, lock: { mode: 'pessimistic_write' } });
    if (!ticket) throw new NotFoundError();
    return ticket;
  }
}

function conditionsOf(filter: TicketFilter, me: Actor, t: Columns<Ticket>): (Sql | undefined)[] {
  return [
    filter.status?.length ? sql`${t.status} = any(${filter.status})` : undefined,
    filter.priority?.length ? sql`${t.priority} = any(${filter.priority})` : undefined,
    filter.customerId ? sql`${t.customerId} = ${filter.customerId}` : undefined,
    filter.mine ? sql`${t.assigneeId} = ${me.staffId ?? null}` : undefined,
    filter.tag ? sql`${filter.tag.toLowerCase()} = any(${t.tags})` : undefined,
  ];
}
