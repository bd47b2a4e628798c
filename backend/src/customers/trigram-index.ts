import { editDistance } from './edit-distance.js';
import { askedWords, foldText, wordsOf } from './fold-text.js';

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

/** A list of numbers that grows. */
class Numbers {
  items = new Uint32Array(4);
  length = 0;

  push(value: number): void {
    if (this.length === this.items.length) {
      const larger = new Uint32Array(this.length * 2);
      larger.set(this.items);
      this.items = larger;
    }
    this.items[this.length++] = value;
  }
}

/**
 * Finds entries by misspelt words: trigrams lead to the words of a dictionary that resemble what was typed, words lead
 * to entries. Everything is held in typed arrays, so that a search allocates little and costs a fraction of a millisecond.
 */
export class TrigramIndex<K extends string = string> {
  private entries: (SearchEntry<K> | undefined)[] = [];
  private slots = new Map<string, number>();
  private words: string[] = [];
  private wordIds = new Map<string, number>();
  private wordGrams: number[] = [];
  private wordEntries: Numbers[] = [];
  private grams = new Map<string, Numbers>();
  private dead = 0;
  private pairs = 0;
  private hits = new Uint16Array(0);
  private best = new Float32Array(0);
  private bestField = new Uint8Array(0);
  private total = new Float32Array(0);
  private strongest = new Float32Array(0);
  private strongestField = new Uint8Array(0);

  get size(): number {
    return this.slots.size;
  }

  /** Roughly what it takes of memory. */
  get bytes(): number {
    return this.words.length * 180 + this.pairs * 8 + this.entries.length * 700;
  }

  /** Adds an entry, or replaces the one of the same kind and id. */
  put(entry: SearchEntry<K>): void {
    this.remove(entry.kind, entry.id);
    const slot = this.entries.push(entry) - 1;
    this.slots.set(`${entry.kind}:${entry.id}`, slot);
    entry.texts.slice(0, MOST_FIELDS).forEach((text, field) => {
      for (const word of new Set(wordsOf(text))) {
        this.wordEntries[this.wordId(word)]!.push(slot * MOST_FIELDS + field);
        this.pairs++;
      }
    });
  }

  remove(kind: K, id: string): void {
    const slot = this.slots.get(`${kind}:${id}`);
    if (slot === undefined) return;
    this.slots.delete(`${kind}:${id}`);
    this.entries[slot] = undefined;
    if (++this.dead > 1_000 && this.dead * 2 > this.entries.length) this.compact();
  }

  /** The entries that fit best, best first. `wanted` says which kinds count. */
  find(text: string, first: number, wanted: (kind: K) => boolean = () => true): Found<K>[] {
    const asked = askedWords(text);
    if (!asked.length || asked.join('').length < 2) return [];
    this.makeRoom();
    const touched: number[] = [];
    let weights = 0;
    for (const word of asked) weights += this.collect(word, wanted, touched);
    const whole = foldText(text).trim();
    const found: Found<K>[] = [];
    let top = 0;
    for (const slot of touched) top = Math.max(top, this.total[slot]! / weights);
    for (const slot of touched) {
      const score = this.total[slot]! / weights;
      if (score >= Math.max(LEAST_SCORE, top * OF_THE_BEST)) {
        const entry = this.entries[slot]!;
        const bonus = foldText(entry.title).startsWith(whole) ? 0.05 : 0;
        found.push({ entry, score: Math.min(1, score) + bonus, matched: entry.texts[this.strongestField[slot]!]! });
      }
      this.total[slot] = 0;
      this.strongest[slot] = 0;
    }
    found.sort((a, b) => b.score - a.score || (a.entry.title < b.entry.title ? -1 : 1));
    return found.slice(0, first);
  }

