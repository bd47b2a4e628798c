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
import { ColourTooPale, LanguageNotOffered, OpenLinksForbidden, SmsNumberTaken, type UpdateRefusal } from './tenancy.results.js';
import { TenancyService } from './tenancy.service.js';
import { LinkUse, Tenant } from './tenant.entity.js';

/** Columns where an empty text means none. */
const OPTIONAL = new Set(['email', 'phone', 'smsNumber']);

/** The settings of a tenant, as its own people change them. */
@Injectable()
export class SettingsService {
  constructor(
    private readonly db: Db,
    private readonly events: Events,
    private readonly config: Config,
    private readonly tenancy: TenancyService,
  ) {}

  async update(me: Actor, input: TenantInput): Promise<Read<Tenant> | UpdateRefusal> {
    const tenant = await this.db.repo(Tenant).findOneOrFail({ where: { id: me.tenantId }, lock: { mode: 'pessimistic_write' } });
    const changes = changesOf(tenant, input);
    if (changes['colour'] && !isLegible(input.colour!)) return ColourTooPale.of(input.colour!);
    const { language, languages } = { ...tenant, ...input };
    if (!(languages ?? tenant.languages).includes(language ?? tenant.language)) return new LanguageNotOffered();
    if (changes['linkUse']?.[1] === LinkUse.EVERYWHERE && this.config.production && !this.config.openLinks) return new OpenLinksForbidden();
    if (changes['smsNumber']?.[1] && (await this.tenancy.hasSmsNumber(changes['smsNumber'][1] as string))) return new SmsNumberTaken();
    if (Object.keys(changes).length) await this.keep(me, tenant.id, changes);
    return one(Tenant, (row) => sql`${row.id} = ${me.tenantId}`);
  }

  /** Shows another logo everywhere, or none. */
  async wearLogo(me: Actor, logoUrl: string | null): Promise<Read<Tenant>> {
    await this.db.tx(me, async () => {
      const tenant = await this.db.repo(Tenant).findOneOrFail({ where: { id: me.tenantId }, lock: { mode: 'pessimistic_write' } });
      if (tenant.logoUrl !== logoUrl) await this.keep(me, tenant.id, { logoUrl: [tenant.logoUrl, logoUrl] });
    });
    return one(Tenant, (row) => sql`${row.id} = ${me.tenantId}`);
  }

  /** Lets messages leave, or keeps them here; whoever asks has looked whether they can. */
  async goLive(me: Actor, live: boolean): Promise<void> {
    await this.db.tx(me, async () => {
      const tenant = await this.db.repo(Tenant).findOneOrFail({ where: { id: me.tenantId }, lock: { mode: 'pessimistic_write' } });
      if (tenant.live !== live) await this.keep(me, tenant.id, { live: [tenant.live, live] });
    });
  }

  private async keep(me: Actor, id: string, changes: Changes): Promise<void> {
    await this.db.repo(Tenant).update(id, Object.fromEntries(Object.entries(changes).map(([name, [, after]]) => [name, after])));
    await this.events.emit(new TenantChanged(me.staffId ?? '', me.name, changes));
    this.db.afterCommit(() => this.tenancy.forget());
  }
}

/** By setting, the value before and after. */
type Changes = Readonly<Record<string, readonly [before: unknown, after: unknown]>>;

/** What differs from before. */
function changesOf(tenant: Tenant, input: TenantInput): Changes {
  const given = Object.entries(input).filter(([, value]) => value !== undefined && value !== null);
  const wanted = given.map(([name, value]) => [name, typeof value === 'string' && OPTIONAL.has(name) ? value.trim() || null : typeof value === 'string' ? value.trim() : value] as const);
  return Object.fromEntries(wanted.filter(([name, value]) => !isDeepStrictEqual(tenant[name as keyof Tenant], value)).map(([name, value]) => [name, [tenant[name as keyof Tenant], value] as const]));
}
