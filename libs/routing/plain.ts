/**
 * The evaluator for problems without the richer rules: one kind of shift from one place, one window a job, one load, travel in one slice.
 * Everything a try needs is in flat arrays per node; node `n` is the place where shifts begin and end.
 */
import type { Evaluator } from './evaluator.ts';
import { BROKEN } from './limits.ts';
import { nearest } from './nearest.ts';
import type { Random } from './random.ts';
import type { State } from './state.ts';

export interface PlainModel {
  readonly n: number;
  readonly r: number;
  /** Travel among nodes, `n + 1` a row; in half the memory where the numbers allow it. */
  readonly way: Int32Array | Uint16Array;
  readonly opens: Int32Array;
  readonly closes: Int32Array;
  readonly work: Int32Array;
  readonly demand: Int32Array;
  readonly room: number;
  readonly begin: number;
  readonly limit: number;
}

/** Neighbours on each side that a node is tried beside. */
const BESIDE = 20;
/** What is kept of a node side by side, `1 << SHIFT` numbers each: so that a try reads one line of memory. */
const SHIFT = 3;
const OUT = 0;
const LATE = 1;
const PREV = 2;
const NEXT = 3;
const IN = 4;
const ON = 5;
const OPENS = 6;
const CLOSES = 7;
/** Routes whose first and last positions are tried every time; of more routes, as many on average. */
const ENDS = 8;

/** All ways the other way around; the same array when every way is as long both ways. */
function turned(way: PlainModel['way'], w: number): PlainModel['way'] {
  const yaw = way.slice();
  let same = true;
  for (let a = 0; a < w; a++) for (let b = 0; b < w; b++) {
    yaw[a * w + b] = way[b * w + a]!;
    if (way[b * w + a] !== way[a * w + b]) same = false;
  }
  return same ? way : yaw;
}

export class Plain implements Evaluator {
  readonly model: PlainModel;
  readonly state: State;
  bestCost = 0;
  opening = 1;
  ceiling = Infinity;
  bestRoute = -1;
  bestPos = -1;
  private readonly w: number;
  private readonly load: Int32Array;
  /** By node: earliest leaving, latest beginning, the nodes before and after, the ways to and from them, its window. */
  private readonly at: Int32Array;
  /** The nodes that may well stand before and after each node. */
  private readonly beside: number;
  private readonly before: Int32Array;
  private readonly after: Int32Array;
  /** The ways from and to those, and all ways turned around (to a node from each other). */
  private readonly beforeWay: Int32Array;
  private readonly afterWay: Int32Array;
  private readonly yaw: Int32Array | Uint16Array;
  /** By route: its first and last node. */
  private readonly head: Int32Array;
  private readonly tail: Int32Array;

  constructor(model: PlainModel, state: State) {
    this.model = model;
    this.state = state;
    const { n, way, opens, closes, work } = model;
    const w = (this.w = n + 1);
    this.load = new Int32Array(model.r);
    this.at = new Int32Array(w << SHIFT);
    for (let node = 0; node < n; node++) {
      this.at[(node << SHIFT) + OPENS] = opens[node]!;
      this.at[(node << SHIFT) + CLOSES] = closes[node]!;
    }
    this.at[(n << SHIFT) + OUT] = model.begin;
    this.at[(n << SHIFT) + LATE] = model.limit;
    this.beside = Math.min(BESIDE, n - 1);
    const follow = (a: number, b: number) => {
      const d = way[a * w + b]!;
      if (a === b || opens[a]! + work[a]! + d > closes[b]!) return Infinity;
      return d + 0.2 * Math.max(0, opens[b]! - d - work[a]! - closes[a]!);
    };
    this.before = nearest(n, n, this.beside, (node, other) => follow(other, node));
    this.after = nearest(n, n, this.beside, (node, other) => follow(node, other));
    this.beforeWay = this.before.map((other, i) => way[other * w + Math.floor(i / this.beside)]!);
    this.afterWay = this.after.map((other, i) => way[Math.floor(i / this.beside) * w + other]!);
    this.yaw = turned(way, w);
    this.head = new Int32Array(model.r);
    this.tail = new Int32Array(model.r);
  }

