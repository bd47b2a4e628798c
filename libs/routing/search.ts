/**
 * The search: ruin neighbouring strings of routes, rebuild greedily with blinks, accept by a cooling temperature
 * (slack induction by string removals); after each round two routes may exchange their ends. It knows nothing of clocks and skills; an Evaluator does.
 */
import type { Evaluator } from './evaluator.ts';
import { Random } from './random.ts';
import { type Rows, Snapshot, type State } from './state.ts';

/** What the search sorts and ruins by, per unit. */
export interface Landscape {
  readonly units: number;
  readonly unitOfNode: Int32Array;
  /** Nearest units of each unit, `width` a row; -1 where there are fewer. */
  readonly near: Int32Array;
  readonly width: number;
  readonly penalty: Float64Array;
  /** Orders in which absent units are put back, with how often each is used; smaller keys first. */
  readonly orders: readonly { readonly weight: number; readonly keys: Float64Array | null }[];
}

export interface Cooling {
  /** What temperatures are multiples of, by the best rows so far. */
  readonly scale: (rows: Rows) => number;
  readonly hot: number;
  readonly cold: number;
  /** Mean number of units removed in a round, and the longest string. */
  readonly removed: number;
  readonly longest: number;
  /** Share of rounds that try to do without a whole route, and of rounds that make opening one look cheaper. */
  readonly closing: number;
}

export class Search {
  readonly state: State;
  readonly evaluator: Evaluator;
  readonly land: Landscape;
  readonly random: Random;
  readonly best: Snapshot;
  iterations = 0;
  /** Units whose neighbourhood is ruined every other time. */
  focus: Int32Array = new Int32Array(0);
  private readonly stamp: Int32Array;
  private stampNow = 0;
  private readonly key: Float64Array;
  private readonly weights: number;
  private readonly removed: Int32Array;

  constructor(state: State, evaluator: Evaluator, land: Landscape, seed: number) {
    this.state = state;
    this.evaluator = evaluator;
    this.land = land;
    this.random = new Random(seed);
    this.best = new Snapshot(state);
    this.stamp = new Int32Array(state.r);
    this.key = new Float64Array(land.units + 1);
    this.weights = land.orders.reduce((sum, { weight }) => sum + weight, 0);
    this.removed = new Int32Array(state.stride + 1);
  }

  /** Searches until `progress` says 1; it is asked every few rounds, and told of better plans by `improved`. */
  run(cooling: Cooling, progress: (iterations: number) => number, improved: () => void): void {
    const { state, evaluator, random, best } = this;
    if (best.cost > state.cost) best.take(state);
    let heat = cooling.hot;
    let told = 0;
    let scale = cooling.scale(best);
    for (;;) {
      if ((this.iterations & 31) === 0) {
        const part = progress(this.iterations);
        if (part >= 1) break;
        if (part >= told + 0.01) {
          told = part;
          scale = cooling.scale(best);
        }
        heat = scale * cooling.hot * (cooling.cold / cooling.hot) ** part;
      }
      this.iterations++;
      const before = state.cost;
      state.open();
      const mood = random.unit();
      const closing = mood < cooling.closing;
      evaluator.opening = closing ? 1 + 2 * random.unit() : mood > 1 - cooling.closing ? random.unit() : 1;
      const limit = before - heat * Math.log(random.unit() + 1e-12);
      this.ruin(cooling, closing);
      const whole = this.recreate(0.01, limit);
      evaluator.opening = 1;
      if (whole && state.cost < limit) state.commit();
      else state.rollback(evaluator);
      evaluator.cross(heat, random);
      if (state.cost < best.cost - 1e-6) {
        best.take(state);
        improved();
      }
    }
  }

  /** Takes out strings of jobs that lie near each other, from several routes. */
  ruin(cooling: Cooling, closing: boolean): void {
    const { state, land, random, stamp } = this;
    if (!state.rows) return;
    const longest = Math.min(cooling.longest, (land.units - state.absentCount) / state.rows);
    const most = (4 * cooling.removed) / (1 + longest) - 1;
    const strings = (1 + random.unit() * most) | 0;
    const { focus } = this;
    const seed = focus.length && random.unit() < 0.5 ? focus[random.below(focus.length)]! : random.below(land.units);
    this.stampNow++;
    let cut = 0;
    if (closing && state.routeOf[seed]! >= 0 && state.len[state.routeOf[seed]!]! <= 2 * cooling.longest) {
      const route = state.routeOf[seed]!;
      const count = state.len[route]!;
      stamp[route] = this.stampNow;
      for (let i = 0; i < count; i++) this.removed[i] = state.seq[route * state.stride + i]!;
      this.take(route, 0, count, 0, 0, count);
      cut++;
    }
    for (let k = -1; k < land.width && cut < strings; k++) {
      const unit = k < 0 ? seed : land.near[seed * land.width + k]!;
      if (unit < 0) break;
      const route = state.routeOf[unit]!;
      if (route < 0 || stamp[route] === this.stampNow) continue;
      stamp[route] = this.stampNow;
      this.cutString(route, state.posOf[unit]!, longest);
      cut++;
    }
  }

