import type { IncomingMessage } from 'node:http';
import { Injectable } from '@nestjs/common';
import { Config } from '../platform/config/config.js';
import type { Session } from './auth.entity.js';
import { cookieIn } from './cookies.js';
import { SessionsService, type Alive } from './sessions.service.js';
import { TokenKeys } from './token-keys.js';
import { VIEW_PATH } from './view-path.js';

const VIEW_COOKIE = 'demarc_view';

/** The cookie of a session in which the office sees what a customer sees; it exists below its own path only. */
@Injectable()
export class ViewSessionsService {
  private readonly keys: TokenKeys;

  constructor(
    private readonly sessions: SessionsService,
    private readonly config: Config,
  ) {
    this.keys = new TokenKeys('view', config.secretKeys);
  }

  /** The session of a request that came by the path of viewing. */
  async of(request: IncomingMessage, tenantId: string): Promise<Alive | undefined> {
    const sealed = cookieIn(request.headers.cookie, VIEW_COOKIE);
    const [sid, tid] = (sealed && this.keys.unseal(sealed)?.split('_')) || [];
    if (!sid || tid !== tenantId) return undefined;
    const alive = await this.sessions.alive(sid, tid);
    return alive?.actor.viewedBy ? alive : undefined;
  }

  cookieOf(session: Session, seconds: number): string {
    return this.cookie(this.keys.seal(`${session.id}_${session.tenantId}`), seconds);
  }

  goneCookie(): string {
    return this.cookie('', 0);
  }

  private cookie(value: string, seconds: number): string {
    return `${VIEW_COOKIE}=${value}; Path=${VIEW_PATH}; Max-Age=${seconds}; HttpOnly; SameSite=Strict${this.config.production ? '; Secure' : ''}`;
  }
}
