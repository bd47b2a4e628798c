/** What people shorten, written out as the registers write it. */
const WORDS: Readonly<Record<string, string>> = {
  st: 'saint', ste: 'sainte', sts: 'saints', mt: 'mont', ch: 'chemin', che: 'chemin', av: 'avenue', ave: 'avenue', boul: 'boulevard', blvd: 'boulevard', bd: 'boulevard', mtee: 'montee',
  rte: 'route', rg: 'rang', pl: 'place', cr: 'croissant', crois: 'croissant', terr: 'terrasse', imp: 'impasse', n: 'nord', s: 'sud', e: 'est', o: 'ouest',
};
const POSTAL = /\b([a-z]\d[a-z])[ -]?(\d[a-z]\d)?\b/;
/** What may stand before the number: 4-1200, app. 4. */
const UNIT = /^(?:(?:app|apt|appartement|bureau|suite|unite|unit)\.?\s*|#\s*)?(\d{1,5}[a-z]?)\s*-\s*(?=\d)/;
const UNIT_AFTER = /(?:^|[\s,])(?:app|apt|appartement|bureau|suite|unite|unit|#)\.?\s*#?\s*(\w{1,6})\b/;

/** Small letters without accents, punctuation as blanks, the words of an address written out. */
export function foldAddress(text: string): string {
  return plain(text).replace(/[^a-z0-9]+/g, ' ').trim().split(' ').map((word) => WORDS[word] ?? word).join(' ');
}

const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('œ', 'oe').replaceAll('æ', 'ae');

/** What somebody typed, taken apart. */
export interface TypedAddress {
  /** The number of the house; null when none was typed. */
  readonly number: number | null;
  readonly suffix: string;
  readonly unit: string;
  /** Capital letters without a blank, three or six; empty when none was typed. */
  readonly postal: string;
  /** Street and municipality, folded. */
  readonly words: string;
}

/** Takes apart what was typed into one field: `4-1200a boul. Labelle, St-Jérôme J7Z 5T1`. */
export function readAddress(text: string): TypedAddress {
  let rest = plain(text).slice(0, 200).trim();
  const postal = POSTAL.exec(rest);
  if (postal) rest = rest.replace(postal[0], ' ');
  const before = UNIT.exec(rest);
  if (before) rest = rest.slice(before[0].length);
  const after = UNIT_AFTER.exec(rest);
  if (after) rest = rest.replace(after[0], ' ');
  const door = /^\D{0,3}?(\d{1,6})\s?([a-h])?(?=[\s,]|$)/.exec(rest.trim());
  // « 12e Avenue » and « 5 Rang » begin with a name, not with a door: the ordinal stays a word.
  if (door) rest = rest.trim().slice(door[0].length);
  return { number: door ? Number(door[1]) : null, suffix: (door?.[2] ?? '').toUpperCase(), unit: (before?.[1] ?? after?.[1] ?? '').toUpperCase(), postal: postal ? `${postal[1]}${postal[2] ?? ''}`.toUpperCase() : '', words: foldAddress(rest.replace(/\b(?:qc|quebec)\s*$/, ' ')) };
}

/** `j7z5t1` as it is written: J7Z 5T1. */
export const postalCode = (text: string): string => text.replace(/[\s-]/g, '').toUpperCase().replace(/^([A-Z]\d[A-Z])(\d[A-Z]\d)$/, '$1 $2');
