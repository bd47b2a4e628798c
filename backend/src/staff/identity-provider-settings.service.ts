import { Injectable } from '@nestjs/common';
import { STAFF_ROLES } from '@demarc/permissions';
import type { Actor } from '../auth/actor.js';
import { Realm, Role } from '../auth/auth.entity.js';
import { IdentityProvider, ProvidedIdentity, ProvidedSession } from '../auth/oidc/identity-provider.entity.js';
import { IdentityProvidersService } from '../auth/oidc/identity-providers.service.js';
import { AuditService } from '../audit/audit.service.js';
import { Config } from '../platform/config/config.js';
import { Db } from '../platform/db/db.js';
import { BadInputError, NotFoundError } from '../platform/graphql/errors.js';
import { one, type Read } from '../platform/read/read.js';
import { sql } from '../platform/read/sql.js';
import type { IdentityProviderChecked, IdentityProviderInput } from './identity-providers.resolver.js';
import { beyond, isForOffice } from './rights.js';
import { BeyondYourRights, RoleUnknown } from './staff.results.js';

/** Sets up companies' own sign-ins. Its secret goes in and never comes out again. */
@Injectable()
export class IdentityProviderSettings {
  constructor(
    private readonly db: Db,
    private readonly audit: AuditService,
    private readonly providers: IdentityProvidersService,
    private readonly config: Config,
  ) {}

  async save(me: Actor, id: string | null, { clientSecret, ...input }: IdentityProviderInput): Promise<Read<IdentityProvider> | RoleUnknown | BeyondYourRights> {
    if (this.config.production && !input.issuer.startsWith('https://')) throw new BadInputError('The issuer must be an https address', { issuer: 'isUrl' });
    const known = id ? await this.db.repo(IdentityProvider).findOne({ where: { id }, lock: { mode: 'pessimistic_write' } }) : null;
    if (id && !known) throw new NotFoundError();
    const refused = await this.mayGive(me, input);
    if (refused) return refused;
    const secret = clientSecret === undefined || clientSecret === null ? (known?.clientSecret ?? null) : clientSecret === '' ? null : this.providers.sealed(clientSecret);
    const row = Object.assign(known ?? new IdentityProvider(), input, { roles: input.roles.map(({ group, role }) => ({ group, role })), clientSecret: secret, version: (known?.version ?? 0) + 1 });
    await this.db.repo(IdentityProvider).save(row);
    const { label, realm, issuer, clientId, groupsClaim, trustsEmail, enabled, roles } = row;
    await this.audit.record(me, { action: known ? 'identity-provider.changed' : 'identity-provider.added', target: `identity-provider:${row.id}`, detail: { label, realm, issuer, clientId, groupsClaim, trustsEmail, enabled, roles, ...(clientSecret ? { newSecret: true } : {}) } });
    return one(IdentityProvider, (provider) => sql`${provider.id} = ${row.id}`);
  }

  async remove(me: Actor, id: string): Promise<boolean> {
    const known = await this.db.repo(IdentityProvider).findOne({ where: { id }, lock: { mode: 'pessimistic_write' } });
    if (!known) throw new NotFoundError();
    await this.db.repo(ProvidedIdentity).delete({ providerId: id });
    await this.db.repo(ProvidedSession).delete({ providerId: id });
    await this.db.repo(IdentityProvider).delete({ id });
    await this.audit.record(me, { action: 'identity-provider.removed', target: `identity-provider:${id}`, detail: { label: known.label, issuer: known.issuer } });
    return true;
  }

  async check(me: Actor, id: string): Promise<IdentityProviderChecked> {
    const provider = await this.db.tx(me, () => this.db.repo(IdentityProvider).findOneBy({ id }));
    if (!provider) throw new NotFoundError();
    const problem = await this.providers.problemWith(provider);
    return { ok: !problem, problem: problem?.[me.locale] ?? null, detail: problem?.detail ?? null };
  }

  /** A table of groups gives roles to people, so nobody writes one that gives more than they have. */
  private async mayGive(me: Actor, { realm, roles }: Pick<IdentityProviderInput, 'realm' | 'roles'>): Promise<RoleUnknown | BeyondYourRights | undefined> {
    if (realm !== Realm.STAFF) return undefined;
    for (const { role } of roles) {
      const permissions = role === 'owner' ? STAFF_ROLES.owner : isForOffice(role) ? (await this.db.repo(Role).findOneBy({ name: role }))?.permissions : undefined;
      if (!permissions) return new RoleUnknown();
      const refused = beyond(me.permissions, [], permissions);
      if (refused.length) return BeyondYourRights.of(refused);
    }
    return undefined;
  }
}
