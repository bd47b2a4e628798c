import { Args, ID, Mutation, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { Actor } from '../auth/actor.js';
import { Allow } from '../auth/allow.js';
import { Me } from '../auth/me.js';
import { FromSql } from '../platform/read/from-sql.js';
import { many } from '../platform/read/read.js';
import { sql } from '../platform/read/sql.js';
import { MaintenancePlan, MaintenanceVisit } from './maintenance.entity.js';
import { MaintenancePlanInput } from './maintenance.inputs.js';
import { MaintenanceService } from './maintenance.service.js';

/** Visits that come back, as the office keeps them. */
@Resolver(() => MaintenancePlan)
export class MaintenanceResolver {
  constructor(private readonly maintenance: MaintenanceService) {}

  @Allow('dispatch:read')
  @Query(() => [MaintenancePlan], { description: 'Visits that come back, by title; at most 1,000.' })
  maintenancePlans(@Me() me: Actor, @Args('customerId', { type: () => ID, nullable: true }) customerId?: string) {
    return this.maintenance.list(me, customerId);
  }

  @Allow('dispatch:write')
  @Mutation(() => MaintenancePlan, { description: 'A new visit that comes back, or another form of one. The visits that are due soon are made at once.' })
  saveMaintenancePlan(@Me() me: Actor, @Args('input') input: MaintenancePlanInput, @Args('id', { type: () => ID, nullable: true }) id?: string) {
    return this.maintenance.save(me, id ?? undefined, input);
  }

  @Allow('dispatch:write')
  @Mutation(() => Boolean, { description: 'Takes a plan away; visits it has made stay.' })
  removeMaintenancePlan(@Me() me: Actor, @Args('id', { type: () => ID }) id: string) {
    return this.maintenance.remove(me, id);
  }

  @Allow('dispatch:read')
  @FromSql(MaintenancePlan, (plan) => many(MaintenanceVisit, { where: (visit) => sql`${visit.planId} = ${plan.id}`, order: [[(visit) => visit.dueOn, 'desc']], limit: 12 }))
  @ResolveField(() => [MaintenanceVisit], { description: 'The visits it has made, the latest first; at most 12.' })
  visits(): void {}
}
