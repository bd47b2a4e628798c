import { Args, ArgsType, Field, ID, Query, Resolver } from '@nestjs/graphql';
import { addDays } from '@demarc/time';
import { IsOptional, IsString, IsUUID } from 'class-validator';
import type { Actor } from '../auth/actor.js';
import { Allow } from '../auth/allow.js';
import { Me } from '../auth/me.js';
import { Db } from '../platform/db/db.js';
import { BadInputError } from '../platform/graphql/errors.js';
import { DateOnly } from '../platform/graphql/scalars.js';
import { FieldPerformance, type PeriodPerformance, type TechnicianPerformance } from './performance.results.js';

/** Which days are looked at, and whose. */
@ArgsType()
export class PerformanceArgs {
  @Field(() => DateOnly) @IsString() from: string;
  @Field(() => DateOnly, { description: 'The last day; at most two years after the first.' }) @IsString() to: string;
  @Field(() => ID, { nullable: true, description: 'Everybody when left out.' }) @IsOptional() @IsUUID() technicianId?: string;
}

const MOST_DAYS = 731;
const MOST_SINGLE_DAYS = 35;
const LATE = `interval '15 minutes'`;

/** A time of the field that cannot be meant: somebody forgot to say that they had arrived or left. */
const LONGEST = `interval '14 hours'`;
const minutes = (from: string, to: string) => `coalesce(round(sum(extract(epoch from ${to} - ${from})) filter (where ${to} > ${from} and ${to} - ${from} < ${LONGEST}) / 60), 0)::int`;
const COUNTS = `
  count(*) filter (where v.status = 'COMPLETED')::int completed, count(*) filter (where v.status = 'COULD_NOT_COMPLETE')::int failed,
  count(v.arrived_at)::int arrived, count(*) filter (where v.arrived_at <= coalesce(v.window_end, v.starts_at + ${LATE}))::int "onTime",
  count(*) filter (where v.kind = 'REPAIR')::int repairs, count(*) filter (where v.kind = 'REPAIR' and v.status = 'COMPLETED' and not v.again)::int "fixedFirst",
  ${minutes('v.en_route_at', 'v.arrived_at')} "driveMinutes", ${minutes('v.arrived_at', 'v.completed_at')} "workMinutes",
  count(distinct (v.technician_id, v.day))::int days`;
const VISITS = `
  select j.*, exists (select 1 from job r where r.customer_id = j.customer_id and r.location_id is not distinct from j.location_id and r.kind = 'REPAIR' and r.status <> 'CANCELLED' and r.id <> j.id
    and r.created_at > j.completed_at and r.created_at < j.completed_at + interval '30 days') again
  from job j where j.day between $1::date and $2::date and j.status in ('COMPLETED', 'COULD_NOT_COMPLETE') and j.technician_id is not null and ($3::uuid is null or j.technician_id = $3::uuid)`;

/** How well the field works: on time, fixed the first time, the share of driving, visits a day. */
@Resolver()
export class PerformanceResolver {
  constructor(private readonly db: Db) {}

  @Allow('dispatch:read')
  @Query(() => FieldPerformance, { description: 'How the field did between two days, by technician and over time. A technician is shown their own work only.' })
  fieldPerformance(@Me() me: Actor, @Args() { from, to, technicianId }: PerformanceArgs): Promise<FieldPerformance> {
    if (to < from) throw new BadInputError('The last day is not before the first.', { to: 'endsAfterStart' });
    if (to > addDays(from, MOST_DAYS)) throw new BadInputError('At most two years can be looked at together.', { to: 'max' });
    const values = [from, to, (me.kind === 'technician' ? me.technicianId : technicianId) ?? null];
    const period = addDays(from, MOST_SINGLE_DAYS) > to ? 'v.day' : `date_trunc('week', v.day)::date`;
    return this.db.tx(me, async () => ({
      technicians: await this.db.query<TechnicianPerformance>(`select t.id "technicianId", t.name, t.colour, ${COUNTS} from (${VISITS}) v join technician t on t.id = v.technician_id group by t.id order by t.name, t.id`, values),
      periods: await this.db.query<PeriodPerformance>(`select ${period}::text "from", ${COUNTS} from (${VISITS}) v group by 1 order by 1`, values),
    }));
  }
}
