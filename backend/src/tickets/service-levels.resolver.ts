import { Args, ID, Int, Mutation, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { Actor } from '../auth/actor.js';
import { Allow } from '../auth/allow.js';
import { Me } from '../auth/me.js';
import { FromSql } from '../platform/read/from-sql.js';
import { sql } from '../platform/read/sql.js';
import { ServiceHours, ServiceHoursInput, ServiceLevel, ServiceLevelInput, ServiceReport } from './service-level.entity.js';
import { ServiceLevelsService } from './service-levels.service.js';
import { Ticket } from './ticket.entity.js';

/** What the office promises, and how it keeps it. */
@Resolver(() => Ticket)
export class ServiceLevelsResolver {
  constructor(private readonly service: ServiceLevelsService) {}

  @Allow('tickets:read')
  @Query(() => [ServiceLevel], { description: 'By name.' })
  serviceLevels() {
    return this.service.levels();
  }

  @Allow('tickets:read')
  @Query(() => ServiceHours, { nullable: true, description: 'Null until they are set: then every hour counts.' })
  serviceHours() {
    return this.service.hours();
  }

  @Allow('tickets:read')
  @Query(() => ServiceReport)
  serviceReport(@Me() me: Actor) {
    return this.service.report(me);
  }

  @Allow('settings:write')
  @Mutation(() => ServiceLevel, { description: 'Counts for tickets opened from now on.' })
  saveServiceLevel(@Me() me: Actor, @Args('input') input: ServiceLevelInput) {
    return this.service.saveLevel(me, input);
  }

  @Allow('settings:write')
  @Mutation(() => Boolean)
  deleteServiceLevel(@Me() me: Actor, @Args('id', { type: () => ID }) id: string) {
    return this.service.deleteLevel(me, id);
  }

  @Allow('settings:write')
  @Mutation(() => ServiceHours)
  saveServiceHours(@Me() me: Actor, @Args('input') input: ServiceHoursInput) {
    return this.service.saveHours(me, input);
  }

  @Allow('tickets:read')
  @FromSql(Ticket, (t) => sql`case when ${t.status} = 'OPEN' and ${t.clockPausedAt} is null then case when ${t.firstRepliedAt} is null then ${t.replyDueAt} else ${t.settleDueAt} end end`)
  @ResolveField(() => Date, { nullable: true, description: 'By when the office promised its next step: the first answer, then to settle it. Null while it waits for the customer, or without a promise.' })
  dueAt(): void {}

  @Allow('tickets:read')
  @FromSql(Ticket, (t) => sql`${t.lateLevel}`)
  @ResolveField(() => Int, { description: '0 in time, 1 soon late, 2 late, 3 late by half as much again.' })
  lateLevel(): void {}

  @Allow('tickets:read')
  @FromSql(Ticket, (t) => sql`${t.tags}`)
  @ResolveField(() => [String], { description: 'Words the office sorts by; lower case.' })
  tags(): void {}
}
