/**
 * The clock of one row of jobs in one shift: earliest times forwards, latest times backwards, both with and without the lunch
 * behind one, so that trying a job at a position takes constant time; then the price of the day as it would really run.
 */
import { BROKEN, NEVER } from './limits.ts';
import type { Model } from './model.ts';
import { Roads } from './roads.ts';

export class Timetable {
  readonly model: Model;
  readonly roads: Roads;
  /** Fixed start of a job whose crew meets, per node; -1 when free. */
  readonly meet: Int32Array;
  /** By position in the row last looked at: leaving times with lunch ahead (0) and behind (1), latest starts likewise. */
  readonly out0: Float64Array;
  readonly out1: Float64Array;
  readonly late0: Float64Array;
  readonly late1: Float64Array;
  private readonly via: Uint8Array;
  /** A node that must begin within a narrower window for now (an offer), and that window. */
  offerNode = -1;
  offerFrom = 0;
  offerTo = 0;
  /** The day as it runs: arrival, start and end by position, and the position before which lunch is taken (-1: none). */
  readonly arrives: Float64Array;
  readonly starts: Float64Array;
  readonly ends: Float64Array;
  lunchLeg = -1;
  homeAt = 0;
  /** Parts of the cost of the row last priced. */
  overtime = 0;
  wish = 0;
  due = 0;
  change = 0;
  fixed = 0;
  way = 0;
  balance = 0;

  constructor(model: Model, longest: number, meet: Int32Array) {
    this.model = model;
    this.roads = new Roads(model);
    const size = longest + 2;
    this.meet = meet;
    this.out0 = new Float64Array(size);
    this.out1 = new Float64Array(size);
    this.late0 = new Float64Array(size);
    this.late1 = new Float64Array(size);
    this.via = new Uint8Array(size);
    this.arrives = new Float64Array(size);
    this.starts = new Float64Array(size);
    this.ends = new Float64Array(size);
  }

  /** The first moment at or after `t` when work at a node may begin; NEVER when there is none. */
  startAt(node: number, t: number): number {
    const { winAt, winFrom, winTo } = this.model;
    const meet = this.meet[node]!;
    if (meet >= 0) return t <= meet ? meet : NEVER;
    const offered = node === this.offerNode;
    if (offered && t < this.offerFrom) t = this.offerFrom;
    for (let w = winAt[node]!; w < winAt[node + 1]!; w++) {
      if (t > winTo[w]!) continue;
      const start = t < winFrom[w]! ? winFrom[w]! : t;
      return offered && start > this.offerTo ? NEVER : start;
    }
    return NEVER;
  }

  /** The last moment at or before `t` when work at a node may begin; -NEVER when there is none. */
  startBy(node: number, t: number): number {
    const { winAt, winFrom, winTo } = this.model;
    const meet = this.meet[node]!;
    if (meet >= 0) return t >= meet ? meet : -NEVER;
    const offered = node === this.offerNode;
    if (offered && t > this.offerTo) t = this.offerTo;
    for (let w = winAt[node + 1]! - 1; w >= winAt[node]!; w--) {
      if (t < winFrom[w]!) continue;
      const start = t > winTo[w]! ? winTo[w]! : t;
      return offered && start < this.offerFrom ? -NEVER : start;
    }
    return -NEVER;
  }

  /** Arrival after a way on which lunch is taken; NEVER when its window is over. */
  arriveFed(route: number, a: number, b: number, t: number): number {
    const { model } = this;
    if (t > model.lunchTo[route]!) return NEVER;
    const there = this.roads.arrive(a, b, t);
    return Math.max(there, model.lunchFrom[route]!) + model.lunchFor[route]!;
  }

  /** The latest time to leave and still arrive fed by `t`. */
  leaveFed(route: number, a: number, b: number, t: number): number {
    const { model } = this;
    const before = t - model.lunchFor[route]!;
    if (model.lunchFrom[route]! > before) return -NEVER;
    return Math.min(model.lunchTo[route]!, this.roads.leave(a, b, before));
  }

