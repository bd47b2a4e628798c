import { Injectable } from '@nestjs/common';
import { In, IsNull } from 'typeorm';
import { systemActor, type Actor } from '../auth/actor.js';
import { Customer, CustomerContact, Phone, PhoneKind } from '../customers/customer.entity.js';
import { Clock } from '../platform/clock.js';
import { Db } from '../platform/db/db.js';
import { Events } from '../platform/events/events.js';
import { NotFoundError } from '../platform/graphql/errors.js';
import type { PageArgs } from '../platform/graphql/page.type.js';
import { one, page, type Columns, type Read } from '../platform/read/read.js';
import { and, sql, type Sql } from '../platform/read/sql.js';
import { Conversation } from './conversation.entity.js';
import type { ConversationFilter, SayInput, TicketFromMessagesInput } from './conversation.inputs.js';
import { AlreadyMatched, NoWayThere } from './conversation.results.js';
import { MessageFilesService } from './message-files.service.js';
import { plainText } from './plain-text.js';
import { Author, MessageChannel, Priority, Ticket, TicketKind, TicketMessage, TicketStatus } from './ticket.entity.js';
import { ConversationChanged, MessageSaid, TicketOpened, TicketReplied } from './ticket.events.js';
import { AnsweredMeanwhile, MessageIsEmpty, TicketIsClosed } from './ticket.results.js';
import { ServiceLevelsService } from './service-levels.service.js';
import { TicketFinderService } from './ticket-finder.service.js';
import { TicketsService } from './tickets.service.js';

/** Something that arrived from outside: an SMS or a mail. */
export interface Inbound {
  readonly tenantId: string;
  readonly channel: MessageChannel.SMS | MessageChannel.EMAIL;
  /** Who sent it, when known. */
  readonly customerId: string | null;
  readonly ticketId?: string | null;
  readonly address: string;
  readonly name: string;
  readonly body: string;
  /** The sender’s id of the message: the same one is taken once. */
  readonly sourceId: string;
  /** Photos that came along, kept before. */
  readonly files?: readonly string[];
  /** The conversation with somebody unknown that it answers in, when it comes from another address. */
  readonly conversationId?: string | null;
  /** Whether the product answers it by itself, so that nobody waits. */
  readonly answersItself?: boolean;
}

/** One conversation with each customer, whatever they write on. */
@Injectable()
export class ConversationsService {
  constructor(
    private readonly db: Db,
    private readonly events: Events,
    private readonly clock: Clock,
    private readonly tickets: TicketsService,
    private readonly files: MessageFilesService,
    private readonly finder: TicketFinderService,
    private readonly promises: ServiceLevelsService,
  ) {}

  async list(me: Actor, filter: ConversationFilter, args: PageArgs): Promise<Read<Conversation>> {
    const text = filter.text?.trim();
    const customers = text ? await this.finder.customers(me.tenantId, text) : [];
    return page(Conversation, {
      page: args,
      where: (c) => and(
        filter.waiting && sql`${c.waitingSince} is not null`,
        filter.unknown && sql`${c.customerId} is null`,
        filter.channel && sql`${c.channel} = ${filter.channel}`,
        text && sql`${c.customerId} = any(${customers}) or ${c.address} ilike ${`%${text.replace(/[\\%_]/g, '\\$&')}%`}`,
      ),
      order: [[(c) => c.lastMessageAt, 'desc']],
    });
  }

  get(me: Actor, id: string): Read<Conversation> {
    return one(Conversation, (c) => and(this.visibleTo(me)(c), sql`${c.id} = ${id}`));
  }

  /** The customer’s own; null before anything was said. */
  mine(me: Actor): Read<Conversation> {
    return one(Conversation, (c) => sql`${c.customerId} = ${me.customerId}`);
  }

  /** The conversation with a customer, made when there is none. */
  withCustomer(me: Actor, customerId: string): Promise<Read<Conversation>> {
    return this.db.tx(me, async () => {
      if (!(await this.db.repo(Customer).existsBy({ id: customerId }))) throw new NotFoundError();
      await this.db.query('insert into conversation (customer_id, last_message_at) values ($1, $2) on conflict do nothing', [customerId, this.clock.now()]);
      return one(Conversation, (c) => sql`${c.customerId} = ${customerId}`);
    });
  }

  /** The office says something: on the customer’s channel unless it chose another. */
  say(me: Actor, id: string, input: SayInput): Promise<Read<TicketMessage> | MessageIsEmpty | TicketIsClosed | AnsweredMeanwhile | NoWayThere> {
    return this.db.tx(me, async () => {
      const conversation = await this.db.repo(Conversation).findOne({ where: { id }, lock: { mode: 'pessimistic_write' } });
      if (!conversation) throw new NotFoundError();
      const channel = input.channel ?? conversation.channel;
      const internal = channel === MessageChannel.NOTE || channel === MessageChannel.PHONE;
      if (input.ticketId) {
        const ticket = await this.tickets.lock(me, input.ticketId);
        if (ticket.customerId !== conversation.customerId) throw new NotFoundError();
        return this.tickets.reply(me, ticket.id, { body: input.body, internal, files: input.files, seenUntil: input.seenUntil ?? null, channel });
      }
      const body = plainText(input.body);
      if (!body && !input.files.length) return new MessageIsEmpty();
      const other = internal || !input.seenUntil ? null : await this.answerSince(me, conversation, input.seenUntil);
      if (other) return AnsweredMeanwhile.with(other);
      if (!internal && !(await this.reaches(conversation, channel))) return NoWayThere.by(channel);
      return this.add(me, conversation, { body, channel, internal, files: input.files });
    });
  }

