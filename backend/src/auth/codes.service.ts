import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { IsNull, MoreThan, type FindOptionsWhere } from 'typeorm';
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
import { StaffUser } from './auth.entity.js';
import { SignInCodeFound, SignInRefused } from './auth.events.js';
import type { Browser } from './entry.service.js';
import { sameIdentifier } from './identifier.js';
import { PeopleService } from './people.service.js';
import { CodePurpose, SignInCode, type ReachPurpose } from './proofs.entity.js';
import { LINKS_TO_ACCOUNT, RateLimits } from './rate-limits.service.js';
import { redactedEmail, redactedPhone } from './redaction.js';
import { CODE_MINUTES, codeOf, codeSeal, isCode, MOST_TRIES } from './sign-in-code.js';
import { TokenKeys } from './token-keys.js';

/** A code as whoever writes its letter needs it. */
export interface CodeLetter {
  readonly purpose: CodePurpose;
  readonly code: string;
  readonly minutes: number;
  readonly email: string | null;
  readonly phone: string | null;
  readonly language: Language;
  readonly customerId: string | null;
}

/** What trying a code came to. */
export type Tried = { readonly kind: 'right'; readonly row: SignInCode } | { readonly kind: 'wrong'; readonly triesLeft: number } | { readonly kind: 'gone' };

interface CodeAsked {
  readonly tenantId: string;
  readonly codeId: string;
  readonly identifier: string;
  readonly address: string;
}

type Recipient = Pick<SignInCode, 'staffId' | 'choices' | 'name' | 'email' | 'phone' | 'language'>;

