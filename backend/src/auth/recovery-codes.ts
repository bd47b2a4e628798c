import { createHash, randomBytes } from 'node:crypto';

/** Letters and digits that cannot be taken for one another. */
const SIGNS = 'abcdefghjkmnpqrstuvwxyz23456789';
const LENGTH = 10;
export const HOW_MANY = 10;

/** Codes to keep on paper, `k7m2p-x9qrt`: about 49 bits each, more than anybody can guess at the rate we allow. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: HOW_MANY }, () => {
    const signs = [...randomBytes(LENGTH * 4)].filter((byte) => byte < SIGNS.length * 8).slice(0, LENGTH).map((byte) => SIGNS[byte % SIGNS.length]).join('');
    return `${signs.slice(0, 5)}-${signs.slice(5)}`;
  });
}

/** What is kept of a code, however it was typed. */
export const recoveryHash = (code: string): string => createHash('sha256').update(code.toLowerCase().replace(/[^a-z0-9]/g, '')).digest('base64url');

/** Whether the text can be a recovery code at all. */
export const looksLikeRecoveryCode = (text: string): boolean => text.replace(/[^a-z0-9]/gi, '').length === LENGTH;
