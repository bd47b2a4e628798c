import { Args, Field, ID, Int, ObjectType, ResolveField, Resolver } from '@nestjs/graphql';
import { Allow } from '../auth/allow.js';
import { ServiceLocation } from '../customers/customer.entity.js';
import { Device, DeviceMovement } from '../equipment/device.entity.js';
import { DateOnly } from '../platform/graphql/scalars.js';
import { FromSql } from '../platform/read/from-sql.js';
import { raw, sql, type Sql } from '../platform/read/sql.js';
import { JobKind, JobStatus } from './dispatch.entity.js';

/** A visit in short, whoever made it: what a technician is told of a place and of a device. */
@ObjectType({ description: 'A visit in short, whoever made it.' })
export class VisitInShort {
  @Field(() => ID) id: string;
  @Field() number: string;
  @Field() title: string;
  @Field(() => JobKind) kind: JobKind;
  @Field(() => JobStatus) status: JobStatus;
  @Field(() => DateOnly, { nullable: true }) day: string | null;
  @Field(() => String, { nullable: true }) technician: string | null;
  @Field({ description: 'What was done, or why not.' }) outcome: string;
}

const SHORT = raw(`jsonb_build_object('id', v.id, 'number', v.number, 'title', v.title, 'kind', v.kind, 'status', v.status, 'day', v.day, 'technician', (select t.name from technician t where t.id = v.technician_id), 'outcome', v.outcome)`);
const latest = (of: Sql, first: unknown): Sql => sql`(select coalesce(jsonb_agg(${SHORT} order by v.day desc nulls last, v.id desc), '[]') from (select * from job j where ${of} order by j.day desc nulls last, j.id desc limit ${Math.min(Math.max(Number(first), 1), 50)}) v)`;

/** Adds to a device the visits it was part of. */
@Resolver(() => Device)
export class DeviceVisitsResolver {
  @Allow('dispatch:read', 'field:work')
  @FromSql(Device, (device, { first }) => latest(sql`j.device_id = ${device.id} or j.location_id = ${device.locationId} or j.id in (select m.job_id from device_movement m where m.device_id = ${device.id})`, first))
  @ResolveField(() => [VisitInShort], { description: 'Where it was worked on, and to the place where it is; latest first, at most 50.' })
  visits(@Args('first', { type: () => Int, defaultValue: 10 }) _first: number): void {}
}

/** Adds to a move of a device the visit it was made at. */
@Resolver(() => DeviceMovement)
export class MovementVisitResolver {
  @Allow('dispatch:read', 'field:work')
  @FromSql(DeviceMovement, (move) => sql`(select ${SHORT} from job v where v.id = ${move.jobId})`)
  @ResolveField(() => VisitInShort, { nullable: true })
  visit(): void {}
}

/** Adds to a place who was there before, and what they did. */
@Resolver(() => ServiceLocation)
export class LocationVisitsResolver {
  @Allow('dispatch:read', 'field:work')
  @FromSql(ServiceLocation, (place, { first }) => latest(sql`j.location_id = ${place.id} and j.status in ('COMPLETED', 'COULD_NOT_COMPLETE')`, first))
  @ResolveField(() => [VisitInShort], { description: 'Visits that are over, latest first, at most 50.' })
  pastVisits(@Args('first', { type: () => Int, defaultValue: 5 }) _first: number): void {}
}
