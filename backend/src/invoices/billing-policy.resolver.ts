import { Args, Field, Int, Mutation, ObjectType, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { Actor } from '../auth/actor.js';
import { Allow } from '../auth/allow.js';
import { Me } from '../auth/me.js';
import { FromSql } from '../platform/read/from-sql.js';
import { BillingPolicy } from './billing-policy.entity.js';
import { BillingPolicyInput } from './billing-policy.inputs.js';
import { BillingPolicyService } from './billing-policy.service.js';

/** One step of dunning, in the order of days. */
@ObjectType({ description: 'What happens so many days after an invoice was due.' })
export class DunningStepType {
  @Field(() => Int) afterDays: number;
  @Field({ description: 'REMIND, LATE_FEE or SUSPEND.' }) act: string;
}

@Resolver(() => BillingPolicy)
export class BillingPolicyResolver {
  constructor(private readonly service: BillingPolicyService) {}

  @Allow('invoices:read')
  @Query(() => BillingPolicy)
  billingPolicy(@Me() me: Actor) {
    return this.service.read(me);
  }

  @Allow('settings:write')
  @Mutation(() => BillingPolicy, { description: 'A tax number that fails its check is refused.' })
  updateBillingPolicy(@Me() me: Actor, @Args('input') input: BillingPolicyInput) {
    return this.service.change(me, input);
  }

  @Allow('invoices:write')
  @Mutation(() => BillingPolicy, { description: 'Makes all billing stand still: runs, automatic payments, dunning. Nothing under way is lost.' })
  pauseBilling(@Me() me: Actor, @Args('paused') paused: boolean) {
    return this.service.pause(me, paused);
  }

  @FromSql(BillingPolicy, (policy) => policy.dunning)
  @ResolveField(() => [DunningStepType], { description: 'In the order of days.' })
  dunning(): void {}
}
