/** The evaluator of the full model: exact prices of rows, constant-time tries of positions, meetings of crews. */
import type { Evaluator } from './evaluator.ts';
import { Lean } from './lean.ts';
import { NEVER } from './limits.ts';
import { Meeting } from './meeting.ts';
import type { Model } from './model.ts';
import { besides, follow, waysBeside } from './near-units.ts';
import type { Random } from './random.ts';
import type { State } from './state.ts';
import { takers, takings } from './takers.ts';
import { Tails } from './tails.ts';
import { Timetable } from './timetable.ts';

/** Neighbours on each side that a node is tried beside. */
const BESIDE = 12;
/** Routes, those nearest to the node, whose first and last positions are tried every time; of the others as many on average. */
const ENDS = 10;
/** How often all positions are tried when there is none beside its neighbours. */
const FAR = 0.25;

export class Field implements Evaluator {
  readonly model: Model;
  readonly state: State;
  readonly table: Timetable;
  bestCost = 0;
  opening = 1;
  ceiling = Infinity;
  bestRoute = -1;
  bestPos = -1;
  /** Leaving times and latest starts per node, with lunch ahead (0) and behind (1). */
  readonly out0: Float64Array;
  readonly out1: Float64Array;
  readonly late0: Float64Array;
  readonly late1: Float64Array;
  readonly load: Float64Array;
  /** Whether the road has one speed, and nodes with one window: what makes a try quick. */
  readonly quick: boolean;
  readonly single: Uint8Array;
  /** The (first) window of each node. */
  readonly opens: Int32Array;
  readonly closes: Int32Array;
  /** Per node and route: what it costs whatever the time, Infinity where it may not be. */
  readonly price: Float64Array;
  /** By node: the nodes before and after it (-1: the route's ends), and the prices of the ways from and to them. */
  readonly prev: Int32Array;
  readonly next: Int32Array;
  readonly legIn: Float64Array;
  readonly legOut: Float64Array;
  /** Whether the clock changes the price of a route. */
  readonly timed: Uint8Array;
  /** Routes that may take a node: `may[mayAt[node]]` …, those nearest to it first. */
  private readonly mayAt: Int32Array;
  private readonly may: Int32Array;
  /** The nodes that may well stand before and after each node, `beside` of each. */
  readonly beside: number;
  private before: Int32Array | undefined;
  after: Int32Array | undefined;
  /** The prices of the ways from those before and to those after, and of all ways turned around. */
  private beforeWay: Float64Array | undefined;
  afterWay: Float64Array | undefined;
  private readonly yaw: Float64Array | Float32Array;
  private readonly scratch: Int32Array;
  private readonly meeting: Meeting;
  private readonly lean: Lean;
  private readonly tails: Tails;

  constructor(model: Model, state: State) {
    this.model = model;
    this.state = state;
    this.table = new Timetable(model, state.stride, state.meet);
    this.out0 = new Float64Array(model.n);
    this.out1 = new Float64Array(model.n);
    this.late0 = new Float64Array(model.n);
    this.late1 = new Float64Array(model.n);
    this.load = new Float64Array(model.r * model.q);
    this.price = takings(model);
    this.prev = new Int32Array(model.n);
    this.next = new Int32Array(model.n);
    this.legIn = new Float64Array(model.n);
    this.legOut = new Float64Array(model.n);
    const { way, l } = model;
    this.yaw = way.slice();
    for (let a = 0; a < l; a++) for (let b = 0; b < l; b++) this.yaw[a * l + b] = way[b * l + a]!;
    this.quick = model.slices.length === 1;
    this.single = Uint8Array.from({ length: model.n }, (_, node) => (model.winAt[node + 1]! - model.winAt[node]! === 1 ? 1 : 0));
    this.opens = Int32Array.from({ length: model.n }, (_, node) => model.winFrom[model.winAt[node]!]!);
    this.closes = Int32Array.from({ length: model.n }, (_, node) => model.winTo[model.winAt[node]!]!);
    this.timed = new Uint8Array(model.r);
    ({ may: this.may, mayAt: this.mayAt } = takers(model, this.price, this.yaw));
    this.beside = Math.max(0, Math.min(BESIDE, model.u - 1));
    this.scratch = new Int32Array(state.stride + 2);
    this.meeting = new Meeting(this);
    this.lean = new Lean(this);
    this.tails = new Tails(this);
  }

