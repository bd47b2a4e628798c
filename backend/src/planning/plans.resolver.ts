import { Args, ID, Mutation, Query, ResolveField, Resolver, Subscription } from '@nestjs/graphql';
import type { Actor } from '../auth/actor.js';
import { Allow } from '../auth/allow.js';
import { Me } from '../auth/me.js';
import { live } from '../platform/graphql/live.js';
import { DateOnly } from '../platform/graphql/scalars.js';
import { FromSql } from '../platform/read/from-sql.js';
import { many } from '../platform/read/read.js';
import { sql } from '../platform/read/sql.js';
import { DispatchPlan, PlanMove } from './plan.entity.js';
import { PlanChanged } from './plan.events.js';
import { AskForPlanArgs, AwayFromNowArgs } from './plan.inputs.js';
import { AskForPlanResult, ChangePlanResult } from './plan.results.js';
import { PlansService } from './plans.service.js';

/** Proposals for a day: what can be asked, watched and done with them. */
@Resolver(() => DispatchPlan)
export class PlansResolver {
  constructor(private readonly plans: PlansService) {}

  @Allow('dispatch:read')
  @Query(() => [DispatchPlan], { description: 'The plans of a day that were not put away, latest first; at most 20.' })
  dispatchPlans(@Args('day', { type: () => DateOnly }) day: string) {
    return this.plans.plans(day);
  }

  @Allow('dispatch:read')
  @Query(() => DispatchPlan, { nullable: true })
  dispatchPlan(@Args('id', { type: () => ID }) id: string) {
    return this.plans.one(id);
  }

  @Allow('dispatch:write')
  @Mutation(() => AskForPlanResult, { description: 'Searches a plan for a day in the background. Nothing changes until it is applied.' })
  askForPlan(@Me() me: Actor, @Args() args: AskForPlanArgs) {
    return this.plans.ask(me, args);
  }

  @Allow('dispatch:write')
  @Mutation(() => AskForPlanResult, { description: 'Somebody cannot go on today: notes the absence, and searches the smallest change that saves the day.' })
  awayFromNow(@Me() me: Actor, @Args() args: AwayFromNowArgs) {
    return this.plans.awayFromNow(me, args);
  }

  @Allow('dispatch:write')
  @Mutation(() => ChangePlanResult, { description: 'Ends the search with the best plan so far.' })
  stopPlan(@Me() me: Actor, @Args('id', { type: () => ID }) id: string) {
    return this.plans.stop(me, id);
  }

  @Allow('dispatch:write')
  @Mutation(() => ChangePlanResult, { description: 'Does what the plan says, all of it or nothing.' })
  applyPlan(@Me() me: Actor, @Args('id', { type: () => ID }) id: string) {
    return this.plans.apply(me, id);
  }

  @Allow('dispatch:write')
  @Mutation(() => ChangePlanResult, { description: 'Puts every visit of an applied plan back, all of them or none.' })
  undoPlan(@Me() me: Actor, @Args('id', { type: () => ID }) id: string) {
    return this.plans.undo(me, id);
  }

  @Allow('dispatch:write')
  @Mutation(() => ChangePlanResult, { description: 'Puts a plan away.' })
  discardPlan(@Me() me: Actor, @Args('id', { type: () => ID }) id: string) {
    return this.plans.discard(me, id);
  }

  @Allow('dispatch:read')
  @Subscription(() => DispatchPlan, { description: 'The plans of a day, as they are asked for, become better, and are applied.' })
  dispatchPlansChanged(@Args('day', { type: () => DateOnly }) day: string) {
    return live([PlanChanged], { when: (e) => e.day === day, read: (e) => this.plans.one(e.planId) });
  }

  @Allow('dispatch:read')
  @FromSql(DispatchPlan, (plan) => many(PlanMove, { where: (m) => sql`${m.planId} = ${plan.id} and ${m.kind} not in ('STAYS', 'WAITS')`, order: [[(m) => m.kind, 'asc'], [(m) => m.toStartsAt, 'asc']], limit: 1_500 }))
  @ResolveField(() => [PlanMove], { description: 'What would change; none while it searches.' })
  changes(): void {}

  @Allow('dispatch:read')
  @FromSql(DispatchPlan, (plan) => many(PlanMove, { where: (m) => sql`${m.planId} = ${plan.id} and ${m.kind} in ('WAITS', 'LEFT_OUT')`, order: [[(m) => m.jobId, 'asc']], limit: 1_500 }))
  @ResolveField(() => [PlanMove], { description: 'What would be with nobody, and why.' })
  leftOut(): void {}

  @Allow('dispatch:read')
  @FromSql(DispatchPlan, (plan, args) => many(PlanMove, { where: (m) => sql`${m.planId} = ${plan.id} and ${m.jobId} = ${String(args['jobId'])}::uuid`, limit: 1 }))
  @ResolveField(() => [PlanMove], { description: 'What the plan does with one visit, and why with whom; empty when it was not in question.' })
  why(@Args('jobId', { type: () => ID }) _jobId: string): void {}
}
