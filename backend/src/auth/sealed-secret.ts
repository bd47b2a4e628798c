import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { TokenKeys } from './token-keys.js';

/** A secret that has to be read again, sealed by AES-256-GCM under the newest key: `kid.nonce.text.tag`. */
export function seal(text: string, keys: TokenKeys): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', keys.current, nonce);
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return [keys.kid, ...[nonce, sealed, cipher.getAuthTag()].map((bytes) => bytes.toString('base64url'))].join('.');
}

/** The secret inside; throws when its key is gone or somebody changed it. */
export function unseal(sealed: string, keys: TokenKeys): string {
  const [kid, nonce, text, tag] = sealed.split('.');
  const key = keys.of(kid);
  if (!key || !nonce || !text || !tag) throw new Error('A sealed secret cannot be read: its key is not among SECRET_KEYS');
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(nonce, 'base64url'), { authTagLength: 16 }).setAuthTag(Buffer.from(tag, 'base64url'));
  return Buffer.concat([decipher.update(Buffer.from(text, 'base64url')), decipher.final()]).toString('utf8');
}

/** Whether it is sealed by the newest key already. */
export const isFresh = (sealed: string, keys: TokenKeys): boolean => sealed.startsWith(`${keys.kid}.`);
