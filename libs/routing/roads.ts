/** Getting from place to place when the road is slower at some hours: who leaves later never arrives earlier. */
import type { Model } from './model.ts';

export class Roads {
  private readonly l: number;
  private readonly slices: readonly Int32Array[];
  private readonly from: Int32Array;
  private readonly first: Int32Array;
  private readonly one: boolean;

  constructor(model: Model) {
    this.l = model.l;
    this.slices = model.slices;
    this.from = model.sliceFrom;
    this.first = model.slices[0]!;
    this.one = model.slices.length === 1;
  }

  /** When somebody leaving `a` at `t` is at `b`; -1 for a place stands for "wherever one is". */
  arrive(a: number, b: number, t: number): number {
    if (b < 0) return t;
    if (this.one) return t + this.first[a * this.l + b]!;
    return this.across(a * this.l + b, t);
  }

  /** The part of the way left at each change of slice is driven at the next slice's pace. */
  private across(way: number, leave: number): number {
    const { slices, from } = this;
    let k = 0;
    while (k + 1 < from.length && from[k + 1]! <= leave) k++;
    let part = 1;
    let t = leave;
    for (; k + 1 < from.length; k++) {
      const whole = slices[k]![way]!;
      const room = from[k + 1]! - t;
      if (part * whole <= room) break;
      part -= room / whole;
      t = from[k + 1]!;
    }
    return Math.ceil(t + part * slices[k]![way]! - 1e-9);
  }

  /** The latest time to leave `a` and be at `b` by `t`. */
  leave(a: number, b: number, t: number): number {
    if (b < 0) return t;
    if (this.one) return t - this.first[a * this.l + b]!;
    const way = a * this.l + b;
    let low = t;
    let high = t;
    for (let k = 0; k < this.slices.length; k++) low = Math.min(low, t - this.slices[k]![way]! - 1);
    while (low < high) {
      const middle = low + Math.ceil((high - low) / 2);
      if (this.across(way, middle) <= t) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
