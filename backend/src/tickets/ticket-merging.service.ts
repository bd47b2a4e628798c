import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import type { Actor } from '../auth/actor.js';
import { Clock } from '../platform/clock.js';
import { Db } from '../platform/db/db.js';
import { Events } from '../platform/events/events.js';
import type { Read } from '../platform/read/read.js';
import { plainText } from './plain-text.js';
import { MessageChannel, Ticket, TicketMessage, TicketStatus, Author } from './ticket.entity.js';
import { TicketChanged, TicketOpened } from './ticket.events.js';
import type { SplitTicketInput } from './ticket.inputs.js';
import { NothingStays, TicketIsClosed, TicketsDoNotMerge } from './ticket.results.js';
import { TicketsService } from './tickets.service.js';

const MERGED = { fr: (from: string) => `Le billet ${from} a été joint à celui-ci.`, en: (from: string) => `Ticket ${from} was joined to this one.` };
const SPLIT = { fr: (from: string) => `Une partie de ce billet se poursuit dans ${from}.`, en: (from: string) => `Part of this ticket goes on in ${from}.` };

/** Two tickets about one thing become one; one ticket about two things becomes two. Nothing that was said is lost. */
@Injectable()
export class TicketMergingService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly events: Events,
    private readonly tickets: TicketsService,
  ) {}

  /** Everything said in one ticket, its visits and its tags go to the other; the first is closed and leads there. */
  merge(me: Actor, id: string, intoId: string): Promise<Read<Ticket> | TicketsDoNotMerge> {
    return this.db.tx(me, async () => {
      if (id === intoId) return new TicketsDoNotMerge();
      // Locked in one order, so that two people who merge each into the other do not wait for each other.
      const [a, b] = [await this.tickets.lock(me, id < intoId ? id : intoId), await this.tickets.lock(me, id < intoId ? intoId : id)];
      const [from, into] = a.id === id ? [a, b] : [b, a];
      if (from.customerId !== into.customerId || [from, into].some(({ status }) => status === TicketStatus.CLOSED)) return new TicketsDoNotMerge();
      await this.db.repo(TicketMessage).update({ ticketId: id }, { ticketId: intoId });
      for (const table of ['job', 'alert_event']) await this.db.query(`update ${table} set ticket_id = $2 where ticket_id = $1`, [id, intoId]);
      const now = this.clock.now();
      await this.db.repo(Ticket).update({ id }, { status: TicketStatus.CLOSED, closedAt: now, mergedIntoId: intoId });
      const status = [from, into].some((one) => one.status === TicketStatus.OPEN) ? TicketStatus.OPEN : into.status;
      const lastMessageAt = from.lastMessageAt > into.lastMessageAt ? from.lastMessageAt : into.lastMessageAt;
      await this.db.repo(Ticket).update({ id: intoId }, { status, lastMessageAt, closedAt: null, tags: [...new Set([...into.tags, ...from.tags])].sort(), assigneeId: into.assigneeId ?? from.assigneeId });
      await this.note(me, into, MERGED[me.locale](`${from.number} (${from.subject})`));
      await this.events.emit(new TicketChanged(id, from.customerId), new TicketChanged(intoId, into.customerId));
      return this.tickets.get(me, intoId);
    });
  }

  /** Some of what was said becomes a ticket of its own, which names the one it comes from. */
  split(me: Actor, id: string, { subject, messageIds }: SplitTicketInput): Promise<Read<Ticket> | NothingStays | TicketIsClosed> {
    return this.db.tx(me, async () => {
      const from = await this.tickets.lock(me, id);
      if (from.status === TicketStatus.CLOSED) return new TicketIsClosed();
      const all = await this.db.repo(TicketMessage).findBy({ ticketId: id });
      const going = all.filter((message) => messageIds.includes(message.id));
      if (!going.length || going.length !== new Set(messageIds).size || going.length === all.length || !plainText(subject)) return new NothingStays();
      const { kind, priority, customerId, locationId, deviceId, raisedBy, channel, assigneeId } = from;
      const made = await this.tickets.add({ subject: plainText(subject), kind, priority, customerId, locationId, deviceId, raisedBy, channel, assigneeId, followsId: id });
      await this.db.repo(TicketMessage).update({ id: In(going.map((message) => message.id)) }, { ticketId: made.id });
      const last = new Date(Math.max(...going.map(({ sentAt }) => sentAt.getTime())));
      const saidLast = going.toSorted((a, b) => b.sentAt.getTime() - a.sentAt.getTime()).find(({ internal }) => !internal);
      await this.db.repo(Ticket).update({ id: made.id }, { lastMessageAt: last, openedAt: new Date(Math.min(...going.map(({ sentAt }) => sentAt.getTime()))), status: saidLast?.author === Author.STAFF ? TicketStatus.REPLIED : TicketStatus.OPEN });
      await this.note(me, from, SPLIT[me.locale](made.number));
      await this.events.emit(new TicketOpened(made.id, customerId), new TicketChanged(id, customerId));
      return this.tickets.get(me, made.id);
    });
  }

  /** What the office reads in the thread; the customer sees the messages themselves. */
  private async note(me: Actor, ticket: Ticket, body: string): Promise<void> {
    const message = await this.tickets.say(me, ticket, body, { internal: true });
    await this.db.repo(TicketMessage).update({ id: message.id }, { author: Author.SYSTEM, channel: MessageChannel.NOTE });
  }
}
