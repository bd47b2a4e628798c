import { decodeProtectedHeader, jwtVerify, SignJWT } from 'jose';
import type { SignInLink } from './auth.entity.js';
import type { TokenKeys } from './token-keys.js';

/**
 * The token of a link: HS256 with the claims of requirement AUTH 6. The same row always makes the same token while its
 * key is the newest, so that nothing but the row needs to be kept.
 */
export function linkToken(link: Pick<SignInLink, 'id' | 'realm' | 'subject' | 'name' | 'email' | 'jobId' | 'createdAt' | 'expiresAt'>, keys: TokenKeys): Promise<string> {
  return new SignJWT({ scope: link.realm.toLowerCase(), name: link.name, ...(link.email ? { email: link.email } : {}), ...(link.jobId ? { job: link.jobId } : {}) })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT', kid: keys.kid })
    .setSubject(link.subject)
    .setJti(link.id)
    .setIssuedAt(seconds(link.createdAt))
    .setExpirationTime(seconds(link.expiresAt))
    .sign(keys.current);
}

/** What a token of a link turns out to be. */
export type ReadLink = { readonly kind: 'link'; readonly id: string; readonly scope: string } | { readonly kind: 'expired' | 'invalid' };

/** Reads a token somebody presented; only what we signed ourselves, with the key for links, counts. */
export async function readLinkToken(token: string, keys: TokenKeys, now: Date): Promise<ReadLink> {
  try {
    const { alg, typ, kid, ...more } = decodeProtectedHeader(token);
    const key = alg === 'HS256' && typ === 'JWT' && !Object.keys(more).length ? keys.of(kid) : undefined;
    if (!key) return { kind: 'invalid' };
    const { payload } = await jwtVerify(token, key, { algorithms: ['HS256'], currentDate: now, requiredClaims: ['jti', 'sub', 'exp', 'iat', 'scope'] });
    return { kind: 'link', id: payload.jti!, scope: String(payload['scope']) };
  } catch (error) {
    return { kind: (error as { code?: string }).code === 'ERR_JWT_EXPIRED' ? 'expired' : 'invalid' }; // the sort of refusal is all that matters
  }
}

const seconds = (instant: Date): number => Math.floor(instant.getTime() / 1000);
