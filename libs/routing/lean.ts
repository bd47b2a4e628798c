/** The row of a shift priced in one run, where the road has one speed, jobs have one window each, and nothing but the way and who drives it has a price. */
import type { Field } from './field.ts';
import { BROKEN, NEVER } from './limits.ts';

export class Lean {
  private readonly field: Field;
  private readonly able: boolean;

  constructor(field: Field) {
    const { model, quick, single } = field;
    this.field = field;
    this.able = quick && model.n === model.u && model.prices.balance === 0 && single.every(Boolean);
  }

  /** What `Field.refresh` does, in one run over the row; false, with nothing priced, when it is a row that needs more. */
  refresh(route: number): boolean {
    if (!this.able) return false;
    const { field } = this;
    const { model, state, out0, out1, late0, late1, prev, next, legIn, legOut, price, opens, closes } = field;
    const { place, way, l, r, work, soft, home, last } = model;
    const { seq } = state;
    if (model.limit[route]! > model.finish[route]!) return false;
    const road = model.slices[0]!;
    const row = route * state.stride;
    const rowEnd = row + state.len[route]!;
    const feeds = model.lunchFor[route]!;
    const eats = model.lunchFrom[route]!;
    const latestLunch = model.lunchTo[route]!;
    const end = last[route]!;
    let at = home[route]!;
    let t0 = feeds ? model.begin[route]! : NEVER;
    let t1 = feeds ? NEVER : model.begin[route]!;
    let cost = 0;
    let before = -1;
    for (let i = row; i < rowEnd; i++) {
      const node = seq[i]!;
      if (soft[node]) return false;
      const to = place[node]!;
      const d = road[at * l + to]!;
      const open = opens[node]!;
      const close = closes[node]!;
      const takes = work[node * r + route]!;
      let next1 = t1 + d;
      if (t0 <= latestLunch) {
        const fed = (t0 + d < eats ? eats : t0 + d) + feeds;
        if (fed < next1) next1 = fed;
      }
      t0 += d;
      if (t0 < open) t0 = open;
      t0 = t0 <= close ? t0 + takes : NEVER;
      if (next1 < open) next1 = open;
      t1 = next1 <= close ? next1 + takes : NEVER;
      if (t0 >= NEVER && t1 >= NEVER) return false;
      out0[node] = t0;
      out1[node] = t1;
      const leg = way[at * l + to]!;
      cost += leg + price[node * r + route]!;
      prev[node] = before;
      legIn[node] = leg;
      if (before >= 0) {
        next[before] = node;
        legOut[before] = leg;
      }
      before = node;
      at = to;
    }
    let to = end;
    if (before >= 0) {
      const leg = end < 0 ? 0 : way[at * l + end]!;
      const d = end < 0 ? 0 : road[at * l + end]!;
      cost += leg;
      next[before] = -1;
      legOut[before] = leg;
      let back = t1 + d;
      if (t0 <= latestLunch) {
        const fed = (t0 + d < eats ? eats : t0 + d) + feeds;
        if (fed < back) back = fed;
      }
      if (back > model.limit[route]! || !(cost < Infinity)) return false;
    }
    let z1 = model.limit[route]!;
    let z0 = -NEVER;
    for (let i = rowEnd - 1; i >= row; i--) {
      const node = seq[i]!;
      const from = place[node]!;
      const d = to < 0 ? 0 : road[from * l + to]!;
      const open = opens[node]!;
      const close = closes[node]!;
      const takes = work[node * r + route]!;
      let leave0 = -NEVER;
      if (feeds) {
        const latest = z1 - feeds;
        if (eats <= latest) leave0 = latest - d < latestLunch ? latest - d : latestLunch;
        if (z0 > -NEVER && z0 - d > leave0) leave0 = z0 - d;
      }
      z1 -= d + takes;
      if (z1 > close) z1 = close;
      if (z1 < open) z1 = -NEVER;
      z0 = leave0 - takes;
      if (z0 > close) z0 = close;
      if (z0 < open) z0 = -NEVER;
      late0[node] = z0;
      late1[node] = z1;
      to = from;
    }
    for (let d = 0; d < model.q; d++) {
      let sum = 0;
      for (let i = row; i < rowEnd; i++) sum += model.demand[seq[i]! * model.q + d]!;
      field.load[route * model.q + d] = sum;
      if (sum > model.room[route * model.q + d]!) cost = BROKEN;
    }
    field.timed[route] = 0;
    state.cost += cost - state.routeCost[route]!;
    state.routeCost[route] = cost;
    return true;
  }
}