  refresh(route: number): void {
    const { state, w, at: mem } = this;
    const { n, way, work, demand } = this.model;
    const { seq } = state;
    const row = route * state.stride;
    const end = row + state.len[route]!;
    let at = n;
    let t = this.model.begin;
    let cost = 0;
    let load = 0;
    let broken = false;
    for (let i = row; i < end; i++) {
      const node = seq[i]!;
      const d = way[at * w + node]!;
      mem[(node << SHIFT) + PREV] = at;
      mem[(at << SHIFT) + NEXT] = node;
      mem[(node << SHIFT) + IN] = d;
      mem[(at << SHIFT) + ON] = d;
      cost += d;
      t += d;
      if (t < mem[(node << SHIFT) + OPENS]!) t = mem[(node << SHIFT) + OPENS]!;
      if (t > mem[(node << SHIFT) + CLOSES]!) broken = true;
      t += work[node]!;
      mem[(node << SHIFT) + OUT] = t;
      load += demand[node]!;
      at = node;
    }
    if (end > row) {
      const d = way[at * w + n]!;
      cost += d;
      mem[(at << SHIFT) + NEXT] = n;
      mem[(at << SHIFT) + ON] = d;
      this.head[route] = seq[row]!;
      this.tail[route] = at;
      // Where a detour is quicker than the way itself, taking a stop out can make the rest late.
      if (broken || t + d > this.model.limit) cost = BROKEN;
    }
    this.load[route] = load;
    let z = this.model.limit;
    for (let i = end - 1; i >= row; i--) {
      const node = seq[i]!;
      z -= mem[(node << SHIFT) + ON]! + work[node]!;
      if (z > mem[(node << SHIFT) + CLOSES]!) z = mem[(node << SHIFT) + CLOSES]!;
      mem[(node << SHIFT) + LATE] = z;
    }
    state.cost += cost - state.routeCost[route]!;
    state.routeCost[route] = cost;
  }

  best(node: number, blink: number, random: Random): boolean {
    const { state, w, at: mem, load, beside, before, after, beforeWay, afterWay, yaw } = this;
    const { n, r, way, opens, closes, work, demand, room } = this.model;
    const { len, order, rows, routeOf, posOf } = state;
    const { head: heads, tail: tails } = this;
    const own = node * w;
    const open = opens[node]!;
    const close = closes[node]!;
    const takes = work[node]!;
    const space = room - demand[node]!;
    let bestCost = Math.ceil(Math.min(1e9, this.ceiling)) | 0;
    let bestRoute = -1;
    let bestPos = -1;
    const from = node * beside;
    for (let k = from; k < from + beside; k++) {
      const other = before[k]!;
      const route = routeOf[other]!;
      if (route < 0) continue;
      const to = beforeWay[k]!;
      const follower = mem[(other << SHIFT) + NEXT]!;
      const on = way[own + follower]!;
      const cost = to + on - mem[(other << SHIFT) + ON]!;
      if (cost >= bestCost || load[route]! > space) continue;
      let t = mem[(other << SHIFT) + OUT]! + to;
      if (t > close) continue;
      if (t < open) t = open;
      if (t + takes + on > mem[(follower << SHIFT) + LATE]! || random.unit() < blink) continue;
      bestCost = cost;
      bestRoute = route;
      bestPos = posOf[other]! + 1;
    }
    for (let k = from; k < from + beside; k++) {
      const other = after[k]!;
      const route = routeOf[other]!;
      if (route < 0) continue;
      const leader = mem[(other << SHIFT) + PREV]!;
      const to = yaw[own + leader]!;
      const on = afterWay[k]!;
      const cost = to + on - mem[(other << SHIFT) + IN]!;
      if (cost >= bestCost || load[route]! > space) continue;
      let t = mem[(leader << SHIFT) + OUT]! + to;
      if (t > close) continue;
      if (t < open) t = open;
      if (t + takes + on > mem[(other << SHIFT) + LATE]! || random.unit() < blink) continue;
      bestCost = cost;
      bestRoute = route;
      bestPos = posOf[other]!;
    }
    const first = yaw[own + n]!;
    const back = way[own + n]!;
    const begun = Math.max(open, this.model.begin + first) + takes;
    for (let k = 0, ends = rows <= ENDS || random.unit() * rows < ENDS ? rows : 0; k < ends; k++) {
      const route = order[k]!;
      if (load[route]! > space) continue;
      const head = heads[route]!;
      let cost = first + way[own + head]! - mem[(head << SHIFT) + IN]!;
      if (cost < bestCost && begun - takes <= close && begun + way[own + head]! <= mem[(head << SHIFT) + LATE]! && random.unit() >= blink) {
        bestCost = cost;
        bestRoute = route;
        bestPos = 0;
      }
      const tail = tails[route]!;
      const to = yaw[own + tail]!;
      cost = to + back - mem[(tail << SHIFT) + ON]!;
      if (cost < bestCost) {
        let t = mem[(tail << SHIFT) + OUT]! + to;
        if (t > close) continue;
        if (t < open) t = open;
        if (t + takes + back > this.model.limit || random.unit() < blink) continue;
        bestCost = cost;
        bestRoute = route;
        bestPos = len[route]!;
      }
    }
    if (rows < r && (first + back) * this.opening < bestCost && begun - takes <= close && begun + back <= this.model.limit && space >= 0) {
      bestCost = first + back;
      bestRoute = order[rows]!;
      bestPos = 0;
    }
    this.bestCost = bestCost;
    this.bestRoute = bestRoute;
    this.bestPos = bestPos;
    return bestRoute >= 0;
  }