/** 6-digit codes: the same row, the same refusals and the same tries left, whether or not anybody has that name. */
@Injectable()
export class CodesService {
  private readonly keys: TokenKeys;

  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly events: Events,
    private readonly queue: Queue,
    private readonly tenancy: TenancyService,
    private readonly people: PeopleService,
    private readonly accounts: Accounts,
    private readonly limits: RateLimits,
    private readonly log: Log,
    config: Config,
  ) {
    this.keys = new TokenKeys('code', config.secretKeys);
  }

  /** Makes a code for whoever the identifier turns out to be; who that is, is found in the background. */
  async ask(tenant: Tenant, identifier: string, browser: Browser): Promise<void> {
    const id = await this.db.tx(systemActor(tenant.id), () => this.make(CodePurpose.SIGN_IN, aboutOf(identifier), browser));
    const job: CodeAsked = { tenantId: tenant.id, codeId: id, identifier, address: browser.address };
    await this.queue.send('auth.send-code', job);
  }

  /** Sends a code to somebody who is signed in, at the addresses we know. False when there is none. */
  async askAgain(me: Actor, browser: Browser): Promise<boolean> {
    return this.db.tx(systemActor(me.tenantId), async () => {
      const recipient = await this.recipientOf(me);
      if (!recipient?.email && !recipient?.phone) return false;
      const id = await this.make(CodePurpose.STEP_UP, me.sessionId!, browser);
      await this.address(id, CodePurpose.STEP_UP, recipient);
      return true;
    });
  }

  /** Sends a code to where somebody who is signed in wants to be reached from now on, and answers its id. Inside the transaction of its cause. */
  async askAt(me: Actor, purpose: ReachPurpose, to: { readonly email: string } | { readonly phone: string }): Promise<{ readonly id: string; readonly minutes: number }> {
    const id = await this.make(purpose, me.sessionId!, { hash: me.sessionId! });
    const account = await this.accounts.customers.of(me.customerId!, me.contactId ?? null);
    await this.address(id, purpose, { ...ofCustomers([account!], { email: null, phone: null })!, email: null, phone: null, ...to });
    return { id, minutes: CODE_MINUTES };
  }

  /** An address or number as a hint, for whom it is no longer. */
  hint(of: { readonly email: string } | { readonly phone: string }): string {
    return 'email' in of ? redactedEmail(of.email) : redactedPhone(of.phone);
  }

  /** Tries the digits on a code that this session had sent to where its owner wants to be reached. */
  tryAt(me: Actor, id: string, digits: string): Promise<Tried> {
    return this.db.tx(systemActor(me.tenantId), () => this.check({ id, about: me.sessionId!, browser: me.sessionId! }, digits));
  }

  /** Where a code for somebody who is signed in would go. */
  addressesOf(me: Actor): Promise<Pick<Recipient, 'email' | 'phone'> | undefined> {
    return this.db.tx(systemActor(me.tenantId), () => this.recipientOf(me));
  }

  /** Tries the digits on the newest code this browser asked for; each of its few tries is counted before it is looked at. */
  try(tenantId: string, purpose: CodePurpose, about: string, digits: string, browser: Browser): Promise<Tried> {
    const asked = purpose === CodePurpose.SIGN_IN ? aboutOf(about) : about;
    return this.db.tx(systemActor(tenantId), () => this.check({ purpose, about: asked, browser: browser.hash }, digits));
  }

  /** What the letter of a code says. */
  async letter(codeId: string): Promise<CodeLetter | undefined> {
    const row = await this.db.repo(SignInCode).findOneBy({ id: codeId });
    const key = row && this.keys.of(row.seal.split('.')[0]);
    if (!row || !key) return undefined;
    const [account] = row.choices;
    return { purpose: row.purpose, code: codeOf(row.id, key), minutes: CODE_MINUTES, email: row.email, phone: row.phone, language: row.language, customerId: row.choices.length === 1 ? account!.customerId : null };
  }

  @Work('auth.send-code', { batchSize: 10 })
  async find({ tenantId, codeId, identifier, address }: CodeAsked): Promise<void> {
    const tenant = await this.tenancy.byId(tenantId);
    if (!tenant) return;
    const recipient = await this.db.tx(systemActor(tenantId), async () => {
      const { customers, staff, typed } = await this.people.find(tenant, identifier, SignInMethod.CODE);
      return staff[0] ? ofStaff(staff[0]) : ofCustomers(customers, typed);
    });
    if (!recipient?.email && !recipient?.phone) return this.missed(tenantId, recipient ? 'no_address' : 'nobody', address);
    const { accepted } = await this.limits.take('codes', `${tenantId}:${recipient.staffId ?? recipient.choices[0]!.customerId}`, LINKS_TO_ACCOUNT);
    if (!accepted) return this.missed(tenantId, 'too_many', address);
    await this.db.tx(systemActor(tenantId), () => this.address(codeId, CodePurpose.SIGN_IN, recipient));
  }

  /** Nothing was sent: the office can see it, whoever asked never does. */
  private async missed(tenantId: string, reason: string, address: string): Promise<void> {
    this.log.warn('a sign-in code was not sent', { reason });
    await this.db.tx(systemActor(tenantId), () => this.events.emit(new SignInRefused('code', reason, null, address)));
  }

  private async check(which: FindOptionsWhere<SignInCode>, digits: string): Promise<Tried> {
    const repo = this.db.repo(SignInCode);
    const row = await repo.findOne({ where: { ...which, usedAt: IsNull(), expiresAt: MoreThan(this.clock.now()) }, order: { createdAt: 'desc', id: 'desc' }, lock: { mode: 'pessimistic_write' } });
    if (!row || row.tries >= MOST_TRIES) return { kind: 'gone' };
    const isRight = isCode(row.id, digits.replace(/\s/g, ''), row.seal, this.keys);
    await repo.update({ id: row.id }, { tries: row.tries + 1, ...(isRight ? { usedAt: this.clock.now() } : {}) });
    return isRight ? { kind: 'right', row } : { kind: 'wrong', triesLeft: MOST_TRIES - row.tries - 1 };
  }

  private async make(purpose: CodePurpose, about: string, browser: Pick<Browser, 'hash'>): Promise<string> {
    const id = uuidv7();
    const now = this.clock.now();
    const seal = codeSeal(id, codeOf(id, this.keys.current), this.keys);
    await this.db.repo(SignInCode).insert({ id, purpose, about, browser: browser.hash, seal, createdAt: now, expiresAt: new Date(now.getTime() + CODE_MINUTES * 60_000), usedAt: null, staffId: null, email: null, phone: null });
    return id;
  }

  private async address(codeId: string, purpose: CodePurpose, recipient: Recipient): Promise<void> {
    await this.db.repo(SignInCode).update({ id: codeId }, recipient as never);
    await this.events.emit(new SignInCodeFound(codeId, purpose, recipient.staffId ?? recipient.choices[0]!.customerId));
  }

  private async recipientOf(me: Actor): Promise<Recipient | undefined> {
    if (me.staffId) {
      const user = await this.db.repo(StaffUser).findOneBy({ id: me.staffId, active: true });
      return user ? ofStaff(user) : undefined;
    }
    const account = me.customerId ? await this.accounts.customers.of(me.customerId, me.contactId ?? null) : undefined;
    return account && ofCustomers([account], { email: account.email, phone: account.phone });
  }
}

/** What was typed, without keeping it. */
const aboutOf = (identifier: string): string => createHash('sha256').update(sameIdentifier(identifier)).digest('base64url');

const ofStaff = ({ id, name, email, language }: StaffUser): Recipient => ({ staffId: id, choices: [], name, email, phone: null, language });

/** One account is written to at its own addresses; several that share an address at that one alone. */
function ofCustomers(accounts: readonly CustomerAccount[], typed: { readonly email: string | null; readonly phone: string | null }): Recipient | undefined {
  const [first, ...others] = accounts;
  if (!first) return undefined;
  const { email, phone } = others.length ? typed : first;
  return { staffId: null, choices: accounts.map(({ customerId, contactId }) => ({ customerId, contactId })), name: first.name, email, phone, language: first.language };
}
