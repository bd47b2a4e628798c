import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Actor } from '../auth/actor.js';
import { Allow } from '../auth/allow.js';
import { Me } from '../auth/me.js';
import { one } from '../platform/read/read.js';
import { sql } from '../platform/read/sql.js';
import { SettingsService } from './settings.service.js';
import { TenantInput } from './tenancy.inputs.js';
import { UpdateTenantResult } from './tenancy.results.js';
import { Tenant } from './tenant.entity.js';

@Resolver(() => Tenant)
export class TenancyResolver {
  constructor(private readonly settings: SettingsService) {}

  @Allow('tenant:read')
  @Query(() => Tenant, { description: 'The provider one is signed in with.' })
  tenant(@Me() me: Actor) {
    return one(Tenant, (tenant) => sql`${tenant.id} = ${me.tenantId}`);
  }

  @Allow('settings:write')
  @Mutation(() => UpdateTenantResult, { description: 'Changes settings of the provider; what is left out stays.' })
  updateTenant(@Me() me: Actor, @Args('input') input: TenantInput) {
    return this.settings.update(me, input);
  }
}