  /** Whether a route has a lunch to take. */
  feeds(route: number): boolean {
    return this.model.lunchFor[route]! > 0;
  }

  /** Earliest leaving times of a row; false when it cannot be done. */
  forwards(route: number, seq: Int32Array, row: number, length: number): boolean {
    const { model, roads, out0, out1, via } = this;
    const { place, work, r } = model;
    const feeds = this.feeds(route);
    let at = model.home[route]!;
    let t0 = feeds ? model.begin[route]! : NEVER;
    let t1 = feeds ? NEVER : model.begin[route]!;
    for (let i = 0; i < length; i++) {
      const node = seq[row + i]!;
      const to = place[node]!;
      const takes = work[node * r + route]!;
      let next1 = t1 < NEVER ? this.startAt(node, roads.arrive(at, to, t1)) : NEVER;
      via[i] = 0;
      if (t0 < NEVER) {
        const fed = this.startAt(node, this.arriveFed(route, at, to, t0));
        if (fed < next1) {
          next1 = fed;
          via[i] = 1;
        }
        t0 = this.startAt(node, roads.arrive(at, to, t0));
        if (t0 < NEVER) t0 += takes;
      }
      t1 = next1 < NEVER ? next1 + takes : NEVER;
      if (t0 >= NEVER && t1 >= NEVER) return false;
      out0[i] = t0;
      out1[i] = t1;
      at = to;
    }
    const end = model.last[route]!;
    let home = t1 < NEVER ? roads.arrive(at, end, t1) : NEVER;
    via[length] = 0;
    if (t0 < NEVER) {
      const fed = this.arriveFed(route, at, end, t0);
      if (fed < home) {
        home = fed;
        via[length] = 1;
      }
    }
    this.lunchLeg = -1;
    if (feeds) {
      this.lunchLeg = length;
      while (this.lunchLeg > 0 && !via[this.lunchLeg]) this.lunchLeg--;
    }
    return home <= model.limit[route]!;
  }

  /** Latest starts of a row that can be done. */
  backwards(route: number, seq: Int32Array, row: number, length: number): void {
    const { model, roads, late0, late1 } = this;
    const { place, work, r } = model;
    const feeds = this.feeds(route);
    let to = model.last[route]!;
    late1[length] = model.limit[route]!;
    late0[length] = -NEVER;
    for (let i = length - 1; i >= 0; i--) {
      const node = seq[row + i]!;
      const at = place[node]!;
      const takes = work[node * r + route]!;
      late1[i] = this.startBy(node, roads.leave(at, to, late1[i + 1]!) - takes);
      let leave0 = -NEVER;
      if (feeds) {
        leave0 = this.leaveFed(route, at, to, late1[i + 1]!);
        if (late0[i + 1]! > -NEVER) leave0 = Math.max(leave0, roads.leave(at, to, late0[i + 1]!));
      }
      late0[i] = leave0 > -NEVER ? this.startBy(node, leave0 - takes) : -NEVER;
      to = at;
    }
  }

