import { Args, ArgsType, Field, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import { IsUUID, MaxLength } from 'class-validator';
import type { Actor } from '../auth/actor.js';
import { Allow } from '../auth/allow.js';
import { Me } from '../auth/me.js';
import { CodePurpose } from '../auth/proofs.entity.js';
import { StepUp } from '../auth/step-up.js';
import { Ready } from '../platform/graphql/engine.js';
import { StepUpArea } from '../tenancy/tenant.entity.js';
import { ConfirmReachResult, ReachCodeResult, RemoveReachResult } from './own-reach.results.js';
import { OwnReachService } from './own-reach.service.js';

/** A new address for oneself or for invoices. */
@ArgsType()
export class NewEmailArgs {
  @Field() @MaxLength(254) email: string;
}

/** A new number. */
@ArgsType()
export class NewPhoneArgs {
  @Field({ description: 'One that takes texts.' }) @MaxLength(40) number: string;
}

/** A code that was sent to a new address or number, given back. */
@ArgsType()
export class ReachCodeArgs {
  @Field(() => ID, { description: 'As `ReachCodeSent` told it.' }) @IsUUID() id: string;
  @Field({ description: 'The six digits.' }) @MaxLength(20) code: string;
}

/** One's own address and numbers, changed in the portal. */
@Resolver()
export class OwnReachResolver {
  constructor(private readonly service: OwnReachService) {}

  @Allow('own:read')
  @Query(() => String, { nullable: true, description: 'The address by which one signs in.' })
  async myEmail(@Me() me: Actor) {
    return new Ready(await this.service.email(me));
  }

  @Allow('own:read')
  @StepUp(StepUpArea.CONTACTS)
  @Mutation(() => ReachCodeResult, { description: 'Sends a code to a new address of one’s own. It counts once `confirmMyReach` has given the code back; the old address is told.' })
  changeMyEmail(@Me() me: Actor, @Args() { email }: NewEmailArgs) {
    return this.service.askEmail(me, CodePurpose.NEW_EMAIL, email);
  }

  @Allow('own:contacts')
  @StepUp(StepUpArea.CONTACTS)
  @Mutation(() => ReachCodeResult, { description: 'The same for the address to which invoices go.' })
  changeMyBillingEmail(@Me() me: Actor, @Args() { email }: NewEmailArgs) {
    return this.service.askEmail(me, CodePurpose.NEW_BILLING_EMAIL, email);
  }

  @Allow('own:contacts')
  @StepUp(StepUpArea.CONTACTS)
  @Mutation(() => ReachCodeResult, { description: 'Sends a code to a new number of one’s account. It counts once `confirmMyReach` has given the code back.' })
  addMyPhone(@Me() me: Actor, @Args() { number }: NewPhoneArgs) {
    return this.service.askPhone(me, number);
  }

  @Allow('own:read')
  @Mutation(() => ConfirmReachResult, { description: 'Gives back the code that was sent to a new address or number; from then on it counts.' })
  confirmMyReach(@Me() me: Actor, @Args() { id, code }: ReachCodeArgs) {
    return this.service.confirm(me, id, code);
  }

  @Allow('own:contacts')
  @StepUp(StepUpArea.CONTACTS)
  @Mutation(() => RemoveReachResult, { description: 'Takes a number of one’s account away. `id` is that of `Customer.phones`.' })
  removeMyPhone(@Me() me: Actor, @Args('id', { type: () => ID }) id: string) {
    return this.service.removePhone(me, id);
  }
}
