/** The evaluator of the full model: exact prices of rows, constant-time tries of positions, meetings of crews. */
import { NEVER, type Model } from './model.ts';
import type { Random } from './random.ts';
import type { State } from './state.ts';
import { Timetable } from './timetable.ts';

/** What the search needs to know of a model: how much rows cost, and where a unit fits best. */
export interface Evaluator {
  /** Prices a route anew after its row changed. */
  refresh(route: number): void;
  /** Looks for the cheapest place of a unit, skipping a position with probability `blink`; false when there is none. */
  best(unit: number, blink: number, random: Random): boolean;
  /** The cost of the place found. */
  bestCost: number;
  /** Puts the unit where `best` found room. */
  place(unit: number): void;
  /** Takes a unit out of every route it stands in, without refreshing; routes changed are saved in the state. */
  lift(unit: number): void;
}

export class Field implements Evaluator {
  readonly model: Model;
  readonly state: State;
  readonly table: Timetable;
  bestCost = 0;
  bestRoute = -1;
  bestPos = -1;
  /** Leaving times and latest starts per node, with lunch ahead (0) and behind (1). */
  private readonly out0: Float64Array;
  private readonly out1: Float64Array;
  private readonly late0: Float64Array;
  private readonly late1: Float64Array;
  private readonly load: Float64Array;
  private readonly scratch: Int32Array;
  /** Options of one member of a crew: route, position, span of starts, cost. */
  private readonly optRoute: Int32Array;
  private readonly optPos: Int32Array;
  private readonly optFrom: Float64Array;
  private readonly optTo: Float64Array;
  private readonly optCost: Float64Array;
  private readonly optPart: Int32Array;
  private options = 0;
  private readonly chosen: Int32Array;
  private readonly bestChosen: Int32Array;
  private meetAt = -1;

  constructor(model: Model, state: State) {
    this.model = model;
    this.state = state;
    this.table = new Timetable(model, state.stride, state.meet);
    this.out0 = new Float64Array(model.n);
    this.out1 = new Float64Array(model.n);
    this.late0 = new Float64Array(model.n);
    this.late1 = new Float64Array(model.n);
    this.load = new Float64Array(model.r * model.q);
    this.scratch = new Int32Array(state.stride + 2);
    const crew = model.units.reduce((most, { parts }) => Math.max(most, parts), 1);
    const options = crew > 1 ? crew * (model.n + model.r) + 1 : 1;
    this.optRoute = new Int32Array(options);
    this.optPos = new Int32Array(options);
    this.optFrom = new Float64Array(options);
    this.optTo = new Float64Array(options);
    this.optCost = new Float64Array(options);
    this.optPart = new Int32Array(options);
    this.chosen = new Int32Array(crew);
    this.bestChosen = new Int32Array(crew);
  }