  place(node: number): void {
    const { state, w, at: mem, bestRoute: route, bestPos: pos } = this;
    const { n, way, work, demand } = this.model;
    state.insert(node, route, pos);
    const { seq } = state;
    const row = route * state.stride;
    const end = row + state.len[route]!;
    const at = row + pos;
    const leader = at > row ? seq[at - 1]! : n;
    const follower = at + 1 < end ? seq[at + 1]! : n;
    const to = way[leader * w + node]!;
    const on = way[node * w + follower]!;
    mem[(node << SHIFT) + PREV] = leader;
    mem[(node << SHIFT) + NEXT] = follower;
    mem[(leader << SHIFT) + NEXT] = node;
    mem[(follower << SHIFT) + PREV] = node;
    mem[(node << SHIFT) + IN] = mem[(leader << SHIFT) + ON] = to;
    mem[(node << SHIFT) + ON] = mem[(follower << SHIFT) + IN] = on;
    if (leader === n) this.head[route] = node;
    if (follower === n) this.tail[route] = node;
    let t = leader === n ? this.model.begin : mem[(leader << SHIFT) + OUT]!;
    for (let i = at; i < end; i++) {
      const here = seq[i]!;
      t += mem[(here << SHIFT) + IN]!;
      if (t < mem[(here << SHIFT) + OPENS]!) t = mem[(here << SHIFT) + OPENS]!;
      t += work[here]!;
      if (i > at && mem[(here << SHIFT) + OUT] === t) break;
      mem[(here << SHIFT) + OUT] = t;
    }
    let z = follower === n ? this.model.limit : mem[(follower << SHIFT) + LATE]!;
    for (let i = at; i >= row; i--) {
      const here = seq[i]!;
      z -= mem[(here << SHIFT) + ON]! + work[here]!;
      if (z > mem[(here << SHIFT) + CLOSES]!) z = mem[(here << SHIFT) + CLOSES]!;
      if (i < at && mem[(here << SHIFT) + LATE] === z) break;
      mem[(here << SHIFT) + LATE] = z;
    }
    this.load[route] = this.load[route]! + demand[node]!;
    if (state.routeCost[route]! >= BROKEN) {
      this.refresh(route);
      return;
    }
    state.routeCost[route] = state.routeCost[route]! + this.bestCost;
    state.cost += this.bestCost;
  }

  lift(node: number): void {
    this.state.cut(this.state.routeOf[node]!, this.state.posOf[node]!, 1);
  }

  cross(heat: number, random: Random): void {
    const { state, w, at: mem, beside, after, afterWay } = this;
    const { n, way, demand, room } = this.model;
    const { routeOf, posOf, seq, stride } = state;
    const k = random.below(n * beside);
    const a = (k / beside) | 0;
    const b = after[k]!;
    const one = routeOf[a]!;
    const other = routeOf[b]!;
    if (one < 0 || other < 0 || one === other) return;
    const leader = mem[(b << SHIFT) + PREV]!;
    const follower = mem[(a << SHIFT) + NEXT]!;
    const on = way[leader * w + follower]!;
    const delta = afterWay[k]! + on - mem[(a << SHIFT) + ON]! - mem[(b << SHIFT) + IN]!;
    if (delta > 8 * heat || mem[(a << SHIFT) + OUT]! + afterWay[k]! > mem[(b << SHIFT) + LATE]! || mem[(leader << SHIFT) + OUT]! + on > mem[(follower << SHIFT) + LATE]!) return;
    if (delta > -heat * Math.log(random.unit() + 1e-12)) return;
    const at = posOf[a]! + 1;
    const from = posOf[b]!;
    let load = 0;
    for (let i = one * stride, end = i + at; i < end; i++) load += demand[seq[i]!]!;
    for (let i = other * stride + from, end = other * stride + state.len[other]!; i < end; i++) load += demand[seq[i]!]!;
    if (load > room || this.load[one]! + this.load[other]! - load > room) return;
    state.open();
    state.cross(one, at, other, from);
    this.refresh(one);
    this.refresh(other);
    state.commit();
  }
}
