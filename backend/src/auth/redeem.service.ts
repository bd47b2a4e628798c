import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import { Config } from '../platform/config/config.js';
import { Db } from '../platform/db/db.js';
import { Events } from '../platform/events/events.js';
import { isUuid } from '../platform/ids.js';
import { LinkUse, type Tenant } from '../tenancy/tenant.entity.js';
import { systemActor } from './actor.js';
import { Realm, SignInLink } from './auth.entity.js';
import { SignInRefused } from './auth.events.js';
import { EntryService, type Browser, type Entered } from './entry.service.js';
import { readLinkToken } from './link-token.js';
import type { Proof } from './tickets.service.js';
import { TokenKeys } from './token-keys.js';

/** What a link came to. */
export type Redeemed =
  | { readonly kind: 'entered'; readonly entered: Entered }
  | { readonly kind: 'confirm'; readonly name: string }
  | { readonly kind: 'refused'; readonly why: 'link_invalid' | 'link_expired' | 'link_spent' };

/** Exchanges links for sessions: at once in the browser that asked, after one tap in any other, and then nowhere else. */
@Injectable()
export class RedeemService {
  private readonly links: TokenKeys;

  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly events: Events,
    private readonly entry: EntryService,
    config: Config,
  ) {
    this.links = new TokenKeys('link', config.secretKeys);
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

  private async open(tenant: Tenant, link: SignInLink, confirmed: boolean, browser: Browser): Promise<Redeemed> {
    const now = this.clock.now();
    if (link.expiresAt <= now) return this.refused('link_expired', link, browser);
    if (link.revokedAt || (link.usedAt && !mayReuse(tenant.linkUse, link, browser))) return this.refused('link_spent', link, browser);
    const atHome = link.askedBy === browser.hash || link.redeemedBy === browser.hash;
    if (!atHome && !confirmed) return { kind: 'confirm', name: link.name };
    if (!link.usedAt) await this.db.repo(SignInLink).update({ id: link.id }, { usedAt: now, redeemedBy: browser.hash });
    const entered = await this.entry.enter(tenant, proofOf(link), browser);
    return entered.kind === 'refused' ? this.refused('link_invalid', link, browser) : { kind: 'entered', entered };
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

function proofOf({ id, realm, name, choices, subjectId, jobId }: SignInLink): Proof {
  const link = { method: 'link' as const, name, linkId: id, ...(jobId ? { jobId } : {}) };
  if (realm === Realm.CUSTOMER) return { ...link, accounts: choices };
  return { ...link, accounts: [], [realm === Realm.STAFF ? 'staffId' : 'technicianId']: subjectId };
}
