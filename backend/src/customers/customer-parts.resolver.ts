import { Args, ID, Mutation, ResolveField, Resolver } from '@nestjs/graphql';
import { Allow } from '../auth/allow.js';
import type { Actor } from '../auth/actor.js';
import { Me } from '../auth/me.js';
import { StepUp } from '../auth/step-up.js';
import { FromSql } from '../platform/read/from-sql.js';
import { sql } from '../platform/read/sql.js';
import { StepUpArea } from '../tenancy/tenant.entity.js';
import { ContactsService } from './contacts.service.js';
import { Customer } from './customer.entity.js';
import { ContactChange, ContactInput, LocationChange, LocationInput, PhoneInput } from './customer.inputs.js';
import { ContactResult, LocationResult, PhoneResult } from './customer.results.js';
import { LocationsService } from './locations.service.js';

/** What belongs to a customer: phones, people, places, and what only the office reads. */
@Resolver(() => Customer)
export class CustomerPartsResolver {
  constructor(
    private readonly contacts: ContactsService,
    private readonly locations: LocationsService,
  ) {}

  @Allow('customers:read')
  @ResolveField(() => String, { description: 'Notes of the office; never shown in the portal.' })
  @FromSql(Customer, (customer) => customer.notes)
  notes(): void {}

  @Allow('customers:read')
  @ResolveField(() => [String])
  @FromSql(Customer, (customer) => customer.tags)
  tags(): void {}

  @ResolveField(() => String, { nullable: true, description: 'Town of the first location.' })
  @FromSql(Customer, (customer) => sql`(select l.city from service_location l where l.customer_id = ${customer.id} order by l.id limit 1)`)
  city(): void {}

  @ResolveField(() => String, { nullable: true, description: 'The first telephone number.' })
  @FromSql(Customer, (customer) => sql`(select p.number from phone p where p.customer_id = ${customer.id} order by p.id limit 1)`)
  phone(): void {}

  @Allow('customers:write')
  @StepUp(StepUpArea.CONTACTS)
  @Mutation(() => ContactResult, { description: 'Adds a person. Somebody known by the address already becomes a contact here too.' })
  addContact(@Me() me: Actor, @Args('input') input: ContactInput) {
    return this.contacts.add(me, input);
  }

  @Allow('customers:write')
  @StepUp(StepUpArea.CONTACTS)
  @Mutation(() => ContactResult, { description: '`id` is that of `Customer.contacts`. Name and address change wherever the person is a contact.' })
  updateContact(@Me() me: Actor, @Args('id', { type: () => ID }) id: string, @Args('input') input: ContactChange) {
    return this.contacts.change(me, id, input);
  }

  @Allow('customers:write')
  @StepUp(StepUpArea.CONTACTS)
  @Mutation(() => Customer)
  removeContact(@Me() me: Actor, @Args('id', { type: () => ID }) id: string) {
    return this.contacts.remove(me, id);
  }

  @Allow('customers:write')
  @StepUp(StepUpArea.CONTACTS)
  @Mutation(() => PhoneResult)
  addPhone(@Me() me: Actor, @Args('input') input: PhoneInput) {
    return this.contacts.addPhone(me, input);
  }

  @Allow('customers:write')
  @StepUp(StepUpArea.CONTACTS)
  @Mutation(() => Customer)
  removePhone(@Me() me: Actor, @Args('id', { type: () => ID }) id: string) {
    return this.contacts.removePhone(me, id);
  }

  @Allow('customers:write')
  @Mutation(() => LocationResult)
  addLocation(@Me() me: Actor, @Args('customerId', { type: () => ID }) customerId: string, @Args('input') input: LocationInput) {
    return this.locations.add(me, customerId, input);
  }

  @Allow('customers:write')
  @Mutation(() => LocationResult)
  updateLocation(@Me() me: Actor, @Args('id', { type: () => ID }) id: string, @Args('input') input: LocationChange) {
    return this.locations.change(me, id, input);
  }
}
