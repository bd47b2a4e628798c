import { Args, Int, ResolveField, Resolver } from '@nestjs/graphql';
import { Allow } from '../auth/allow.js';
import { Customer } from '../customers/customer.entity.js';
import { MoneyType } from '../platform/graphql/scalars.js';
import { FromSql } from '../platform/read/from-sql.js';
import { many, moneyOf } from '../platform/read/read.js';
import { raw, sql } from '../platform/read/sql.js';
import { Invoice } from './invoice.entity.js';
import { UNPAID } from './invoice-status.js';

/** Adds billing to customers, so customers need not know of it. */
@Resolver(() => Customer)
export class CustomerInvoicesResolver {
  @Allow('invoices:read', 'own:read')
  @FromSql(Customer, (customer, { first }) =>
    many(Invoice, {
      where: (i) => sql`${i.customerId} = ${customer.id} and (${i.state} <> 'DRAFT' or ${raw('(select sees_all_customers())')})`,
      order: [[(i) => i.issuedOn, 'desc']],
      limit: Math.min(Math.max(Number(first), 1), 100),
    }))
  @ResolveField(() => [Invoice], { description: 'The latest, newest first; at most 100.' })
  invoices(@Args('first', { type: () => Int, defaultValue: 10 }) _first: number): void {}

  @Allow('invoices:read', 'own:read')
  @FromSql(Customer, (customer) => moneyOf(sql`(select coalesce(sum(owed.balance), 0) from invoice owed where owed.customer_id = ${customer.id} and owed.state in ${UNPAID})`, customer.currency))
  @ResolveField(() => MoneyType, { description: 'What is still to be paid, all invoices together.' })
  balance(): void {}

  @Allow('invoices:read', 'own:read')
  @FromSql(Customer, (customer) => sql`(select count(*)::int from invoice owed where owed.customer_id = ${customer.id} and owed.state in ${UNPAID})`)
  @ResolveField(() => Int)
  unpaidCount(): void {}
}
