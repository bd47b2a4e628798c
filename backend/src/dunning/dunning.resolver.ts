import { Args, ID, Mutation, Query, ResolveField, Resolver, Subscription } from '@nestjs/graphql';
import type { Actor } from '../auth/actor.js';
import { Allow } from '../auth/allow.js';
import { Me } from '../auth/me.js';
import { Ready } from '../platform/graphql/engine.js';
import { live } from '../platform/graphql/live.js';
import { PageArgs } from '../platform/graphql/page.type.js';
import { FromSql } from '../platform/read/from-sql.js';
import { many, one } from '../platform/read/read.js';
import { sql } from '../platform/read/sql.js';
import { DunningAccount, DunningEntry, DunningRun, DunningRunPage, PaymentArrangement, ServiceOrder } from './dunning.entity.js';
import { DUNNING_EVENTS, DunningRunMoved } from './dunning.events.js';
import { ArrangementInput, HoldArgs, ProtectArgs } from './dunning.inputs.js';
import { DunningOfficeService } from './dunning-office.service.js';
import { ArrangeResult, CancelArrangementResult, DunningForecast, DunningPlan, RestoreServiceResult } from './dunning.results.js';
import { DunningRunsService } from './dunning-runs.service.js';
import { DunningService } from './dunning.service.js';

const id = { type: () => ID } as const;

/** Debts: who is reminded, charged, cut off and given back, and what the office says about it. */
@Resolver(() => DunningAccount)
export class DunningResolver {
  constructor(
    private readonly office: DunningOfficeService,
    private readonly runs: DunningRunsService,
    private readonly dunning: DunningService,
  ) {}

  @Allow('invoices:read')
  @Query(() => DunningPlan, { description: 'What the next run would do, without doing it.' })
  async dunningPlan(@Me() me: Actor) {
    return new Ready(await this.office.plan(me));
  }

  @Allow('invoices:read')
  @Query(() => DunningForecast, { description: 'What would be done about one customer today.' })
  async dunningForecast(@Me() me: Actor, @Args('customerId', id) customerId: string) {
    return new Ready(await this.office.forecast(me, customerId));
  }

  @Allow('invoices:read')
  @Query(() => DunningAccount, { nullable: true, description: 'What was done about a customer’s debts; null when nothing ever was.' })
  dunningAccount(@Args('customerId', id) customerId: string) {
    return this.office.account(customerId);
  }

  @Allow('invoices:read')
  @Query(() => DunningRunPage, { description: 'Latest first.' })
  dunningRuns(@Args() page: PageArgs) {
    return this.runs.list(page);
  }

  @Allow('invoices:write')
  @Mutation(() => DunningRun, { description: 'Begins today’s run now; a day is run once.' })
  async runDunning(@Me() me: Actor) {
    const runId = await this.runs.begin(me.tenantId, await this.dunning.today(me.tenantId), me.name);
    return one(DunningRun, (run) => sql`${run.id} = ${runId}`);
  }

  @Allow('invoices:write')
  @Mutation(() => DunningAccount, { description: 'Leaves a customer alone until a day; without one, no longer.' })
  holdDunning(@Me() me: Actor, @Args() args: HoldArgs) {
    return this.office.hold(me, args);
  }

  @Allow('invoices:write')
  @Mutation(() => DunningAccount, { description: 'Writes down why a service must never be cut off.' })
  protectService(@Me() me: Actor, @Args() args: ProtectArgs) {
    return this.office.protect(me, args);
  }

  @Allow('invoices:write')
  @Mutation(() => RestoreServiceResult, { description: 'Gives a service back on a promise, until a day.' })
  restoreService(@Me() me: Actor, @Args() args: HoldArgs) {
    return this.office.restore(me, args);
  }

  @Allow('invoices:write')
  @Mutation(() => ArrangeResult, { description: 'Writes down instalments that come to what is overdue.' })
  arrangePayments(@Me() me: Actor, @Args('input') input: ArrangementInput) {
    return this.office.arrange(me, input);
  }

  @Allow('invoices:write')
  @Mutation(() => CancelArrangementResult)
  cancelArrangement(@Me() me: Actor, @Args('id', id) arrangementId: string) {
    return this.office.cancel(me, arrangementId);
  }

  @Allow('invoices:read')
  @Subscription(() => DunningAccount, { nullable: true, description: 'An account about which something was done.' })
  dunningChanged(@Args('customerId', { ...id, nullable: true }) customerId?: string) {
    return live(DUNNING_EVENTS, { when: (event) => !customerId || event.customerId === customerId, read: (event) => this.office.account(event.customerId) });
  }

  @Allow('invoices:read')
  @Subscription(() => DunningRun, { nullable: true, description: 'How far a run is.' })
  dunningRunMoved() {
    return live([DunningRunMoved], { read: (event) => one(DunningRun, (run) => sql`${run.id} = ${event.runId}`) });
  }

  @FromSql(DunningAccount, (account) => many(DunningEntry, { where: (entry) => sql`${entry.customerId} = ${account.customerId}`, order: [[(entry) => entry.createdAt, 'desc'], [(entry) => entry.id, 'desc']], limit: 100 }))
  @ResolveField(() => [DunningEntry], { description: 'Newest first, at most 100.' })
  entries(): void {}

  @FromSql(DunningAccount, (account) => many(PaymentArrangement, { where: (arrangement) => sql`${arrangement.customerId} = ${account.customerId}`, order: [[(arrangement) => arrangement.createdAt, 'desc']], limit: 20 }))
  @ResolveField(() => [PaymentArrangement], { description: 'Newest first.' })
  arrangements(): void {}

  @FromSql(DunningAccount, (account) => many(ServiceOrder, { where: (order) => sql`${order.customerId} = ${account.customerId}`, order: [[(order) => order.id, 'desc']], limit: 10 }))
  @ResolveField(() => [ServiceOrder], { description: 'What the equipment was asked, newest first.' })
  orders(): void {}
}
