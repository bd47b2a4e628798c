import { Injectable } from '@nestjs/common';
import { Config } from '../platform/config/config.js';
import { Db } from '../platform/db/db.js';
import { inkOn } from './colour-contrast.js';
import { Tenant, TenantDomain } from './tenant.entity.js';

const KEEP_MS = 5_000;

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

/** Which provider a host belongs to. */
@Injectable()
export class TenancyService {
  private readonly byHost = new Map<string, { tenant: Tenant | null; until: number }>();

  constructor(
    private readonly db: Db,
    private readonly config: Config,
  ) {}

  /** The tenant of a host name; in development any other host leads to the first tenant, so that a clone just works. */
  async ofHost(host: string): Promise<Tenant | null> {
    const name = host.toLowerCase().replace(/:\d+$/, '');
    const known = this.byHost.get(name);
    if (known && known.until > performance.now()) return known.tenant;
    const tenant = await this.db.unscoped('a host names its tenant before there is a scope', () => this.find(name));
    this.byHost.set(name, { tenant, until: performance.now() + KEEP_MS });
    return tenant;
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
  brandOf({ name, colour, email, phone, logoUrl }: Tenant): Brand {
    return { name, colour, ink: inkOn(colour), email, phone, logoUrl };
  }

  /** Forgets what hosts lead to, after settings changed. */
  forget(): void {
    this.byHost.clear();
  }

  private async find(host: string): Promise<Tenant | null> {
    const domain = await this.db.repo(TenantDomain).findOne({ where: { host }, relations: { tenant: true } });
    if (domain || this.config.production) return domain?.tenant ?? null;
    const [first] = await this.db.repo(Tenant).find({ order: { createdAt: 'asc' }, take: 1 });
    return first ?? null;
  }
}
