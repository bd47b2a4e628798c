import { Injectable } from '@nestjs/common';
import { jwtVerify, SignJWT } from 'jose';
import { Clock } from '../platform/clock.js';
import { Config } from '../platform/config/config.js';
import type { AccountRef, SignInWay } from './auth.entity.js';
import { TokenKeys } from './token-keys.js';

/** Who has proven who they are, and how: what opens a session. */
export interface Proof {
  readonly method: SignInWay;
  /** Whom to greet. */
  readonly name: string;
  /** Accounts of the portal that it opens; the person chooses when there are several. */
  readonly accounts: readonly AccountRef[];
  readonly staffId?: string;
  readonly technicianId?: string;
  /** The link it came by. */
  readonly linkId?: string;
  readonly jobId?: string;
}

/** What somebody still has to do before a session opens: choose an account, or give the code of their app. */
export type TicketKind = 'choice' | 'second';

/** How long a person may take over it, in seconds. */
export const TICKET_SECONDS = 600;

/** Signed notes that a browser holds between two steps of signing in; worth nothing in another browser. */
@Injectable()
export class Tickets {
  private readonly keys: Readonly<Record<TicketKind, TokenKeys>>;

  constructor(
    private readonly clock: Clock,
    config: Config,
  ) {
    this.keys = { choice: new TokenKeys('choice', config.secretKeys), second: new TokenKeys('second', config.secretKeys) };
  }

  write(kind: TicketKind, proof: Proof, browserHash: string): Promise<string> {
    const issued = Math.floor(this.clock.now().getTime() / 1000);
    const keys = this.keys[kind];
    return new SignJWT({ browser: browserHash, proof })
      .setProtectedHeader({ alg: 'HS256', kid: keys.kid })
      .setAudience(`demarc:${kind}`)
      .setIssuedAt(issued)
      .setExpirationTime(issued + TICKET_SECONDS)
      .sign(keys.current);
  }

  /** The proof on a ticket of this browser; nothing when it is forged, foreign or too old: all the same to whoever presents it. */
  async read(kind: TicketKind, ticket: string, browserHash: string): Promise<Proof | undefined> {
    const keys = this.keys[kind];
    try {
      const { payload } = await jwtVerify(ticket, ({ kid }) => keys.of(kid) ?? Promise.reject(new Error('unknown key')), { algorithms: ['HS256'], audience: `demarc:${kind}`, currentDate: this.clock.now() });
      return payload['browser'] === browserHash ? (payload['proof'] as Proof) : undefined;
    } catch {
      return undefined; // as said above
    }
  }
}