  /** The customer writes from the portal, about no ticket in particular. */
  write(me: Actor, body: string, files: readonly string[]): Promise<Read<TicketMessage> | MessageIsEmpty> {
    return this.db.tx(me, async () => {
      const text = plainText(body);
      if (!text && !files.length) return new MessageIsEmpty();
      await this.withCustomer(me, me.customerId!);
      const conversation = await this.db.repo(Conversation).findOneByOrFail({ customerId: me.customerId! });
      return this.add(me, conversation, { body: text, channel: MessageChannel.PORTAL, internal: false, files });
    });
  }

  /** What arrived by SMS or mail lands in the conversation of its sender, or in one that waits for a person to match it. */
  receive(inbound: Inbound): Promise<{ readonly conversationId: string; readonly isNew: boolean }> {
    const system = systemActor(inbound.tenantId);
    return this.db.tx(system, async () => {
      const { channel, customerId, name, sourceId } = inbound;
      const now = this.clock.now();
      const answered = inbound.conversationId ? await this.db.repo(Conversation).findOneBy({ id: inbound.conversationId }) : null;
      const address = answered?.address ?? inbound.address;
      await this.db.query(`insert into conversation (customer_id, address, channel, last_message_at) values ($1, $2, $3, $4) on conflict do nothing`, [customerId, customerId ? null : address, channel, now]);
      const conversation = await this.db.repo(Conversation).findOneOrFail({ where: customerId ? { customerId } : { address }, lock: { mode: 'pessimistic_write' } });
      const known = await this.db.repo(TicketMessage).findOneBy({ sourceId });
      if (known) return { conversationId: conversation.id, isNew: false };
      const ticket = inbound.ticketId ? await this.db.repo(Ticket).findOneBy({ id: inbound.ticketId }) : null;
      const open = ticket && ticket.status !== TicketStatus.CLOSED && ticket.customerId === customerId ? ticket : null;
      const message = await this.db.repo(TicketMessage).save(Object.assign(new TicketMessage(), {
        ticketId: open?.id ?? null, conversationId: customerId ? null : conversation.id, customerId, author: Author.CUSTOMER, authorName: name, channel, body: plainText(inbound.body), internal: false, sentAt: now, sourceId,
      }));
      await this.files.attach(system, message, inbound.files ?? []);
      if (!customerId) await this.move(conversation, message);
      if (inbound.answersItself) await this.db.repo(Conversation).update({ id: conversation.id }, { waitingSince: conversation.waitingSince });
      if (open) {
        await this.db.repo(Ticket).update({ id: open.id }, { status: TicketStatus.OPEN, closedAt: null, lastMessageAt: now, ...(await this.promises.turn(inbound.tenantId, open, TicketStatus.OPEN, false)) });
        await this.events.emit(new TicketReplied(open.id, message.id, customerId, Author.CUSTOMER, false));
      }
      await this.events.emit(new MessageSaid(message.id, conversation.id, customerId, Author.CUSTOMER, false));
      return { conversationId: conversation.id, isNew: true };
    });
  }

  /** Nothing more is to be said for now. */
  settle(me: Actor, id: string): Promise<Read<Conversation>> {
    return this.change(me, id, { waitingSince: null });
  }

  /** The customer has read what there is. */
  read(me: Actor, id: string): Promise<boolean> {
    return this.db.tx(me, async () => {
      const { affected } = await this.db.repo(Conversation).update({ id, customerId: me.customerId! }, { seenAt: this.clock.now() });
      if (!affected) throw new NotFoundError();
      return true;
    });
  }

  /** A person says whose number or address it is: everything said goes to the customer’s own conversation. */
  match(me: Actor, id: string, customerId: string): Promise<Read<Conversation> | AlreadyMatched> {
    return this.db.tx(me, async () => {
      const from = await this.db.repo(Conversation).findOne({ where: { id }, lock: { mode: 'pessimistic_write' } });
      if (!from) throw new NotFoundError();
      if (from.customerId) return new AlreadyMatched();
      await this.withCustomer(me, customerId);
      const into = await this.db.repo(Conversation).findOneByOrFail({ customerId });
      await this.db.repo(TicketMessage).update({ conversationId: id }, { conversationId: null, customerId });
      await this.db.repo(Conversation).delete({ id });
      const newer = from.lastMessageAt >= into.lastMessageAt ? { channel: from.channel, lastMessageAt: from.lastMessageAt, lastText: from.lastText, lastAuthor: from.lastAuthor } : {};
      await this.db.repo(Conversation).update({ id: into.id }, { ...newer, waitingSince: into.waitingSince ?? from.waitingSince });
      await this.events.emit(new ConversationChanged(into.id, customerId));
      return this.get(me, into.id);
    });
  }

