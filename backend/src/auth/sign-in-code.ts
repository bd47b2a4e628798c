import { createHmac, timingSafeEqual } from 'node:crypto';
import type { TokenKeys } from './token-keys.js';

/** How often one code may be tried. */
export const MOST_TRIES = 3;
export const CODE_MINUTES = 10;

/** The six digits of a row: made again from its id when its letter is written, so that they are kept nowhere. */
export function codeOf(id: string, key: Buffer): string {
  return String(createHmac('sha256', key).update(`code:${id}`).digest().readUIntBE(0, 6) % 1_000_000).padStart(6, '0');
}

/** What is kept of a code: `kid.mac`, worth nothing without our key. */
export function codeSeal(id: string, code: string, keys: TokenKeys, kid = keys.kid): string {
  return `${kid}.${createHmac('sha256', keys.of(kid)!).update(`seal:${id}:${code}`).digest('base64url')}`;
}

/** Whether the digits are those of the seal. */
export function isCode(id: string, digits: string, sealed: string, keys: TokenKeys): boolean {
  const kid = sealed.split('.')[0]!;
  if (!keys.of(kid)) return false;
  const [expected, given] = [Buffer.from(sealed), Buffer.from(codeSeal(id, digits, keys, kid))];
  return expected.length === given.length && timingSafeEqual(expected, given);
}
