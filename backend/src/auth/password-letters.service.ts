import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { IsNull, MoreThan } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { Config } from '../platform/config/config.js';
import { Db } from '../platform/db/db.js';
import { Events } from '../platform/events/events.js';
import { uuidv7 } from '../platform/ids.js';
import { Log } from '../platform/observability/log.js';
import { Queue, Work } from '../platform/queue/queue.js';
import { TenancyService } from '../tenancy/tenancy.service.js';
import { Language, SignInMethod, type Tenant } from '../tenancy/tenant.entity.js';
import { Accounts, type CustomerAccount } from './accounts.service.js';
import { systemActor, type Actor } from './actor.js';
import { Realm, StaffUser } from './auth.entity.js';
import { PasswordLetterRequested } from './auth.events.js';
import { PasswordsService } from './passwords.service.js';
import { PeopleService } from './people.service.js';
import { personOfAccount, type Person } from './person.js';
import { ContactPassword, ContactPasswordToken, PasswordTokenKind, StaffPasswordToken } from './proofs.entity.js';
import { LINKS_TO_ACCOUNT, RateLimits } from './rate-limits.service.js';
import { SessionsService } from './sessions.service.js';
import type { Proof } from './tickets.service.js';
import { TokenKeys } from './token-keys.js';

/** How long a letter's link lets one set a password, in hours. */
const HOURS: Readonly<Record<PasswordTokenKind, number>> = { ACTIVATION: 7 * 24, RESET: 1 };

/** A link that sets a password, as whoever writes its letter needs it. */
export interface PasswordLetter {
  readonly kind: PasswordTokenKind;
  readonly url: string;
  readonly name: string;
  readonly email: string;
  readonly language: Language;
  readonly hours: number;
  readonly customerId: string | null;
}

/** Somebody who may set a password by the token they hold. */
export interface Holder {
  readonly kind: PasswordTokenKind;
  readonly person: Person;
  readonly name: string;
  readonly email: string;
}

/** What a token turned out to be. */
export type ReadToken = { readonly kind: 'token'; readonly holder: Holder } | { readonly kind: 'refused'; readonly why: 'link_invalid' | 'link_expired' | 'link_spent' };

interface PasswordForgotten {
  readonly tenantId: string;
  readonly identifier: string;
}