  /** Makes a ticket out of what was said outside of one. */
  openTicket(me: Actor, id: string, { subject, messageIds }: TicketFromMessagesInput): Promise<Read<Ticket> | MessageIsEmpty> {
    return this.db.tx(me, async () => {
      const conversation = await this.db.repo(Conversation).findOneBy({ id });
      if (!conversation?.customerId) throw new NotFoundError();
      const messages = await this.db.repo(TicketMessage).find({ where: { id: In(messageIds), customerId: conversation.customerId, ticketId: IsNull() }, order: { sentAt: 'ASC' } });
      if (!plainText(subject) || messages.length !== new Set(messageIds).size) return new MessageIsEmpty();
      const ticket = await this.tickets.add({ subject: plainText(subject), kind: TicketKind.SUPPORT, priority: Priority.MEDIUM, customerId: conversation.customerId, locationId: null, raisedBy: messages[0]!.authorName, channel: messages[0]!.channel });
      await this.db.repo(TicketMessage).update({ id: In(messageIds) }, { ticketId: ticket.id });
      await this.db.repo(Ticket).update({ id: ticket.id }, { openedAt: messages[0]!.sentAt, lastMessageAt: messages.at(-1)!.sentAt });
      await this.events.emit(new TicketOpened(ticket.id, ticket.customerId), new ConversationChanged(id, ticket.customerId));
      return this.tickets.get(me, ticket.id);
    });
  }

  private visibleTo(me: Actor): (columns: Columns<Conversation>) => Sql {
    return (c) => (me.kind === 'customer' ? sql`${c.customerId} = ${me.customerId}` : sql`true`);
  }

  private async add(me: Actor, conversation: Conversation, { body, channel, internal, files }: { readonly body: string; readonly channel: MessageChannel; readonly internal: boolean; readonly files: readonly string[] }): Promise<Read<TicketMessage>> {
    const message = await this.db.repo(TicketMessage).save(Object.assign(new TicketMessage(), {
      ticketId: null, conversationId: conversation.customerId ? null : conversation.id, customerId: conversation.customerId, author: me.kind === 'customer' ? Author.CUSTOMER : Author.STAFF, authorName: me.name, channel, body, internal, sentAt: this.clock.now(),
    }));
    await this.files.attach(me, message, files);
    if (!conversation.customerId && !internal) await this.move(conversation, message);
    await this.events.emit(new MessageSaid(message.id, conversation.id, internal ? null : conversation.customerId, message.author, internal));
    return one(TicketMessage, (m) => sql`${m.id} = ${message.id}`);
  }

  /** Moves a conversation that belongs to no customer; the others are moved by the database. */
  private async move(conversation: Conversation, message: TicketMessage): Promise<void> {
    const waitingSince = message.author === Author.STAFF ? null : (conversation.waitingSince ?? message.sentAt);
    await this.db.repo(Conversation).update({ id: conversation.id }, { lastMessageAt: message.sentAt, lastText: message.body.slice(0, 160), lastAuthor: message.author, waitingSince });
  }

  private change(me: Actor, id: string, patch: Partial<Pick<Conversation, 'waitingSince'>>): Promise<Read<Conversation>> {
    return this.db.tx(me, async () => {
      const conversation = await this.db.repo(Conversation).findOneBy({ id });
      if (!conversation) throw new NotFoundError();
      await this.db.repo(Conversation).update({ id }, patch);
      await this.events.emit(new ConversationChanged(id, conversation.customerId));
      return this.get(me, id);
    });
  }

  /** What another of the office said after the message one had read, if anything. */
  private async answerSince(me: Actor, { id, customerId }: Conversation, seenUntil: string): Promise<TicketMessage | null> {
    const rows = await this.db.query<{ id: string }>(
      `select m.id from ticket_message m, ticket_message seen where seen.id = $1 and (m.customer_id = $2 or m.conversation_id = $3) and m.author = 'STAFF' and not m.internal and m.sent_at > seen.sent_at and m.author_name <> $4 order by m.sent_at desc limit 1`, [seenUntil, customerId, id, me.name]);
    return rows[0] ? this.db.repo(TicketMessage).findOneByOrFail({ id: rows[0].id }) : null;
  }

  private async reaches({ customerId, address }: Conversation, channel: MessageChannel): Promise<boolean> {
    if (!customerId) return !!address && (channel === MessageChannel.EMAIL) === address.includes('@');
    if (channel === MessageChannel.SMS) return this.db.repo(Phone).existsBy({ customerId, kind: PhoneKind.CELL });
    if (channel !== MessageChannel.EMAIL) return true;
    const links = await this.db.repo(CustomerContact).find({ where: { customerId }, relations: { contact: true } });
    return links.some(({ contact }) => contact.email);
  }
}
