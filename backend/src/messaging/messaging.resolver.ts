import { Args, ID, Query, Resolver, Subscription } from '@nestjs/graphql';
import { Allow } from '../auth/allow.js';
import { live } from '../platform/graphql/live.js';
import { PageArgs } from '../platform/graphql/page.type.js';
import { one, page } from '../platform/read/read.js';
import { and, sql } from '../platform/read/sql.js';
import { OutgoingMessageAdded, OutgoingMessageSettled } from './messaging.events.js';
import { OutgoingFilter } from './messaging.inputs.js';
import { OutgoingMessage, OutgoingMessagePage } from './outgoing-message.entity.js';

@Resolver(() => OutgoingMessage)
export class MessagingResolver {
  @Allow('messages:read')
  @Query(() => OutgoingMessagePage, { description: 'What the product wrote to people, the newest first.' })
  outgoingMessages(@Args() slice: PageArgs, @Args() { channel, status, text }: OutgoingFilter) {
    const like = text?.trim() && `%${text.trim().replace(/[\\%_]/g, '\\$&')}%`;
    return page(OutgoingMessage, {
      page: slice,
      where: (m) => and(status?.length ? sql`${m.status} = any(${status})` : null, channel ? sql`${m.channel} = ${channel}` : null, like ? sql`${m.recipient} ilike ${like} or ${m.subject} ilike ${like} or ${m.text} ilike ${like}` : null),
      order: [[(m) => m.createdAt, 'desc']],
    });
  }

  @Allow('messages:read')
  @Query(() => OutgoingMessage, { nullable: true, description: 'One message, as its reader sees it.' })
  outgoingMessage(@Args('id', { type: () => ID }) id: string) {
    return one(OutgoingMessage, (m) => sql`${m.id} = ${id}`);
  }

  @Allow('messages:read')
  @Subscription(() => OutgoingMessage, { nullable: true, description: 'A message that was just written, sent or refused.' })
  outgoingMessageAdded() {
    return live([OutgoingMessageAdded, OutgoingMessageSettled], { read: ({ messageId }) => one(OutgoingMessage, (m) => sql`${m.id} = ${messageId}`) });
  }
}
