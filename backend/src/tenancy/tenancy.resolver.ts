import { Query, Resolver } from '@nestjs/graphql';
import { Allow } from '../auth/allow.js';
import type { Actor } from '../auth/actor.js';
import { Me } from '../auth/me.js';
import { one } from '../platform/read/read.js';
import { sql } from '../platform/read/sql.js';
import { Tenant } from './tenant.entity.js';

@Resolver(() => Tenant)
export class TenancyResolver {
  @Allow('tenant:read')
  @Query(() => Tenant, { description: 'The provider one is signed in with.' })
  tenant(@Me() me: Actor) {
    return one(Tenant, (tenant) => sql`${tenant.id} = ${me.tenantId}`);
  }
}
