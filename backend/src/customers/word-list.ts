import { editDistance } from './edit-distance.js';
import { GrowList } from './grow-list.js';

/** Words that resemble one that was asked for, and how much each does, 0 to 1. */
export interface Similar {
  readonly ids: number[];
  readonly likeness: number[];
}

/** How many asked words are remembered with what resembles them. */
const MOST_REMEMBERED = 4_000;

/**
 * A dictionary that tells which of its words resemble a misspelt one: trigrams lead to candidates, which are then
 * compared letter by letter. What was found is remembered, because people type the same words all day and the same
 * words again with every further letter; words that came later are looked at when a remembered word is asked for.
 */
export class WordList {
  private readonly words: string[] = [];
  private readonly ids = new Map<string, number>();
  private readonly gramCounts: number[] = [];
  private readonly grams = new Map<number, GrowList>();
  private readonly remembered = new Map<string, Similar & { upTo: number }>();
  private hits = new Uint16Array(1_024);
  private pairs = 0;

  get size(): number {
    return this.words.length;
  }

  /** Roughly what it takes of memory. */
  get bytes(): number {
    return this.words.length * 180 + this.pairs * 4;
  }

  /** The number of a word, given to it the first time. */
  add(word: string): number {
    const known = this.ids.get(word);
    if (known !== undefined) return known;
    const id = this.words.push(word) - 1;
    this.ids.set(word, id);
    const grams = gramsOf(word);
    this.gramCounts.push(grams.length);
    for (const gram of grams) {
      let list = this.grams.get(gram);
      if (!list) this.grams.set(gram, (list = new GrowList()));
      list.push(id);
    }
    this.pairs += grams.length;
    return id;
  }

  /** The words that resemble `asked`. */
  similar(asked: string): Similar {
    const known = this.remembered.get(asked);
    if (known) {
      if (known.upTo < this.words.length) this.addLater(asked, known);
      return known;
    }
    const found = { ...this.search(asked), upTo: this.words.length };
    if (this.remembered.size >= MOST_REMEMBERED) this.remembered.delete(this.remembered.keys().next().value!);
    this.remembered.set(asked, found);
    return found;
  }

  private search(asked: string): Similar {
    if (this.hits.length < this.words.length) this.hits = new Uint16Array(this.words.length * 2);
    const grams = gramsOf(asked);
    const candidates: number[] = [];
    for (const gram of grams) {
      const list = this.grams.get(gram);
      for (let i = 0; i < (list?.length ?? 0); i++) {
        const id = list!.items[i]!;
        if (this.hits[id]!++ === 0) candidates.push(id);
      }
    }
    const found: Similar = { ids: [], likeness: [] };
    for (const id of candidates) {
      this.keep(found, id, likenessOf(asked, this.words[id]!, this.hits[id]!, grams.length, this.gramCounts[id]!));
      this.hits[id] = 0;
    }
    return found;
  }

  private addLater(asked: string, known: Similar & { upTo: number }): void {
    const grams = new Set(gramsOf(asked));
    for (let id = known.upTo; id < this.words.length; id++) {
      const shared = gramsOf(this.words[id]!).filter((gram) => grams.has(gram)).length;
      if (shared) this.keep(known, id, likenessOf(asked, this.words[id]!, shared, grams.size, this.gramCounts[id]!));
    }
    known.upTo = this.words.length;
  }

  private keep(found: Similar, id: number, likeness: number): void {
    if (!likeness) return;
    found.ids.push(id);
    found.likeness.push(likeness);
  }
}

const hasDigit = (word: string): boolean => /\d/.test(word);

/** Runs of three letters, as numbers; words are padded so that their beginning counts most. In codes any part may be asked for, so they are not padded. */
function gramsOf(word: string): number[] {
  const padded = word.length >= 3 && hasDigit(word) ? word : `  ${word} `;
  const grams = new Set<number>();
  for (let i = 0; i + 3 <= padded.length; i++) grams.add((padded.charCodeAt(i) * 65_536 + padded.charCodeAt(i + 1)) * 65_536 + padded.charCodeAt(i + 2));
  return [...grams];
}

/** How much a word resembles the one asked for: 1 the same, 0 not at all. `shared` trigrams are in both. */
function likenessOf(asked: string, word: string, shared: number, askedGrams: number, wordGrams: number): number {
  if (word === asked) return 1;
  if (hasDigit(asked)) return codeLikeness(asked, word, shared, askedGrams);
  if (shared >= askedGrams - 1 && asked.length >= 2 && word.startsWith(asked)) return 0.9 + (0.1 * asked.length) / word.length;
  const alike = shared / (askedGrams + wordGrams - shared);
  const short = asked.length <= 4 && Math.abs(asked.length - word.length) <= 1;
  if (alike < 0.18 && !short && shared < askedGrams - 3) return 0;
  if (hasDigit(word)) return shared >= askedGrams - 3 && asked.length >= 3 && word.includes(asked) ? 0.75 : 0;
  if (alike < 0.18 && !short) return 0;
  const allowed = asked.length < 3 ? 0 : asked.length <= 5 ? 1 : asked.length <= 8 ? 2 : 3;
  const mistakes = editDistance(asked, word);
  if (mistakes <= allowed) return 0.92 * (1 - mistakes / Math.max(asked.length, word.length));
  if (asked.length >= 4 && word.length > asked.length + 1) {
    const begun = editDistance(asked, word.slice(0, asked.length));
    if (begun <= Math.min(allowed, 2)) return 0.82 * (1 - begun / asked.length);
  }
  return alike >= 0.35 ? 0.25 + alike * 0.5 : 0;
}

/** Digits and serials fit by a part of them, or with one character wrong when they are long. */
function codeLikeness(asked: string, word: string, shared: number, askedGrams: number): number {
  if (shared === askedGrams && word.includes(asked)) return (word.startsWith(asked) ? 0.88 : 0.8) + (0.1 * asked.length) / word.length;
  if (asked.length < 6 || shared < askedGrams - 4 || Math.abs(asked.length - word.length) > 1) return 0;
  return editDistance(asked, word) <= 1 ? 0.75 : 0;
}
