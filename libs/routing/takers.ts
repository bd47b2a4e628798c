/** Which shifts may take which jobs, and at what price whatever the time. */
import type { Model } from './model.ts';

/** Per node and route: wishes about people, territories and the change against the present plan; Infinity where it may not be. */
export function takings({ n, r, fixed, unfit, presentRoute, prices, changeWeight }: Model): Float64Array {
  const price = Float64Array.from(fixed);
  for (let node = 0; node < n; node++) {
    const was = presentRoute[node]!;
    const change = was >= 0 ? prices.changeTechnician * changeWeight[node]! : 0;
    for (let route = 0, at = node * r; route < r; route++, at++) {
      if (unfit[at]) price[at] = Infinity;
      else if (route !== was) price[at] = price[at]! + change;
    }
  }
  return price;
}

/** The routes that may take each node, those first that would cost least for it alone: `may[mayAt[node]]` …; `yaw` is every way turned around. */
export function takers({ n, r, l, place, home, last, way, unfit }: Model, price: Float64Array, yaw: ArrayLike<number>): { may: Int32Array; mayAt: Int32Array } {
  const may = new Int32Array(n * r);
  const mayAt = new Int32Array(n + 1);
  const alone = new Float64Array(r);
  for (let node = 0; node < n; node++) {
    const own = place[node]! * l;
    const first = mayAt[node]!;
    let count = 0;
    for (let route = 0; route < r; route++) {
      if (unfit[node * r + route]) continue;
      const cost = price[node * r + route]! + yaw[own + home[route]!]! + (last[route]! < 0 ? 0 : way[own + last[route]!]!);
      let k = count++;
      for (; k > 0 && alone[k - 1]! > cost; k--) {
        alone[k] = alone[k - 1]!;
        may[first + k] = may[first + k - 1]!;
      }
      alone[k] = cost;
      may[first + k] = route;
    }
    mayAt[node + 1] = first + count;
  }
  return { may: may.slice(0, mayAt[n]!), mayAt };
}
