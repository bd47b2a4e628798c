/** Recognises a problem without the richer rules, and lays it out for the fast evaluator. */
import { NEVER } from './limits.ts';
import type { Model } from './model.ts';
import type { PlainModel } from './plain.ts';

/** The plain form of a model with the most stops a route can have, or `null` when it needs the full one. */
export function plainModel(model: Model): (PlainModel & { readonly longest: number }) | null {
  const { n, u, r, l, q, prices, winAt, place } = model;
  if (!n || !r || n !== u || q > 1 || model.slices.length > 1 || prices.metre !== 0 || prices.travel !== 1 || prices.balance !== 0) return null;
  const same = (array: ArrayLike<number>) => Array.prototype.every.call(array, (value: number) => value === array[0]);
  if (![model.begin, model.limit, model.home, model.last, model.room].every(same) || model.lunchFor.some(Boolean)) return null;
  if (model.limit[0] !== model.finish[0] || model.last[0] !== model.home[0] || model.workDone.some(Boolean)) return null;
  if (model.soft.some(Boolean) || model.unfit.some(Boolean) || model.fixed.some(Boolean) || model.presentRoute.some((route) => route >= 0)) return null;
  for (let node = 0; node < n; node++) {
    if (winAt[node + 1]! - winAt[node]! !== 1) return null;
    for (let route = 1; route < r; route++) if (model.work[node * r + route] !== model.work[node * r]) return null;
  }
  const places = [...place, model.home[0]!];
  const w = n + 1;
  const ways = new Int32Array(w * w);
  let furthest = 0;
  for (let a = 0; a < w; a++) for (let b = 0; b < w; b++) furthest = Math.max(furthest, (ways[a * w + b] = model.slices[0]![places[a]! * l + places[b]!]!));
  const way = furthest < 65_536 ? Uint16Array.from(ways) : ways;
  const work = Int32Array.from({ length: n }, (_, node) => model.work[node * r]!);
  const demand = Int32Array.from({ length: n }, (_, node) => (q ? model.demand[node]! : 0));
  const room = q ? Math.min(NEVER, model.room[0]!) : NEVER;
  const begin = model.begin[0]!;
  const limit = model.limit[0]!;
  const opens = Int32Array.from({ length: n }, (_, node) => model.winFrom[winAt[node]!]!);
  const closes = Int32Array.from({ length: n }, (_, node) => Math.min(limit, model.winTo[winAt[node]!]!));
  return { n, r, way, opens, closes, work, demand, room, begin, limit, longest: longest(n, w, way, work, demand, room, limit - begin) };
}

/** A bound on the stops of one route: the smallest demands that fit, and the shortest visits that fit. */
function longest(n: number, w: number, way: PlainModel['way'], work: Int32Array, demand: Int32Array, room: number, time: number): number {
  const visit = Int32Array.from({ length: n }, (_, node) => {
    let least = NEVER;
    for (let from = 0; from < w; from++) if (from !== node) least = Math.min(least, way[from * w + node]!);
    return least + work[node]!;
  });
  const fits = (sizes: Int32Array, most: number) => {
    let sum = 0;
    const at = sizes.slice().sort().findIndex((size) => (sum += size) > most);
    return at < 0 ? n : at;
  };
  return Math.max(1, Math.min(fits(demand, room), fits(visit, time)));
}
