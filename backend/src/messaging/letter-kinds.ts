import { ConsentKind } from './consent.entity.js';
import type { Template } from './letters.js';

/** Letters somebody may not want; all others answer a question, prove who one is, or are owed by law. */
const KINDS: Readonly<Partial<Record<Template, ConsentKind>>> = {
  'job-on-the-way': ConsentKind.VISITS,
  'invoice-issued': ConsentKind.BILLING,
  'payment-received': ConsentKind.BILLING,
};

/** What a letter is for; null for one that is always sent. */
export const kindOfLetter = (template: string): ConsentKind | null => (KINDS as Readonly<Record<string, ConsentKind>>)[template] ?? null;

/** What holds before a customer says anything: news need consent first, the rest does not. */
export const isUsual = (kind: ConsentKind): boolean => kind !== ConsentKind.NEWS;
