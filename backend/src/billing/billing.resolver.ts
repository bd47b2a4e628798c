import { Args, ArgsType, Field, Float, ID, Mutation, Query, ResolveField, Resolver, Subscription } from '@nestjs/graphql';
import { IsInt, IsOptional, IsUUID } from 'class-validator';
import type { Actor } from '../auth/actor.js';
import { Allow } from '../auth/allow.js';
import { Me } from '../auth/me.js';
import { StepUp } from '../auth/step-up.js';
import { CatalogItem, ServiceSubscription } from '../catalog/catalog.entity.js';
import { Ready } from '../platform/graphql/engine.js';
import { live } from '../platform/graphql/live.js';
import { PageArgs } from '../platform/graphql/page.type.js';
import { MoneyType } from '../platform/graphql/scalars.js';
import { FromSql } from '../platform/read/from-sql.js';
import { many, moneyOf } from '../platform/read/read.js';
import { sql } from '../platform/read/sql.js';
import { StepUpArea } from '../tenancy/tenant.entity.js';
import { BillingRun, BillingRunItem, BillingRunItemPage, BillingRunPage, SubscriptionTerm } from './billing.entity.js';
import { BillingRunMoved } from './billing.events.js';
import { StartSubscriptionInput, SubscriptionChangeInput } from './billing.inputs.js';
import { ChangeCost, ChangeCostResult, ChangeSubscriptionResult, MoveRunResult, StartRunResult } from './billing.results.js';
import { RunsService } from './runs.service.js';
import { SubscriptionChangesService } from './subscription-changes.service.js';

const id = { type: () => ID } as const;

@ArgsType()
class ChangeArgs {
  @Field(() => ID) @IsUUID() id: string;
  @Field(() => Float, { nullable: true, description: 'The total that was shown, in minor units: if it is another by now, nothing happens.' }) @IsOptional() @IsInt() agreed?: number | null;
}

/** Starting and changing what customers subscribe to. */
@Resolver(() => ServiceSubscription)
export class SubscriptionsResolver {
  constructor(private readonly changes: SubscriptionChangesService) {}

  @Allow('invoices:write')
  @Mutation(() => ServiceSubscription)
  startSubscription(@Me() me: Actor, @Args('input') input: StartSubscriptionInput) {
    return this.changes.start(me, input);
  }

  @Allow('invoices:read', 'own:pay')
  @Query(() => [CatalogItem], { description: 'Other plans of the same kind, cheapest first.' })
  planChoices(@Me() me: Actor, @Args('subscriptionId', id) subscriptionId: string) {
    return this.changes.choices(me, subscriptionId);
  }

  @Allow('invoices:read', 'own:pay')
  @Query(() => ChangeCostResult, { description: 'What a change would cost, line by line, before anybody agrees to it.' })
  async subscriptionChangeCost(@Me() me: Actor, @Args('id', id) subscriptionId: string, @Args('change') change: SubscriptionChangeInput) {
    const cost = await this.changes.cost(me, subscriptionId, forCustomers(me, change));
    return cost instanceof ChangeCost ? new Ready(cost) : cost;
  }

  @Allow('invoices:write', 'own:pay')
  @StepUp(StepUpArea.CONTRACTS)
  @Mutation(() => ChangeSubscriptionResult, { description: 'Makes a change; what it costs for days already billed is on the next invoice.' })
  changeSubscription(@Me() me: Actor, @Args() { id: subscriptionId, agreed }: ChangeArgs, @Args('change') change: SubscriptionChangeInput) {
    return this.changes.change(me, subscriptionId, forCustomers(me, change), agreed ?? null);
  }

  @FromSql(ServiceSubscription, (subscription) => many(SubscriptionTerm, { where: (term) => sql`${term.subscriptionId} = ${subscription.id}`, order: [[(term) => term.validFrom, 'asc']] }))
  @ResolveField(() => [SubscriptionTerm], { description: 'Its life so far and what is agreed for later.' })
  terms(): void {}
}

/** Customers change their plan from today, at the catalogue's price; everything else is for the office. */
function forCustomers(me: Actor, change: SubscriptionChangeInput): SubscriptionChangeInput {
  return me.kind === 'customer' ? { kind: 'CHANGE', itemId: change.itemId ?? null } : change;
}

/** Billing runs. */
@Resolver(() => BillingRunItem)
export class BillingRunsResolver {
  constructor(private readonly runs: RunsService) {}

  @Allow('invoices:read')
  @Query(() => BillingRunPage, { description: 'Latest first.' })
  billingRuns(@Args() page: PageArgs) {
    return this.runs.list(page);
  }

  @Allow('invoices:read')
  @Query(() => BillingRun, { nullable: true })
  billingRun(@Args('id', id) runId: string) {
    return this.runs.get(runId);
  }

  @Allow('invoices:read')
  @Query(() => BillingRunItemPage, { description: 'The customers of a run, dearest first.' })
  billingRunItems(@Args() page: PageArgs, @Args('runId', id) runId: string, @Args('held', { defaultValue: false }) held: boolean, @Args('differing', { defaultValue: false, description: 'Of a shadow run: only where the two systems differ.' }) differing: boolean) {
    return this.runs.items(runId, { held, differing }, page);
  }

  @Allow('invoices:write')
  @Mutation(() => StartRunResult, { description: 'Computes what a month would bill; `shadow` only compares with the invoices imported for it.' })
  startBillingRun(@Me() me: Actor, @Args('month', { description: 'YYYY-MM' }) month: string, @Args('shadow', { defaultValue: false }) shadow: boolean) {
    return this.runs.start(me, month, shadow);
  }

  @Allow('invoices:write')
  @Mutation(() => BillingRunItem, { description: 'Holds a customer back, or lets one go.' })
  holdBillingRunItem(@Me() me: Actor, @Args('id', id) itemId: string, @Args('held') held: boolean) {
    return this.runs.hold(me, itemId, held);
  }

  @Allow('invoices:write')
  @Mutation(() => MoveRunResult, { description: 'Issues everything that is not held.' })
  confirmBillingRun(@Me() me: Actor, @Args('id', id) runId: string) {
    return this.runs.confirm(me, runId);
  }

  @Allow('invoices:write')
  @Mutation(() => MoveRunResult, { description: 'Gives up what has not been issued.' })
  undoBillingRun(@Args('id', id) runId: string) {
    return this.runs.undo(runId);
  }

  @Allow('invoices:read')
  @Subscription(() => BillingRun, { nullable: true, description: 'How far a run is.' })
  billingRunMoved(@Args('id', id) runId: string) {
    return live([BillingRunMoved], { when: (event) => event.runId === runId, read: () => this.runs.get(runId) });
  }

  @FromSql(BillingRunItem, (item) => moneyOf(sql`(${item.total} - coalesce(${item.theirs}, 0))`, item.currency))
  @ResolveField(() => MoneyType, { description: 'Ours less theirs, of a shadow run.' })
  difference(): void {}
}
