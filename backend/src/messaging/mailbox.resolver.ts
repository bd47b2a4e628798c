import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Actor } from '../auth/actor.js';
import { Allow } from '../auth/allow.js';
import { Me } from '../auth/me.js';
import { Outside } from '../platform/graphql/read.interceptor.js';
import { one } from '../platform/read/read.js';
import { sql } from '../platform/read/sql.js';
import { MailboxCheck, Mailbox } from './mailbox.entity.js';
import { MailboxInput } from './mailbox.inputs.js';
import { MailboxService } from './mailbox.service.js';

/** The mailbox that mail is fetched from. */
@Resolver()
export class MailboxResolver {
  constructor(private readonly service: MailboxService) {}

  @Allow('settings:write')
  @Query(() => Mailbox, { nullable: true, description: 'The mailbox that mail is fetched from; null where there is none.' })
  mailbox(@Me() me: Actor) {
    return one(Mailbox, (box) => sql`${box.tenantId} = ${me.tenantId}`);
  }

  @Allow('settings:write')
  @Mutation(() => Mailbox, { description: 'Sets up the mailbox, or changes it. Mail of earlier days stays there.' })
  saveMailbox(@Me() me: Actor, @Args('input') input: MailboxInput) {
    return this.service.save(me, input);
  }

  @Allow('settings:write')
  @Outside('signs in at the mail server')
  @Mutation(() => MailboxCheck, { description: 'Signs in with these settings; keeps none of them and changes nothing in the mailbox.' })
  checkMailbox(@Me() me: Actor, @Args('input') input: MailboxInput) {
    return this.service.check(me, input);
  }

  @Allow('settings:write')
  @Mutation(() => Boolean, { description: 'Forgets the mailbox and its password; false when there was none.' })
  removeMailbox(@Me() me: Actor) {
    return this.service.remove(me);
  }
}
