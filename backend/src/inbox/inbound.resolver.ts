import { Args, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Allow } from '../auth/allow.js';
import { PageArgs } from '../platform/graphql/page.type.js';
import { FromSql } from '../platform/read/from-sql.js';
import { one, page } from '../platform/read/read.js';
import { and, sql } from '../platform/read/sql.js';
import { Conversation } from '../tickets/conversation.entity.js';
import { InboundFate, InboundMessage, InboundMessagePage } from './inbound-message.entity.js';

/** What arrived, for the office. */
@Resolver(() => InboundMessage)
export class InboundResolver {
  @Allow('messages:read')
  @Query(() => InboundMessagePage, { description: 'What arrived by mail and text, the newest first; with a fate only those.' })
  inboundMessages(@Args() slice: PageArgs, @Args('fate', { type: () => InboundFate, nullable: true }) fate?: InboundFate | null) {
    return page(InboundMessage, { page: slice, where: (m) => and(fate ? sql`${m.fate} = ${fate}` : null), order: [[(m) => m.createdAt, 'desc']] });
  }

  @Allow('messages:read')
  @FromSql(InboundMessage, (m) => one(Conversation, (c) => sql`${c.id} = ${m.conversationId}`))
  @ResolveField(() => Conversation, { nullable: true, description: 'Where it was put.' })
  conversation(): void {}
}
