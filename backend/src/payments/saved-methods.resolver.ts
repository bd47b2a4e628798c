import { Args, ID, Mutation, Query, Resolver, Subscription } from '@nestjs/graphql';
import type { Actor } from '../auth/actor.js';
import { Allow } from '../auth/allow.js';
import { Me } from '../auth/me.js';
import { StepUp } from '../auth/step-up.js';
import { BadInputError } from '../platform/graphql/errors.js';
import { live } from '../platform/graphql/live.js';
import { Outside } from '../platform/graphql/read.interceptor.js';
import { one } from '../platform/read/read.js';
import { sql } from '../platform/read/sql.js';
import { StepUpArea } from '../tenancy/tenant.entity.js';
import { PaymentMethod } from './payment.entity.js';
import { PaymentMethodsChanged } from './payment.events.js';
import { MethodSetup, SavedMethod } from './saved-method.entity.js';
import { BillingPortalResult, RemoveMethodResult, StartMethodSetupResult } from './saved-method.results.js';
import { SavedMethodsService } from './saved-methods.service.js';

const id = { type: () => ID } as const;

/** What customers keep with us to pay with. */
@Resolver(() => SavedMethod)
export class SavedMethodsResolver {
  constructor(private readonly methods: SavedMethodsService) {}

  @Allow('payments:read', 'own:read')
  @Query(() => [SavedMethod], { description: 'Cards and bank accounts that are saved, the preferred one first. A customer sees their own.' })
  savedMethods(@Me() me: Actor, @Args('customerId', { ...id, nullable: true }) customerId?: string) {
    return this.methods.list(me, customerId ?? null);
  }

  @Allow('own:pay')
  @Query(() => MethodSetup, { nullable: true, description: 'What became of a page on which something was to be saved.' })
  methodSetup(@Me() me: Actor, @Args('id', id) setupId: string) {
    return this.methods.setup(me, setupId);
  }

  @Outside('opens a page at Stripe')
  @StepUp(StepUpArea.MONEY)
  @Allow('own:pay')
  @Mutation(() => StartMethodSetupResult, { description: 'Opens a page to save a card or, with PRE_AUTHORISED_DEBIT, a bank account; send the customer to `url`.' })
  startMethodSetup(@Me() me: Actor, @Args('kind', { type: () => PaymentMethod }) kind: PaymentMethod) {
    if (kind !== PaymentMethod.CARD && kind !== PaymentMethod.PRE_AUTHORISED_DEBIT) throw new BadInputError('A card or a bank account can be saved.', { kind: 'in' });
    return this.methods.start(me, kind);
  }

  @StepUp(StepUpArea.MONEY)
  @Allow('own:pay')
  @Mutation(() => SavedMethod, { description: 'Offers this one first.' })
  preferMethod(@Me() me: Actor, @Args('id', id) methodId: string) {
    return this.methods.prefer(me, methodId);
  }

  @StepUp(StepUpArea.MONEY)
  @Allow('own:pay', 'payments:write')
  @Mutation(() => RemoveMethodResult, { description: 'Lets go of a card or account, here and at the processor.' })
  removeMethod(@Me() me: Actor, @Args('id', id) methodId: string) {
    return this.methods.remove(me, methodId);
  }

  @Outside('opens a page at Stripe')
  @StepUp(StepUpArea.MONEY)
  @Allow('own:pay')
  @Mutation(() => BillingPortalResult, { description: 'Opens the processor’s own page for what is saved.' })
  openBillingPortal(@Me() me: Actor) {
    return this.methods.portal(me);
  }

  @Allow('payments:read', 'own:read')
  @Subscription(() => SavedMethod, { nullable: true, description: 'A method that was saved, preferred or removed.' })
  savedMethodChanged(@Me() me: Actor) {
    return live([PaymentMethodsChanged], {
      when: (event) => me.kind !== 'customer' || event.customerId === me.customerId,
      read: (event) => one(SavedMethod, (m) => sql`${m.id} = ${event.savedMethodId}`),
    });
  }
}
