import { Injectable } from '@nestjs/common';
import { jwtVerify, SignJWT } from 'jose';
import { Clock } from '../platform/clock.js';
import { Config } from '../platform/config/config.js';
import { Db } from '../platform/db/db.js';
import { Events } from '../platform/events/events.js';
import { isUuid } from '../platform/ids.js';
import { LinkUse, type Tenant } from '../tenancy/tenant.entity.js';
import { Accounts } from './accounts.service.js';
import { systemActor } from './actor.js';
import { Realm, SignInLink, type Session } from './auth.entity.js';
import { SignedIn, SignInRefused } from './auth.events.js';
import { readLinkToken } from './link-token.js';
import { SessionsService, type SessionOwner } from './sessions.service.js';
import { TokenKeys } from './token-keys.js';

/** The browser that presents a link. */
export interface Browser {
  /** Hash of its cookie. */
  readonly hash: string;
  readonly device: string;
  readonly address: string;
}

/** What a link came to. */
export type Redeemed =
  | { readonly kind: 'session'; readonly session: Session; readonly jobId: string | null }
  | { readonly kind: 'confirm'; readonly name: string }
  | { readonly kind: 'choose'; readonly choice: string; readonly accounts: readonly { readonly customerId: string; readonly number: string; readonly name: string }[] }
  | { readonly kind: 'refused'; readonly why: 'link_invalid' | 'link_expired' | 'link_spent' };

const CHOICE_AUDIENCE = 'demarc:choice';
export const CHOICE_SECONDS = 600;

/** Exchanges links for sessions: at once in the browser that asked, after one tap in any other, and then nowhere else. */
@Injectable()
export class RedeemService {
  private readonly links: TokenKeys;
  private readonly choices: TokenKeys;

  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly events: Events,
    private readonly accounts: Accounts,
    private readonly sessions: SessionsService,
    config: Config,
  ) {
    this.links = new TokenKeys('link', config.secretKeys);
    this.choices = new TokenKeys('choice', config.secretKeys);
  }

  async redeem(tenant: Tenant, token: string, confirmed: boolean, browser: Browser): Promise<Redeemed> {
    const read = await readLinkToken(token, this.links, this.clock.now());
    return this.db.tx(systemActor(tenant.id), async () => {
      if (read.kind !== 'link') return this.refused(read.kind === 'expired' ? 'link_expired' : 'link_invalid', null, browser);
      const link = isUuid(read.id) ? await this.db.repo(SignInLink).findOne({ where: { id: read.id }, lock: { mode: 'pessimistic_write' } }) : null;
      if (!link || link.realm.toLowerCase() !== read.scope) return this.refused('link_invalid', null, browser);
      return this.open(tenant, link, confirmed, browser);
    });
  }

  /** Opens one of the accounts of a link that this browser has redeemed within the last minutes. */
  async choose(tenant: Tenant, choice: string, customerId: string, browser: Browser): Promise<Redeemed> {
    const id = await this.choiceOf(choice, browser);
    return this.db.tx(systemActor(tenant.id), async () => {
      const link = id && (await this.db.repo(SignInLink).findOne({ where: { id }, lock: { mode: 'pessimistic_write' } }));
      const chosen = link && !link.revokedAt && link.choices.find((account) => account.customerId === customerId);
      if (!link || !chosen) return this.refused('link_invalid', null, browser);
      return this.signIn(tenant, link, customerOwner(chosen), browser);
    });
  }

  private async open(tenant: Tenant, link: SignInLink, confirmed: boolean, browser: Browser): Promise<Redeemed> {
    const now = this.clock.now();
    if (link.expiresAt <= now) return this.refused('link_expired', link, browser);
    if (link.revokedAt || (link.usedAt && !mayReuse(tenant.linkUse, link, browser))) return this.refused('link_spent', link, browser);
    const atHome = link.askedBy === browser.hash || link.redeemedBy === browser.hash;
    if (!atHome && !confirmed) return { kind: 'confirm', name: link.name };
    if (!link.usedAt) await this.db.repo(SignInLink).update({ id: link.id }, { usedAt: now, redeemedBy: browser.hash });
    if (link.choices.length > 1) return this.offer(link, browser);
    const owner = ownerOf(link);
    return owner ? this.signIn(tenant, link, owner, browser) : this.refused('link_invalid', link, browser);
  }

  private async signIn(tenant: Tenant, link: SignInLink, owner: SessionOwner, browser: Browser): Promise<Redeemed> {
    const session = await this.sessions.open(tenant.id, owner, { ...browser, linkId: link.id });
    await this.events.emit(new SignedIn(session.id, session.realm, owner.customerId ?? owner.staffId ?? owner.technicianId ?? '', link.name, 'link', browser.address));
    return { kind: 'session', session, jobId: link.jobId };
  }

  private async offer(link: SignInLink, browser: Browser): Promise<Redeemed> {
    const accounts = [];
    for (const { customerId, contactId } of link.choices) {
      const account = await this.accounts.customers.of(customerId, contactId);
      if (account) accounts.push({ customerId, number: account.number, name: account.customerName });
    }
    const issued = Math.floor(this.clock.now().getTime() / 1000);
    const choice = await new SignJWT({ browser: browser.hash })
      .setProtectedHeader({ alg: 'HS256', kid: this.choices.kid })
      .setAudience(CHOICE_AUDIENCE)
      .setJti(link.id)
      .setIssuedAt(issued)
      .setExpirationTime(issued + CHOICE_SECONDS)
      .sign(this.choices.current);
    return { kind: 'choose', choice, accounts };
  }

  private async choiceOf(choice: string, browser: Browser): Promise<string | undefined> {
    try {
      const { payload } = await jwtVerify(choice, ({ kid }) => this.choices.of(kid) ?? Promise.reject(new Error('unknown key')), { algorithms: ['HS256'], audience: CHOICE_AUDIENCE, currentDate: this.clock.now() });
      return payload['browser'] === browser.hash ? payload.jti : undefined;
    } catch {
      return undefined; // forged, foreign or too old: all the same to whoever presents it
    }
  }

  private async refused(why: 'link_invalid' | 'link_expired' | 'link_spent', link: SignInLink | null, browser: Browser): Promise<Redeemed> {
    await this.events.emit(new SignInRefused('link', why, link?.subjectId ?? null, browser.address));
    return { kind: 'refused', why };
  }
}

/** Whether a used link still opens for this browser, as the tenant decided. */
function mayReuse(use: LinkUse, link: SignInLink, browser: Browser): boolean {
  return use === LinkUse.EVERYWHERE || (use === LinkUse.BROWSER && link.redeemedBy === browser.hash);
}

const nobody: SessionOwner = { realm: Realm.CUSTOMER, customerId: null, contactId: null, staffId: null, technicianId: null };
const customerOwner = (account: { customerId: string; contactId: string | null }): SessionOwner => ({ ...nobody, ...account });

function ownerOf(link: SignInLink): SessionOwner | undefined {
  const [account] = link.choices;
  if (link.realm === Realm.CUSTOMER) return account && customerOwner(account);
  return { ...nobody, realm: link.realm, [link.realm === Realm.STAFF ? 'staffId' : 'technicianId']: link.subjectId };
}