  refresh(route: number): void {
    if (this.lean.refresh(route)) return;
    const { model, state, table, out0, out1, late0, late1 } = this;
    const row = route * state.stride;
    const length = state.len[route]!;
    const cost = table.price(route, state.seq, row, length);
    table.backwards(route, state.seq, row, length);
    for (let i = 0; i < length; i++) {
      const node = state.seq[row + i]!;
      out0[node] = table.out0[i]!;
      out1[node] = table.out1[i]!;
      late0[node] = table.late0[i]!;
      late1[node] = table.late1[i]!;
      this.link(route, i, row, length);
    }
    for (let d = 0; d < model.q; d++) {
      let sum = 0;
      for (let i = 0; i < length; i++) sum += model.demand[state.seq[row + i]! * model.q + d]!;
      this.load[route * model.q + d] = sum;
    }
    this.timed[route] = model.prices.balance !== 0 || model.limit[route]! > model.finish[route]! ? 1 : 0;
    for (let i = 0; i < length; i++) if (model.soft[state.seq[row + i]!]) this.timed[route] = 1;
    state.cost += cost - state.routeCost[route]!;
    state.routeCost[route] = cost;
  }

  cross(heat: number, random: Random): void {
    this.tails.cross(heat, random);
  }

  /** Notes who stands beside the `i`th node of a row, and the ways between. */
  private link(route: number, i: number, row: number, length: number): void {
    const { seq } = this.state;
    const { place, way, l } = this.model;
    const node = seq[row + i]!;
    const here = place[node]!;
    const before = (this.prev[node] = i > 0 ? seq[row + i - 1]! : -1);
    const after = (this.next[node] = i + 1 < length ? seq[row + i + 1]! : -1);
    const a = before < 0 ? this.model.home[route]! : place[before]!;
    const b = after < 0 ? this.model.last[route]! : place[after]!;
    this.legIn[node] = way[a * l + here]!;
    this.legOut[node] = b < 0 ? 0 : way[here * l + b]!;
  }

  best(unit: number, blink: number, random: Random): boolean {
    this.bestCost = Infinity;
    if (this.model.units[unit]!.parts > 1) {
      this.bestCost = this.meeting.best(unit);
      return this.bestCost < Infinity;
    }
    this.bestCost = this.ceiling;
    this.bestRoute = -1;
    this.tryBeside(unit, blink, random);
    if (this.bestRoute < 0 && this.ceiling >= this.model.penalty[unit]! && (!blink || random.unit() < FAR)) for (let k = this.mayAt[unit]!; k < this.mayAt[unit + 1]!; k++) this.tryRoute(unit, this.may[k]!, blink, random);
    return this.bestRoute >= 0;
  }

  /** Tries the positions beside the neighbours of a node, and the first and last of every route that may take it. */
  private tryBeside(node: number, blink: number, random: Random): void {
    const { model, state, beside, may, price, legIn, legOut, prev, next, yaw } = this;
    const before = (this.before ??= besides(model, beside, (one, other) => follow(model, other, one)));
    const after = (this.after ??= besides(model, beside, (one, other) => follow(model, one, other)));
    const beforeWay = (this.beforeWay ??= waysBeside(model, this.yaw, before, beside));
    const afterWay = (this.afterWay ??= waysBeside(model, model.way, after, beside));
    const { seq, len, posOf, routeOf, stride } = state;
    const { place, last, home, r, l, way } = model;
    const at = node * beside;
    const prices = node * r;
    const c = place[node]!;
    const own = c * l;
    for (let k = at; k < at + beside; k++) {
      const other = before[k]!;
      if (other < 0) break;
      const route = routeOf[other]!;
      if (route < 0) continue;
      const follower = next[other]!;
      const b = follower < 0 ? last[route]! : place[follower]!;
      const cost = price[prices + route]! + beforeWay[k]! + (b < 0 ? 0 : way[own + b]!) - legOut[other]!;
      if (cost < this.bestCost) this.tryAt(node, route, posOf[other]! + 1, other, follower, cost, blink, random);
    }
    for (let k = at; k < at + beside; k++) {
      const other = after[k]!;
      if (other < 0) break;
      const route = routeOf[other]!;
      if (route < 0) continue;
      const leader = prev[other]!;
      const a = leader < 0 ? home[route]! : place[leader]!;
      const cost = price[prices + route]! + yaw[own + a]! + afterWay[k]! - legIn[other]!;
      if (cost < this.bestCost) this.tryAt(node, route, posOf[other]!, leader, other, cost, blink, random);
    }
    const end = this.mayAt[node + 1]!;
    let k = this.mayAt[node]!;
    for (const ends = random.unit() * (end - k) < ENDS ? end : k + ENDS; k < ends; k++) {
      const route = may[k]!;
      const length = len[route]!;
      if (!length) continue;
      const base = price[prices + route]!;
      const head = seq[route * stride]!;
      const first = base + yaw[own + home[route]!]! + way[own + place[head]!]! - legIn[head]!;
      if (first < this.bestCost) this.tryAt(node, route, 0, -1, head, first, blink, random);
      const tail = seq[route * stride + length - 1]!;
      const final = base + yaw[own + place[tail]!]! + (last[route]! < 0 ? 0 : way[own + last[route]!]!) - legOut[tail]!;
      if (final < this.bestCost) this.tryAt(node, route, length, tail, -1, final, blink, random);
    }
    if (state.rows === r) return;
    for (k = this.mayAt[node]!; k < end; k++) {
      const route = may[k]!;
      if (len[route]) continue;
      const alone = price[prices + route]! + yaw[own + home[route]!]! + (last[route]! < 0 ? 0 : way[own + last[route]!]!);
      if (alone * this.opening >= this.bestCost) return;
      const known = this.bestCost;
      this.bestCost = Infinity;
      this.tryAt(node, route, 0, -1, -1, alone, 0, random);
      if (this.bestCost < Infinity) return;
      this.bestCost = known;
    }
  }

