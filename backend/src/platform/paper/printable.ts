import type { Locale } from '../caller.js';

const days: Readonly<Record<Locale, Intl.DateTimeFormat>> = {
  fr: new Intl.DateTimeFormat('fr-CA', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }),
  en: new Intl.DateTimeFormat('en-CA', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }),
};

/** A calendar day as people write it; the first of a month is the 1er in French. */
export function paperDay(day: string, locale: Locale): string {
  const key = `${locale} ${day}`;
  const known = written.get(key);
  if (known) return known;
  if (written.size >= MOST_WRITTEN) written.clear();
  const text = days[locale].format(new Date(`${day}T00:00:00Z`)).replace(/^1 /, '1er ');
  written.set(key, text);
  return text;
}

/** Days that were written lately: a paper has the same few on every line, and making a text of one is slow. */
const written = new Map<string, string>();
const MOST_WRITTEN = 500;

/** What Windows-1252, the encoding of the fonts every PDF reader has, holds beyond Latin-1. */
const BEYOND_LATIN = '€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ';
const LETTERS: Readonly<Record<string, string>> = { Đ: 'D', đ: 'd', Ł: 'L', ł: 'l', ı: 'i', '\u202f': '\u00a0', '\u2011': '-', '−': '-' };

/** The text with letters the fonts lack replaced by the nearest they have: all of French stays, `Nguyễn` becomes `Nguyen`. */
export function printable(text: string): string {
  if (PLAIN.test(text)) return text;
  return Array.from(text.normalize('NFC'), (letter) => (has(letter) ? letter : (LETTERS[letter] ?? plain(letter)))).join('');
}

const PLAIN = new RegExp(`^[\\n\\u0020-\\u007e\\u00a0-\\u00ff${BEYOND_LATIN}]*$`);
const has = (letter: string): boolean => PLAIN.test(letter);

function plain(letter: string): string {
  const base = letter.normalize('NFD').replace(/\p{M}/gu, '');
  return base && Array.from(base).every(has) ? base : '?';
}
