import type { WordingField } from '../../core/graphql/schema.generated';

/** The texts of a message that can be changed. */
export interface Words {
  readonly subject: string;
  readonly heading: string;
  readonly body: string;
  readonly sms: string;
}

export type WordsField = keyof Words;

/** Which field of the form a fault is about. */
export const FIELD_OF: Readonly<Record<WordingField, WordsField>> = { SUBJECT: 'subject', HEADING: 'heading', BODY: 'body', SMS: 'sms' };

/** A version's texts: what it leaves open is ours. */
export const wordsOf = (version: { readonly [F in WordsField]?: string | null }, ours: Words): Words => ({
  subject: version.subject ?? ours.subject, heading: version.heading ?? ours.heading, body: version.body ?? ours.body, sms: version.sms ?? ours.sms,
});

export const sameWords = (a: Words, b: Words): boolean => a.subject === b.subject && a.heading === b.heading && a.body === b.body && a.sms === b.sms;

/** Characters that a short text may hold without a wider alphabet (GSM 03.38); the last nine count twice. */
const GSM = new Set('@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà');
const TWICE = new Set('^{}\\[~]|€');

/** How many texts a network makes of one: 160 signs of the short alphabet, 70 of any other; fewer each when there are several. */
export function textsOf(text: string): number {
  const signs = [...text];
  const isShort = signs.every((sign) => GSM.has(sign) || TWICE.has(sign));
  const length = isShort ? signs.reduce((sum, sign) => sum + (TWICE.has(sign) ? 2 : 1), 0) : text.length;
  const [one, each] = isShort ? [160, 153] : [70, 67];
  return length <= one ? 1 : Math.ceil(length / each);
}

/** Messages as a person thinks of them, in the order they are offered. */
export const LETTER_GROUPS: Readonly<Record<string, readonly string[]>> = {
  visits: ['job-on-the-way', 'order-placed'],
  talk: ['ticket-reply', 'message', 'ticket-late'],
  bills: ['invoice-issued', 'payment-received', 'payment-link', 'payment-failed', 'autopay-failed', 'autopay-changed', 'statement'],
  debts: ['payment-reminder', 'late-fee', 'service-suspended', 'service-restored', 'arrangement-made', 'arrangement-broken'],
  doors: ['sign-in-link', 'sign-in-code', 'password-invitation', 'password-reset', 'staff-invitation', 'reach-code', 'reach-changed'],
};

/** The group of a message; what is in none comes with the talk. */
export const groupOf = (template: string): string => Object.keys(LETTER_GROUPS).find((group) => LETTER_GROUPS[group]!.includes(template)) ?? 'talk';
