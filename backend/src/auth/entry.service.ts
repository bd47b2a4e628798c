import { Injectable } from '@nestjs/common';
import { Db } from '../platform/db/db.js';
import { Events } from '../platform/events/events.js';
import type { Tenant } from '../tenancy/tenant.entity.js';
import { Accounts } from './accounts.service.js';
import { systemActor } from './actor.js';
import { Realm, SignInLink, type AccountRef, type Session } from './auth.entity.js';
import { SignedIn, SignInRefused } from './auth.events.js';
import { personOf, personOfAccount } from './person.js';
import { SessionsService, type SessionOwner } from './sessions.service.js';
import { needsTotp } from './sign-in-policy.js';
import { Tickets, type Proof } from './tickets.service.js';
import { TotpService } from './totp.service.js';

/** The browser that somebody signs in with. */
export interface Browser {
  /** Hash of its cookie. */
  readonly hash: string;
  readonly device: string;
  readonly address: string;
}

/** An account to choose. */
export interface Choice {
  readonly customerId: string;
  readonly number: string;
  readonly name: string;
}

/** What a proof came to. */
export type Entered =
  | { readonly kind: 'session'; readonly session: Session; readonly jobId: string | null }
  | { readonly kind: 'choose'; readonly ticket: string; readonly accounts: readonly Choice[] }
  | { readonly kind: 'second'; readonly ticket: string; readonly enrol: boolean }
  | { readonly kind: 'refused' };

const nobody: SessionOwner = { realm: Realm.CUSTOMER, customerId: null, contactId: null, staffId: null, technicianId: null };

/** Lets in whoever has proven who they are: after a choice where there are several accounts, and a second proof where one is kept or asked for. */
@Injectable()
export class EntryService {
  constructor(
    private readonly db: Db,
    private readonly events: Events,
    private readonly accounts: Accounts,
    private readonly sessions: SessionsService,
    private readonly tickets: Tickets,
    private readonly totp: TotpService,
  ) {}

  enter(tenant: Tenant, proof: Proof, browser: Browser): Promise<Entered> {
    return this.db.tx(systemActor(tenant.id), async () => {
      if (proof.staffId) return this.pass(tenant, proof, { ...nobody, realm: Realm.STAFF, staffId: proof.staffId }, browser);
      if (proof.technicianId) return this.open(tenant, proof, { ...nobody, realm: Realm.TECHNICIAN, technicianId: proof.technicianId }, browser);
      const alive = await this.alive(proof.accounts);
      if (!alive.length) return { kind: 'refused' };
      if (alive.length === 1) return this.account(tenant, proof, alive[0]!.ref, browser);
      const choices = alive.map(({ ref, number, name }) => ({ customerId: ref.customerId, number, name }));
      return { kind: 'choose', ticket: await this.tickets.write('choice', proof, browser.hash), accounts: choices };
    });
  }

  /** Opens one of the accounts that this browser was offered within the last minutes. */
  async choose(tenant: Tenant, ticket: string, customerId: string, browser: Browser): Promise<Entered> {
    const proof = await this.tickets.read('choice', ticket, browser.hash);
    const chosen = proof?.accounts.find((account) => account.customerId === customerId);
    if (!proof || !chosen) return { kind: 'refused' };
    return this.db.tx(systemActor(tenant.id), async () => {
      const link = proof.linkId ? await this.db.repo(SignInLink).findOne({ where: { id: proof.linkId }, lock: { mode: 'pessimistic_write' } }) : undefined;
      if (link === null || link?.revokedAt) return { kind: 'refused' };
      return this.account(tenant, proof, chosen, browser);
    });
  }

  /** Opens the session of somebody whose app's code, or one of their recovery codes, was just found right. */
  finish(tenant: Tenant, proof: Proof, browser: Browser): Promise<Entered> {
    const [account] = proof.accounts;
    const owner = proof.staffId ? { ...nobody, realm: Realm.STAFF, staffId: proof.staffId } : { ...nobody, customerId: account!.customerId, contactId: account!.contactId };
    return this.db.tx(systemActor(tenant.id), () => this.open(tenant, proof, owner, browser));
  }

  /** Somebody could not prove who they are. */
  async refused(tenantId: string, method: SignInRefused['method'], reason: string, subjectId: string | null, browser: Browser): Promise<void> {
    await this.db.tx(systemActor(tenantId), () => this.events.emit(new SignInRefused(method, reason, subjectId, browser.address)));
  }

  private account(tenant: Tenant, proof: Proof, { customerId, contactId }: AccountRef, browser: Browser): Promise<Entered> {
    return this.pass(tenant, proof, { ...nobody, customerId, contactId }, browser);
  }

  private async pass(tenant: Tenant, proof: Proof, owner: SessionOwner, browser: Browser): Promise<Entered> {
    const person = personOf(owner)!;
    // A passkey is two proofs in one, and the company's own sign-in asks for what it wants.
    if (proof.method === 'passkey' || proof.method === 'oidc') return this.open(tenant, proof, owner, browser);
    const kept = await this.totp.isOn(person);
    if (!kept && !(proof.method === 'password' && needsTotp(tenant, await this.kindOf(owner)))) return this.open(tenant, proof, owner, browser);
    const one = owner.customerId ? [{ customerId: owner.customerId, contactId: owner.contactId }] : [];
    return { kind: 'second', ticket: await this.tickets.write('second', { ...proof, accounts: [...one, ...proof.accounts.filter(({ customerId }) => customerId !== owner.customerId)] }, browser.hash), enrol: !kept };
  }

  private async open(tenant: Tenant, proof: Proof, owner: SessionOwner, browser: Browser): Promise<Entered> {
    const session = await this.sessions.open(tenant.id, owner, { ...browser, linkId: proof.linkId ?? null, method: proof.method, choices: proof.accounts });
    await this.events.emit(new SignedIn(session.id, session.realm, owner.customerId ?? owner.staffId ?? owner.technicianId ?? '', proof.name, proof.method, browser.address));
    return { kind: 'session', session, jobId: proof.jobId ?? null };
  }

  private async kindOf({ staffId, customerId, contactId }: SessionOwner) {
    if (staffId) return 'staff';
    return (await this.accounts.customers.of(customerId!, contactId))?.company ? 'company' : 'household';
  }

  private async alive(refs: readonly AccountRef[]) {
    const found = [];
    for (const ref of refs) {
      const account = await this.accounts.customers.of(ref.customerId, ref.contactId);
      if (account) found.push({ ref, number: account.number, name: account.customerName });
    }
    return found;
  }

  /** The person whose second proof a ticket waits for. */
  personOn(proof: Proof) {
    return proof.staffId ? personOf({ staffId: proof.staffId, customerId: null, contactId: null })! : personOfAccount(proof.accounts[0]!);
  }
}