  /** The cost of a row, BROKEN when it cannot be done; the day as it runs is left in `starts` and its neighbours. */
  price(route: number, seq: Int32Array, row: number, length: number): number {
    const { model } = this;
    this.overtime = this.wish = this.due = this.change = this.fixed = this.way = this.balance = 0;
    if (length === 0) {
      this.lunchLeg = -1;
      return 0;
    }
    if (!this.forwards(route, seq, row, length)) return BROKEN;
    const { place, r, l, q, fixed, way, demand, soft, wishAt } = model;
    let at = model.home[route]!;
    let plain = model.limit[route]! <= model.finish[route]! && model.prices.balance === 0;
    let wishes = false;
    for (let i = 0; i < length; i++) {
      const node = seq[row + i]!;
      if (model.unfit[node * r + route]) return BROKEN;
      const to = place[node]!;
      this.way += way[at * l + to]!;
      this.fixed += fixed[node * r + route]!;
      if (soft[node]) plain = false;
      if (wishAt[node + 1]! > wishAt[node]!) wishes = true;
      const was = model.presentRoute[node]!;
      if (was >= 0 && was !== route) this.change += model.prices.changeTechnician * model.changeWeight[node]!;
      at = to;
    }
    for (let d = 0; d < q; d++) {
      let sum = 0;
      for (let i = 0; i < length; i++) sum += demand[seq[row + i]! * q + d]!;
      if (sum > model.room[route * q + d]!) return BROKEN;
    }
    const end = model.last[route]!;
    if (end >= 0) this.way += way[at * l + end]!;
    if (!plain) {
      if (wishes) this.backwards(route, seq, row, length);
      this.run(route, seq, row, length, wishes);
    }
    return this.way + this.fixed + this.change + this.overtime + this.wish + this.due + this.balance;
  }

  /** Lets the day run: lunch where the forward pass put it, waiting for a wish where that harms no hard rule. */
  run(route: number, seq: Int32Array, row: number, length: number, wishes: boolean): void {
    const { model, roads, lunchLeg, arrives, starts, ends } = this;
    const { place, work, r, prices, due, dueRate } = model;
    let at = model.home[route]!;
    let t = model.begin[route]!;
    let busy = model.workDone[route]!;
    let fed = lunchLeg < 0;
    for (let i = 0; i < length; i++) {
      const node = seq[row + i]!;
      const to = place[node]!;
      if (i === lunchLeg) {
        t = this.arriveFed(route, at, to, t);
        fed = true;
      } else t = roads.arrive(at, to, t);
      arrives[i] = t;
      t = this.startAt(node, t);
      if (wishes) t = this.pleased(node, t, fed ? this.late1[i]! : this.late0[i]!);
      starts[i] = t;
      this.wish += prices.wish * this.offWish(node, t);
      if (model.presentRoute[node]! === route && Math.abs(t - model.presentStart[node]!) > prices.changeTolerance) {
        this.change += prices.changeStart * model.changeWeight[node]!;
      }
      const takes = work[node * r + route]!;
      busy += takes + model.usual[at * model.l + to]!;
      t += takes;
      if (t > due[node]!) this.due += dueRate[node]! * (t - due[node]!);
      ends[i] = t;
      at = to;
    }
    const end = model.last[route]!;
    this.homeAt = length === lunchLeg ? this.arriveFed(route, at, end, t) : roads.arrive(at, end, t);
    if (end >= 0) busy += model.usual[at * model.l + end]!;
    this.overtime = prices.overtime * Math.max(0, this.homeAt - model.finish[route]!);
    this.balance = prices.balance * ((busy / 3_600) ** 2 - (model.workDone[route]! / 3_600) ** 2);
  }

  /** A start moved to the opening of the next wish, when that is still early enough. */
  private pleased(node: number, t: number, latest: number): number {
    const { wishAt, wishFrom, wishTo } = this.model;
    for (let w = wishAt[node]!; w < wishAt[node + 1]!; w++) {
      if (t > wishTo[w]!) continue;
      if (t >= wishFrom[w]! || wishFrom[w]! > latest) return t;
      return this.startAt(node, wishFrom[w]!) === wishFrom[w]! ? wishFrom[w]! : t;
    }
    return t;
  }

  /** Seconds between a start and the nearest wish of a node. */
  offWish(node: number, t: number): number {
    const { wishAt, wishFrom, wishTo } = this.model;
    let off = wishAt[node + 1]! > wishAt[node]! ? Infinity : 0;
    for (let w = wishAt[node]!; w < wishAt[node + 1]!; w++) off = Math.min(off, Math.max(0, wishFrom[w]! - t, t - wishTo[w]!));
    return off;
  }
}
