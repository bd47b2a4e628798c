import { Args, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { Actor } from '../auth/actor.js';
import { Allow } from '../auth/allow.js';
import { Me } from '../auth/me.js';
import { Ready } from '../platform/graphql/engine.js';
import { PageArgs } from '../platform/graphql/page.type.js';
import { FromSql } from '../platform/read/from-sql.js';
import { one, page } from '../platform/read/read.js';
import { and, sql } from '../platform/read/sql.js';
import { Tenant } from '../tenancy/tenant.entity.js';
import { AuditChain, AuditChainService } from './audit-chain.service.js';
import { AuditEntry, AuditEntryPage } from './audit-entry.entity.js';
import { AuditFilter } from './audit.inputs.js';
import { auditWhere } from './audit-where.js';

@Resolver(() => AuditEntry)
export class AuditResolver {
  constructor(private readonly chain: AuditChainService) {}

  @Allow('audit:read')
  @Query(() => AuditEntryPage, { description: 'Who did what, the newest first.' })
  auditEntries(@Args() slice: PageArgs, @Args('filter', { type: () => AuditFilter, nullable: true }) filter?: AuditFilter) {
    return page(AuditEntry, { page: slice, where: (e) => auditWhere(e, filter ?? {}), order: [[(e) => e.createdAt, 'desc']] });
  }

  @Allow('audit:read')
  @Query(() => AuditChain, { description: 'Recomputes the chain of the whole log.' })
  async auditChain(@Me() me: Actor) {
    return new Ready<AuditChain>(await this.chain.verify(me.tenantId));
  }
}

/** Who changed the settings last. */
@Resolver(() => Tenant)
export class TenantAuditResolver {
  @Allow('settings:write')
  @FromSql(Tenant, (_tenant, { of }) => one(AuditEntry, (e) => and(sql`${e.action} = 'settings.changed'`, Array.isArray(of) && sql`${e.detail} ?| ${of}::text[]`), [[(e) => e.createdAt, 'desc']]))
  @ResolveField(() => AuditEntry, { nullable: true, description: 'Who changed the settings last, and when.' })
  lastChange(@Args('of', { type: () => [String], nullable: true, description: 'Only of these settings, such as colour and logoUrl.' }) _of: string[] | null): void {}
}
