import { Args, ArgsType, Field, Float, Mutation, Query, ResolveField, Resolver, Subscription } from '@nestjs/graphql';
import { IsDate, IsLatitude, IsLongitude, IsOptional, Max, Min } from 'class-validator';
import type { Actor } from '../auth/actor.js';
import { Allow } from '../auth/allow.js';
import { Me } from '../auth/me.js';
import { Clock } from '../platform/clock.js';
import { live } from '../platform/graphql/live.js';
import { Fleeting } from '../platform/graphql/read.interceptor.js';
import { FromSql } from '../platform/read/from-sql.js';
import { many, one } from '../platform/read/read.js';
import { sql } from '../platform/read/sql.js';
import { Technician } from './dispatch.entity.js';
import { TechnicianSeen } from './dispatch.events.js';
import { PositionLook, TechnicianPosition } from './tracking.entity.js';
import { TrackingService } from './tracking.service.js';

/** Where a phone is. */
@ArgsType()
export class ReportPositionArgs {
  @Field(() => Float) @IsLatitude() lat: number;
  @Field(() => Float) @IsLongitude() lon: number;
  @Field(() => Float, { nullable: true, description: 'Metres.' }) @IsOptional() @Min(0) @Max(100_000) accuracy?: number;
  @Field(() => Date, { nullable: true, description: 'Now when left out.' }) @IsOptional() @IsDate() at?: Date;
}

/** Positions of technicians: told by their phones, seen by the office. */
@Resolver(() => Technician)
export class TrackingResolver {
  constructor(
    private readonly tracking: TrackingService,
    private readonly clock: Clock,
  ) {}

  @Allow('field:work')
  @Fleeting('the last place is kept, however often it is told')
  @Mutation(() => Boolean, { description: 'Tells where one’s own phone is.' })
  reportPosition(@Me() me: Actor, @Args() { lat, lon, accuracy, at }: ReportPositionArgs) {
    const now = this.clock.now();
    return me.technicianId ? this.tracking.report(me, { lat, lon, accuracy: accuracy ?? null, at: at && at < now ? at : now }) : false;
  }

  @Allow('dispatch:read')
  @Subscription(() => Technician, { nullable: true, description: 'Somebody of the field whose place has just been told; a technician hears of themselves only.' })
  technicianSeen(@Me() me: Actor) {
    return live<TechnicianSeen>([TechnicianSeen], { when: ({ technicianId }) => me.kind !== 'technician' || technicianId === me.technicianId, read: ({ technicianId }) => one(Technician, (t) => sql`${t.id} = ${technicianId}`) });
  }

  @Allow('field:work')
  @Query(() => [PositionLook], { description: 'Who of the office had the caller’s place before them, latest first; at most 50.' })
  myPositionLooks(@Me() me: Actor) {
    return many(PositionLook, { where: (look) => sql`${look.technicianId} = ${me.technicianId ?? null}::uuid`, order: [[(look) => look.hour, 'desc'], [(look) => look.by, 'asc']], limit: 50 });
  }

  @Allow('dispatch:read')
  @FromSql(Technician, (technician) => one(TechnicianPosition, (position) => sql`${position.technicianId} = ${technician.id}`))
  @ResolveField(() => TechnicianPosition, { nullable: true, description: 'Where they were last, by phone or tracker.' })
  position(): void {}
}
