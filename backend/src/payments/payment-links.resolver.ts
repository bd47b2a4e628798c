import { Args, ArgsType, Field, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import { IsEnum, IsOptional, IsUUID } from 'class-validator';
import type { Actor } from '../auth/actor.js';
import { Allow } from '../auth/allow.js';
import { Me } from '../auth/me.js';
import { LinkChannel, PaymentLink, SendPaymentLinkResult } from './payment-link.entity.js';
import { PaymentLinksService } from './payment-links.service.js';

@ArgsType()
class PaymentLinkArgs {
  @Field(() => ID) @IsUUID() customerId: string;
  @Field(() => ID, { nullable: true, description: 'Otherwise all that is owed.' }) @IsOptional() @IsUUID() invoiceId?: string | null;
  @Field(() => LinkChannel) @IsEnum(LinkChannel) channel: LinkChannel;
}

/** Links that the office sends to customers who owe something. */
@Resolver(() => PaymentLink)
export class PaymentLinksResolver {
  constructor(private readonly links: PaymentLinksService) {}

  @Allow('payments:read')
  @Query(() => [PaymentLink], { description: 'The payment links of a customer, the latest first.' })
  paymentLinks(@Args('customerId', { type: () => ID }) customerId: string) {
    return this.links.list(customerId);
  }

  @Allow('payments:write')
  @Mutation(() => SendPaymentLinkResult, { description: 'Sends the customer a link that leads to what they owe, signed in.' })
  sendPaymentLink(@Me() me: Actor, @Args() { customerId, invoiceId, channel }: PaymentLinkArgs) {
    return this.links.send(me, customerId, invoiceId ?? null, channel);
  }
}
