import { code128Text, FIRST_START, STOP, SYMBOLS } from './code128-text.js';

/** The line of a code as it was seen, and how well the text explains it: the mean error of a pixel, 0 to 1. */
export interface Fit {
  readonly text: string;
  readonly error: number;
}

/** How far the light of a module spreads, in modules: from sharp to three pixels of blur on a small label. */
const SPREADS = [0.02, 0.15, 0.3, 0.45, 0.6, 0.75, 0.9, 1, 1.15, 1.35];
/** Where bars are so blurred that none is wholly dark, the darkest seen is only this part of it. */
const DARKEST = [1, 0.94, 0.88];
const BLURRED = 0.7;
const BEAM = 20;
/** Beyond this mean error a text does not explain what was seen; noise and other kinds of codes stay well above it. */
const MOST_ERROR = 0.065;
/** A text that explains it this well need not be compared with others. */
const GOOD_ERROR = 0.03;
const SHORTEST = 3;
const LONGEST = 42;
const NARROWEST_MODULE = 0.85;
const WIDEST_MODULE = 12;

interface Path {
  readonly symbols: readonly number[];
  /** What this beginning already leaves on the pixels, from the first that is not settled. */
  readonly shade: Float64Array;
  readonly cost: number;
}

/**
 * Reads a blurred or tiny Code 128 by explaining it: every symbol is drawn as the blur would show it, from left to right,
 * and the few best beginnings are followed. The check symbol must agree, so that a near miss is no answer.
 * `line` is one line across the code, light to dark as 0 to 1, from before the first bar to after the last.
 */
export function fitCode128(line: Float64Array): Fit | null {
  let best: Fit | null = null;
  for (const darkest of DARKEST) {
    const seen = line.map((value) => value * darkest);
    const span = edges(seen);
    if (!span) continue;
    for (const spread of SPREADS) {
      if (darkest < 1 && spread < BLURRED) continue;
      const [lead, tail] = [inset(SYMBOLS[FIRST_START + 1]!, spread), inset(STOP.toReversed(), spread)];
      for (let count = SHORTEST; count <= LONGEST; count++) {
        const module_ = (span[1] - span[0]) / (count * 11 + STOP.length - lead - tail);
        if (module_ < NARROWEST_MODULE) break;
        if (module_ > WIDEST_MODULE) continue;
        const found = follow(seen, span[0] - lead * module_, module_, count, spread, best?.error ?? MOST_ERROR);
        if (found) best = found;
        if (found && found.error < GOOD_ERROR) return found;
      }
    }
  }
  return best;
}

/** Darker than this is ink, however blurred. */
const INK = 0.2;

/** Where the first bar begins and the last one ends: where half of the darkness is reached. Ink beyond a quiet zone is something else. */
function edges(seen: Float64Array): readonly [number, number] | null {
  const gap = Math.max(5, seen.length / 40);
  const spans: { first: number; last: number }[] = [];
  for (let x = 0; x < seen.length; x++) {
    if (seen[x]! < INK) continue;
    const span = spans.at(-1);
    if (span && x - span.last <= gap) span.last = x;
    else spans.push({ first: x, last: x });
  }
  const widest = spans.toSorted((a, b) => b.last - b.first - (a.last - a.first))[0];
  if (!widest) return null;
  while (widest.first < widest.last && seen[widest.first]! < 0.5) widest.first++; // blurred single bars between are lighter than that
  while (widest.first < widest.last && seen[widest.last]! < 0.5) widest.last--;
  if (widest.first < 2 || widest.last > seen.length - 3 || widest.last - widest.first < 40) return null;
  const crossing = (at: number, next: number): number => at + 0.5 + (0.5 - seen[at]!) / (seen[next]! - seen[at]!) * (next - at);
  return [crossing(widest.first - 1, widest.first), crossing(widest.last + 1, widest.last)];
}

/** How far inside the first bar half of the darkness is reached, in modules: blur makes narrow bars look later. */
function inset(modules: readonly number[], spread: number): number {
  const dark = (at: number): number => modules.reduce((all, module_, i) => all + module_ * (spreadBelow((i + 1 - at) / spread) - spreadBelow((i - at) / spread)), 0);
  for (let at = -0.5; at < 1; at += 0.01) if (dark(at) >= 0.5) return at;
  return 0;
}

