import type { IncomingMessage } from 'node:http';
import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import { decodeProtectedHeader, SignJWT } from 'jose';
import passport from 'passport';
import { ExtractJwt, Strategy, type SecretOrKeyProvider } from 'passport-jwt';
import { Config } from '../platform/config/config.js';
import { isUuid } from '../platform/ids.js';
import { Realm, type Session } from './auth.entity.js';
import { cookieIn, SESSION_COOKIE } from './cookies.js';
import { TokenKeys, type SecretKey, type TokenKind } from './token-keys.js';

const ISSUER = 'demarc';
/** How long an access token is good for without looking further than its signature and the session's row. */
export const ACCESS_SECONDS = 15 * 60;

/** What an access token says. */
export interface SessionClaims {
  readonly sid: string;
  readonly tid: string;
  readonly exp: number;
}

const audienceOf = (realm: Realm): string => `demarc:${realm.toLowerCase()}`;
const kindOf = (realm: Realm): TokenKind => `session:${realm.toLowerCase() as 'customer' | 'staff' | 'technician'}`;

/** The access token of a request: a bearer token, otherwise the browser's cookie. */
export function accessTokenOf(request: Pick<IncomingMessage, 'headers'>): string | null {
  const { authorization, cookie } = request.headers;
  return authorization ? ExtractJwt.fromAuthHeaderAsBearerToken()(request as never) : (cookieIn(cookie, SESSION_COOKIE) ?? null);
}

/** Only the header that we write ourselves: no other algorithm, no key brought along, no extension. */
function keyByName(keys: TokenKeys): SecretOrKeyProvider {
  return (_request: unknown, token: unknown, done: (error: Error | null, key?: Buffer) => void) => {
    try {
      const { alg, typ, kid, ...more } = decodeProtectedHeader(String(token));
      const key = alg === 'HS256' && typ === 'JWT' && !Object.keys(more).length ? keys.of(kid) : undefined;
      done(key ? null : new Error('unknown key'), key);
    } catch (error) {
      done(error as Error); // not even the shape of a token
    }
  };
}

/** The expiry is checked by whoever reads the claims, on the product's own clock. */
const optionsOf = (realm: Realm, secrets: readonly SecretKey[]) => ({
  jwtFromRequest: accessTokenOf,
  secretOrKeyProvider: keyByName(new TokenKeys(kindOf(realm), secrets)),
  algorithms: ['HS256' as const],
  audience: audienceOf(realm),
  issuer: ISSUER,
  ignoreExpiration: true,
});

function claimsOf({ sid, tid, exp }: Partial<SessionClaims>): SessionClaims | false {
  return typeof sid === 'string' && typeof tid === 'string' && typeof exp === 'number' && isUuid(sid) && isUuid(tid) ? { sid, tid, exp } : false;
}

/** Access tokens of the portal. */
@Injectable()
export class CustomerTokens extends PassportStrategy(Strategy, 'session-customer') {
  constructor({ secretKeys }: Config) {
    super(optionsOf(Realm.CUSTOMER, secretKeys));
  }

  validate(claims: Partial<SessionClaims>): SessionClaims | false {
    return claimsOf(claims);
  }
}

/** Access tokens of the office. */
@Injectable()
export class StaffTokens extends PassportStrategy(Strategy, 'session-staff') {
  constructor({ secretKeys }: Config) {
    super(optionsOf(Realm.STAFF, secretKeys));
  }

  validate(claims: Partial<SessionClaims>): SessionClaims | false {
    return claimsOf(claims);
  }
}

/** Access tokens of technicians. */
@Injectable()
export class TechnicianTokens extends PassportStrategy(Strategy, 'session-technician') {
  constructor({ secretKeys }: Config) {
    super(optionsOf(Realm.TECHNICIAN, secretKeys));
  }

  validate(claims: Partial<SessionClaims>): SessionClaims | false {
    return claimsOf(claims);
  }
}

const STRATEGIES = ['session-customer', 'session-staff', 'session-technician'];

/** The claims of a request's access token when one of the realms vouches for it. */
export function verifiedClaims(request: IncomingMessage): Promise<SessionClaims | undefined> {
  return new Promise((resolve, reject) => {
    const done = (_error: unknown, claims?: unknown): void => resolve((claims || undefined) as SessionClaims | undefined);
    (passport.authenticate(STRATEGIES, { session: false }, done) as (request: IncomingMessage, response: object, next: (error: unknown) => void) => void)(request, {}, reject);
  });
}

/** Makes access tokens. */
@Injectable()
export class SessionTokens {
  private readonly keys: Readonly<Record<Realm, TokenKeys>>;

  constructor({ secretKeys }: Config) {
    const of = (realm: Realm) => new TokenKeys(kindOf(realm), secretKeys);
    this.keys = { CUSTOMER: of(Realm.CUSTOMER), STAFF: of(Realm.STAFF), TECHNICIAN: of(Realm.TECHNICIAN) };
  }

  mint(session: Pick<Session, 'id' | 'tenantId' | 'realm'>, subject: string, now: Date): Promise<string> {
    const keys = this.keys[session.realm];
    const issued = Math.floor(now.getTime() / 1000);
    return new SignJWT({ sid: session.id, tid: session.tenantId })
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT', kid: keys.kid })
      .setIssuer(ISSUER)
      .setAudience(audienceOf(session.realm))
      .setSubject(subject)
      .setIssuedAt(issued)
      .setExpirationTime(issued + ACCESS_SECONDS)
      .sign(keys.current);
  }
}
