import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { DateOnly } from '../platform/graphql/scalars.js';

/** What was done in some time, as counts from which shares are made. */
@ObjectType({ isAbstract: true })
class FieldWork {
  @Field(() => Int, { description: 'Visits that did what they were for.' }) completed: number;
  @Field(() => Int, { description: 'Visits that could not be completed.' }) failed: number;
  @Field(() => Int, { description: 'Visits with a known arrival.' }) arrived: number;
  @Field(() => Int, { description: 'Those arrived at by the end of the promised window; without one, within 15 minutes of the planned beginning.' }) onTime: number;
  @Field(() => Int, { description: 'Repairs that ended, one way or the other.' }) repairs: number;
  @Field(() => Int, { description: 'Repairs that were completed and not followed by another at the same place within 30 days.' }) fixedFirst: number;
  @Field(() => Int, { description: 'Minutes on the way, from setting out to arriving.' }) driveMinutes: number;
  @Field(() => Int, { description: 'Minutes at work, from arriving to the end.' }) workMinutes: number;
  @Field(() => Int, { description: 'Days with a visit that ended, each technician’s counted.' }) days: number;
}

/** How one technician did. */
@ObjectType({ description: 'How one technician did.' })
export class TechnicianPerformance extends FieldWork {
  @Field(() => ID) technicianId: string;
  @Field() name: string;
  @Field() colour: string;
}

/** How one stretch of days went. */
@ObjectType({ description: 'How one stretch of days went: a day, or the week that begins on it.' })
export class PeriodPerformance extends FieldWork {
  @Field(() => DateOnly) from: string;
}

/** How the field did between two days. */
@ObjectType({ description: 'How the field did between two days.' })
export class FieldPerformance {
  @Field(() => [TechnicianPerformance], { description: 'By name; who made no visit is left out.' }) technicians: TechnicianPerformance[];
  @Field(() => [PeriodPerformance], { description: 'By day, or by week when there are more than 35 days; without a visit, left out.' }) periods: PeriodPerformance[];
}
