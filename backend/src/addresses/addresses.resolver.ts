import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Allow } from '../auth/allow.js';
import type { Actor } from '../auth/actor.js';
import { Me } from '../auth/me.js';
import { AddressRegister, FoundAddress, ServiceArea } from './address.entity.js';
import { ServiceAreaInput } from './addresses.inputs.js';
import { AddressesService } from './addresses.service.js';

/** The address register, as the office sees it. */
@Resolver()
export class AddressesResolver {
  constructor(private readonly service: AddressesService) {}

  @Allow('catalog:read')
  @Query(() => [FoundAddress], { description: 'Up to eight addresses of the register, the likeliest first; small mistakes are forgiven.' })
  addresses(@Me() me: Actor, @Args('text') text: string) {
    return this.service.search(me.tenantId, text);
  }

  @Allow('catalog:write')
  @Query(() => AddressRegister)
  addressRegister(@Me() me: Actor) {
    return this.service.register(me);
  }

  @Allow('catalog:write')
  @Query(() => [ServiceArea])
  serviceAreas() {
    return this.service.areas();
  }

  @Allow('catalog:write')
  @Mutation(() => ServiceArea, { description: 'Homes are connected there from now on.' })
  addServiceArea(@Args('input') input: ServiceAreaInput) {
    return this.service.addArea(input);
  }

  @Allow('catalog:write')
  @Mutation(() => Boolean, { description: 'No home is connected there any more; those that are, stay.' })
  removeServiceArea(@Args('id', { type: () => ID }) id: string) {
    return this.service.removeArea(id);
  }
}
