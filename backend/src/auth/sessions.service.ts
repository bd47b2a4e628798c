import { Injectable, type OnModuleInit } from '@nestjs/common';
import { IsNull, MoreThan } from 'typeorm';
import { Clock } from '../platform/clock.js';
import { Db } from '../platform/db/db.js';
import { Events } from '../platform/events/events.js';
import { Wake } from '../platform/events/wake.js';
import { currentAddress } from '../platform/http/request-address.js';
import { TenancyService } from '../tenancy/tenancy.service.js';
import { systemActor, type Actor } from './actor.js';
import { ActorsService } from './actors.service.js';
import { Realm, Session, type AccountRef, type SignInWay } from './auth.entity.js';
import { SessionEnded } from './auth.events.js';

/** A session that is alive, with the actor it stands for. */
export interface Alive {
  readonly session: Session;
  readonly actor: Actor;
}

/** Whom a session is for. */
export type SessionOwner = Pick<Session, 'realm' | 'customerId' | 'contactId' | 'staffId' | 'technicianId'>;

/** What is to be done with the sockets of a session: it is `over`, or they start again with other `rights`. */
export type SessionEnd = 'over' | 'rights';

/** An alive session is read again after this long, in case a message about it was lost. */
const TRUST_MS = 30_000;
const MOST_HELD = 50_000;
/** How often its last use is written down. */
const TOUCH_MS = 5 * 60_000;

