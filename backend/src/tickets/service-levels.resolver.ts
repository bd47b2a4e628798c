import { Args, ID, Int, Mutation, Query, ResolveField, Resolver, Subscription } from '@nestjs/graphql';
import type { Actor } from '../auth/actor.js';
import { Allow } from '../auth/allow.js';
import { Me } from '../auth/me.js';
import { live } from '../platform/graphql/live.js';
import { Customer } from '../customers/customer.entity.js';
import { FromSql } from '../platform/read/from-sql.js';
import { one } from '../platform/read/read.js';
import { sql } from '../platform/read/sql.js';
import { ServiceHours, ServiceHoursInput, ServiceLevel, ServiceLevelInput, ServiceReport } from './service-level.entity.js';
import { ServiceLevelsService } from './service-levels.service.js';
import { Ticket } from './ticket.entity.js';
import { TicketEscalated } from './ticket.events.js';

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

  @Allow('tickets:read')
  @Query(() => [Ticket], { description: 'Those whose promise is about to be broken or is, the worst and longest due first; at most 100.' })
  escalatedTickets(@Args('first', { type: () => Int, defaultValue: 50 }) first: number) {
    return this.service.escalated(first);
  }

  @Allow('tickets:read')
  @Subscription(() => Ticket, { nullable: true, description: 'A ticket whose promise has just come close to being broken, was broken, or has been for long.' })
  ticketEscalated() {
    return live([TicketEscalated], { read: ({ ticketId }) => one(Ticket, (t) => sql`${t.id} = ${ticketId}`) });
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

/** For whom a service level is. */
@Resolver(() => ServiceLevel)
export class ServiceLevelCustomerResolver {
  @FromSql(ServiceLevel, (level) => one(Customer, (customer) => sql`${customer.id} = ${level.customerId}`))
  @ResolveField(() => Customer, { nullable: true, description: 'Null for any.' })
  customer(): void {}
}