  /** Tries one position, between two nodes (-1: the route's ends), of a known cost without the clock; keeps it when it is the cheapest. */
  private tryAt(node: number, route: number, pos: number, before: number, after: number, cost: number, blink: number, random: Random): void {
    if (blink > 0 && random.unit() < blink) return;
    if (this.model.q > 0 && !this.fits(node, route)) return;
    if (!(this.quick && this.single[node]! && this.table.offerNode !== node ? this.goes(node, route, before, after) : this.span(node, route, pos))) return;
    const exact = this.exactCost(node, route, pos, cost);
    if (exact >= this.bestCost) return;
    this.bestCost = exact;
    this.bestRoute = route;
    this.bestPos = pos;
  }

  /** The cheapest place of a node that begins between two times, in one route or (-1) in any; `bestRoute` is -1 when there is none. */
  within(node: number, from: number, to: number, only: number, random: Random): number {
    const { table, state, scratch } = this;
    table.offerNode = node;
    table.offerFrom = from;
    table.offerTo = to;
    this.bestCost = Infinity;
    this.bestRoute = -1;
    for (let route = 0; route < this.model.r; route++) if (only < 0 || route === only) this.tryRoute(node, route, 0, random);
    let start = -1;
    if (this.bestRoute >= 0) {
      const length = state.len[this.bestRoute]!;
      const row = this.bestRoute * state.stride;
      for (let i = 0; i < length; i++) scratch[i < this.bestPos ? i : i + 1] = state.seq[row + i]!;
      scratch[this.bestPos] = node;
      table.price(this.bestRoute, scratch, 0, length + 1);
      table.backwards(this.bestRoute, scratch, 0, length + 1);
      table.run(this.bestRoute, scratch, 0, length + 1, true);
      start = table.starts[this.bestPos]!;
    }
    table.offerNode = -1;
    return start;
  }

  /** Tries every position of one route. */
  tryRoute(node: number, route: number, blink: number, random: Random): void {
    const { model, state } = this;
    if (!this.fits(node, route)) return;
    const base = this.price[node * model.r + route]!;
    const row = route * state.stride;
    const length = state.len[route]!;
    for (let i = 0; i <= length; i++) {
      const cost = base + this.detour(node, route, i);
      if (cost < this.bestCost) this.tryAt(node, route, i, i > 0 ? state.seq[row + i - 1]! : -1, i < length ? state.seq[row + i]! : -1, cost, blink, random);
    }
  }

  /** What `span` says of a node with one window where the road has one speed, in a handful of sums. */
  private goes(node: number, route: number, before: number, after: number): boolean {
    const { model } = this;
    const { l, place } = model;
    const a = before < 0 ? model.home[route]! : place[before]!;
    const b = after < 0 ? model.last[route]! : place[after]!;
    const road = model.slices[0]!;
    const feeds = model.lunchFor[route]!;
    const begin = model.begin[route]!;
    const t1 = before >= 0 ? this.out1[before]! : feeds ? NEVER : begin;
    const latest1 = after >= 0 ? this.late1[after]! : model.limit[route]!;
    const c = place[node]!;
    const to = road[a * l + c]!;
    const on = b < 0 ? 0 : road[c * l + b]!;
    const open = this.opens[node]!;
    const close = this.closes[node]!;
    const takes = model.work[node * model.r + route]! + on;
    let from1 = t1 + to;
    if (!feeds) return from1 <= close && (from1 < open ? open : from1) + takes <= latest1;
    const t0 = before >= 0 ? this.out0[before]! : begin;
    const eats = model.lunchFrom[route]!;
    const latestLunch = model.lunchTo[route]!;
    if (t0 <= latestLunch) {
      const fed = (t0 + to < eats ? eats : t0 + to) + feeds;
      if (fed < from1) from1 = fed;
    }
    if (from1 <= close && (from1 < open ? open : from1) + takes <= latest1) return true;
    const from0 = t0 + to;
    if (from0 > close) return false;
    const there = (from0 < open ? open : from0) + takes;
    if (after >= 0 && there <= this.late0[after]!) return true;
    return there - on <= latestLunch && (there < eats ? eats : there) + feeds <= latest1;
  }

