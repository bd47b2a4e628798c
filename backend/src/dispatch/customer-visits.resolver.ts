import { Field, ID, Int, ObjectType, ResolveField, Resolver } from '@nestjs/graphql';
import { Allow } from '../auth/allow.js';
import { Customer } from '../customers/customer.entity.js';
import { FromSql } from '../platform/read/from-sql.js';
import { sql } from '../platform/read/sql.js';
import { JobKind, JobStatus } from './dispatch.entity.js';

/** A visit as its customer sees it: no notes of the office, no technician's data. */
@ObjectType({ description: 'A visit as its customer sees it.' })
export class CustomerVisit {
  @Field(() => ID) id: string;
  @Field() number: string;
  @Field() title: string;
  @Field(() => JobKind) kind: JobKind;
  @Field(() => JobStatus) status: JobStatus;
  @Field(() => Int) durationMinutes: number;
  @Field(() => String, { nullable: true, description: 'Where it is.' }) place: string | null;
  @Field(() => Date, { nullable: true }) startsAt: Date | null;
  @Field(() => Date, { nullable: true, description: 'An arrival was promised from …' }) windowStart: Date | null;
  @Field(() => Date, { nullable: true, description: '… until.' }) windowEnd: Date | null;
}

/** Adds a customer's visits to come and of late. */
@Resolver(() => Customer)
export class CustomerVisitsResolver {
  @Allow('dispatch:read', 'own:read')
  @FromSql(Customer, (customer) =>
    sql`(select coalesce(jsonb_agg(jsonb_build_object('id', v.id, 'number', v.number, 'title', v.title, 'kind', v.kind, 'status', v.status, 'durationMinutes', v.duration_minutes, 'place', (select l.line1 || ', ' || l.city from service_location l where l.id = v.location_id), 'startsAt', v.starts_at, 'windowStart', v.window_start, 'windowEnd', v.window_end)
        order by v.status in ('COMPLETED', 'COULD_NOT_COMPLETE'), v.starts_at nulls first), '[]')
      from (select * from job j where j.customer_id = ${customer.id} and j.status <> 'CANCELLED' order by j.status in ('COMPLETED', 'COULD_NOT_COMPLETE'), j.starts_at desc nulls first limit 30) v)`)
  @ResolveField(() => [CustomerVisit], { description: 'Those to come first, at most 30.' })
  visits(): void {}
}
