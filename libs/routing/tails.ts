/** Two shifts exchange what follows two neighbours: the change that takes most jobs at once. */
import type { Field } from './field.ts';
import type { Random } from './random.ts';

export class Tails {
  private readonly field: Field;

  constructor(field: Field) {
    this.field = field;
  }

  /** What `Evaluator.cross` asks for; problems with crews do without. */
  cross(heat: number, random: Random): void {
    const { field } = this;
    const { model, state, legIn, legOut, prev, next, price, beside, after, afterWay } = field;
    const { place, last, way, l, r, u } = model;
    const { routeOf, posOf, seq, stride, len } = state;
    if (!after || !afterWay || model.n !== u) return;
    const k = random.below(u * beside);
    const a = (k / beside) | 0;
    const b = after[k]!;
    if (b < 0) return;
    const one = routeOf[a]!;
    const other = routeOf[b]!;
    if (one < 0 || other < 0 || one === other) return;
    const leader = prev[b]!;
    const follower = next[a]!;
    const at = posOf[a]! + 1;
    const from = posOf[b]!;
    const tailOne = follower < 0 ? (leader < 0 ? -1 : place[leader]!) : place[seq[one * stride + len[one]! - 1]!]!;
    const tailOther = place[seq[other * stride + len[other]! - 1]!]!;
    let delta = afterWay[k]! - legOut[a]! - legIn[b]!;
    if (follower >= 0) delta += way[(leader < 0 ? model.home[other]! : place[leader]!) * l + place[follower]!]!;
    if (last[one]! >= 0) delta += way[tailOther * l + last[one]!]! - (follower < 0 ? 0 : way[tailOne * l + last[one]!]!);
    if (last[other]! >= 0) delta += (tailOne < 0 ? 0 : way[tailOne * l + last[other]!]!) - way[tailOther * l + last[other]!]!;
    const most = -heat * Math.log(random.unit() + 1e-12);
    if (delta >= most) return;
    for (let i = one * stride + at, end = one * stride + len[one]!; i < end; i++) delta += price[seq[i]! * r + other]! - price[seq[i]! * r + one]!;
    for (let i = other * stride + from, end = other * stride + len[other]!; i < end; i++) delta += price[seq[i]! * r + one]! - price[seq[i]! * r + other]!;
    if (!(delta < most)) return;
    const limit = state.cost + most;
    state.open();
    state.cross(one, at, other, from);
    field.refresh(one);
    field.refresh(other);
    if (state.cost < limit) state.commit();
    else state.rollback(field);
  }
}
