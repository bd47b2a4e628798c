/** The words somebody looks for, as they are compared: without accents and capitals, eight at most. */
export function searchWords(text: string): string[] {
  const folded = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/œ/g, 'oe').replace(/æ/g, 'ae');
  return [...new Set(folded.match(/[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*/gu) ?? [])].slice(0, 8);
}

/** A text-search query in which every word counts, the last letters of each being free: `fibr:* & lent:*`. */
export const allWords = (words: readonly string[]): string => joinedWords(words, ' & ');

/** The same, where one word is enough. */
export const anyWord = (words: readonly string[]): string => joinedWords(words, ' | ');

const joinedWords = (words: readonly string[], by: string): string => words.flatMap((word) => word.split('-')).map((word) => `${word}:*`).join(by);
