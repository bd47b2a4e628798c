import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Actor } from '../auth/actor.js';
import { Allow } from '../auth/allow.js';
import { Me } from '../auth/me.js';
import { AreaRequest } from './area-request.entity.js';
import { AreaRequestsService } from './area-requests.service.js';

/** Where people ask for service that is not there yet, as the office sees it. */
@Resolver(() => AreaRequest)
export class AreaRequestsResolver {
  constructor(private readonly requests: AreaRequestsService) {}

  @Allow('customers:read')
  @Query(() => [AreaRequest], { description: 'Those that wait, the newest first, at most 200.' })
  areaRequests() {
    return this.requests.waiting();
  }

  @Allow('customers:write')
  @Mutation(() => AreaRequest, { description: 'They were told, or need not be any more.' })
  closeAreaRequest(@Me() me: Actor, @Args('id', { type: () => ID }) id: string) {
    return this.requests.done(me, id);
  }
}
