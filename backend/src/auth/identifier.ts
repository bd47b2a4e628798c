import type { Identifier } from './accounts.service.js';

/**
 * Reads an identifier: with `@` an e-mail address; `C-…`, `CUST-…` or anything else with a letter a customer number;
 * otherwise a telephone number, found by its last 10 digits. A short run of digits may be a number of the system before.
 */
export function readIdentifier(text: string): Identifier {
  const typed = text.trim();
  if (typed.includes('@')) return { kind: 'email', email: typed.toLowerCase() };
  const digits = typed.replace(/\D/g, '');
  if (/[a-z]/i.test(typed) || digits.length < 10) return { kind: 'number', number: typed.toUpperCase() };
  return { kind: 'phone', lastTen: digits.slice(-10), number: typed };
}

/** The same identifier however it is spaced or capitalised: what limits count by. */
export const sameIdentifier = (text: string): string => text.trim().toLowerCase();
