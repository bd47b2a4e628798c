import { Injectable } from '@nestjs/common';
import type { Caller } from '../platform/caller.js';
import { Db } from '../platform/db/db.js';
import { On } from '../platform/events/event.js';
import { TenancyService } from '../tenancy/tenancy.service.js';
import type { Language } from '../tenancy/tenant.entity.js';
import { Ticket } from '../tickets/ticket.entity.js';
import { TicketEscalated } from '../tickets/ticket.events.js';
import { MessagingService } from './messaging.service.js';

/** Those who may change settings are the management. */
const MANAGEMENT = `select u.id, u.email, u.name, u.language from staff_user u left join role r on r.name = u.role where u.active and (u.role = 'owner' or 'settings:write' = any(r.permissions)) order by u.id limit 20`;

/** Writes to the office's own people about tickets. */
@Injectable()
export class TicketLettersListener {
  constructor(
    private readonly messaging: MessagingService,
    private readonly db: Db,
    private readonly tenancy: TenancyService,
  ) {}

  /** The third level of lateness goes to the management, once for each promise. */
  @On(TicketEscalated)
  async escalated({ ticketId, level }: TicketEscalated, { tenantId }: Caller): Promise<void> {
    const ticket = level === 3 ? await this.db.repo(Ticket).findOne({ where: { id: ticketId }, relations: { customer: true, assignee: true } }) : null;
    if (!ticket) return;
    const { number, subject, customer, raisedBy, assignee, firstRepliedAt } = ticket;
    const url = `${await this.tenancy.addressOf(tenantId)}/#/ops/tickets/${ticketId}`;
    for (const { id, email, name, language } of await this.db.query<{ id: string; email: string; name: string; language: Language }>(MANAGEMENT)) {
      await this.messaging.send({ tenantId, template: 'ticket-late', data: { name, number, subject, client: customer?.name ?? raisedBy, assignee: assignee?.name ?? '', url }, language, customerId: null, to: { email }, about: `late:${ticketId}:${firstRepliedAt ? 'settle' : 'reply'}:${id}` });
    }
  }
}
