import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import { Config } from '../platform/config/config.js';
import { Db } from '../platform/db/db.js';
import { Events } from '../platform/events/events.js';
import { currentAddress } from '../platform/http/request-address.js';
import { Log } from '../platform/observability/log.js';
import { TenancyService } from '../tenancy/tenancy.service.js';
import { Language, SignInMethod, type Tenant } from '../tenancy/tenant.entity.js';
import { IsNull, MoreThan } from 'typeorm';
import type { CustomerAccount, TechnicianAccount } from './accounts.service.js';
import { systemActor, type Actor } from './actor.js';
import { Realm, SignInLink, StaffUser } from './auth.entity.js';
import { SignInLinkRequested, SignInRefused } from './auth.events.js';
import { linkToken } from './link-token.js';
import { PeopleService } from './people.service.js';
import { LINKS_TO_ACCOUNT, RateLimits } from './rate-limits.service.js';
import { mayUse } from './sign-in-policy.js';
import { TokenKeys } from './token-keys.js';

/** A link as whoever writes its letter needs it. */
export interface LinkLetter {
  readonly url: string;
  readonly realm: Realm;
  readonly name: string;
  readonly email: string | null;
  readonly phone: string | null;
  readonly language: Language;
  readonly customerId: string | null;
  readonly hours: number;
}

/** Where links would go; disclosed only where the tenant chose to. */
export interface Addresses {
  readonly email: string | null;
  readonly phone: string | null;
}

type NewLink = Pick<SignInLink, 'realm' | 'subject' | 'subjectId' | 'name' | 'email' | 'phone' | 'language'> & Partial<Pick<SignInLink, 'choices' | 'jobId'>>;

