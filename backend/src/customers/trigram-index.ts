import { askedWords, foldText, wordsOf } from './fold-text.js';
import { GrowList } from './grow-list.js';
import { WordList } from './word-list.js';

/** Something that can be found, with the texts it is found by; the first is its title. */
export interface SearchEntry<K extends string = string> {
  readonly kind: K;
  readonly id: string;
  readonly title: string;
  readonly subtitle: string;
  readonly customerId: string | null;
  readonly texts: readonly string[];
}

export interface Found<K extends string = string> {
  readonly entry: SearchEntry<K>;
  /** 0 to 1. */
  readonly score: number;
  /** The text that fitted best. */
  readonly matched: string;
}

const LEAST_SCORE = 0.35;
/** Hits far behind the best one are noise. */
const OF_THE_BEST = 0.62;
const FIELD_BITS = 6;
const MOST_FIELDS = 1 << FIELD_BITS;
/** Kind of an entry that was taken out. */
const GONE = 255;
/** How many entries all remembered words together may lead to. */
const MOST_REMEMBERED = 2_000_000;
/** What is summed for an entry while a text is looked for: its score, its best word's value and that word's field. */
const SUMS = 3;

/** The entries a word leads to, with what each scores by it. */
interface Fit {
  readonly slots: Uint32Array;
  readonly values: Float32Array;
  readonly fields: Uint8Array;
  readonly weight: number;
}

/**
 * Finds entries by misspelt words: a dictionary tells which words resemble what was typed, words lead to entries.
 * Everything is held in typed arrays, so that a search allocates little and costs a few hundredths of a millisecond.
 */
export class TrigramIndex<K extends string = string> {
  private entries: (SearchEntry<K> | undefined)[] = [];
  private folded: string[] = [];
  private slots = new Map<string, number>();
  private words = new WordList();
  private wordEntries: GrowList[] = [];
  private dead = 0;
  private pairs = 0;
  private readonly kinds: K[] = [];
  private kindOf = new Uint8Array(0);
  private best = new Float32Array(0);
  private bestField = new Uint8Array(0);
  private sums = new Float32Array(0);
  /** Entries touched by the word in hand and by the whole text. */
  private seen = new Uint32Array(0);
  private touched = new Uint32Array(0);
  private readonly remembered = new Map<string, Fit>();
  private rememberedEntries = 0;

  get size(): number {
    return this.slots.size;
  }

  /** Roughly what it takes of memory. */
  get bytes(): number {
    return this.words.bytes + this.pairs * 4 + this.entries.length * 750 + this.rememberedEntries * 9;
  }

  /** Adds an entry, or replaces the one of the same kind and id. */
  put(entry: SearchEntry<K>): void {
    this.remove(entry.kind, entry.id);
    this.forget();
    const slot = this.entries.push(entry) - 1;
    this.makeRoom();
    this.folded[slot] = foldText(entry.title);
    this.kindOf[slot] = this.kindNumber(entry.kind);
    this.slots.set(`${entry.kind}:${entry.id}`, slot);
    entry.texts.slice(0, MOST_FIELDS).forEach((text, field) => {
      for (const word of new Set(wordsOf(text))) {
        const id = this.words.add(word);
        (this.wordEntries[id] ??= new GrowList()).push(slot * MOST_FIELDS + field);
        this.pairs++;
      }
    });
  }

  remove(kind: K, id: string): void {
    const slot = this.slots.get(`${kind}:${id}`);
    if (slot === undefined) return;
    this.forget();
    this.slots.delete(`${kind}:${id}`);
    this.entries[slot] = undefined;
    this.folded[slot] = '';
    this.kindOf[slot] = GONE;
    if (++this.dead > 1_000 && this.dead * 2 > this.entries.length) this.compact();
  }

  /** The entries that fit best, best first. `wanted` says which kinds count. */
  find(text: string, first: number, wanted: (kind: K) => boolean = () => true): Found<K>[] {
    const asked = askedWords(text);
    if (!asked.length || asked.join('').length < 2) return [];
    const counts = this.kinds.map((kind) => wanted(kind));
    const { sums, touched } = this;
    let weights = 0;
    let count = 0;
    for (const word of asked) {
      const { slots, values, fields, weight } = this.fit(word, counts);
      weights += weight;
      for (let i = 0; i < slots.length; i++) {
        const at = slots[i]! * SUMS;
        const value = values[i]!;
        if (sums[at] === 0) touched[count++] = slots[i]!;
        sums[at]! += value;
        if (value > sums[at + 1]!) {
          sums[at + 1] = value;
          sums[at + 2] = fields[i]!;
        }
      }
    }
    const found = this.top(foldText(text).trim(), weights, first, count);
    for (let i = 0; i < count; i++) sums[touched[i]! * SUMS] = sums[touched[i]! * SUMS + 1] = 0;
    return found;
  }

