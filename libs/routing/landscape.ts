/** What the search sorts and ruins by: neighbours, penalties and orders of the units of a model. */
import { NEVER } from './limits.ts';
import type { Model } from './model.ts';
import { nearUnits } from './near-units.ts';
import type { Landscape } from './search.ts';

export function landscape(model: Model): Landscape {
  const { u, r, l, place, way, winAt, winFrom, winTo } = model;
  const { near, width } = nearUnits(model);
  const keys = (f: (unit: number) => number) => Float64Array.from({ length: u }, (_, unit) => f(unit));
  const opens = (unit: number) => winFrom[winAt[unit]!]!;
  const closes = (unit: number) => winTo[winAt[unit + 1]! - 1]!;
  const length = (unit: number) => {
    let sum = 0;
    for (let w = winAt[unit]!; w < winAt[unit + 1]!; w++) sum += Math.min(NEVER, winTo[w]! - winFrom[w]!);
    return sum;
  };
  const homes = [...new Set(model.home)];
  const far = keys((unit) => homes.reduce((least, home) => Math.min(least, way[home * l + place[unit]!]!), Infinity));
  const able = keys((unit) => {
    let sum = 0;
    for (let route = 0; route < r; route++) if (!model.unfit[unit * r + route]) sum++;
    return sum;
  });
  const penalty = keys((unit) => model.penalty[unit]!);
  const orders = [
    { weight: 4, keys: null },
    { weight: 2, keys: far.map((d) => -d) },
    { weight: 1, keys: far },
    { weight: 2, keys: keys(length) },
    { weight: 2, keys: keys(opens) },
    { weight: 2, keys: keys(closes) },
  ];
  if (model.q > 0) orders.push({ weight: 4, keys: keys((unit) => -model.demand[unit * model.q]!) });
  if (able.some((count) => count !== able[0])) orders.push({ weight: 4, keys: able });
  if (penalty.some((price) => price !== penalty[0])) orders.push({ weight: 4, keys: penalty.map((price) => -price) });
  return { units: u, unitOfNode: model.unitOfNode, near, width, penalty, orders };
}