/** Sessions as rows, held in the memory of each process until one of them ends it. */
@Injectable()
export class SessionsService implements OnModuleInit {
  private readonly held = new Map<string, Alive & { readonly until: number }>();
  private readonly loading = new Map<string, Promise<Alive | undefined>>();
  private readonly watchers = new Map<string, Set<(end: SessionEnd) => void>>();
  /** Counts endings, so that a row read before one is not held after it. */
  private endings = 0;

  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly wake: Wake,
    private readonly events: Events,
    private readonly actors: ActorsService,
    private readonly tenancy: TenancyService,
  ) {}

  async onModuleInit(): Promise<void> {
    // What this process said itself it knows already: heard again, it would close the sockets that have started again since.
    await this.wake.hear('demarc_session', (id, isOwn) => isOwn || this.forget(id));
  }

  /** Opens a session, or comes back to the one this browser opened with the same link. Inside a transaction of the tenant. */
  async open(tenantId: string, owner: SessionOwner, browser: { readonly hash: string; readonly device: string; readonly linkId: string | null; readonly method: SignInWay; readonly choices?: readonly AccountRef[] }): Promise<Session> {
    const now = this.clock.now();
    const repo = this.db.repo(Session);
    if (browser.linkId) {
      const before = await repo.findOneBy({ linkId: browser.linkId, browser: browser.hash, customerId: owner.customerId ?? IsNull(), revokedAt: IsNull(), expiresAt: MoreThan(now) });
      if (before) return before;
    }
    return repo.save(Object.assign(new Session(), owner, { tenantId, browser: browser.hash, device: browser.device, linkId: browser.linkId, method: browser.method, choices: browser.choices ?? [], verifiedAt: browser.method === 'link' ? null : now, lastUsedAt: now, expiresAt: await this.expiry(tenantId, owner.realm), revokedAt: null }));
  }

  /** The session of this id while it is alive; `undefined` once it has ended or its owner may no longer sign in. */
  alive(id: string, tenantId: string): Promise<Alive | undefined> | Alive {
    const known = this.held.get(id);
    const now = this.clock.now();
    if (known && known.until > performance.now() && known.session.tenantId === tenantId && known.session.expiresAt > now) return known;
    const already = this.loading.get(id);
    if (already) return already;
    const loading = this.load(id, tenantId).finally(() => this.loading.delete(id));
    this.loading.set(id, loading);
    return loading;
  }

  /** Ends those that fit but the one the caller came with; answers how many devices that were. */
  endOthers(me: Actor, which: Partial<SessionOwner>): Promise<number> {
    return this.end(me, which, me.sessionId);
  }

  /** Ends sessions of the caller's tenant that fit; answers how many. Their sockets close within a second, everywhere. */
  async end(me: Actor, which: Partial<SessionOwner> & { readonly id?: string }, but?: string): Promise<number> {
    return this.db.tx(systemActor(me.tenantId), async () => {
      const fits = Object.fromEntries(Object.entries(which).filter(([, value]) => value !== undefined));
      if (!Object.keys(fits).length) throw new Error('Ending sessions needs to say whose');
      const sessions = (await this.db.repo(Session).findBy({ ...fits, revokedAt: IsNull() })).filter(({ id }) => id !== but);
      for (const { id } of sessions) {
        await this.db.repo(Session).update({ id }, { revokedAt: this.clock.now() });
        await this.events.emit(new SessionEnded(id, me.kind, me.staffId ?? me.contactId ?? me.technicianId ?? null, me.name, currentAddress() ?? null));
        this.db.afterCommit(() => this.tell(id));
      }
      return sessions.length;
    });
  }

  /** Rights of one person changed: their sessions are looked at again everywhere, and their sockets start again. */
  async lookAgain(me: Actor, which: Partial<SessionOwner>): Promise<void> {
    const sessions = await this.db.tx(systemActor(me.tenantId), () => this.db.repo(Session).findBy({ ...which, revokedAt: IsNull() } as never));
    for (const { id } of sessions) this.db.afterCommit(() => this.tell(`rights:${id}`));
  }

  /** Somebody's rights changed: everybody signed in with the tenant is looked at again, sockets included. */
  changed(tenantId: string): void {
    this.db.afterCommit(() => this.tell(`tenant:${tenantId}`));
  }

  /** Calls back when the session ends or its rights change; returns how to stop listening. */
  onEnd(id: string, ended: (end: SessionEnd) => void): () => void {
    const all = this.watchers.get(id) ?? new Set();
    this.watchers.set(id, all.add(ended));
    return () => {
      all.delete(ended);
      if (!all.size && this.watchers.get(id) === all) this.watchers.delete(id);
    };
  }

  /** Tells every process, after the commit, that a session or key is over or that rights changed: those of one session, `rights:id`, or of everybody, `tenant:id`. */
  tell(what: string): void {
    this.forget(what);
    this.wake.notify('demarc_session', what);
  }

  /** Forgets one session, a tenant's, or, after a lost connection, all of them; watchers are told. */
  private forget(what: string): void {
    this.endings++;
    if (what.startsWith('tenant:')) return this.forgetAll(({ session }) => session.tenantId === what.slice(7), (id) => this.ended(id, 'rights'));
    if (!what) return this.forgetAll(() => true, (id, tenantId) => void this.overIfGone(id, tenantId));
    const id = what.replace(/^rights:/, '');
    this.held.delete(id);
    this.ended(id, id === what ? 'over' : 'rights');
  }

  private forgetAll(fits: (alive: Alive) => boolean, then: (id: string, tenantId: string) => void): void {
    for (const [id, alive] of this.held) {
      if (!fits(alive)) continue;
      this.held.delete(id);
      if (this.watchers.has(id)) then(id, alive.session.tenantId);
    }
  }

  /** After something may have been missed. */
  private async overIfGone(id: string, tenantId: string): Promise<void> {
    if (!(await this.alive(id, tenantId))) this.ended(id, 'over');
  }

  private ended(id: string, end: SessionEnd): void {
    for (const ended of this.watchers.get(id) ?? []) ended(end);
  }

  private async load(id: string, tenantId: string): Promise<Alive | undefined> {
    const endings = this.endings;
    const alive = await this.db.tx(systemActor(tenantId), () => this.read(id));
    if (alive && endings === this.endings) this.hold(alive);
    return alive;
  }

  private async read(id: string): Promise<Alive | undefined> {
    const now = this.clock.now();
    const session = await this.db.repo(Session).findOneBy({ id, revokedAt: IsNull(), expiresAt: MoreThan(now) });
    const actor = session && (await this.actors.of(session));
    if (!session || !actor) return undefined;
    if (!session.viewedBy && now.getTime() - session.lastUsedAt.getTime() > TOUCH_MS) {
      Object.assign(session, { lastUsedAt: now, expiresAt: await this.expiry(session.tenantId, session.realm) });
      await this.db.repo(Session).update({ id, revokedAt: IsNull() }, { lastUsedAt: now, expiresAt: session.expiresAt });
    }
    return { session, actor };
  }

  private hold(alive: Alive): void {
    if (this.held.size >= MOST_HELD) this.held.delete(this.held.keys().next().value!);
    this.held.set(alive.session.id, { ...alive, until: performance.now() + TRUST_MS });
  }

  /** Until when a session may rest unused, as its provider decided. */
  private async expiry(tenantId: string, realm: Realm): Promise<Date> {
    const tenant = await this.tenancy.byId(tenantId);
    const { customerSessionDays, staffSessionDays, technicianSessionDays } = tenant!;
    const days = { [Realm.CUSTOMER]: customerSessionDays, [Realm.STAFF]: staffSessionDays, [Realm.TECHNICIAN]: technicianSessionDays }[realm];
    return new Date(this.clock.now().getTime() + days * 86_400_000);
  }
}
