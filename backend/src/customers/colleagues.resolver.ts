import { Args, ID, Mutation, ResolveField, Resolver } from '@nestjs/graphql';
import type { Actor } from '../auth/actor.js';
import { Allow } from '../auth/allow.js';
import { Me } from '../auth/me.js';
import { StepUp } from '../auth/step-up.js';
import { FromSql } from '../platform/read/from-sql.js';
import { sql } from '../platform/read/sql.js';
import { StepUpArea } from '../tenancy/tenant.entity.js';
import { ColleaguesService } from './colleagues.service.js';
import { ContactRoleName, CustomerContact } from './customer.entity.js';
import { ColleagueInput } from './customer.inputs.js';
import { ColleagueResult, InviteContactResult } from './customer.results.js';

/** Inviting people to an account, from the office and from the portal. */
@Resolver(() => CustomerContact)
export class ColleaguesResolver {
  constructor(private readonly colleagues: ColleaguesService) {}

  @Allow('customers:read')
  @ResolveField(() => Date, { nullable: true, description: 'When they were last invited to choose a password.' })
  @FromSql(CustomerContact, (link) => sql`(select p.invited_at from contact_password p where p.owner_id = ${link.contactId})`)
  invitedAt(): void {}

  @Allow('customers:read')
  @ResolveField(() => Date, { nullable: true, description: 'When they chose their first password.' })
  @FromSql(CustomerContact, (link) => sql`(select p.activated_at from contact_password p where p.owner_id = ${link.contactId})`)
  activatedAt(): void {}

  @Allow('customers:sign-in-link')
  @Mutation(() => InviteContactResult, { description: 'Invites a contact to choose a password, or again. `id` is that of `Customer.contacts`.' })
  inviteContact(@Me() me: Actor, @Args('id', { type: () => ID }) id: string) {
    return this.colleagues.invite(me, id);
  }

  @Allow('own:contacts')
  @StepUp(StepUpArea.CONTACTS)
  @Mutation(() => ColleagueResult, { description: 'Invites a colleague to one’s own account.' })
  inviteColleague(@Me() me: Actor, @Args('input') input: ColleagueInput) {
    return this.colleagues.add(me, input);
  }

  @Allow('own:contacts')
  @StepUp(StepUpArea.CONTACTS)
  @Mutation(() => ColleagueResult, { description: 'Gives a colleague another role. `id` is that of `Customer.contacts`.' })
  changeColleague(@Me() me: Actor, @Args('id', { type: () => ID }) id: string, @Args('role', { type: () => ContactRoleName }) role: ContactRoleName) {
    return this.colleagues.changeRole(me, id, role);
  }

  @Allow('own:contacts')
  @StepUp(StepUpArea.CONTACTS)
  @Mutation(() => ColleagueResult, { description: 'Takes a colleague’s access away. `id` is that of `Customer.contacts`.' })
  removeColleague(@Me() me: Actor, @Args('id', { type: () => ID }) id: string) {
    return this.colleagues.remove(me, id);
  }
}
