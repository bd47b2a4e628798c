import { Args, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { Actor } from '../auth/actor.js';
import { Allow } from '../auth/allow.js';
import { Me } from '../auth/me.js';
import { Outside } from '../platform/graphql/read.interceptor.js';
import { FromSql } from '../platform/read/from-sql.js';
import { many, one } from '../platform/read/read.js';
import { sql } from '../platform/read/sql.js';
import { DomainsService } from './domains.service.js';
import { SettingsService } from './settings.service.js';
import { TenancyService } from './tenancy.service.js';
import { NewDomainArgs, TenantInput } from './tenancy.inputs.js';
import { AddDomainResult, CheckDomainResult, RemoveDomainResult, UpdateTenantResult } from './tenancy.results.js';
import { Tenant, TenantDomain } from './tenant.entity.js';

@Resolver(() => Tenant)
export class TenancyResolver {
  constructor(
    private readonly settings: SettingsService,
    private readonly domainsService: DomainsService,
    private readonly tenancy: TenancyService,
  ) {}

  @Allow('tenant:read')
  @Query(() => Tenant, { description: 'The provider one is signed in with.' })
  tenant(@Me() me: Actor) {
    return one(Tenant, (tenant) => sql`${tenant.id} = ${me.tenantId}`);
  }

  @Allow('settings:write')
  @ResolveField(() => String, { description: 'The host people sign in at; the CNAME of other domains leads there.' })
  host(@Parent() { id }: Pick<Tenant, 'id'>) {
    return this.tenancy.hostOf(id);
  }

  @Allow('settings:write')
  @FromSql(Tenant, (tenant) => many(TenantDomain, { where: (domain) => sql`${domain.tenantId} = ${tenant.id}`, order: [[(domain) => domain.kind, 'asc'], [(domain) => domain.host, 'asc']] }))
  @ResolveField(() => [TenantDomain], { description: 'Its host names, the canonical one first.' })
  domains(): void {}

  @Allow('settings:write')
  @Mutation(() => UpdateTenantResult, { description: 'Changes settings of the provider; what is left out stays.' })
  updateTenant(@Me() me: Actor, @Args('input') input: TenantInput) {
    return this.settings.update(me, input);
  }

  @Allow('settings:write')
  @Mutation(() => Tenant, { description: 'Shows the name instead of a logo. A logo is sent as a form to /files/logo.' })
  removeLogo(@Me() me: Actor) {
    return this.settings.wearLogo(me, null);
  }

  @Allow('settings:write')
  @Mutation(() => AddDomainResult, { description: 'Asks for a domain; it leads here once its CNAME does.' })
  addDomain(@Me() me: Actor, @Args() { host, kind }: NewDomainArgs) {
    return this.domainsService.add(me, host, kind);
  }

  @Allow('settings:write')
  @Outside('name servers are asked')
  @Mutation(() => CheckDomainResult, { description: 'Looks up now whether a domain leads here.' })
  checkDomain(@Me() me: Actor, @Args('id', { type: () => ID }) id: string) {
    return this.domainsService.check(me, id);
  }

  @Allow('settings:write')
  @Mutation(() => RemoveDomainResult, { description: 'The domain leads here no longer.' })
  removeDomain(@Me() me: Actor, @Args('id', { type: () => ID }) id: string) {
    return this.domainsService.remove(me, id);
  }
}