  /** Adds to each entry how well it has the word; answers what the word weighs: a rare one more than a common one. */
  private collect(word: string, wanted: (kind: K) => boolean, touched: number[]): number {
    const seen: number[] = [];
    let top = 0;
    for (const [id, likeness] of this.similar(word)) {
      top = Math.max(top, likeness);
      const list = this.wordEntries[id]!;
      for (let i = 0; i < list.length; i++) {
        const slot = Math.floor(list.items[i]! / MOST_FIELDS);
        const entry = this.entries[slot];
        if (!entry || !wanted(entry.kind)) continue;
        const field = list.items[i]! % MOST_FIELDS;
        const value = field === 0 ? likeness : likeness * 0.96;
        if (this.best[slot] === 0) seen.push(slot);
        if (value > this.best[slot]!) {
          this.best[slot] = value;
          this.bestField[slot] = field;
        }
      }
    }
    let fitting = 0;
    for (const slot of seen) if (this.best[slot]! >= top - 0.15) fitting++;
    const weight = seen.length ? Math.max(0.2, Math.log(1 + this.size / fitting) / Math.log(2 + this.size)) : 0.5;
    for (const slot of seen) {
      const value = this.best[slot]! * weight;
      if (this.total[slot] === 0) touched.push(slot);
      this.total[slot]! += value;
      if (value > this.strongest[slot]!) {
        this.strongest[slot] = value;
        this.strongestField[slot] = this.bestField[slot]!;
      }
      this.best[slot] = 0;
    }
    return weight;
  }

  /** The words of the dictionary that resemble a word, and how much, 0 to 1. */
  private similar(word: string): [number, number][] {
    const asked = gramsOf(word);
    const candidates: number[] = [];
    for (const gram of asked) {
      const list = this.grams.get(gram);
      for (let i = 0; i < (list?.length ?? 0); i++) {
        const id = list!.items[i]!;
        if (this.hits[id] === 0) candidates.push(id);
        this.hits[id]!++;
      }
    }
    const found: [number, number][] = [];
    for (const id of candidates) {
      const likeness = likenessOf(word, this.words[id]!, this.hits[id]!, asked.length, this.wordGrams[id]!);
      this.hits[id] = 0;
      if (likeness) found.push([id, likeness]);
    }
    return found;
  }

  private wordId(word: string): number {
    const known = this.wordIds.get(word);
    if (known !== undefined) return known;
    const id = this.words.push(word) - 1;
    this.wordIds.set(word, id);
    this.wordEntries.push(new Numbers());
    const grams = gramsOf(word);
    this.wordGrams.push(grams.length);
    for (const gram of grams) {
      let list = this.grams.get(gram);
      if (!list) this.grams.set(gram, (list = new Numbers()));
      list.push(id);
      this.pairs++;
    }
    return id;
  }

  private makeRoom(): void {
    if (this.hits.length < this.words.length) this.hits = new Uint16Array(this.words.length * 2);
    if (this.total.length >= this.entries.length) return;
    const room = this.entries.length * 2;
    this.best = new Float32Array(room);
    this.bestField = new Uint8Array(room);
    this.total = new Float32Array(room);
    this.strongest = new Float32Array(room);
    this.strongestField = new Uint8Array(room);
  }

  private compact(): void {
    const kept = this.entries.filter((entry) => entry !== undefined);
    this.entries = [];
    this.slots = new Map();
    this.words = [];
    this.wordIds = new Map();
    this.wordGrams = [];
    this.wordEntries = [];
    this.grams = new Map();
    this.dead = 0;
    this.pairs = 0;
    for (const entry of kept) this.put(entry);
  }
}

const hasDigit = (word: string): boolean => /\d/.test(word);

/** Runs of three letters; words are padded so that their beginning counts most. In codes any part may be asked for, so they are not padded. */
function gramsOf(word: string): string[] {
  const padded = word.length >= 3 && hasDigit(word) ? word : `  ${word} `;
  const grams = new Set<string>();
  for (let i = 0; i + 3 <= padded.length; i++) grams.add(padded.slice(i, i + 3));
  return [...grams];
}

/** How much a word resembles the one asked for: 1 the same, 0 not at all. `shared` trigrams are in both. */
function likenessOf(asked: string, word: string, shared: number, askedGrams: number, wordGrams: number): number {
  if (word === asked) return 1;
  if (hasDigit(asked)) return codeLikeness(asked, word, shared, askedGrams);
  if (shared >= askedGrams - 1 && asked.length >= 2 && word.startsWith(asked)) return 0.9 + (0.1 * asked.length) / word.length;
  if (hasDigit(word)) return shared >= askedGrams - 3 && asked.length >= 3 && word.includes(asked) ? 0.75 : 0;
  const alike = shared / (askedGrams + wordGrams - shared);
  const short = asked.length <= 4 && Math.abs(asked.length - word.length) <= 1;
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
