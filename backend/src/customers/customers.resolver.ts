import { Args, ID, Mutation, Query, Resolver, Subscription } from '@nestjs/graphql';
import { Allow } from '../auth/allow.js';
import type { Actor } from '../auth/actor.js';
import { Me } from '../auth/me.js';
import { StepUp } from '../auth/step-up.js';
import { live } from '../platform/graphql/live.js';
import { PageArgs } from '../platform/graphql/page.type.js';
import { StepUpArea } from '../tenancy/tenant.entity.js';
import { Customer, CustomerPage } from './customer.entity.js';
import { CustomerChanged } from './customer.events.js';
import { CustomerChange, CustomerFilter, CustomerInput } from './customer.inputs.js';
import { CustomerResult } from './customer.results.js';
import { CustomersService } from './customers.service.js';

@Resolver(() => Customer)
export class CustomersResolver {
  constructor(private readonly service: CustomersService) {}

  @Allow('customers:read')
  @Query(() => CustomerPage, { description: 'By name; with a text the best fits first.' })
  customers(@Me() me: Actor, @Args() page: PageArgs, @Args('filter', { type: () => CustomerFilter, nullable: true }) filter: CustomerFilter | null) {
    return this.service.list(me, filter ?? {}, page);
  }

  @Allow('customers:read')
  @Query(() => Customer, { nullable: true })
  customer(@Me() me: Actor, @Args('id', { type: () => ID }) id: string) {
    return this.service.customer(me, id);
  }

  @Allow('own:read')
  @Query(() => Customer, { nullable: true, description: 'The account one is signed in for.' })
  myAccount(@Me() me: Actor) {
    return this.service.customer(me, me.customerId!);
  }

  @Allow('customers:write')
  @Mutation(() => CustomerResult)
  createCustomer(@Me() me: Actor, @Args('input') input: CustomerInput) {
    return this.service.create(me, input);
  }

  @Allow('customers:write')
  @StepUp<{ input: CustomerChange }>(StepUpArea.CONTACTS, ({ input }) => input.billingEmail !== undefined)
  @Mutation(() => CustomerResult, { description: 'Changes what is given and leaves the rest.' })
  updateCustomer(@Me() me: Actor, @Args('id', { type: () => ID }) id: string, @Args('input') input: CustomerChange) {
    return this.service.change(me, id, input);
  }

  @Allow('customers:read')
  @Subscription(() => Customer, { nullable: true })
  customerChanged(@Me() me: Actor, @Args('id', { type: () => ID }) id: string) {
    return live([CustomerChanged], { when: (event) => event.customerId === id, read: () => this.service.customer(me, id) });
  }
}
