import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { systemActor, type Actor } from '../auth/actor.js';
import { AuditService } from '../audit/audit.service.js';
import { ServiceLocation } from '../customers/customer.entity.js';
import type { Caller } from '../platform/caller.js';
import { Clock } from '../platform/clock.js';
import { Config } from '../platform/config/config.js';
import { Db } from '../platform/db/db.js';
import { Events } from '../platform/events/events.js';
import { NotFoundError } from '../platform/graphql/errors.js';
import { TenancyService } from '../tenancy/tenancy.service.js';
import type { Tenant } from '../tenancy/tenant.entity.js';
import { ShareLink } from './share-link.entity.js';
import { ShareLinkRevoked } from './share.events.js';
import { ShareLinkCreated, ShareLinksOff } from './share.results.js';

const TOUCH_MS = 60_000;

/** What a link shows: one place, and nothing by which its people or bills could be known. */
export interface Shown {
  readonly label: string;
  readonly place: { readonly name: string; readonly line1: string; readonly city: string; readonly province: string };
  readonly services: readonly string[];
  readonly devices: readonly { readonly kind: string; readonly name: string }[];
  /** Since when something there is not as it should be; null when all is well. */
  readonly troubleSince: string | null;
  readonly visit: { readonly day: string | null; readonly from: string | null; readonly until: string | null; readonly status: string } | null;
}

const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/** Everything in one statement, under the row-level security of the customer whose place it is. */
const SHOWN = `
  select json_build_object('name', l.name, 'line1', l.line1, 'city', l.city, 'province', l.province) place,
    (select coalesce(json_agg(i.name order by i.name), '[]') from subscription s join catalog_item i on i.id = s.item_id where s.location_id = l.id and s.status = 'ACTIVE') services,
    (select coalesce(json_agg(json_build_object('kind', d.kind, 'name', trim(d.brand || ' ' || d.model)) order by d.kind, d.id), '[]') from device d where d.location_id = l.id and d.status = 'INSTALLED') devices,
    (select min(a.onset_at) from alert_event a join device d on d.id = a.device_id where d.location_id = l.id and a.cleared_at is null) trouble,
    (select json_build_object('day', j.day, 'from', coalesce(j.window_start, j.starts_at), 'until', coalesce(j.window_end, j.ends_at), 'status', j.status)
       from job j where j.location_id = l.id and j.status not in ('COMPLETED', 'CANCELLED', 'COULD_NOT_COMPLETE') order by j.day nulls last, j.starts_at nulls last, j.id limit 1) visit
  from service_location l where l.id = $1`;

/** Makes, shows and ends share links. The row is looked at for every request, so an ended link shows nothing more. */
@Injectable()
export class SharesService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly config: Config,
    private readonly events: Events,
    private readonly audit: AuditService,
    private readonly tenancy: TenancyService,
  ) {}

  async create(me: Actor, locationId: string, label: string): Promise<ShareLinkCreated | ShareLinksOff> {
    const tenant = await this.tenancy.byId(me.tenantId);
    if (!tenant?.shareLinks) return new ShareLinksOff();
    const location = await this.db.repo(ServiceLocation).findOneBy({ id: locationId });
    if (!location) throw new NotFoundError();
    const secret = randomBytes(32).toString('base64url');
    const link = await this.db.repo(ShareLink).save(Object.assign(new ShareLink(), { label, locationId, customerId: location.customerId, hash: hashOf(secret), createdByName: me.name, lastUsedAt: null, revokedAt: null }));
    await this.audit.record(me, { action: 'share-link.created', target: `share-link:${link.id}`, detail: { label, locationId } });
    return ShareLinkCreated.of(Object.assign(link, { location }), `${this.config.publicUrl}/#/partage?s=${secret}`);
  }

  async revoke(me: Actor, id: string): Promise<void> {
    const link = await this.db.repo(ShareLink).findOne({ where: { id }, lock: { mode: 'pessimistic_write' } });
    if (!link) throw new NotFoundError();
    if (link.revokedAt) return;
    await this.db.repo(ShareLink).update({ id }, { revokedAt: this.clock.now() });
    await this.events.emit(new ShareLinkRevoked(id));
    await this.audit.record(me, { action: 'share-link.revoked', target: `share-link:${id}`, detail: { label: link.label } });
  }

  /** What the holder of a secret is shown; `undefined` for a secret that opens nothing, whatever the reason. */
  async show(tenant: Tenant, secret: string): Promise<Shown | undefined> {
    if (!tenant.shareLinks || secret.length > 100) return undefined;
    const link = await this.db.tx(systemActor(tenant.id), () => this.used(secret));
    if (!link) return undefined;
    const viewer: Caller = { tenantId: tenant.id, customerId: link.customerId, seesAllCustomers: false, permissions: new Set(), locale: 'fr' };
    const [row] = await this.db.tx(viewer, () => this.db.query<{ place: Shown['place']; services: string[]; devices: Shown['devices']; trouble: Date | null; visit: Shown['visit'] }>(SHOWN, [link.locationId]));
    if (!row) return undefined;
    const { place, services, devices, trouble, visit } = row;
    return { label: link.label, place, services, devices, troubleSince: trouble?.toISOString() ?? null, visit };
  }

  private async used(secret: string): Promise<ShareLink | undefined> {
    const link = await this.db.repo(ShareLink).findOneBy({ hash: hashOf(secret) });
    if (!link || link.revokedAt) return undefined;
    const now = this.clock.now();
    if (!link.lastUsedAt || now.getTime() - link.lastUsedAt.getTime() > TOUCH_MS) await this.db.repo(ShareLink).update({ id: link.id }, { lastUsedAt: now });
    return link;
  }
}
