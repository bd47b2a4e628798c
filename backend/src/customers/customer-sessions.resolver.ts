import { ResolveField, Resolver } from '@nestjs/graphql';
import { Allow } from '../auth/allow.js';
import { Session } from '../auth/auth.entity.js';
import { FromSql } from '../platform/read/from-sql.js';
import { many } from '../platform/read/read.js';
import { sql } from '../platform/read/sql.js';
import { Customer } from './customer.entity.js';

/** Where a customer's people are signed in, for the office that may end it. */
@Resolver(() => Customer)
export class CustomerSessionsResolver {
  @Allow('customers:sign-in-link')
  @ResolveField(() => [Session], { description: 'Devices that are signed in now, the last used first.' })
  @FromSql(Customer, (customer) => many(Session, { where: (s) => sql`${s.customerId} = ${customer.id} and ${s.viewedBy} is null and ${s.revokedAt} is null and ${s.expiresAt} > now()`, order: [[(s) => s.lastUsedAt, 'desc']], limit: 100 }))
  sessions(): void {}
}