  refresh(route: number): void {
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
    }
    for (let d = 0; d < model.q; d++) {
      let sum = 0;
      for (let i = 0; i < length; i++) sum += model.demand[state.seq[row + i]! * model.q + d]!;
      this.load[route * model.q + d] = sum;
    }
    state.cost += cost - state.routeCost[route]!;
    state.routeCost[route] = cost;
  }

  best(unit: number, blink: number, random: Random): boolean {
    this.bestCost = Infinity;
    if (this.model.units[unit]!.parts > 1) return this.meeting(unit);
    this.bestRoute = -1;
    for (let route = 0; route < this.model.r; route++) this.tryRoute(unit, route, blink, random);
    return this.bestRoute >= 0;
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

  /** Tries every position of one route and keeps the cheapest known. */
  tryRoute(node: number, route: number, blink: number, random: Random): void {
    const { model, state } = this;
    if (!this.fits(node, route)) return;
    const row = route * state.stride;
    const length = state.len[route]!;
    const { place, l, way } = model;
    const to = place[node]!;
    const base = model.fixed[node * model.r + route]! + this.changeOf(node, route);
    let at = model.home[route]!;
    for (let i = 0; i <= length; i++) {
      const next = i < length ? place[state.seq[row + i]!]! : model.last[route]!;
      const old = next < 0 || length === 0 ? 0 : way[at * l + next]!;
      const cost = base + way[at * l + to]! + (next < 0 ? 0 : way[to * l + next]!) - old;
      if (cost < this.bestCost && (blink === 0 || random.unit() >= blink) && this.span(node, route, i) > 0) {
        const exact = this.exactCost(node, route, i, cost);
        if (exact < this.bestCost) {
          this.bestCost = exact;
          this.bestRoute = route;
          this.bestPos = i;
        }
      }
      at = next;
    }
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

  private changeOf(node: number, route: number): number {
    const was = this.model.presentRoute[node]!;
    return was >= 0 && was !== route ? this.model.prices.changeTechnician * this.model.changeWeight[node]! : 0;
  }

  /** The true difference of cost, with lateness, overtime and what else depends on the clock. */
  exactCost(node: number, route: number, pos: number, plain: number): number {
    const { model, state, scratch, table } = this;
    if (!model.soft[node] && !this.timed(route)) return plain;
    const row = route * state.stride;
    const length = state.len[route]!;
    for (let i = 0; i < pos; i++) scratch[i] = state.seq[row + i]!;
    scratch[pos] = node;
    for (let i = pos; i < length; i++) scratch[i + 1] = state.seq[row + i]!;
    return table.price(route, scratch, 0, length + 1) - state.routeCost[route]!;
  }

  /** Whether the clock changes the price of a route. */
  private timed(route: number): boolean {
    const { model, state } = this;
    if (model.prices.balance !== 0 || model.limit[route]! > model.finish[route]!) return true;
    const row = route * state.stride;
    for (let i = 0; i < state.len[route]!; i++) if (model.soft[state.seq[row + i]!]) return true;
    return false;
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

  /** The cheapest common start of a crew. */
  private meeting(unit: number): boolean {
    this.collect(unit);
    const { parts } = this.model.units[unit]!;
    this.meetAt = -1;
    const step = Math.max(1, Math.ceil(this.options / 128));
    for (let k = 0; k < this.options; k += step) {
      const t = this.optFrom[k]!;
      const cost = this.crewAt(unit, parts, t);
      if (cost >= this.bestCost) continue;
      this.bestCost = cost;
      this.meetAt = t;
      this.bestChosen.set(this.chosen);
    }
    return this.meetAt >= 0 || this.bestCost < Infinity;
  }

  /** Every position of every member of a crew, with the span of starts it allows. */
  private collect(unit: number): void {
    const { model, state } = this;
    const { first, rest, parts } = model.units[unit]!;
    this.options = 0;
    for (let part = 0; part < parts; part++) {
      const node = part ? rest + part - 1 : first;
      for (let route = 0; route < model.r; route++) {
        if (!this.fits(node, route)) continue;
        for (let pos = 0; pos <= state.len[route]!; pos++) {
          if (!this.span(node, route, pos)) continue;
          const k = this.options++;
          this.optRoute[k] = route;
          this.optPos[k] = pos;
          this.optPart[k] = part;
          this.optFrom[k] = this.spanFrom;
          this.optTo[k] = this.spanTo;
          this.optCost[k] = this.detour(node, route, pos) + model.fixed[node * model.r + route]! + this.changeOf(node, route);
        }
      }
    }
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

  /** The cheapest crew of different people who can all begin at `t`, left in `chosen`. */
  private crewAt(unit: number, parts: number, t: number): number {
    const { model, chosen } = this;
    let sum = 0;
    for (let part = 0; part < parts; part++) {
      let best = -1;
      for (let k = 0; k < this.options; k++) {
        if (this.optPart[k] !== part || this.optFrom[k]! > t || this.optTo[k]! < t || (best >= 0 && this.optCost[k]! >= this.optCost[best]!)) continue;
        let twice = false;
        for (let other = 0; other < part; other++) if (model.person[this.optRoute[chosen[other]!]!] === model.person[this.optRoute[k]!]) twice = true;
        if (!twice && this.opens(model.units[unit]!.first, t)) best = k;
      }
      if (best < 0) return Infinity;
      chosen[part] = best;
      sum += this.optCost[best]!;
      if (sum >= this.bestCost) return Infinity;
    }
    return sum;
  }

  /** Whether a node may begin exactly at `t`. */
  private opens(node: number, t: number): boolean {
    return this.table.startAt(node, t) === t;
  }

  place(unit: number): void {
    const { model, state } = this;
    const { first, rest, parts } = model.units[unit]!;
    if (parts === 1) {
      state.insert(unit, this.bestRoute, this.bestPos);
      this.refresh(this.bestRoute);
      return;
    }
    for (let part = 0; part < parts; part++) {
      const node = part ? rest + part - 1 : first;
      const k = this.bestChosen[part]!;
      this.table.meet[node] = this.meetAt;
      state.insert(node, this.optRoute[k]!, this.optPos[k]!);
    }
    for (let part = 0; part < parts; part++) this.refresh(this.optRoute[this.bestChosen[part]!]!);
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
