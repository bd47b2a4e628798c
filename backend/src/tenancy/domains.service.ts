import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import type { Actor } from '../auth/actor.js';
import { Clock } from '../platform/clock.js';
import { Db } from '../platform/db/db.js';
import { Events } from '../platform/events/events.js';
import { BadInputError, NotFoundError } from '../platform/graphql/errors.js';
import { Schedule } from '../platform/queue/queue.js';
import { one, type Read } from '../platform/read/read.js';
import { sql } from '../platform/read/sql.js';
import { judge, type DomainState } from './domain-check.js';
import { DomainLookup } from './domain-lookup.js';
import { isHostName, plainHost } from './host-name.js';
import { TenantChanged } from './tenancy.events.js';
import { DomainAlreadyYours, DomainNotPointing, DomainStays } from './tenancy.results.js';
import { TenancyService } from './tenancy.service.js';
import { DomainKind, DomainProblem, Tenant, TenantDomain } from './tenant.entity.js';

/** A wish that nothing has pointed to for this long is forgotten. */
const PENDING_DAYS = 30;
const SIDE_BY_SIDE = 8;

/** The host names of a tenant: asked for, looked up until they lead here, and taken away. */
@Injectable()
export class DomainsService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly events: Events,
    private readonly tenancy: TenancyService,
    private readonly lookup: DomainLookup,
  ) {}

  /** Keeps the wish for a host; it leads here once its CNAME does. */
  async add(me: Actor, text: string, kind: DomainKind): Promise<Read<TenantDomain> | DomainAlreadyYours> {
    const host = plainHost(text);
    if (!isHostName(host)) throw new BadInputError('Not a host name.', { host: 'isHostName' });
    if (kind === DomainKind.CANONICAL) throw new BadInputError('The canonical host is set by whoever runs the server.', { kind: 'isIn' });
    const repo = this.db.repo(TenantDomain);
    if (await repo.existsBy({ host })) return new DomainAlreadyYours();
    const domain = Object.assign(new TenantDomain(), { host, kind, activeSince: null });
    await repo.insert(domain as never);
    await this.events.emit(new TenantChanged(me.staffId ?? '', me.name, { domains: [null, host] }));
    return read(domain.id);
  }

  /** Looks a domain up and makes it active when it leads here. Asks name servers, so outside of any transaction. */
  async check(me: Actor, id: string): Promise<Read<TenantDomain> | DomainNotPointing> {
    const domain = await this.db.tx(me, () => this.db.repo(TenantDomain).findOneBy({ id }));
    if (!domain) throw new NotFoundError();
    if (domain.activeSince) return read(id);
    const { problem, pointsAt } = await this.look(domain);
    return problem ? DomainNotPointing.of(domain.host, await this.tenancy.hostOf(me.tenantId), problem, pointsAt) : read(id);
  }

  async remove(me: Actor, id: string): Promise<Read<Tenant> | DomainStays> {
    const domain = await this.db.repo(TenantDomain).findOneBy({ id });
    if (!domain) throw new NotFoundError();
    if (domain.kind === DomainKind.CANONICAL) return new DomainStays();
    await this.db.repo(TenantDomain).delete({ id });
    await this.events.emit(new TenantChanged(me.staffId ?? '', me.name, { domains: [domain.host, null] }));
    this.db.afterCommit(() => this.tenancy.forget());
    return one(Tenant, (tenant) => sql`${tenant.id} = ${me.tenantId}`);
  }

  /** Domains that wait for their CNAME are looked up until they have it, and forgotten when it never comes. */
  @Schedule('*/10 * * * *')
  async checkPending(): Promise<void> {
    const since = new Date(this.clock.now().getTime() - PENDING_DAYS * 86_400_000);
    const pending = await this.db.unscoped('domains of every provider wait for their CNAME', async () => {
      await this.db.query('delete from tenant_domain where active_since is null and created_at < $1', [since]);
      return this.db.repo(TenantDomain).findBy({ activeSince: IsNull() });
    });
    // Side by side, so that name servers that do not answer hold up nobody else.
    for (let at = 0; at < pending.length; at += SIDE_BY_SIDE) await Promise.all(pending.slice(at, at + SIDE_BY_SIDE).map((domain) => this.look(domain)));
  }

  private async look(domain: TenantDomain): Promise<DomainState> {
    const state = judge(await this.lookup.canonicalNames(domain.host), await this.tenancy.hostOf(domain.tenantId));
    return this.db.unscoped('whether another provider uses the host is seen over all of them', async () => {
      await this.db.query('select pg_advisory_xact_lock(hashtextextended($1, 2))', [domain.host]);
      const [taken] = state.problem ? [] : await this.db.query<{ id: string }>('select id from tenant_domain where host = $1 and active_since is not null and id <> $2', [domain.host, domain.id]);
      const found: DomainState = taken ? { problem: DomainProblem.TAKEN, pointsAt: null } : state;
      await this.db.repo(TenantDomain).update({ id: domain.id, activeSince: IsNull() }, { checkedAt: this.clock.now(), ...found, ...(found.problem ? {} : { activeSince: this.clock.now() }) });
      this.db.afterCommit(() => this.tenancy.forget());
      return found;
    });
  }
}

const read = (id: string): Read<TenantDomain> => one(TenantDomain, (domain) => sql`${domain.id} = ${id}`);
