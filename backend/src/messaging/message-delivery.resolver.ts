import { ResolveField, Resolver } from '@nestjs/graphql';
import { Allow } from '../auth/allow.js';
import { FromSql } from '../platform/read/from-sql.js';
import { one } from '../platform/read/read.js';
import { sql } from '../platform/read/sql.js';
import { TicketMessage } from '../tickets/ticket.entity.js';
import { OutgoingMessage } from './outgoing-message.entity.js';

/** Adds to what was said how it left, so that tickets need not know of channels. */
@Resolver(() => TicketMessage)
export class MessageDeliveryResolver {
  @Allow('tickets:read')
  @FromSql(TicketMessage, (said) => one(OutgoingMessage, (m) => sql`${m.about} = 'ticket-message:' || ${said.id}`))
  @ResolveField(() => OutgoingMessage, { nullable: true, description: 'The mail or SMS it left as, and what became of it; null for what was said in the portal alone.' })
  outgoing(): void {}
}
