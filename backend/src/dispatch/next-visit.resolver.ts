import { Field, ObjectType, ResolveField, Resolver } from '@nestjs/graphql';
import { Allow } from '../auth/allow.js';
import { Customer } from '../customers/customer.entity.js';
import { FromSql } from '../platform/read/from-sql.js';
import { sql } from '../platform/read/sql.js';
import { JobKind, JobStatus } from './dispatch.entity.js';

/** What a customer is told of the next visit: no notes of the office, no technician's data. */
@ObjectType({ description: 'What a customer is told of their next visit.' })
export class NextVisit {
  @Field() title: string;
  @Field(() => JobKind) kind: JobKind;
  @Field(() => JobStatus) status: JobStatus;
  @Field() startsAt: Date;
  @Field(() => Date, { nullable: true, description: 'An arrival was promised from …' }) windowStart: Date | null;
  @Field(() => Date, { nullable: true, description: '… until.' }) windowEnd: Date | null;
}

/** Adds the next visit to customers, so customers need not know of visits. */
@Resolver(() => Customer)
export class NextVisitResolver {
  @Allow('dispatch:read', 'own:read')
  @FromSql(Customer, (customer) =>
    sql`(select jsonb_build_object('title', v.title, 'kind', v.kind, 'status', v.status, 'startsAt', v.starts_at, 'windowStart', v.window_start, 'windowEnd', v.window_end)
      from job v where v.customer_id = ${customer.id} and v.starts_at is not null
        and (v.status in ('EN_ROUTE', 'ON_SITE') or (v.status = 'SCHEDULED' and coalesce(v.window_end, v.ends_at, v.starts_at) > now()))
      order by v.starts_at limit 1)`)
  @ResolveField(() => NextVisit, { nullable: true })
  nextVisit(): void {}
}