/** The best text with so many symbols of this module width and blur; null when none stays under the error. */
function follow(seen: Float64Array, from: number, module_: number, count: number, spread: number, most: number): Fit | null {
  const shadeOf = shading(module_, spread);
  const reach = 2.6 * Math.hypot(spread, 0.29 / module_) + 0.5; // modules to the right that still colour a pixel
  let settled = Math.max(0, Math.floor(from - 1));
  const first = settled;
  const most2 = most * most;
  let beam: Path[] = [{ symbols: [], shade: new Float64Array(seen.length), cost: 0 }];
  for (let nth = 0; nth <= count; nth++) {
    const ends = nth === count;
    const start = from + nth * 11 * module_;
    const upTo = Math.min(seen.length - 1, ends ? Math.ceil(start + (STOP.length + 1) * module_) : Math.floor(start + (11 - reach) * module_));
    const choices = ends ? [-1] : nth === 0 ? STARTS : CODES;
    const until = Math.min(seen.length, Math.ceil(start + (ends ? STOP.length + 2 : 11 + 5) * module_));
    const shades = choices.map((symbol) => shadeOf(ends ? STOP : SYMBOLS[symbol]!, start, settled, until));
    const allowed = (upTo - first + 1) * most2 * 1.6 + 0.1;
    const longer: { path: Path; choice: number; cost: number }[] = [];
    for (const path of beam) {
      for (let choice = 0; choice < choices.length; choice++) {
        const shade = shades[choice]!;
        let cost = path.cost;
        for (let x = settled; x <= upTo && cost <= allowed; x++) {
          const off = seen[x]! - path.shade[x]! - shade[x - settled]!;
          cost += off * off;
        }
        if (cost <= allowed) longer.push({ path, choice, cost });
      }
    }
    if (!longer.length) return null;
    beam = longer.sort((a, b) => a.cost - b.cost).slice(0, BEAM).map(({ path, choice, cost }) => {
      const shade = Float64Array.from(path.shade);
      const added = shades[choice]!;
      for (let i = 0; i < added.length; i++) shade[settled + i]! += added[i]!;
      return { symbols: ends ? path.symbols : [...path.symbols, choices[choice]!], shade, cost };
    });
    settled = Math.max(settled, upTo + 1);
  }
  const best = beam[0]!;
  const error = Math.sqrt(best.cost / (settled - first));
  const text = error < most ? code128Text(best.symbols) : null;
  return text ? { text, error } : null;
}

const STARTS = [FIRST_START, FIRST_START + 1, FIRST_START + 2];
const CODES = Array.from({ length: FIRST_START }, (_, symbol) => symbol);

/** Draws modules as the blur shows them: how dark they make each pixel from `low` to `high`, when they begin at `start`. */
function shading(module_: number, spread: number) {
  const sigma = Math.hypot(spread * module_, 0.29);
  const steps = 64;
  const reach = Math.ceil(5 * sigma);
  const table = Float64Array.from({ length: 2 * reach * steps + 1 }, (_, i) => spreadBelow((i / steps - reach) / sigma));
  const below = (distance: number): number => (distance <= -reach ? 0 : distance >= reach ? 1 : table[Math.round((distance + reach) * steps)]!);
  return (modules: readonly number[], start: number, low: number, high: number): Float64Array => {
    const shade = new Float64Array(Math.max(0, high - low));
    for (let i = 0; i < modules.length; i++) {
      if (!modules[i]) continue;
      let width = 1;
      while (modules[i + width]) width++;
      const [left, right] = [start + i * module_, start + (i + width) * module_];
      const [a, b] = [Math.max(low, Math.floor(left - reach)), Math.min(high - 1, Math.ceil(right + reach))];
      for (let x = a; x <= b; x++) shade[x - low]! += below(right - x - 0.5) - below(left - x - 0.5);
      i += width;
    }
    return shade;
  };
}

/** A lens out of focus spreads light more evenly than a bell and not as far: a bell cut off where it has fallen to a fifth. */
const CUT = 1.79;
const spreadBelow = (z: number): number => (z <= -CUT ? 0 : z >= CUT ? 1 : (bellBelow(z) - bellBelow(-CUT)) / (1 - 2 * bellBelow(-CUT)));

/** The part of a bell of width 1 that lies below `z`, good to 1e-7 (Abramowitz and Stegun 26.2.17). */
function bellBelow(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const tail = 0.3989422804014327 * Math.exp((-z * z) / 2) * t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return z > 0 ? 1 - tail : tail;
}