  /** The entries that have the word, remembered until one changes: people type on, and the words before stay. */
  private fit(word: string, counts: readonly boolean[]): Fit {
    const key = `${counts.join()}:${word}`;
    const known = this.remembered.get(key);
    if (known) return known;
    const fit = this.collect(word, counts);
    if (this.rememberedEntries + fit.slots.length > MOST_REMEMBERED) this.forget();
    this.remembered.set(key, fit);
    this.rememberedEntries += fit.slots.length;
    return fit;
  }

  /** How well each entry has the word, weighed: a rare word counts more than a common one. */
  private collect(word: string, counts: readonly boolean[]): Fit {
    const { best, bestField, seen, kindOf } = this;
    const { ids, likeness } = this.words.similar(word);
    let count = 0;
    let top = 0;
    for (let k = 0; k < ids.length; k++) {
      const here = likeness[k]!;
      if (here > top) top = here;
      const { items, length } = this.wordEntries[ids[k]!]!;
      for (let i = 0; i < length; i++) {
        const slot = items[i]! >>> FIELD_BITS;
        if (!counts[kindOf[slot]!]) continue;
        const field = items[i]! & (MOST_FIELDS - 1);
        const value = field === 0 ? here : here * 0.96;
        const before = best[slot]!;
        if (before === 0) seen[count++] = slot;
        if (value > before) {
          best[slot] = value;
          bestField[slot] = field;
        }
      }
    }
    let fitting = 0;
    for (let i = 0; i < count; i++) if (best[seen[i]!]! >= top - 0.15) fitting++;
    const weight = count ? Math.max(0.2, Math.log(1 + this.size / Math.max(1, fitting)) / Math.log(2 + this.size)) : 0.5;
    const fit: Fit = { slots: seen.slice(0, count), values: new Float32Array(count), fields: new Uint8Array(count), weight };
    for (let i = 0; i < count; i++) {
      const slot = seen[i]!;
      fit.values[i] = best[slot]! * weight;
      fit.fields[i] = bestField[slot]!;
      best[slot] = 0;
    }
    return fit;
  }

  /** The first of those that were touched, without sorting all of them. */
  private top(whole: string, weights: number, first: number, count: number): Found<K>[] {
    const { sums, touched } = this;
    let most = 0;
    for (let i = 0; i < count; i++) if (sums[touched[i]! * SUMS]! > most) most = sums[touched[i]! * SUMS]!;
    const least = Math.max(LEAST_SCORE, (most / weights) * OF_THE_BEST);
    const chosen: number[] = [];
    const scores: number[] = [];
    for (let i = 0; i < count; i++) {
      const slot = touched[i]!;
      const plain = sums[slot * SUMS]! / weights;
      // A title can add 0.05 at most: whoever stays behind the last place even so is not looked at more closely.
      if (plain < least || (chosen.length === first && Math.min(1, plain) + 0.05 < scores[first - 1]!)) continue;
      const score = Math.min(1, plain) + (this.folded[slot]!.startsWith(whole) ? 0.05 : 0);
      let at = chosen.length;
      while (at > 0 && (scores[at - 1]! < score || (scores[at - 1] === score && this.isBefore(slot, chosen[at - 1]!)))) at--;
      if (at >= first) continue;
      chosen.splice(at, 0, slot);
      scores.splice(at, 0, score);
      chosen.length = scores.length = Math.min(first, chosen.length);
    }
    return chosen.map((slot, i) => ({ entry: this.entries[slot]!, score: scores[i]!, matched: this.entries[slot]!.texts[sums[slot * SUMS + 2]!]! }));
  }

  private isBefore(slot: number, other: number): boolean {
    const [a, b] = [this.entries[slot]!.title, this.entries[other]!.title];
    return a < b || (a === b && slot < other);
  }

  private kindNumber(kind: K): number {
    const known = this.kinds.indexOf(kind);
    return known >= 0 ? known : this.kinds.push(kind) - 1;
  }

  private makeRoom(): void {
    if (this.best.length >= this.entries.length) return;
    const room = Math.max(64, this.entries.length * 2);
    const kinds = new Uint8Array(room);
    kinds.set(this.kindOf);
    this.kindOf = kinds;
    this.best = new Float32Array(room);
    this.bestField = new Uint8Array(room);
    this.sums = new Float32Array(room * SUMS);
    this.seen = new Uint32Array(room);
    this.touched = new Uint32Array(room);
  }

  private forget(): void {
    if (!this.rememberedEntries) return;
    this.remembered.clear();
    this.rememberedEntries = 0;
  }

  private compact(): void {
    const kept = this.entries.filter((entry) => entry !== undefined);
    this.entries = [];
    this.folded = [];
    this.slots = new Map();
    this.words = new WordList();
    this.wordEntries = [];
    this.dead = 0;
    this.pairs = 0;
    for (const entry of kept) this.put(entry);
  }
}
