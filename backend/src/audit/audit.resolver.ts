import { Args, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Allow } from '../auth/allow.js';
import { FromSql } from '../platform/read/from-sql.js';
import { page, one } from '../platform/read/read.js';
import { and, sql } from '../platform/read/sql.js';
import { PageArgs } from '../platform/graphql/page.type.js';
import { Tenant } from '../tenancy/tenant.entity.js';
import { AuditEntry, AuditEntryPage } from './audit-entry.entity.js';

@Resolver(() => AuditEntry)
export class AuditResolver {
  @Allow('audit:read')
  @Query(() => AuditEntryPage, { description: 'Who did what, the newest first.' })
  auditEntries(@Args() slice: PageArgs, @Args('action', { type: () => String, nullable: true, description: 'Such as session.refused.' }) action: string | null) {
    return page(AuditEntry, { page: slice, where: (e) => and(action ? sql`${e.action} = ${action}` : null), order: [[(e) => e.createdAt, 'desc']] });
  }
}

/** Who changed the settings last. */
@Resolver(() => Tenant)
export class TenantAuditResolver {
  @Allow('settings:write')
  @FromSql(Tenant, () => one(AuditEntry, (e) => sql`${e.action} = 'settings.changed'`, [[(e) => e.createdAt, 'desc']]))
  @ResolveField(() => AuditEntry, { nullable: true, description: 'Who changed the settings last, and when.' })
  lastChange(): void {}
}
