import type { IncomingMessage } from 'node:http';
import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import { Config } from '../platform/config/config.js';
import { Identity } from '../platform/graphql/identity.js';
import { TenancyService } from '../tenancy/tenancy.service.js';
import { anonymous, type Actor } from './actor.js';
import { ApiKeysService } from './api-keys.service.js';
import { Realm, type Session } from './auth.entity.js';
import { cookieIn, cookieOut, REFRESH_COOKIE, SESSION_COOKIE } from './cookies.js';
import { ACCESS_SECONDS, accessTokenOf, SessionTokens, verifiedClaims, type SessionClaims } from './session-tokens.js';
import { SessionsService, type Alive, type SessionEnd } from './sessions.service.js';
import { TokenKeys } from './token-keys.js';
import { isViewing, pathMeant } from './view-path.js';
import { ViewSessionsService } from './view-sessions.service.js';

const MOST_TOKENS = 50_000;

/** Says who is calling: by access token, or by renewing one while the session's row is alive. */
@Injectable()
export class IdentityService extends Identity {
  /** Tokens whose signature has been checked. */
  private readonly verified = new Map<string, SessionClaims>();
  private readonly renewed = new WeakMap<IncomingMessage, string[]>();
  private readonly refresh: TokenKeys;

  constructor(
    private readonly tenancy: TenancyService,
    private readonly sessions: SessionsService,
    private readonly keys: ApiKeysService,
    private readonly views: ViewSessionsService,
    private readonly tokens: SessionTokens,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {
    super();
    this.refresh = new TokenKeys('refresh', config.secretKeys);
  }

  async callerOf(request: IncomingMessage): Promise<Actor> {
    const tenant = await this.tenancy.ofHost(request.headers.host ?? '');
    if (!tenant) return anonymous('');
    if (isViewing(request)) return (await this.views.of(request, tenant.id))?.actor ?? anonymous(tenant.id);
    const bearer = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
    if (bearer && this.keys.isKey(bearer)) return (await this.keys.actorOf(bearer, tenant.id)) ?? anonymous(tenant.id);
    const alive = (await this.byToken(request, tenant.id)) ?? (await this.byRefresh(request, tenant.id));
    return alive?.actor ?? anonymous(tenant.id);
  }

  pathOf(request: IncomingMessage): string {
    return pathMeant(request);
  }

  isOwnOrigin(request: IncomingMessage): Promise<boolean> {
    const { origin, host } = request.headers;
    return Promise.resolve(Boolean(origin && URL.canParse(origin) && new URL(origin).host === host));
  }

  /** The office and programs with a key; a blind scan by anybody else learns no name of the schema. */
  mayWriteText({ kind }: Actor): boolean {
    return !['anonymous', 'customer', 'technician'].includes(kind);
  }

  mayListen({ kind }: Actor): boolean {
    return kind !== 'anonymous';
  }

  onEnd(caller: Actor, ended: (end: SessionEnd) => void): () => void {
    return caller.sessionId ? this.sessions.onEnd(caller.sessionId, ended) : () => undefined;
  }

  /** The cookies of a session that was just opened. */
  async cookiesOf(session: Session): Promise<string[]> {
    return [await this.accessCookie(session), this.refreshCookie(session)];
  }

  /** Cookies that remove a session from the browser. */
  goneCookies(): string[] {
    return [SESSION_COOKIE, REFRESH_COOKIE].map((name) => cookieOut(name, '', { seconds: 0, secure: this.config.production }));
  }

  /** Cookies that this request has earned and its answer must carry. */
  earnedBy(request: IncomingMessage): string[] {
    return this.renewed.get(request) ?? [];
  }

  private async byToken(request: IncomingMessage, tenantId: string): Promise<Alive | undefined> {
    const token = accessTokenOf(request);
    if (!token) return undefined;
    let claims = this.verified.get(token);
    if (!claims) {
      claims = await verifiedClaims(request);
      if (!claims) return undefined;
      if (this.verified.size >= MOST_TOKENS) this.verified.delete(this.verified.keys().next().value!);
      this.verified.set(token, claims);
    }
    if (claims.tid !== tenantId || claims.exp * 1000 <= this.clock.now().getTime()) return undefined;
    return this.sessions.alive(claims.sid, claims.tid);
  }

  private async byRefresh(request: IncomingMessage, tenantId: string): Promise<Alive | undefined> {
    const sealed = cookieIn(request.headers.cookie, REFRESH_COOKIE);
    const [sid, tid] = (sealed && this.refresh.unseal(sealed)?.split('_')) || [];
    if (!sid || tid !== tenantId || request.headers.authorization) return undefined;
    const alive = await this.sessions.alive(sid, tid);
    // Both anew: who comes back is never signed out by the age of a cookie, nor by a key that was taken away meanwhile.
    if (alive) this.renewed.set(request, await this.cookiesOf(alive.session));
    return alive;
  }

  private refreshCookie(session: Session): string {
    return cookieOut(REFRESH_COOKIE, this.refresh.seal(`${session.id}_${session.tenantId}`), { seconds: Math.max(1, Math.floor((session.expiresAt.getTime() - this.clock.now().getTime()) / 1000)), secure: this.config.production });
  }

  private async accessCookie(session: Session): Promise<string> {
    const subject = { [Realm.CUSTOMER]: session.customerId, [Realm.STAFF]: session.staffId, [Realm.TECHNICIAN]: session.technicianId }[session.realm]!;
    return cookieOut(SESSION_COOKIE, await this.tokens.mint(session, subject, this.clock.now()), { seconds: ACCESS_SECONDS, secure: this.config.production });
  }
}
