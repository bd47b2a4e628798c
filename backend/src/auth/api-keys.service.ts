import { createHash, randomBytes } from 'node:crypto';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { isPermission } from '@demarc/permissions';
import { IsNull, MoreThan } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { Db } from '../platform/db/db.js';
import { Wake } from '../platform/events/wake.js';
import { systemActor, type Actor } from './actor.js';
import { shared } from './actors.service.js';
import { ApiKey } from './api-key.entity.js';
import { SessionsService } from './sessions.service.js';

/** How every key begins, so that a key that leaked is recognised as one. */
const MARK = 'dmk_';
const TRUST_MS = 30_000;
const MOST_HELD = 10_000;
const TOUCH_MS = 5 * 60_000;

interface Held {
  readonly actor: Actor;
  readonly expiresAt: Date;
  readonly until: number;
}

/** A new key: its row, and the only copy of the key. */
export interface Minted {
  readonly row: ApiKey;
  readonly key: string;
}

const hashOf = (key: string): string => createHash('sha256').update(key).digest('hex');

/** Keys of programs: minted once, found by their hash at each request, gone within a second of being revoked. */
@Injectable()
export class ApiKeysService implements OnModuleInit {
  private readonly held = new Map<string, Held>();
  private endings = 0;

  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly wake: Wake,
    private readonly sessions: SessionsService,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.wake.hear('demarc_session', (what) => this.forget(what));
  }

  /** Makes a key; inside a transaction of the tenant. The caller has checked what it may be allowed. */
  async mint(me: Actor, { name, permissions, days }: { readonly name: string; readonly permissions: readonly string[]; readonly days: number }): Promise<Minted> {
    const key = `${MARK}${randomBytes(32).toString('base64url')}`;
    const expiresAt = new Date(this.clock.now().getTime() + days * 86_400_000);
    const row = Object.assign(new ApiKey(), { name, permissions: [...permissions], start: key.slice(0, MARK.length + 6), hash: hashOf(key), createdBy: me.staffId ?? null, createdByName: me.name, expiresAt, lastUsedAt: null, revokedAt: null });
    return { row: await this.db.repo(ApiKey).save(row), key };
  }

  /** Ends a key; its requests are refused and its sockets closed within a second, in every process. */
  async revoke(id: string): Promise<ApiKey | undefined> {
    const row = await this.db.repo(ApiKey).findOne({ where: { id }, lock: { mode: 'pessimistic_write' } });
    if (!row) return undefined;
    if (!row.revokedAt) {
      await this.db.repo(ApiKey).update({ id }, { revokedAt: this.clock.now() });
      this.db.afterCommit(() => this.sessions.tell(id));
    }
    return row;
  }

  /** Whether a bearer token has the form of a key. */
  isKey(token: string): boolean {
    return token.startsWith(MARK);
  }

  /** Who speaks with this key at this provider; `undefined` when it is unknown, another provider's, too old or revoked. */
  async actorOf(key: string, tenantId: string): Promise<Actor | undefined> {
    const hash = hashOf(key);
    const known = this.held.get(hash);
    if (known && known.until > performance.now() && known.actor.tenantId === tenantId && known.expiresAt > this.clock.now()) return known.actor;
    const endings = this.endings;
    const found = await this.db.tx(systemActor(tenantId), () => this.read(hash));
    if (found && endings === this.endings) {
      if (this.held.size >= MOST_HELD) this.held.delete(this.held.keys().next().value!);
      this.held.set(hash, { ...found, until: performance.now() + TRUST_MS });
    }
    return found?.actor;
  }

  private async read(hash: string): Promise<Omit<Held, 'until'> | undefined> {
    const now = this.clock.now();
    const row = await this.db.repo(ApiKey).findOneBy({ hash, revokedAt: IsNull(), expiresAt: MoreThan(now) });
    if (!row) return undefined;
    if (!row.lastUsedAt || now.getTime() - row.lastUsedAt.getTime() > TOUCH_MS) await this.db.repo(ApiKey).update({ id: row.id }, { lastUsedAt: now });
    const permissions = shared(row.permissions.filter(isPermission));
    return { expiresAt: row.expiresAt, actor: { kind: 'integrator', name: row.name, tenantId: row.tenantId, sessionId: row.id, seesAllCustomers: true, permissions, locale: 'en' } };
  }

  private forget(what: string): void {
    this.endings++;
    if (!what) return this.held.clear();
    for (const [hash, { actor }] of this.held) if (actor.sessionId === what) this.held.delete(hash);
  }
}
