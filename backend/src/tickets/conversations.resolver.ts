import { Args, ID, Int, Mutation, Query, ResolveField, Resolver, Subscription } from '@nestjs/graphql';
import type { Actor } from '../auth/actor.js';
import { Allow } from '../auth/allow.js';
import { Me } from '../auth/me.js';
import { Customer } from '../customers/customer.entity.js';
import { live } from '../platform/graphql/live.js';
import { PageArgs } from '../platform/graphql/page.type.js';
import { FromSql } from '../platform/read/from-sql.js';
import { many, one } from '../platform/read/read.js';
import { and, sql } from '../platform/read/sql.js';
import { Conversation, ConversationPage } from './conversation.entity.js';
import { ConversationFilter, SayInput, TicketFromMessagesInput } from './conversation.inputs.js';
import { MatchConversationResult, SayResult, TicketFromMessagesResult } from './conversation.results.js';
import { ConversationsService } from './conversations.service.js';
import { Author, Ticket, TicketMessage } from './ticket.entity.js';
import { ConversationChanged, MessageSaid } from './ticket.events.js';
import { ReplyInput } from './ticket.inputs.js';

const id = { type: () => ID } as const;

@Resolver(() => Conversation)
export class ConversationsResolver {
  constructor(private readonly service: ConversationsService) {}

  @Allow('tickets:read')
  @Query(() => ConversationPage, { description: 'Newest message first.' })
  conversations(@Me() me: Actor, @Args() page: PageArgs, @Args('filter', { nullable: true, defaultValue: {} }) filter: ConversationFilter) {
    return this.service.list(me, filter, page);
  }

  @Allow('tickets:read')
  @Query(() => Conversation, { nullable: true })
  conversation(@Me() me: Actor, @Args('id', id) conversationId: string) {
    return this.service.get(me, conversationId);
  }

  @Allow('own:tickets')
  @Query(() => Conversation, { nullable: true, description: 'The customer’s own; null before anything was said.' })
  myConversation(@Me() me: Actor) {
    return this.service.mine(me);
  }

  @Allow('tickets:write')
  @Mutation(() => Conversation, { description: 'The conversation with a customer, made when there is none.' })
  startConversation(@Me() me: Actor, @Args('customerId', id) customerId: string) {
    return this.service.withCustomer(me, customerId);
  }

  @Allow('tickets:write')
  @Mutation(() => SayResult, { description: 'The office says something, on the customer’s channel unless it chooses another.' })
  sayInConversation(@Me() me: Actor, @Args('id', id) conversationId: string, @Args('input') input: SayInput) {
    return this.service.say(me, conversationId, input);
  }

  @Allow('own:tickets')
  @Mutation(() => SayResult, { description: 'The customer writes, about no ticket in particular.' })
  writeMessage(@Me() me: Actor, @Args('input') input: ReplyInput) {
    return this.service.write(me, input.body, input.files);
  }

  @Allow('own:tickets')
  @Mutation(() => Boolean, { description: 'The customer has read what there is.' })
  readMessages(@Me() me: Actor, @Args('id', id) conversationId: string) {
    return this.service.read(me, conversationId);
  }

  @Allow('tickets:write')
  @Mutation(() => Conversation, { description: 'Nothing more is to be said for now: nobody waits any longer.' })
  settleConversation(@Me() me: Actor, @Args('id', id) conversationId: string) {
    return this.service.settle(me, conversationId);
  }

  @Allow('tickets:write')
  @Mutation(() => MatchConversationResult, { description: 'Says whose number or address it is; the answer is the customer’s own conversation.' })
  matchConversation(@Me() me: Actor, @Args('id', id) conversationId: string, @Args('customerId', id) customerId: string) {
    return this.service.match(me, conversationId, customerId);
  }

  @Allow('tickets:write')
  @Mutation(() => TicketFromMessagesResult, { description: 'Makes a ticket out of messages that belong to none.' })
  openTicketFromMessages(@Me() me: Actor, @Args('id', id) conversationId: string, @Args('input') input: TicketFromMessagesInput) {
    return this.service.openTicket(me, conversationId, input);
  }

  @Allow('tickets:read', 'own:tickets')
  @Subscription(() => TicketMessage, { nullable: true, description: 'What is said, as it is said: with everybody, or in one conversation.' })
  messageSaid(@Me() me: Actor, @Args('id', { ...id, nullable: true }) conversationId?: string) {
    return live([MessageSaid], {
      when: (event) => (!conversationId || event.conversationId === conversationId) && (me.kind !== 'customer' || event.customerId === me.customerId),
      read: (event) => one(TicketMessage, (m) => and(sql`${m.id} = ${event.messageId}`, me.kind === 'customer' && sql`${m.customerId} = ${me.customerId} and not ${m.internal}`)),
    });
  }

  @Allow('tickets:read', 'own:tickets')
  @Subscription(() => Conversation, { nullable: true, description: 'A conversation in which something was said, or that was settled or matched.' })
  conversationChanged(@Me() me: Actor) {
    return live([MessageSaid, ConversationChanged], {
      when: (event) => me.kind !== 'customer' || event.customerId === me.customerId,
      read: (event) => this.service.get(me, event.conversationId),
    });
  }

  @FromSql(Conversation, (c, { first, before }) => many(TicketMessage, {
    where: (m) => and(sql`(${m.customerId} = ${c.customerId} or ${m.conversationId} = ${c.id})`, typeof before === 'string' && sql`(${m.sentAt}, ${m.id}) < (select b.sent_at, b.id from ticket_message b where b.id = ${before})`),
    order: [[(m) => m.sentAt, 'desc'], [(m) => m.id, 'desc']],
    limit: Math.min(Math.max(Number(first), 1), 100),
  }))
  @ResolveField(() => [TicketMessage], { description: 'The newest first.' })
  messages(@Args('first', { type: () => Int, defaultValue: 40 }) _first: number, @Args('before', { type: () => ID, nullable: true, description: 'Those older than this message.' }) _before?: string): void {}

  @FromSql(Conversation, (c) => many(Ticket, { where: (t) => sql`${t.customerId} = ${c.customerId} and ${t.status} <> 'CLOSED'`, order: [[(t) => t.lastMessageAt, 'desc']], limit: 20 }))
  @ResolveField(() => [Ticket], { description: 'The customer’s tickets that are not closed: what a message may be about.' })
  tickets(): void {}

  @FromSql(Conversation, (c) => sql`(select count(*)::int from ticket_message m where m.customer_id = ${c.customerId} and m.author = ${Author.STAFF} and not m.internal and m.sent_at > coalesce(${c.seenAt}, '-infinity'))`)
  @ResolveField(() => Int, { description: 'What the office said since the customer last looked.' })
  unread(): void {}
}

/** Adds the conversation to customers, so customers need not know of it. */
@Resolver(() => Customer)
export class CustomerConversationResolver {
  @Allow('tickets:read', 'own:tickets')
  @FromSql(Customer, (customer) => one(Conversation, (c) => sql`${c.customerId} = ${customer.id}`))
  @ResolveField(() => Conversation, { nullable: true })
  conversation(): void {}
}
