import { Args, Int, ResolveField, Resolver } from '@nestjs/graphql';
import { Allow } from '../auth/allow.js';
import { Customer } from '../customers/customer.entity.js';
import { FromSql } from '../platform/read/from-sql.js';
import { many } from '../platform/read/read.js';
import { sql } from '../platform/read/sql.js';
import { Ticket } from './ticket.entity.js';

/** Adds tickets to customers, so customers need not know of them. */
@Resolver(() => Customer)
export class CustomerTicketsResolver {
  @Allow('tickets:read', 'own:tickets')
  @FromSql(Customer, (customer, { first }) => many(Ticket, { where: (t) => sql`${t.customerId} = ${customer.id}`, order: [[(t) => t.lastMessageAt, 'desc']], limit: Math.min(Number(first), 100) }))
  @ResolveField(() => [Ticket], { description: 'The latest, newest message first.' })
  tickets(@Args('first', { type: () => Int, defaultValue: 10 }) _first: number): void {}

  @Allow('tickets:read', 'own:tickets')
  @FromSql(Customer, (customer) => sql`(select count(*)::int from ticket t where t.customer_id = ${customer.id} and t.status not in ('RESOLVED', 'CLOSED'))`)
  @ResolveField(() => Int)
  openTicketCount(): void {}
}