/** Invitations and forgotten passwords: a typed token that works once, kept as SHA-256 only, for one set-password form. */
@Injectable()
export class PasswordLettersService {
  private readonly keys: TokenKeys;

  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly events: Events,
    private readonly queue: Queue,
    private readonly tenancy: TenancyService,
    private readonly accounts: Accounts,
    private readonly people: PeopleService,
    private readonly passwords: PasswordsService,
    private readonly sessions: SessionsService,
    private readonly limits: RateLimits,
    private readonly log: Log,
    config: Config,
  ) {
    this.keys = new TokenKeys('password', config.secretKeys);
  }

  /** Invites a person of the portal to choose a password, or again: the link before no longer works. Inside the transaction of its cause. */
  async invite(me: Actor, account: CustomerAccount & { readonly email: string }): Promise<'invited' | 'active'> {
    const person = personOfAccount(account);
    if (await this.passwords.isSet(person)) return 'active';
    const now = this.clock.now();
    await this.db.repo(ContactPassword).createQueryBuilder().insert().values({ ownerId: person.id, hash: null, invitedAt: now, activatedAt: null }).orIgnore().execute();
    await this.db.repo(ContactPassword).update({ ownerId: person.id }, { invitedAt: now });
    await this.toContact(account, PasswordTokenKind.ACTIVATION, { kind: me.kind, id: me.staffId ?? me.contactId ?? me.customerId ?? '', name: me.name });
    return 'invited';
  }

  /** When somebody was last invited and when they chose their password. */
  invitationOf(person: Person): Promise<ContactPassword | null> {
    return this.db.repo(ContactPassword).findOneBy({ ownerId: person.id });
  }

  /** Invites somebody of the office to choose a password, or sends a link to choose another. Inside the transaction of its cause. */
  async toStaff(user: StaffUser, askedBy: Actor | null): Promise<void> {
    const { id, kind } = await this.tokenOfStaff(user);
    await this.events.emit(new PasswordLetterRequested(id, Realm.STAFF, kind, user.id, askedBy && { kind: askedBy.kind, id: askedBy.staffId ?? '', name: askedBy.name }));
  }

  /** The link with which somebody of the office chooses a password, for whoever runs the server to hand over; no letter is written. */
  handToStaff(user: StaffUser): Promise<PasswordLetter> {
    return this.db.tx(systemActor(user.tenantId), async () => (await this.letter((await this.tokenOfStaff(user)).id, Realm.STAFF))!);
  }

  /** Somebody forgot their password; who that is, is found in the background, so that the answer is always the same. */
  async forgotten(tenant: Tenant, identifier: string): Promise<void> {
    const job: PasswordForgotten = { tenantId: tenant.id, identifier };
    await this.queue.send('auth.password-forgotten', job);
  }

  @Work('auth.password-forgotten', { batchSize: 10 })
  async help({ tenantId, identifier }: PasswordForgotten): Promise<void> {
    const tenant = await this.tenancy.byId(tenantId);
    if (!tenant) return;
    await this.db.tx(systemActor(tenantId), async () => {
      const { staff, customers } = await this.people.find(tenant, identifier, SignInMethod.PASSWORD);
      for (const user of staff) if (await this.mayWrite(tenantId, user.id)) await this.toStaff(user, null);
      const seen = new Set<string>();
      for (const account of customers) {
        const person = personOfAccount(account);
        if (seen.has(person.id) || !account.email || !(await this.invitationOf(person))) continue;
        seen.add(person.id);
        const kind = (await this.passwords.isSet(person)) ? PasswordTokenKind.RESET : PasswordTokenKind.ACTIVATION;
        if (await this.mayWrite(tenantId, person.id)) await this.toContact({ ...account, email: account.email }, kind, null);
      }
    });
  }

  /** What the letter says; its token is made again from the row, whose hash it must have. */
  async letter(tokenId: string, realm: string): Promise<PasswordLetter | undefined> {
    const row = realm === (Realm.STAFF as string) ? await this.db.repo(StaffPasswordToken).findOneBy({ id: tokenId }) : await this.db.repo(ContactPasswordToken).findOneBy({ id: tokenId });
    const token = row && this.keys.sealsOf(row.id).find((seal) => hashOf(seal) === row.hash);
    if (!row || !token || row.usedAt) return undefined;
    const { kind, name, email, language } = row;
    return { kind, url: `${await this.tenancy.addressOf(row.tenantId)}/#/mot-de-passe?token=${token}`, name, email, language, hours: HOURS[kind], customerId: row instanceof ContactPasswordToken ? row.customerId : null };
  }

  /** Who holds the token; looking at it uses nothing up, so a mail scanner burns nothing. */
  read(tenantId: string, token: string): Promise<ReadToken> {
    return this.db.tx(systemActor(tenantId), () => this.find(token, false));
  }

  /** Uses the token up and sets the password; whoever was signed in as that person is signed out. */
  async redeem(tenant: Tenant, token: string, password: string): Promise<Extract<ReadToken, { kind: 'refused' }> | { readonly kind: 'set'; readonly proof: Proof }> {
    const hash = await this.passwords.hash(password);
    return this.db.tx(systemActor(tenant.id), async () => {
      const read = await this.find(token, true);
      if (read.kind === 'refused') return read;
      const { person, name } = read.holder;
      await this.passwords.set(person, hash);
      if (person.realm === Realm.STAFF) {
        await this.sessions.end(systemActor(tenant.id), { staffId: person.id });
        return { kind: 'set', proof: { method: 'password', name, accounts: [], staffId: person.id } };
      }
      const accounts = await this.accounts.customers.ofPerson(person.id);
      const isContact = accounts.some(({ contactId }) => contactId === person.id);
      await this.sessions.end(systemActor(tenant.id), isContact ? { contactId: person.id } : { customerId: person.id });
      return { kind: 'set', proof: { method: 'password', name, accounts: accounts.map(({ customerId, contactId }) => ({ customerId, contactId })) } };
    });
  }

  /** A new token for somebody of the office; those before no longer work. */
  private async tokenOfStaff(user: StaffUser) {
    const kind = user.passwordHash ? PasswordTokenKind.RESET : PasswordTokenKind.ACTIVATION;
    await this.db.repo(StaffPasswordToken).update({ ownerId: user.id, usedAt: IsNull() }, { usedAt: this.clock.now() });
    const token = this.newToken(kind);
    await this.db.repo(StaffPasswordToken).insert({ ...token, ownerId: user.id, name: user.name, email: user.email, language: user.language });
    return token;
  }

  private async toContact(account: CustomerAccount & { readonly email: string }, kind: PasswordTokenKind, askedBy: PasswordLetterRequested['askedBy']): Promise<void> {
    const person = personOfAccount(account);
    await this.db.repo(ContactPasswordToken).update({ ownerId: person.id, usedAt: IsNull() }, { usedAt: this.clock.now() });
    const token = this.newToken(kind);
    await this.db.repo(ContactPasswordToken).insert({ ...token, ownerId: person.id, customerId: account.customerId, name: account.name, email: account.email, language: account.language });
    await this.events.emit(new PasswordLetterRequested(token.id, Realm.CUSTOMER, kind, person.id, askedBy));
  }

  private newToken(kind: PasswordTokenKind) {
    const id = uuidv7();
    const now = this.clock.now();
    return { id, kind, hash: hashOf(this.keys.seal(id)), createdAt: now, expiresAt: new Date(now.getTime() + HOURS[kind] * 3_600_000), usedAt: null };
  }

  private async find(token: string, use: boolean): Promise<ReadToken> {
    const hash = hashOf(token);
    for (const [realm, entity] of [[Realm.CUSTOMER, ContactPasswordToken], [Realm.STAFF, StaffPasswordToken]] as const) {
      const row = await this.db.repo<ContactPasswordToken | StaffPasswordToken>(entity).findOneBy({ hash });
      if (!row) continue;
      if (row.usedAt) return { kind: 'refused', why: 'link_spent' };
      if (row.expiresAt <= this.clock.now()) return { kind: 'refused', why: 'link_expired' };
      const { affected } = use ? await this.db.repo<ContactPasswordToken | StaffPasswordToken>(entity).update({ id: row.id, usedAt: IsNull(), expiresAt: MoreThan(this.clock.now()) }, { usedAt: this.clock.now() }) : { affected: 1 };
      if (!affected) return { kind: 'refused', why: 'link_spent' };
      return { kind: 'token', holder: { kind: row.kind, person: { realm, id: row.ownerId }, name: row.name, email: row.email } };
    }
    return { kind: 'refused', why: 'link_invalid' };
  }

  private async mayWrite(tenantId: string, subjectId: string): Promise<boolean> {
    const { accepted } = await this.limits.take('password-letters', `${tenantId}:${subjectId}`, LINKS_TO_ACCOUNT);
    if (!accepted) this.log.warn('a password letter was not sent', { subjectId, reason: 'too many' });
    return accepted;
  }
}

const hashOf = (token: string): string => createHash('sha256').update(token).digest('base64url');
