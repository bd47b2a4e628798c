import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import { Config } from '../platform/config/config.js';
import { Db } from '../platform/db/db.js';
import { TenancyService } from '../tenancy/tenancy.service.js';
import type { Tenant } from '../tenancy/tenant.entity.js';
import { systemActor, type Actor } from './actor.js';
import { TransferToken, type Session } from './auth.entity.js';
import { SessionsService } from './sessions.service.js';
import { TokenKeys } from './token-keys.js';

/** How long a session may be on its way between two hosts. */
const TOKEN_SECONDS = 90;
/** How long somebody may take to sign in at the canonical host before they are forgotten at the other. */
const AWAY_MINUTES = 30;

/** Why a token carries nobody over. */
export type HandoffRefusal = 'handoff_invalid' | 'handoff_expired' | 'handoff_spent';

/** Who left a vanity host to sign in: the browser that may come back, and where it was. */
interface Away {
  readonly host: string;
  readonly browser: string;
  readonly until: number;
}

/** Carries a session from the canonical host, where people sign in, to a vanity host: for the browser that left it, and no other. */
@Injectable()
export class HandoffService {
  private readonly keys: TokenKeys;

  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly tenancy: TenancyService,
    private readonly sessions: SessionsService,
    config: Config,
  ) {
    this.keys = new TokenKeys('transfer', config.secretKeys);
  }

  /** What a browser takes along to the canonical host, so that it is let back in. */
  leave(host: string, browser: string): string {
    const away: Away = { host: plain(host), browser, until: this.clock.now().getTime() + AWAY_MINUTES * 60_000 };
    return this.keys.seal(Buffer.from(JSON.stringify(away)).toString('base64url'));
  }

  /** A token for the vanity host that the browser left, and the host; `undefined` when it left none of this tenant a while ago. */
  async issue(tenant: Tenant, me: Actor, state: string): Promise<{ readonly host: string; readonly token: string } | undefined> {
    const away = this.read(state);
    if (!away || !me.sessionId || away.until <= this.clock.now().getTime()) return undefined;
    const { host, browser } = away;
    if (!(await this.tenancy.isVanity(host)) || (await this.tenancy.ofHost(host))?.id !== tenant.id) return undefined;
    const token = randomBytes(32).toString('base64url');
    const expiresAt = new Date(this.clock.now().getTime() + TOKEN_SECONDS * 1000);
    await this.db.tx(systemActor(tenant.id), () => this.db.repo(TransferToken).insert({ hash: hashOf(token), sessionId: me.sessionId!, host, browser, expiresAt, usedAt: null } as never));
    return { host, token };
  }

  /** The session a token carries: once, within 90 seconds, at the host and in the browser it was made for. */
  async redeem(tenant: Tenant, host: string, browser: string, token: string): Promise<Session | HandoffRefusal> {
    const found = await this.db.tx(systemActor(tenant.id), async () => {
      const row = await this.db.repo(TransferToken).findOne({ where: { hash: hashOf(token) }, lock: { mode: 'pessimistic_write' } });
      if (!row || row.host !== plain(host) || row.browser !== browser) return 'handoff_invalid';
      if (row.usedAt) return 'handoff_spent';
      if (row.expiresAt <= this.clock.now()) return 'handoff_expired';
      await this.db.repo(TransferToken).update({ id: row.id }, { usedAt: this.clock.now() });
      return row;
    });
    if (typeof found === 'string') return found;
    return (await this.sessions.alive(found.sessionId, tenant.id))?.session ?? 'handoff_invalid';
  }

  private read(state: string): Away | undefined {
    const text = this.keys.unseal(state);
    return text ? (JSON.parse(Buffer.from(text, 'base64url').toString()) as Away) : undefined;
  }
}

const hashOf = (token: string): string => createHash('sha256').update(token).digest('base64url');
const plain = (host: string): string => host.toLowerCase().replace(/:\d+$/, '');