  /** Takes a string holding `pos` out of a route; half the time some jobs in the middle of a longer one stay. */
  private cutString(route: number, pos: number, longest: number): void {
    const { state, random, removed } = this;
    const length = state.len[route]!;
    const row = route * state.stride;
    const out = (1 + random.unit() * Math.min(length, longest)) | 0;
    let kept = 0;
    if (out > 1 && out < length && random.unit() < 0.5) {
      kept = 1;
      while (out + kept < length && random.unit() > 0.01) kept++;
    }
    const span = out + kept;
    const low = Math.max(0, pos - span + 1);
    const high = Math.min(pos, length - span);
    const from = low + random.below(high - low + 1);
    const keepAt = kept ? from + 1 + random.below(out - 1) : from + out;
    let count = 0;
    for (let i = from; i < from + span; i++) {
      if (i >= keepAt && i < keepAt + kept) continue;
      removed[count++] = state.seq[row + i]!;
    }
    this.take(route, from, keepAt - from, kept, span - kept - (keepAt - from), count);
  }

  /** Removes what `cutString` chose; a crew leaves every route it stands in. */
  private take(route: number, from: number, head: number, kept: number, tail: number, count: number): void {
    const { state, land, evaluator, removed } = this;
    let crews = false;
    for (let i = 0; i < count; i++) if (removed[i]! >= land.units || state.meet[removed[i]!]! >= 0) crews = true;
    if (!crews) {
      if (tail) state.cut(route, from + head + kept, tail);
      state.cut(route, from, head);
      for (let i = 0; i < count; i++) {
        state.absent[state.absentCount++] = removed[i]!;
        state.cost += land.penalty[removed[i]!]!;
      }
      evaluator.refresh(route);
      return;
    }
    for (let i = 0; i < count; i++) {
      const unit = land.unitOfNode[removed[i]!]!;
      if (state.routeOf[unit]! < 0) continue;
      evaluator.lift(unit);
      state.absent[state.absentCount++] = unit;
      state.cost += land.penalty[unit]!;
    }
    for (let k = 0; k < state.savedCount; k++) evaluator.refresh(state.changed(k));
  }

  /**
   * Puts absent units back one by one, each where it is cheapest, or leaves it out where that is cheaper.
   * False, with the rest still absent, as soon as the whole cannot cost less than `limit`.
   */
  recreate(blink: number, limit = Infinity): boolean {
    const { state, land, evaluator, random } = this;
    this.sort();
    let left = 0;
    const count = state.absentCount;
    let owed = 0;
    for (let i = 0; i < count; i++) owed += land.penalty[state.absent[i]!]!;
    for (let i = 0; i < count; i++) {
      const unit = state.absent[i]!;
      const penalty = land.penalty[unit]!;
      const room = limit - (state.cost - owed);
      owed -= penalty;
      evaluator.ceiling = room < penalty ? room : penalty;
      const found = evaluator.best(unit, blink, random);
      if (!found && room <= penalty) return false;
      if (found && evaluator.bestCost < penalty) {
        const before = state.cost;
        state.cost -= penalty;
        evaluator.place(unit);
        if (state.cost <= before + 1e-6) continue;
        // A crew is placed by its ways alone: when waiting and lateness make it dearer than leaving it out, it is left out.
        evaluator.lift(unit);
        for (let k = 0; k < state.savedCount; k++) evaluator.refresh(state.changed(k));
        state.cost += penalty;
        state.absent[left++] = unit;
      } else state.absent[left++] = unit;
    }
    state.absentCount = left;
    return true;
  }

  /** Sorts the absent by an order drawn at random. */
  private sort(): void {
    const { state, land, random, key } = this;
    let pick = random.unit() * this.weights;
    let o = 0;
    while (o < land.orders.length - 1 && (pick -= land.orders[o]!.weight) > 0) o++;
    const { keys } = land.orders[o]!;
    const { absent } = state;
    if (!keys) {
      for (let i = state.absentCount - 1; i > 0; i--) {
        const j = random.below(i + 1);
        const swap = absent[i]!;
        absent[i] = absent[j]!;
        absent[j] = swap;
      }
      return;
    }
    for (let i = 0; i < state.absentCount; i++) {
      const unit = absent[i]!;
      const k = keys[unit]!;
      let j = i;
      while (j > 0 && key[j - 1]! > k) {
        key[j] = key[j - 1]!;
        absent[j] = absent[j - 1]!;
        j--;
      }
      key[j] = k;
      absent[j] = unit;
    }
  }
}
