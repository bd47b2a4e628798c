import { Args, Int, ResolveField, Resolver } from '@nestjs/graphql';
import { Allow } from '../auth/allow.js';
import { Customer } from '../customers/customer.entity.js';
import { FromSql } from '../platform/read/from-sql.js';
import { many } from '../platform/read/read.js';
import { sql } from '../platform/read/sql.js';
import { Job } from './dispatch.entity.js';

/** Adds visits to customers, so customers need not know of them. */
@Resolver(() => Customer)
export class CustomerJobsResolver {
  @Allow('dispatch:read')
  @FromSql(Customer, (customer, { first }) => many(Job, { where: (j) => sql`${j.customerId} = ${customer.id}`, order: [[(j) => sql`coalesce(${j.day}, ${j.createdAt}::date)`, 'desc']], limit: Math.min(Math.max(Number(first), 1), 100) }))
  @ResolveField(() => [Job], { description: 'The latest by day, those without a day by when they were asked for.' })
  jobs(@Args('first', { type: () => Int, defaultValue: 10 }) _first: number): void {}
}
