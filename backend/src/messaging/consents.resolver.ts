import { Args, Field, ID, InputType, Mutation, Query, Resolver } from '@nestjs/graphql';
import { IsBoolean, IsEnum, IsOptional, IsUUID } from 'class-validator';
import type { Actor } from '../auth/actor.js';
import { Allow } from '../auth/allow.js';
import { Me } from '../auth/me.js';
import { ConsentKind, Consents } from './consent.entity.js';
import { ConsentsService } from './consents.service.js';
import { OutgoingChannel } from './outgoing-message.entity.js';

@InputType()
export class ConsentInput {
  @Field(() => ID, { nullable: true, description: 'Whose; a customer’s own without it.' }) @IsOptional() @IsUUID() customerId?: string | null;
  @Field(() => OutgoingChannel) @IsEnum(OutgoingChannel) channel: OutgoingChannel;
  @Field(() => ConsentKind) @IsEnum(ConsentKind) kind: ConsentKind;
  @Field() @IsBoolean() granted: boolean;
}

/** What people want to be told. */
@Resolver()
export class ConsentsResolver {
  constructor(private readonly service: ConsentsService) {}

  @Allow('own:read')
  @Query(() => Consents, { description: 'The customer’s own choices.' })
  myConsents(@Me() me: Actor) {
    return this.service.of(me, me.customerId!);
  }

  @Allow('customers:read')
  @Query(() => Consents, { description: 'A customer’s choices, for the office.' })
  customerConsents(@Me() me: Actor, @Args('customerId', { type: () => ID }) customerId: string) {
    return this.service.of(me, customerId);
  }

  @Allow('own:contacts', 'customers:write')
  @Mutation(() => Consents, { description: 'The customer’s choice, by themselves or by the office for them; who and when is kept.' })
  setConsent(@Me() me: Actor, @Args('input') input: ConsentInput) {
    return this.service.set(me, input.customerId ?? null, input);
  }
}
