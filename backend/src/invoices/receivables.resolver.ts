import { Field, Int, ObjectType, Query, Resolver } from '@nestjs/graphql';
import { Allow } from '../auth/allow.js';
import { DateOnly, MoneyType } from '../platform/graphql/scalars.js';
import { raw, sql } from '../platform/read/sql.js';
import { TODAY, UNPAID } from './invoice-status.js';

/** What customers owe whose due date has passed. */
@ObjectType({ description: 'What customers owe whose due date has passed.' })
export class OverdueReceivables {
  @Field(() => Int, { description: 'How many invoices.' }) count: number;
  @Field(() => Int, { description: 'How many customers.' }) customers: number;
  @Field(() => MoneyType, { description: 'What is still to be paid of them.' }) total: number;
  @Field(() => DateOnly, { nullable: true, description: 'The oldest due date among them.' }) oldestDueOn: string | null;
}

const LATE = sql`from invoice late where late.state in ${UNPAID} and late.due_on < ${TODAY}`;

@Resolver()
export class ReceivablesResolver {
  @Allow('invoices:read')
  @Query(() => OverdueReceivables, { description: 'The overdue invoices of all customers together, by the provider’s local day.' })
  overdueReceivables() {
    return sql`(select jsonb_build_object('count', count(*)::int, 'customers', count(distinct late.customer_id)::int, 'oldestDueOn', min(late.due_on)::text,
      'total', jsonb_build_object('amount', coalesce(sum(late.balance), 0)::float8, 'currency', (select zone.currency from tenant zone where zone.id = ${raw('(select current_tenant())')}))) ${LATE})`;
  }
}
