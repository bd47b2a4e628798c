import { Injectable } from '@nestjs/common';
import { MoreThan, IsNull } from 'typeorm';
import { Clock } from '../../platform/clock.js';
import { Config } from '../../platform/config/config.js';
import { Db } from '../../platform/db/db.js';
import { Events } from '../../platform/events/events.js';
import { Language, SignInMethod, type Tenant } from '../../tenancy/tenant.entity.js';
import { Accounts, type CustomerAccount } from '../accounts.service.js';
import { systemActor, type Actor } from '../actor.js';
import { Realm, Session, StaffUser } from '../auth.entity.js';
import { SignedIn, SignInRefused } from '../auth.events.js';
import type { Browser } from '../entry.service.js';
import { RateLimits } from '../rate-limits.service.js';
import { seal, unseal } from '../sealed-secret.js';
import { SessionsService, type SessionOwner } from '../sessions.service.js';
import { mayUse } from '../sign-in-policy.js';
import { TokenKeys } from '../token-keys.js';
import { roleOf, toldBy, type Told } from './claims.js';
import { EmployeeProvided } from './oidc.events.js';
import { IdentityProvider, ProvidedIdentity, ProvidedSession } from './identity-provider.entity.js';
import { isOffered } from './identity-providers.service.js';
import { OidcClient, type Returned } from './oidc-client.service.js';
import { OidcRefusal } from './oidc-refusal.js';

/** A logout token counts once; it is too old before its mark is forgotten. */
const LOGOUT_ONCE = { most: 1, minutes: 20 };

const NOBODY: SessionOwner = { realm: Realm.CUSTOMER, customerId: null, contactId: null, staffId: null, technicianId: null };

/** Which session of which provider somebody came from. */
export interface From {
  readonly providerId: string;
  readonly subject: string;
  readonly sid: string | null;
  readonly idToken: string;
}

/** What coming back from a provider led to. */
export type Entered = { readonly kind: 'session'; readonly session: Session } | { readonly kind: 'choose'; readonly accounts: readonly CustomerAccount[]; readonly from: From };