/** Makes sign-in links, for people who ask and for the office. */
@Injectable()
export class SignInLinksService {
  private readonly keys: TokenKeys;

  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly config: Config,
    private readonly events: Events,
    private readonly limits: RateLimits,
    private readonly tenancy: TenancyService,
    private readonly people: PeopleService,
    private readonly log: Log,
  ) {
    this.keys = new TokenKeys('link', config.secretKeys);
  }

  /** Makes a link for every realm that knows the identifier. Runs in the background: the asker's reply never waits for it. */
  async ask(tenantId: string, identifier: string, askedBy: string | null, address = ''): Promise<void> {
    const tenant = await this.tenancy.byId(tenantId);
    if (!tenant) return;
    const wanted = await this.db.tx(systemActor(tenantId), () => this.whoIs(tenant, identifier));
    if (!wanted.length) await this.missed(tenantId, 'nobody', null, address);
    for (const link of wanted) {
      const { accepted } = await this.limits.take('links', `${tenantId}:${link.realm}:${link.subject}`, LINKS_TO_ACCOUNT);
      if (!accepted || (!link.email && !link.phone)) {
        await this.missed(tenantId, accepted ? 'no_address' : 'too_many', link.subjectId, address);
        continue;
      }
      await this.db.tx(systemActor(tenantId), () => this.make(tenantId, link, askedBy, null));
    }
  }

  /** Nothing was sent: the office can see it, whoever asked never does. */
  private async missed(tenantId: string, reason: string, subjectId: string | null, address: string): Promise<void> {
    this.log.warn('a sign-in link was not sent', { subjectId, reason });
    await this.db.tx(systemActor(tenantId), () => this.events.emit(new SignInRefused('link', reason, subjectId, address)));
  }

  /** Where links for this identifier would be sent. */
  async addressesOf(tenant: Tenant, identifier: string): Promise<Addresses> {
    const links = await this.db.tx(systemActor(tenant.id), () => this.whoIs(tenant, identifier));
    return { email: links.find((link) => link.email)?.email ?? null, phone: links.find((link) => link.phone)?.phone ?? null };
  }

  /** A link the office sends to a customer: it counts as asked by no browser. */
  async sendToCustomer(me: Actor, account: CustomerAccount): Promise<SignInLink> {
    return this.make(me.tenantId, ofCustomer(account), null, staffOf(me));
  }

  /** A link for a customer whose letter is written by whoever asks for the link; null where such customers do not sign in by link. */
  async makeForCustomer(tenantId: string, account: CustomerAccount): Promise<SignInLink | null> {
    const tenant = await this.tenancy.byId(tenantId);
    if (!tenant || !mayUse(tenant, account.company ? 'company' : 'household', SignInMethod.LINK)) return null;
    return this.make(tenantId, ofCustomer(account), null, null, false);
  }

  /** A link that opens a technician's phone, at a job when one is named. */
  async sendToTechnician(me: Actor, account: TechnicianAccount, jobId: string | null): Promise<SignInLink> {
    return this.make(me.tenantId, { ...ofTechnician(account), jobId }, null, staffOf(me));
  }

  /** A link for somebody of the office whose letter is written by whoever asks for the link. */
  async makeForStaff(me: Actor, user: StaffUser): Promise<SignInLink> {
    const { id, name, email, language } = user;
    return this.make(me.tenantId, { realm: Realm.STAFF, subject: id, subjectId: id, name, email, phone: null, language }, null, staffOf(me), false);
  }

  /** Links of a customer that still open no longer do. */
  async revoke(customerId: string): Promise<number> {
    const { affected } = await this.db.repo(SignInLink).update({ subjectId: customerId, revokedAt: IsNull(), expiresAt: MoreThan(this.clock.now()) }, { revokedAt: this.clock.now() });
    return affected ?? 0;
  }

  /** What the letter of a link says, and where it leads once it has signed somebody in; its token is made again from the row, so that it is kept nowhere. */
  async letter(linkId: string, path = ''): Promise<LinkLetter | undefined> {
    const link = await this.db.repo(SignInLink).findOneBy({ id: linkId, revokedAt: IsNull() });
    if (!link) return undefined;
    const { realm, name, email, phone, language } = link;
    const token = await linkToken(link, this.keys);
    const hours = Math.round((link.expiresAt.getTime() - link.createdAt.getTime()) / 3_600_000);
    return { url: `${await this.tenancy.addressOf(link.tenantId)}/#/${path}?token=${token}`, realm, name, email, phone, language, hours, customerId: realm === Realm.CUSTOMER ? link.subjectId : null };
  }

  private async make(tenantId: string, link: NewLink, askedBy: string | null, byStaff: { id: string; name: string } | null, withLetter = true): Promise<SignInLink> {
    const tenant = await this.tenancy.byId(tenantId);
    const now = new Date(Math.floor(this.clock.now().getTime() / 1000) * 1000);
    const row = Object.assign(new SignInLink(), { choices: [], jobId: null, ...link, askedBy, redeemedBy: null, usedAt: null, revokedAt: null, createdAt: now, expiresAt: new Date(now.getTime() + (tenant?.linkHours ?? 24) * 3_600_000) });
    await this.db.repo(SignInLink).insert(row as never);
    if (withLetter) await this.events.emit(new SignInLinkRequested(row.id, row.realm, row.realm === Realm.CUSTOMER ? row.subjectId : null, byStaff, currentAddress() ?? null));
    return row;
  }

  private async whoIs(tenant: Tenant, text: string): Promise<NewLink[]> {
    const { customers, technicians, staff, typed } = await this.people.find(tenant, text, SignInMethod.LINK);
    return [
      ...(customers.length === 1 ? [ofCustomer(customers[0]!)] : []),
      ...(customers.length > 1 ? [ofSeveral(customers, typed)] : []),
      ...staff.map(({ id, name, email, language }): NewLink => ({ realm: Realm.STAFF, subject: id, subjectId: id, name, email, phone: null, language })),
      ...technicians.map(ofTechnician),
    ];
  }
}

const staffOf = (me: Actor) => (me.staffId ? { id: me.staffId, name: me.name } : null);

const ofCustomer = (account: CustomerAccount): NewLink => ({
  realm: Realm.CUSTOMER, subject: account.number, subjectId: account.customerId, name: account.name, language: account.language,
  email: account.email, phone: account.phone, choices: [{ customerId: account.customerId, contactId: account.contactId }],
});

/** Several accounts share an address: the link goes there alone, because each may have others that are not shared. */
const ofSeveral = (accounts: readonly CustomerAccount[], typed: Addresses): NewLink => ({
  realm: Realm.CUSTOMER, subject: accounts[0]!.number, subjectId: null, name: accounts[0]!.name, language: accounts[0]!.language,
  ...typed, choices: accounts.map(({ customerId, contactId }) => ({ customerId, contactId })),
});

const ofTechnician = (account: TechnicianAccount): NewLink => ({
  realm: Realm.TECHNICIAN, subject: account.technicianId, subjectId: account.technicianId, name: account.name, email: account.email, phone: account.phone, language: Language.FR,
});