  /** Whether skills, parts and other timeless rules let a node into a route as it is now. */
  fits(node: number, route: number): boolean {
    const { model } = this;
    if (model.unfit[node * model.r + route]) return false;
    for (let d = 0; d < model.q; d++) {
      if (this.load[route * model.q + d]! + model.demand[node * model.q + d]! > model.room[route * model.q + d]!) return false;
    }
    return true;
  }

  /** The true difference of cost, with lateness, overtime and what else depends on the clock. */
  exactCost(node: number, route: number, pos: number, plain: number): number {
    const { model, state, scratch, table } = this;
    if (!model.soft[node] && !this.timed[route]) return plain;
    const row = route * state.stride;
    const length = state.len[route]!;
    for (let i = 0; i < pos; i++) scratch[i] = state.seq[row + i]!;
    scratch[pos] = node;
    for (let i = pos; i < length; i++) scratch[i + 1] = state.seq[row + i]!;
    return table.price(route, scratch, 0, length + 1) - state.routeCost[route]!;
  }

  spanFrom = 0;
  spanTo = 0;

  /** Whether a node can stand at a position of a route: 0 no, 1 yes with its earliest and latest start. */
  span(node: number, route: number, pos: number): number {
    const { model, state, table } = this;
    const { roads } = table;
    const row = route * state.stride;
    const length = state.len[route]!;
    const before = pos > 0 ? state.seq[row + pos - 1]! : -1;
    const after = pos < length ? state.seq[row + pos]! : -1;
    const feeds = table.feeds(route);
    const a = before < 0 ? model.home[route]! : model.place[before]!;
    const t0 = before >= 0 ? this.out0[before]! : feeds ? model.begin[route]! : NEVER;
    const t1 = before >= 0 ? this.out1[before]! : feeds ? NEVER : model.begin[route]!;
    const c = model.place[node]!;
    const b = after < 0 ? model.last[route]! : model.place[after]!;
    const latest1 = after < 0 ? model.limit[route]! : this.late1[after]!;
    const latest0 = after < 0 ? -NEVER : this.late0[after]!;
    const takes = model.work[node * model.r + route]!;

    let from1 = t1 < NEVER ? table.startAt(node, roads.arrive(a, c, t1)) : NEVER;
    let from0 = NEVER;
    if (t0 < NEVER) {
      from1 = Math.min(from1, table.startAt(node, table.arriveFed(route, a, c, t0)));
      from0 = table.startAt(node, roads.arrive(a, c, t0));
    }
    const to1 = table.startBy(node, roads.leave(c, b, latest1) - takes);
    if (from1 < NEVER && from1 <= to1) {
      this.spanFrom = from1;
      this.spanTo = to1;
      return 1;
    }
    if (from0 >= NEVER) return 0;
    let leave0 = table.leaveFed(route, c, b, latest1);
    if (latest0 > -NEVER) leave0 = Math.max(leave0, roads.leave(c, b, latest0));
    const to0 = leave0 > -NEVER ? table.startBy(node, leave0 - takes) : -NEVER;
    this.spanFrom = from0;
    this.spanTo = to0;
    return from0 <= to0 ? 1 : 0;
  }

  /** Price of the extra way to a node between two stops. */
  detour(node: number, route: number, pos: number): number {
    const { model, state } = this;
    const { place, way, l } = model;
    const row = route * state.stride;
    const at = pos > 0 ? place[state.seq[row + pos - 1]!]! : model.home[route]!;
    const next = pos < state.len[route]! ? place[state.seq[row + pos]!]! : model.last[route]!;
    const to = place[node]!;
    return way[at * l + to]! + (next < 0 ? 0 : way[to * l + next]!) - (next < 0 || state.len[route] === 0 ? 0 : way[at * l + next]!);
  }

  place(unit: number): void {
    const { model, state } = this;
    const { first, rest, parts } = model.units[unit]!;
    if (parts === 1) {
      state.insert(unit, this.bestRoute, this.bestPos);
      this.refresh(this.bestRoute);
      return;
    }
    const { meeting } = this;
    for (let part = 0; part < parts; part++) {
      const node = part ? rest + part - 1 : first;
      this.table.meet[node] = meeting.at;
      state.insert(node, meeting.route[part]!, meeting.pos[part]!);
    }
    for (let part = 0; part < parts; part++) this.refresh(meeting.route[part]!);
  }

  lift(unit: number): void {
    const { model, state } = this;
    const { first, rest, parts } = model.units[unit]!;
    for (let part = 0; part < parts; part++) {
      const node = part ? rest + part - 1 : first;
      if (state.routeOf[node]! >= 0) state.cut(state.routeOf[node]!, state.posOf[node]!, 1);
      this.table.meet[node] = -1;
    }
  }
}
