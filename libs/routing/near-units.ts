/** Which jobs lie near which: looked up in lists of near places that are made once per travel, so that a small change costs little. */
import type { Model } from './model.ts';
import { nearest } from './nearest.ts';
import type { Travel } from './types.ts';

/** How many neighbours of each job are kept. */
const WIDTH = 100;

export interface NearUnits {
  /** Nearest units of each unit, `width` a row; -1 where there are fewer. */
  readonly near: Int32Array;
  readonly width: number;
}

const places = new WeakMap<Travel, Int32Array>();
const units = new WeakMap<Model, NearUnits>();

/** The nearest units of each unit, there and back. */
export function nearUnits(model: Model): NearUnits {
  let found = units.get(model);
  if (!found) units.set(model, (found = make(model)));
  return found;
}

function make({ problem: { travel }, u, l, usual, place }: Model): NearUnits {
  const reach = Math.min(l, 2 * WIDTH);
  let near = places.get(travel);
  if (!near) places.set(travel, (near = nearest(l, l, reach, (a, b) => usual[a * l + b]! + usual[b * l + a]!)));
  const width = Math.max(0, Math.min(WIDTH, u - 1));
  const first = new Int32Array(l).fill(-1);
  const next = new Int32Array(u);
  for (let unit = u - 1; unit >= 0; unit--) {
    next[unit] = first[place[unit]!]!;
    first[place[unit]!] = unit;
  }
  const found = new Int32Array(u * width).fill(-1);
  for (let unit = 0; unit < u; unit++) {
    let count = 0;
    for (let k = 0; k < reach && count < width; k++) {
      for (let other = first[near[place[unit]! * reach + k]!]!; other >= 0 && count < width; other = next[other]!) {
        if (other !== unit) found[unit * width + count++] = other;
      }
    }
  }
  return { near: found, width };
}

/** The best of the near nodes to stand beside each node: crews are left out, they are placed by meeting. */
export function besides(model: Model, width: number, distance: (one: number, other: number) => number): Int32Array {
  const { near, width: reach } = nearUnits(model);
  const ranks = nearest(model.u, reach, Math.min(width, reach), (unit, k) => (near[unit * reach + k]! < 0 ? Infinity : distance(unit, near[unit * reach + k]!)));
  return ranks.map((rank, i) => near[Math.floor(i / width) * reach + rank]!);
}

/** How far a node is from following another: the way, and the waiting nobody can avoid. */
export function follow({ usual, place, l, winAt, winFrom, winTo, work, r }: Model, a: number, b: number): number {
  const d = usual[place[a]! * l + place[b]!]!;
  const free = work[a * r]! + d;
  if (a === b || winFrom[winAt[a]!]! + free > winTo[winAt[b + 1]! - 1]!) return Infinity;
  return d + 0.2 * Math.max(0, winFrom[winAt[b]!]! - free - winTo[winAt[a + 1]! - 1]!);
}

/** The prices of the ways (given from each node, or turned to it) between each node and those listed beside it. */
export function waysBeside({ place, l }: Model, ways: ArrayLike<number>, beside: Int32Array, width: number): Float64Array {
  return Float64Array.from(beside, (other, i) => (other < 0 ? 0 : ways[place[Math.floor(i / width)]! * l + place[other]!]!));
}
