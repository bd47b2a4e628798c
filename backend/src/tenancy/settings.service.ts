import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import type { Actor } from '../auth/actor.js';
import { Config } from '../platform/config/config.js';
import { Db } from '../platform/db/db.js';
import { Events } from '../platform/events/events.js';
import { one, type Read } from '../platform/read/read.js';
import { sql } from '../platform/read/sql.js';
import { isLegible } from './colour-contrast.js';
import { TenantChanged } from './tenancy.events.js';
import type { TenantInput } from './tenancy.inputs.js';
import { ColourTooPale, DemoStaysCaptured, SendingNotSetUp } from './tenancy.results.js';
import { TenancyService } from './tenancy.service.js';
import { Tenant } from './tenant.entity.js';

/** Columns where an empty text means none. */
const OPTIONAL = new Set(['email', 'phone']);

/** The settings of a tenant, as its own people change them. */
@Injectable()
export class SettingsService {
  constructor(
    private readonly db: Db,
    private readonly events: Events,
    private readonly config: Config,
    private readonly tenancy: TenancyService,
  ) {}

  async update(me: Actor, input: TenantInput): Promise<Read<Tenant> | ColourTooPale | SendingNotSetUp | DemoStaysCaptured> {
    const tenant = await this.db.repo(Tenant).findOneOrFail({ where: { id: me.tenantId }, lock: { mode: 'pessimistic_write' } });
    const changes = changesOf(tenant, input);
    if (changes['colour'] && !isLegible(input.colour!)) return ColourTooPale.of(input.colour!);
    if (changes['live']?.[1] && tenant.demo) return new DemoStaysCaptured();
    if (changes['live']?.[1] && !this.config.smtpUrl && !this.config.twilio) return new SendingNotSetUp();
    if (Object.keys(changes).length) {
      await this.db.repo(Tenant).update(tenant.id, Object.fromEntries(Object.entries(changes).map(([name, [, after]]) => [name, after])));
      await this.events.emit(new TenantChanged(me.staffId ?? '', me.name, changes));
      this.db.afterCommit(() => this.tenancy.forget());
    }
    return one(Tenant, (row) => sql`${row.id} = ${me.tenantId}`);
  }
}

/** What differs from before, as pairs. */
function changesOf(tenant: Tenant, input: TenantInput): Record<string, readonly [unknown, unknown]> {
  const given = Object.entries(input).filter(([, value]) => value !== undefined && value !== null);
  const wanted = given.map(([name, value]) => [name, typeof value === 'string' && OPTIONAL.has(name) ? value.trim() || null : typeof value === 'string' ? value.trim() : value] as const);
  return Object.fromEntries(wanted.filter(([name, value]) => !isDeepStrictEqual(tenant[name as keyof Tenant], value)).map(([name, value]) => [name, [tenant[name as keyof Tenant], value] as const]));
}
