import { Injectable } from '@nestjs/common';
import { IsNull, Not } from 'typeorm';
import { Config } from '../platform/config/config.js';
import { Db } from '../platform/db/db.js';
import { Storage } from '../platform/storage/storage.js';
import { inkOn } from './colour-contrast.js';
import { isHostName } from './host-name.js';
import { DomainKind, Tenant, TenantDomain } from './tenant.entity.js';

const KEEP_MS = 5_000;
/** Names that strangers make up must not fill the memory. */
const MOST_HOSTS = 10_000;

/** How a tenant looks to its customers. */
export interface Brand {
  readonly name: string;
  readonly colour: string;
  /** What can be read on the colour. */
  readonly ink: string;
  readonly email: string | null;
  readonly phone: string | null;
  readonly logoUrl: string | null;
}

/** Where logos are shown, below any host of their tenant. */
export const LOGO_PATH = '/files/logo/';

/** What a host leads to. */
interface Place {
  readonly tenant: Tenant | null;
  /** What the host is to that tenant; null for a host that has no row, in development. */
  readonly kind: DomainKind | null;
}

/** Which provider a host belongs to. */
@Injectable()
export class TenancyService {
  private readonly byHost = new Map<string, { readonly place: Place; readonly until: number }>();
  private readonly hosts = new Map<string, { readonly host: string; readonly until: number }>();

  constructor(
    private readonly db: Db,
    private readonly config: Config,
    private readonly storage: Storage,
  ) {}

  /** The tenant of a host name; in development any other host leads to the first tenant, so that a clone just works. */
  async ofHost(host: string): Promise<Tenant | null> {
    const { tenant, kind } = await this.placeOf(host);
    return kind === DomainKind.LEGACY ? null : tenant;
  }

  /** Whether people only look at this host and sign in at the canonical one. */
  async isVanity(host: string): Promise<boolean> {
    return (await this.placeOf(host)).kind === DomainKind.VANITY;
  }

  /** Where a legacy host has moved to; `undefined` for any other. */
  async movedTo(host: string): Promise<string | undefined> {
    const { tenant, kind } = await this.placeOf(host);
    return tenant && kind === DomainKind.LEGACY ? this.addressOf(tenant.id) : undefined;
  }

  /** The canonical host of a tenant, where its people sign in; that of this server where it has none. */
  async hostOf(tenantId: string): Promise<string> {
    const known = this.hosts.get(tenantId);
    if (known && known.until > performance.now()) return known.host;
    const domain = await this.db.unscoped('letters name the host of their tenant', () => this.db.repo(TenantDomain).findOne({ where: { tenantId, kind: DomainKind.CANONICAL }, order: { createdAt: 'ASC', host: 'ASC' } }));
    // A clone's own `localhost` is no name that others reach it by.
    const host = domain && isHostName(domain.host) ? domain.host : new URL(this.config.publicUrl).hostname;
    this.hosts.set(tenantId, { host, until: performance.now() + KEEP_MS });
    return host;
  }

  /** The address that links to a tenant begin with. */
  async addressOf(tenantId: string): Promise<string> {
    return this.addressOfHost(await this.hostOf(tenantId));
  }

  async byId(id: string): Promise<Tenant | null> {
    return this.db.unscoped('a tenant is found before there is a scope', () => this.db.repo(Tenant).findOneBy({ id }));
  }

  async bySlug(slug: string): Promise<Tenant | null> {
    return this.db.unscoped('a tenant is found before there is a scope', () => this.db.repo(Tenant).findOneBy({ slug }));
  }

  /** The provider of a short name; throws a sentence with those there are. */
  async named(slug: string): Promise<Tenant> {
    const tenant = await this.bySlug(slug);
    if (tenant) return tenant;
    const slugs = (await this.all()).map((known) => known.slug);
    throw new Error(`There is no provider ${slug}${slugs.length ? `; there are ${slugs.join(', ')}` : ''}.`);
  }

  /** Whether a provider of this server writes texts from this number. */
  hasSmsNumber(smsNumber: string): Promise<boolean> {
    return this.db.unscoped('a number belongs to one provider of all', () => this.db.repo(Tenant).existsBy({ smsNumber }));
  }

  async all(): Promise<Tenant[]> {
    return this.db.unscoped('work that runs for every tenant', () => this.db.repo(Tenant).find({ order: { createdAt: 'asc' } }));
  }

  /** Makes a provider with the host its people come to; neither may be taken. */
  async add(facts: Pick<Tenant, 'slug' | 'name' | 'legalName' | 'language' | 'timeZone'>, host: string): Promise<Tenant | 'slug-taken' | 'host-taken'> {
    return this.db.unscoped('a tenant is made before there is a scope', async () => {
      if (await this.db.repo(Tenant).existsBy({ slug: facts.slug })) return 'slug-taken';
      if (await this.db.repo(TenantDomain).existsBy({ host })) return 'host-taken';
      const tenant = await this.db.repo(Tenant).save(Object.assign(new Tenant(), facts));
      await this.db.repo(TenantDomain).insert({ host, tenantId: tenant.id });
      return tenant;
    });
  }

  /** Where a host is reached: over the scheme and port of this server's public address. */
  addressOfHost(host: string): string {
    const { protocol, port } = new URL(this.config.publicUrl);
    return `${protocol}//${host}${port ? `:${port}` : ''}`;
  }

  /** How a tenant looks to its customers, in mails and on paper. */
  async brandOf({ id, name, colour, email, phone, logoUrl }: Tenant): Promise<Brand> {
    return { name, colour, ink: inkOn(colour), email, phone, logoUrl: logoUrl && `${await this.addressOf(id)}${logoUrl}` };
  }

  /** The logo as a PNG, for paper. */
  async logoOf({ id, logoUrl }: Pick<Tenant, 'id' | 'logoUrl'>): Promise<Buffer | null> {
    const file = logoUrl?.startsWith(LOGO_PATH) ? await this.storage.get(`${id}/logo/${logoUrl.slice(LOGO_PATH.length)}`) : null;
    return file?.bytes ?? null;
  }

  /** Forgets what hosts lead to, after settings changed. */
  forget(): void {
    this.byHost.clear();
    this.hosts.clear();
  }

  private async placeOf(host: string): Promise<Place> {
    const name = host.toLowerCase().replace(/:\d+$/, '');
    const known = this.byHost.get(name);
    if (known && known.until > performance.now()) return known.place;
    const place = await this.db.unscoped('a host names its tenant before there is a scope', () => this.find(name));
    if (this.byHost.size >= MOST_HOSTS) this.byHost.clear();
    this.byHost.set(name, { place, until: performance.now() + KEEP_MS });
    return place;
  }

  private async find(host: string): Promise<Place> {
    const domain = await this.db.repo(TenantDomain).findOne({ where: { host, activeSince: Not(IsNull()) }, relations: { tenant: true } });
    if (domain) return { tenant: domain.tenant, kind: domain.kind };
    if (this.config.production) return { tenant: null, kind: null };
    const [first] = await this.db.repo(Tenant).find({ order: { createdAt: 'asc' }, take: 1 });
    return { tenant: first ?? null, kind: null };
  }
}
