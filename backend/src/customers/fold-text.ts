/** Words that people write in several ways, and the one way they are compared. */
const SAME: Readonly<Record<string, string>> = { saint: 'st', sainte: 'ste', boulevard: 'boul', avenue: 'av', ave: 'av', chemin: 'ch', route: 'rte', street: 'rue', road: 'rte', nord: 'n', sud: 's', est: 'e', ouest: 'o' };

/** Text without accents and capitals, as it is compared. */
export function foldText(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/œ/g, 'oe').replace(/æ/g, 'ae').replace(/[ß]/g, 'ss');
}

/** The words by which a text is found. Codes that are written with or without marks (phones, MACs, postal codes, C-00042) are one word each. */
export function wordsOf(text: string): string[] {
  const folded = foldText(text).trim();
  if (/^[+(]?[\d][\d\s().+-]{5,}$/.test(folded)) {
    const digits = folded.replace(/\D/g, '');
    if (digits.length >= 7) return [digits.length > 10 ? digits.slice(-10) : digits];
  }
  if (/^[0-9a-f]{2}(?:[:-][0-9a-f]{2}){2,5}[:-]?$/.test(folded) || /^(?:[0-9a-f]{4}\.){2}[0-9a-f]{4}$/.test(folded)) return [folded.replace(/[^0-9a-f]/g, '')];
  const code = /^([a-z]{1,4})-0*(\d+)$/.exec(folded);
  if (code) return [...new Set([folded.replace('-', ''), `${code[1]!}${code[2]!}`, code[2]!])];
  return folded
    .replace(/\b([a-z]\d[a-z])[ -]?(\d[a-z]\d)\b/g, '$1$2')
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
    .map((word) => SAME[word] ?? word);
}

/** The words of what somebody typed: like `wordsOf`, but a code is looked up in one spelling only. */
export function askedWords(text: string): string[] {
  const words = wordsOf(text);
  return /^[a-z]{1,4}-0*\d+$/.test(foldText(text).trim()) ? words.slice(words.length > 2 ? 1 : 0, words.length > 2 ? 2 : 1) : [...new Set(words)].slice(0, 12);
}