/** Lets people in whom a provider vouches for, and ends their sessions when it says so. */
@Injectable()
export class OidcService {
  private readonly secrets: TokenKeys;

  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly events: Events,
    private readonly client: OidcClient,
    private readonly accounts: Accounts,
    private readonly sessions: SessionsService,
    private readonly limits: RateLimits,
    config: Config,
  ) {
    this.secrets = new TokenKeys('identity-provider', config.secretKeys);
  }

  /** Opens a session for the person a provider has just vouched for, or offers the accounts they may choose among. Throws an `OidcRefusal`. */
  async enter(tenant: Tenant, provider: IdentityProvider, returned: Returned, browser: Browser): Promise<Entered> {
    if (!isOffered(tenant, provider.realm)) throw new OidcRefusal('not_offered');
    const told = toldBy(returned.sources, provider.groupsClaim);
    const from = { providerId: provider.id, subject: told.subject, sid: returned.sid, idToken: returned.idToken };
    return this.db.tx(systemActor(tenant.id), async () => {
      if (provider.realm === Realm.STAFF) {
        const { id, name } = await this.employee(tenant, provider, told);
        return { kind: 'session', session: await this.open(tenant, { ...NOBODY, realm: Realm.STAFF, staffId: id }, name, from, browser) };
      }
      const accounts = await this.accountsOf(tenant, provider, told);
      const [only] = accounts;
      if (accounts.length > 1) return { kind: 'choose', accounts, from };
      return { kind: 'session', session: await this.open(tenant, { ...NOBODY, customerId: only!.customerId, contactId: only!.contactId }, only!.name, from, browser) };
    });
  }

  /** Opens the account that somebody chose among those they were offered; `undefined` when it is gone meanwhile. */
  async choose(tenant: Tenant, { customerId, contactId }: Pick<CustomerAccount, 'customerId' | 'contactId'>, from: From, browser: Browser): Promise<Session | undefined> {
    return this.db.tx(systemActor(tenant.id), async () => {
      const account = await this.accounts.customers.of(customerId, contactId);
      return account && this.open(tenant, { ...NOBODY, customerId, contactId }, account.name, from, browser);
    });
  }

  private async open(tenant: Tenant, owner: SessionOwner, name: string, { providerId, subject, sid, idToken }: From, browser: Browser): Promise<Session> {
    const choices = owner.customerId ? [{ customerId: owner.customerId, contactId: owner.contactId }] : [];
    const session = await this.sessions.open(tenant.id, owner, { ...browser, linkId: null, method: 'oidc', choices });
    await this.db.repo(ProvidedSession).insert({ tenantId: tenant.id, sessionId: session.id, providerId, subject, sid, idToken: idToken && seal(idToken, this.secrets) });
    await this.events.emit(new SignedIn(session.id, session.realm, owner.staffId ?? owner.customerId ?? '', name, 'oidc', browser.address));
    return session;
  }

  /** Where whoever signs out here signs out at the provider as well, when their session came from one. */
  async signOutUrl(me: Actor, backTo: string): Promise<string | undefined> {
    if (!me.sessionId) return undefined;
    const from = await this.db.tx(systemActor(me.tenantId), () => this.db.repo(ProvidedSession).findOneBy({ sessionId: me.sessionId! }));
    const provider = from && (await this.db.tx(systemActor(me.tenantId), () => this.db.repo(IdentityProvider).findOneBy({ id: from.providerId })));
    return provider && from.idToken ? this.client.signOutUrl(provider, unseal(from.idToken, this.secrets), backTo) : undefined;
  }

  /** The provider says that somebody signed out there: their sessions from there end, sockets included. Throws an `OidcRefusal`. */
  async loggedOut(tenant: Tenant, provider: IdentityProvider, token: string): Promise<number> {
    const { sub, sid, jti } = await this.client.logoutClaims(provider, token);
    const { accepted } = await this.limits.take('oidc-logout', `${provider.id}:${jti}`, LOGOUT_ONCE);
    if (!accepted) throw new OidcRefusal('stale', 'the token was used before');
    const which = { providerId: provider.id, ...(typeof sid === 'string' ? { sid } : { subject: sub! }) };
    const alive = await this.db.tx(systemActor(tenant.id), async () => {
      const provided = await this.db.repo(ProvidedSession).findBy(which);
      const ours = await Promise.all(provided.map(({ sessionId }) => this.db.repo(Session).findOneBy({ id: sessionId, revokedAt: IsNull(), expiresAt: MoreThan(this.clock.now()) })));
      return ours.filter((session) => session !== null);
    });
    for (const { id } of alive) await this.sessions.end({ ...systemActor(tenant.id), name: provider.label }, { id });
    return alive.length;
  }

  /** Somebody was not let in. */
  async refused(tenantId: string, why: string, { address }: Browser): Promise<void> {
    await this.db.tx(systemActor(tenantId), () => this.events.emit(new SignInRefused('oidc', why, null, address)));
  }

  /**
   * The employee of a person: known by the provider's name for them, else by a verified address, else made now. Where no group
   * has a role, as with Google, which names none, only those who are employees already come in, and keep their role.
   */
  private async employee(tenant: Tenant, provider: IdentityProvider, told: Told): Promise<StaffUser> {
    const role = roleOf(told.groups, provider.roles);
    if (!role && provider.roles.length) throw new OidcRefusal('no_group');
    const known = await this.db.repo(ProvidedIdentity).findOneBy({ providerId: provider.id, subject: told.subject });
    const user = known ? await this.db.repo(StaffUser).findOne({ where: { id: known.staffId }, lock: { mode: 'pessimistic_write' } }) : await this.byAddress(tenant, provider, told, role);
    if (!user?.active) throw new OidcRefusal('closed');
    if (!known) await this.db.repo(ProvidedIdentity).insert({ tenantId: tenant.id, providerId: provider.id, subject: told.subject, staffId: user.id });
    if (role && user.role !== role && !(await this.isLastOwner(user))) {
      await this.db.repo(StaffUser).update({ id: user.id }, { role });
      await this.events.emit(new EmployeeProvided(user.id, user.name, user.role, role, provider.label));
      await this.sessions.lookAgain(systemActor(tenant.id), { staffId: user.id });
    }
    return user;
  }

  private async byAddress(tenant: Tenant, provider: IdentityProvider, told: Told, role: string | undefined): Promise<StaffUser> {
    const email = verifiedAddress(provider, told);
    const user = await this.db.repo(StaffUser).findOne({ where: { email }, lock: { mode: 'pessimistic_write' } });
    if (user) return user;
    if (!role) throw new OidcRefusal('unknown');
    const made = await this.db.repo(StaffUser).save(Object.assign(new StaffUser(), { tenantId: tenant.id, email, name: told.name, role, language: tenant.language ?? Language.FR, active: true, passwordHash: null }));
    await this.events.emit(new EmployeeProvided(made.id, made.name, null, role, provider.label));
    return made;
  }

  /** A provider's table must not leave the office without an owner. */
  private async isLastOwner(user: StaffUser): Promise<boolean> {
    if (user.role !== 'owner') return false;
    const owners = await this.db.repo(StaffUser).find({ where: { role: 'owner', active: true }, order: { id: 'asc' }, lock: { mode: 'pessimistic_write' } });
    return owners.every(({ id }) => id === user.id);
  }

  /** The accounts of a contact with this address, such as may use it. */
  private async accountsOf(tenant: Tenant, provider: IdentityProvider, told: Told): Promise<CustomerAccount[]> {
    const email = verifiedAddress(provider, told);
    const found = await this.accounts.customers.find({ kind: 'email', email });
    const theirs = found.filter(({ contactId, company }) => contactId !== null && mayUse(tenant, company ? 'company' : 'household', SignInMethod.OIDC));
    if (!theirs.length) throw new OidcRefusal('unknown');
    return theirs;
  }
}

function verifiedAddress(provider: IdentityProvider, { email, verified }: Told): string {
  if (!email) throw new OidcRefusal('no_email');
  if (!verified && !provider.trustsEmail) throw new OidcRefusal('unverified');
  return email;
}
