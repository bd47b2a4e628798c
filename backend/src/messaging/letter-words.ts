import { fillPlaceholders, placeholdersOf, unknownPlaceholder, withPlaceholders, type Facts } from '../platform/placeholders.js';
import type { Letter } from './letters.js';

/** The words of a message that a provider may change. The button, its address and the small print below stay ours. */
export interface LetterWords {
  /** Of the mail. */
  readonly subject: string;
  /** Above the mail. */
  readonly heading: string;
  /** Of the mail; an empty line parts paragraphs. */
  readonly body: string;
  /** The text message. */
  readonly sms: string;
}

export type LetterField = keyof LetterWords;
export const LETTER_FIELDS: readonly LetterField[] = ['subject', 'heading', 'body', 'sms'];

/** What is wrong with a text: a placeholder that means nothing, or one without which the message is of no use. */
export interface WordsFault {
  readonly field: LetterField;
  /** As it is written: `{link}`. */
  readonly placeholder: string;
  readonly isMissing: boolean;
}

/** Without these a message is of no use wherever we say them: the code, the link, what a person wrote. */
const NEEDED: readonly string[] = ['code', 'link', 'body', 'instalments'];

/** What we say ourselves, with placeholders where facts stand. */
export function wordsOf({ subject, mail, sms }: Letter, facts: Facts): LetterWords {
  const back = (text: string) => withPlaceholders(text, facts);
  return { subject: back(subject), heading: back(mail.heading), body: back(mail.paragraphs.join('\n\n')), sms: back(sms) };
}

/** The letter in a provider's words; what it leaves open stays ours. */
export function reworded(letter: Letter, words: { readonly [F in LetterField]: string | null }, facts: Facts): Letter {
  const own = (field: LetterField) => (words[field] === null ? null : fillPlaceholders(words[field], facts).trim());
  const line = (field: LetterField) => own(field)?.replace(/[\r\n]+/g, ' ');
  return {
    subject: line('subject') ?? letter.subject,
    mail: { ...letter.mail, heading: line('heading') ?? letter.mail.heading, paragraphs: own('body')?.split(/\n\s*\n/).map((one) => one.trim()).filter(Boolean) ?? letter.mail.paragraphs },
    sms: own('sms') ?? letter.sms,
  };
}

/** Everything that keeps a text from being used. */
export function faultsOf(words: LetterWords, ours: LetterWords, known: readonly string[]): WordsFault[] {
  return LETTER_FIELDS.flatMap((field): WordsFault[] => {
    const unknown = unknownPlaceholder(words[field], known);
    if (unknown) return [{ field, placeholder: unknown, isMissing: false }];
    const used = placeholdersOf(words[field]);
    return NEEDED.filter((name) => placeholdersOf(ours[field]).includes(name) && !used.includes(name)).map((name) => ({ field, placeholder: `{${name}}`, isMissing: true }));
  });
}
