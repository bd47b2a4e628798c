import { Args, Mutation, Resolver } from '@nestjs/graphql';
import type { Actor } from '../auth/actor.js';
import { Allow } from '../auth/allow.js';
import { Me } from '../auth/me.js';
import { Outside } from '../platform/graphql/read.interceptor.js';
import { SendingState } from './sending.entity.js';
import { SwitchSendingResult } from './sending.results.js';
import { SendingService } from './sending.service.js';

/** Whether real messages leave. */
@Resolver()
export class SendingResolver {
  constructor(private readonly service: SendingService) {}

  @Allow('settings:write')
  @Outside('signs in at the mail server and the SMS service')
  @Mutation(() => SendingState, { description: 'Looks at everything that real messages depend on; sends nothing.' })
  checkSending(@Me() me: Actor) {
    return this.service.check(me);
  }

  @Allow('settings:write')
  @Outside('signs in at the mail server and the SMS service')
  @Mutation(() => SwitchSendingResult, { description: 'Lets messages really leave from now on, or keeps them here. Refused with what is missing.' })
  switchSending(@Me() me: Actor, @Args('on') on: boolean) {
    return this.service.turn(me, on);
  }
}
