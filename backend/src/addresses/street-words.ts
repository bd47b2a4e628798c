/** A typed word, and what the register has of it. */
export interface KnownWord {
  readonly typed: string;
  /** Whether the register has just this word. */
  readonly isKnown: boolean;
  /** Whether a word of the register begins with it. */
  readonly isBegun: boolean;
  /** Words of the register that may be meant, the likest first. */
  readonly like: readonly string[];
}

/**
 * What a street has to hold, as PostgreSQL's text search writes it; the last word may be only begun. A word that the
 * register knows nothing like is passed over; null when that leaves none. Words are small letters and digits alone.
 */
export function streetQuery(words: readonly KnownWord[]): string | null {
  const terms = words.map(({ typed, isKnown, isBegun, like }, at) => {
    if (at === words.length - 1 && (isKnown || isBegun)) return `${typed}:*`;
    return isKnown ? typed : like.join(' | ') && `(${like.join(' | ')})`;
  });
  return terms.filter(Boolean).join(' & ') || null;
}
