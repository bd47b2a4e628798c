import { Args, ID, Int, Mutation, Query, ResolveField, Resolver, Subscription } from '@nestjs/graphql';
import type { Actor } from '../auth/actor.js';
import { Allow } from '../auth/allow.js';
import { StaffUser } from '../auth/auth.entity.js';
import { Me } from '../auth/me.js';
import { live } from '../platform/graphql/live.js';
import { PageArgs } from '../platform/graphql/page.type.js';
import { FromSql } from '../platform/read/from-sql.js';
import { many, one } from '../platform/read/read.js';
import { and, sql } from '../platform/read/sql.js';
import { MessageFile, Ticket, TicketMessage, TicketPage } from './ticket.entity.js';
import { TicketChanged, TicketOpened, TicketReplied } from './ticket.events.js';
import { OpenTicketInput, ReplyInput, TicketFilter, UpdateTicketInput } from './ticket.inputs.js';
import { OpenTicketResult, ReplyResult } from './ticket.results.js';
import { TicketsService } from './tickets.service.js';

const id = { type: () => ID } as const;

@Resolver(() => Ticket)
export class TicketsResolver {
  constructor(private readonly service: TicketsService) {}

  @Allow('tickets:read', 'own:tickets')
  @Query(() => TicketPage, { description: 'Newest message first.' })
  tickets(@Me() me: Actor, @Args() page: PageArgs, @Args('filter', { nullable: true, defaultValue: {} }) filter: TicketFilter) {
    return this.service.list(me, filter, page);
  }

  @Allow('tickets:read', 'own:tickets')
  @Query(() => Ticket, { nullable: true })
  ticket(@Me() me: Actor, @Args('id', id) ticketId: string) {
    return this.service.get(me, ticketId);
  }

  @Allow('tickets:read', 'own:tickets')
  @Query(() => Ticket, { nullable: true })
  ticketByNumber(@Me() me: Actor, @Args('number') number: string) {
    return this.service.byNumber(me, number);
  }

  @Allow('tickets:read')
  @Query(() => [Ticket], { description: 'Those that wait for the office, the longest-waiting first.' })
  waitingTickets(@Args('first', { type: () => Int, defaultValue: 5 }) first: number) {
    return this.service.waiting(first);
  }

  @Allow('tickets:write')
  @Query(() => [StaffUser], { description: 'Who may be given a ticket, by name.' })
  ticketAssignees() {
    return many(StaffUser, { where: (user) => sql`${user.active}`, order: [[(user) => user.name, 'asc']] });
  }

  @Allow('tickets:write', 'own:tickets')
  @Mutation(() => OpenTicketResult, { description: 'Opens a ticket; in the portal for oneself, in the office for any customer.' })
  openTicket(@Me() me: Actor, @Args('input') input: OpenTicketInput) {
    return this.service.open(me, input);
  }

  @Allow('tickets:write', 'own:tickets')
  @Mutation(() => ReplyResult, { description: 'Says something in a ticket; a customer’s reply opens a resolved one again.' })
  replyToTicket(@Me() me: Actor, @Args('id', id) ticketId: string, @Args('input') input: ReplyInput) {
    return this.service.reply(me, ticketId, input);
  }

  @Allow('tickets:write')
  @Mutation(() => Ticket)
  updateTicket(@Me() me: Actor, @Args('id', id) ticketId: string, @Args('input') input: UpdateTicketInput) {
    return this.service.update(me, ticketId, input);
  }

  @Allow('tickets:read', 'own:tickets')
  @Subscription(() => Ticket, { nullable: true, description: 'A ticket that was opened, changed or answered; all that one may see, or the one given.' })
  ticketChanged(@Me() me: Actor, @Args('id', { ...id, nullable: true }) ticketId?: string) {
    return live([TicketOpened, TicketChanged, TicketReplied], {
      when: (event) => (!ticketId || event.ticketId === ticketId) && (me.kind !== 'customer' || event.customerId === me.customerId),
      read: (event) => this.service.get(me, event.ticketId),
    });
  }

  @Allow('tickets:read', 'own:tickets')
  @Subscription(() => TicketMessage, { nullable: true, description: 'What is said in one ticket, as it is said.' })
  ticketReplied(@Me() me: Actor, @Args('id', id) ticketId: string) {
    return live([TicketReplied], {
      when: (event) => event.ticketId === ticketId,
      read: (event) => one(TicketMessage, (m) => and(sql`${m.id} = ${event.messageId}`, me.kind === 'customer' && sql`${m.customerId} = ${me.customerId} and not ${m.internal}`)),
    });
  }

  @FromSql(Ticket, (ticket) => many(TicketMessage, { where: (m) => sql`${m.ticketId} = ${ticket.id}`, order: [[(m) => m.sentAt, 'asc']] }))
  @ResolveField(() => [TicketMessage], { description: 'Oldest first.' })
  messages(): void {}
}

@Resolver(() => TicketMessage)
export class TicketMessagesResolver {
  @FromSql(TicketMessage, (message) => many(MessageFile, { where: (file) => sql`${file.messageId} = ${message.id}`, order: [[(file) => file.createdAt, 'asc']] }))
  @ResolveField(() => [MessageFile], { description: 'Photos, in the order they were sent.' })
  files(): void {}
}
