import { Args, ID, Mutation, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { Actor } from '../auth/actor.js';
import { Allow } from '../auth/allow.js';
import { Me } from '../auth/me.js';
import { StepUp } from '../auth/step-up.js';
import { Ready } from '../platform/graphql/engine.js';
import { FromSql } from '../platform/read/from-sql.js';
import { sql } from '../platform/read/sql.js';
import { StepUpArea } from '../tenancy/tenant.entity.js';
import { Colleague } from './colleague.results.js';
import { ColleaguesService } from './colleagues.service.js';
import { ContactRoleName, CustomerContact } from './customer.entity.js';
import { ColleagueInput } from './customer.inputs.js';
import { ColleagueResult, InviteContactResult } from './customer.results.js';

/** Inviting people to an account, from the office and from the portal. */
@Resolver(() => CustomerContact)
export class ColleaguesResolver {
  constructor(private readonly service: ColleaguesService) {}

  @Allow('customers:read')
  @ResolveField(() => Date, { nullable: true, description: 'When they were last invited to choose a password.' })
  @FromSql(CustomerContact, (link) => sql`(select p.invited_at from contact_password p where p.owner_id = ${link.contactId})`)
  invitedAt(): void {}

  @Allow('customers:read')
  @ResolveField(() => Date, { nullable: true, description: 'When they chose their first password.' })
  @FromSql(CustomerContact, (link) => sql`(select p.activated_at from contact_password p where p.owner_id = ${link.contactId})`)
  activatedAt(): void {}

  @Allow('own:contacts')
  @Query(() => [Colleague], { description: 'Everybody who may sign in to one’s own account, by name.' })
  async colleagues(@Me() me: Actor) {
    return new Ready(await this.service.list(me));
  }

  @Allow('customers:sign-in-link')
  @Mutation(() => InviteContactResult, { description: 'Invites a contact to choose a password, or again. `id` is that of `Customer.contacts`.' })
  inviteContact(@Me() me: Actor, @Args('id', { type: () => ID }) id: string) {
    return this.service.invite(me, id);
  }

  @Allow('own:contacts')
  @StepUp(StepUpArea.CONTACTS)
  @Mutation(() => ColleagueResult, { description: 'Invites a colleague to one’s own account.' })
  inviteColleague(@Me() me: Actor, @Args('input') input: ColleagueInput) {
    return this.service.add(me, input);
  }

  @Allow('own:contacts')
  @StepUp(StepUpArea.CONTACTS)
  @Mutation(() => ColleagueResult, { description: 'Writes to a colleague again how to sign in. `id` is that of `Customer.contacts`.' })
  inviteColleagueAgain(@Me() me: Actor, @Args('id', { type: () => ID }) id: string) {
    return this.service.again(me, id);
  }

  @Allow('own:contacts')
  @StepUp(StepUpArea.CONTACTS)
  @Mutation(() => ColleagueResult, { description: 'Gives a colleague another role. `id` is that of `Customer.contacts`.' })
  changeColleague(@Me() me: Actor, @Args('id', { type: () => ID }) id: string, @Args('role', { type: () => ContactRoleName }) role: ContactRoleName) {
    return this.service.changeRole(me, id, role);
  }

  @Allow('own:contacts')
  @StepUp(StepUpArea.CONTACTS)
  @Mutation(() => ColleagueResult, { description: 'Takes a colleague’s access away. `id` is that of `Customer.contacts`.' })
  removeColleague(@Me() me: Actor, @Args('id', { type: () => ID }) id: string) {
    return this.service.remove(me, id);
  }
}
