import { Args, ID, Int, Mutation, Query, ResolveField, Resolver, Subscription } from '@nestjs/graphql';
import type { Actor } from '../auth/actor.js';
import { Allow } from '../auth/allow.js';
import { Me } from '../auth/me.js';
import { StepUp } from '../auth/step-up.js';
import { Customer } from '../customers/customer.entity.js';
import { live } from '../platform/graphql/live.js';
import { PageArgs } from '../platform/graphql/page.type.js';
import { MoneyType } from '../platform/graphql/scalars.js';
import { FromSql } from '../platform/read/from-sql.js';
import { moneyOf, one } from '../platform/read/read.js';
import { sql } from '../platform/read/sql.js';
import { StepUpArea } from '../tenancy/tenant.entity.js';
import { Autopay, AutopayCharge, AutopayChargePage, AutopayRun, AutopayRunPage, AutopayStatus } from './autopay.entity.js';
import { AutopayChargeMoved, AutopayRunMoved } from './autopay.events.js';
import { HoldAutopayResult } from './autopay.results.js';
import { AutopayService } from './autopay.service.js';

const id = { type: () => ID } as const;

/** Automatic payment: customers turn it on and off, the office looks at it the evening before. */
@Resolver(() => AutopayCharge)
export class AutopayResolver {
  constructor(private readonly service: AutopayService) {}

  @StepUp(StepUpArea.MONEY)
  @Allow('own:pay')
  @Mutation(() => Autopay, { description: 'From now on invoices are paid by themselves on their due date, with this saved card or account.' })
  turnAutopayOn(@Me() me: Actor, @Args('savedMethodId', id) savedMethodId: string) {
    return this.service.turnOn(me, savedMethodId);
  }

  @Allow('own:pay', 'payments:write')
  @Mutation(() => Autopay, { description: 'The customer pays themselves again. The office names the customer.' })
  turnAutopayOff(@Me() me: Actor, @Args('customerId', { ...id, nullable: true }) customerId?: string) {
    return this.service.turnOff(me, me.customerId ?? customerId ?? '');
  }

  @Allow('payments:read')
  @Query(() => AutopayRunPage, { description: 'Mornings of automatic payments, the next one first.' })
  autopayRuns(@Args() page: PageArgs) {
    return this.service.runs(page);
  }

  @Allow('payments:read')
  @Query(() => AutopayChargePage, { description: 'Who pays on a morning, how much and with what; the largest amounts first.' })
  autopayCharges(@Args() page: PageArgs, @Args('runId', id) runId: string, @Args('status', { type: () => AutopayStatus, nullable: true }) status?: AutopayStatus) {
    return this.service.list(runId, status ?? null, page);
  }

  @Allow('payments:write')
  @Mutation(() => HoldAutopayResult, { description: 'Holds a customer’s automatic payment back, or lets it go.' })
  holdAutopayCharge(@Me() me: Actor, @Args('id', id) chargeId: string, @Args('held') held: boolean) {
    return this.service.hold(me, chargeId, held);
  }

  @Allow('payments:read')
  @Subscription(() => AutopayCharge, { nullable: true, description: 'An automatic payment that was held, let go, asked for or answered.' })
  autopayChargeMoved(@Args('runId', id) runId: string) {
    return live([AutopayChargeMoved], { when: (event) => event.runId === runId, read: (event) => one(AutopayCharge, (c) => sql`${c.id} = ${event.chargeId}`) });
  }

  @Allow('payments:read')
  @Subscription(() => AutopayRun, { nullable: true, description: 'A list that is there, or whose charging began.' })
  autopayRunMoved() {
    return live([AutopayRunMoved], { when: () => true, read: (event) => one(AutopayRun, (run) => sql`${run.id} = ${event.runId}`) });
  }
}

/** What a morning comes to. */
@Resolver(() => AutopayRun)
export class AutopayRunsResolver {
  @FromSql(AutopayRun, (run) => sql`(select count(*)::int from autopay_charge c where c.run_id = ${run.id})`)
  @ResolveField(() => Int)
  customers(): void {}

  @FromSql(AutopayRun, (run) => moneyOf(sql`(select coalesce(sum(c.amount), 0) from autopay_charge c where c.run_id = ${run.id} and c.status not in ('HELD', 'SKIPPED'))`, sql`coalesce((select c.currency from autopay_charge c where c.run_id = ${run.id} limit 1), 'CAD')`))
  @ResolveField(() => MoneyType, { description: 'All that is or was asked for; what is held does not count.' })
  total(): void {}

  @FromSql(AutopayRun, (run) => sql`(select count(*)::int from autopay_charge c where c.run_id = ${run.id} and c.status = 'HELD')`)
  @ResolveField(() => Int)
  held(): void {}

  @FromSql(AutopayRun, (run) => sql`(select count(*)::int from autopay_charge c where c.run_id = ${run.id} and c.status = 'SUCCEEDED')`)
  @ResolveField(() => Int)
  succeeded(): void {}

  @FromSql(AutopayRun, (run) => sql`(select count(*)::int from autopay_charge c where c.run_id = ${run.id} and c.status = 'FAILED')`)
  @ResolveField(() => Int)
  failed(): void {}

  @FromSql(AutopayRun, (run) => sql`(select count(*)::int from autopay_charge c where c.run_id = ${run.id} and c.status in ('CHARGING', 'PROCESSING'))`)
  @ResolveField(() => Int, { description: 'Asked for, and not answered yet.' })
  underWay(): void {}
}

/** Adds to customers how they pay by themselves, and what a bank is still deciding about. */
@Resolver(() => Customer)
export class CustomerAutopayResolver {
  @Allow('payments:read', 'own:read')
  @FromSql(Customer, (customer) => one(Autopay, (autopay) => sql`${autopay.customerId} = ${customer.id}`))
  @ResolveField(() => Autopay, { nullable: true, description: 'Null for a customer who never turned it on.' })
  autopay(): void {}

  @Allow('payments:read', 'own:read')
  @FromSql(Customer, (customer) => one(AutopayCharge, (c) => sql`${c.customerId} = ${customer.id} and ${c.status} in ('PLANNED', 'HELD', 'CHARGING', 'PROCESSING', 'FAILED')`, [[(c) => c.day, 'desc']]))
  @ResolveField(() => AutopayCharge, { nullable: true, description: 'The automatic payment that is planned or under way, or the last one that failed.' })
  autopayCharge(): void {}

  @Allow('payments:read', 'own:read')
  @FromSql(Customer, (customer) =>
    moneyOf(
      sql`((select coalesce(sum(page.amount), 0) from checkout_session page where page.customer_id = ${customer.id} and page.status = 'PROCESSING')
        + (select coalesce(sum(charge.amount), 0) from autopay_charge charge where charge.customer_id = ${customer.id} and charge.status in ('CHARGING', 'PROCESSING')))`,
      customer.currency,
    ))
  @ResolveField(() => MoneyType, { description: 'What the customer has paid and a bank still confirms; a debit takes up to five days.' })
  pending(): void {}
}
