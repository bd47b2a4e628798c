/**
 * The evaluator for problems without the richer rules: one kind of shift from one place, one window a job, one load, travel in one slice.
 * Everything a try needs is in flat arrays per node; node `n` is the place where shifts begin and end.
 */
import type { Evaluator } from './field.ts';
import type { Random } from './random.ts';
import type { State } from './state.ts';

export interface PlainModel {
  readonly n: number;
  readonly r: number;
  /** Travel among nodes, `n + 1` a row. */
  readonly way: Int32Array;
  readonly opens: Int32Array;
  readonly closes: Int32Array;
  readonly work: Int32Array;
  readonly demand: Int32Array;
  readonly room: number;
  readonly begin: number;
  readonly limit: number;
}

export class Plain implements Evaluator {
  readonly model: PlainModel;
  readonly state: State;
  bestCost = 0;
  bestRoute = -1;
  bestPos = -1;
  private readonly w: number;
  private readonly load: Int32Array;
  /** Earliest leaving and latest beginning by node; neighbours in the route. */
  private readonly out: Int32Array;
  private readonly late: Int32Array;

  constructor(model: PlainModel, state: State) {
    this.model = model;
    this.state = state;
    this.w = model.n + 1;
    this.load = new Int32Array(model.r);
    this.out = new Int32Array(model.n + 1);
    this.late = new Int32Array(model.n + 1);
    this.out[model.n] = model.begin;
    this.late[model.n] = model.limit;
  }

  refresh(route: number): void {
    const { state, w, out, late } = this;
    const { n, way, opens, closes, work, demand } = this.model;
    const { seq, posOf } = state;
    const row = route * state.stride;
    const end = row + state.len[route]!;
    let at = n;
    let t = this.model.begin;
    let cost = 0;
    let load = 0;
    for (let i = row; i < end; i++) {
      const node = seq[i]!;
      const d = way[at * w + node]!;
      cost += d;
      t += d;
      if (t < opens[node]!) t = opens[node]!;
      t += work[node]!;
      out[node] = t;
      load += demand[node]!;
      posOf[node] = i - row;
      at = node;
    }
    if (end > row) cost += way[at * w + n]!;
    this.load[route] = load;
    let next = n;
    let z = this.model.limit;
    for (let i = end - 1; i >= row; i--) {
      const node = seq[i]!;
      z -= way[node * w + next]! + work[node]!;
      if (z > closes[node]!) z = closes[node]!;
      late[node] = z;
      next = node;
    }
    state.cost += cost - state.routeCost[route]!;
    state.routeCost[route] = cost;
  }

  best(node: number, blink: number, random: Random): boolean {
    const { state, w, out, late, load } = this;
    const { n, r, way, opens, closes, work, demand, room } = this.model;
    const { seq, len, stride } = state;
    const own = node * w;
    const open = opens[node]!;
    const close = closes[node]!;
    const takes = work[node]!;
    const space = room - demand[node]!;
    let bestCost = Infinity;
    let bestRoute = -1;
    let bestPos = -1;
    const { order, rows } = state;
    const empty = rows < r ? order[rows]! : -1;
    for (let k = 0; k < rows; k++) {
      const route = order[k]!;
      const length = len[route]!;
      if (load[route]! > space) continue;
      const row = route * stride;
      let at = n;
      for (let i = 0; i <= length; i++) {
        const to = way[at * w + node]!;
        let t = out[at]! + to;
        if (t > close) break;
        const next = i < length ? seq[row + i]! : n;
        const on = way[own + next]!;
        const cost = to + on - way[at * w + next]!;
        if (cost < bestCost) {
          if (t < open) t = open;
          if (t + takes + on <= late[next]! && random.unit() >= blink) {
            bestCost = cost;
            bestRoute = route;
            bestPos = i;
          }
        }
        at = next;
      }
    }
    if (empty >= 0) {
      const to = way[n * w + node]!;
      const on = way[own + n]!;
      const t = Math.max(open, this.model.begin + to);
      if (to + on < bestCost && t <= close && t + takes + on <= this.model.limit && space >= 0) {
        bestCost = to + on;
        bestRoute = empty;
        bestPos = 0;
      }
    }
    this.bestCost = bestCost;
    this.bestRoute = bestRoute;
    this.bestPos = bestPos;
    return bestRoute >= 0;
  }

  place(node: number): void {
    this.state.insert(node, this.bestRoute, this.bestPos);
    this.refresh(this.bestRoute);
  }

  lift(node: number): void {
    this.state.cut(this.state.routeOf[node]!, this.state.posOf[node]!, 1);
  }
}
