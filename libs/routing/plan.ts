/** Plans: lays the problem out, picks the evaluator that fits it, searches, and reports. */
import type { Evaluator } from './evaluator.ts';
import { Field } from './field.ts';
import { landscape } from './landscape.ts';
import { type Model, modelOf } from './model.ts';
import { Plain } from './plain.ts';
import { plainModel } from './plain-model.ts';
import { Report } from './report.ts';
import { type Cooling, Search } from './search.ts';
import { seat } from './seat.ts';
import { type Rows, State } from './state.ts';
import { hopeless } from './verdict.ts';
import type { Options, Plan, Problem } from './types.ts';

/** The best plan found for a problem in the time or rounds allowed; jobs nobody can take are in `unassigned`, with the reason. */
export function plan(problem: Problem, options: Options = {}): Plan {
  const began = performance.now();
  const model = modelOf(problem);
  const simple = options.from ? null : plainModel(model);
  const state = new State(model.n, model.r, simple?.longest ?? model.n);
  const evaluator: Evaluator = simple ? new Plain(simple, state) : new Field(model, state);
  const land = landscape(model);
  const search = new Search(state, evaluator, land, options.seed ?? 1);
  for (let unit = 0; unit < model.u; unit++) {
    if (evaluator instanceof Field && hopeless(evaluator, unit)) continue;
    state.absent[state.absentCount++] = unit;
    state.cost += land.penalty[unit]!;
  }
  const from = options.from ?? problem.present ?? [];
  if (from.length) seat(model, state, evaluator, land.penalty, from);
  if (from.length) search.focus = state.absent.slice(0, state.absentCount);
  search.recreate(0);
  state.commit();

  const budget = (options.seconds ?? 1) * 1_000;
  const report = new Report(model);
  let told = began;
  const progress = (iterations: number) => {
    if (options.signal?.aborted || (options.stop && Atomics.load(options.stop, 0) !== 0)) return 1;
    if (options.iterations !== undefined) return iterations / options.iterations;
    return (performance.now() - began) / budget;
  };
  const improved = () => {
    if (!options.onImprovement || performance.now() - told < (options.every ?? 100)) return;
    told = performance.now();
    options.onImprovement(report.plan(search.best, search.iterations, told - began));
  };
  if (model.u && model.r) search.run(cooling(model, options, from.length > 0, simple !== null), progress, improved);
  if (search.best.cost < Infinity) search.best.restore(state, evaluator);
  return report.plan(state, search.iterations, performance.now() - began, evaluator instanceof Field ? evaluator : undefined);
}

/** The mean price of a way in the rows as they stand. */
function meanWay(model: Model, { seq, len, stride }: Rows): number {
  const { way, l, place, home, last, r } = model;
  let sum = 0;
  let count = 0;
  for (let route = 0; route < r; route++) {
    if (!len[route]) continue;
    let at = home[route]!;
    for (let i = 0; i < len[route]!; i++) {
      const to = place[seq[route * stride + i]!]!;
      sum += way[at * l + to]!;
      at = to;
    }
    if (last[route]! >= 0) sum += way[at * l + last[route]!]!;
    count += len[route]! + (last[route]! >= 0 ? 1 : 0);
  }
  return Math.max(1, count ? sum / count : 1);
}

/** Temperatures as multiples of the mean way of the best plan so far, chosen by measurement: repairs begin cooler. */
function cooling(model: Model, options: Options, started: boolean, simple: boolean): Cooling {
  const heat = options.heat ?? (started ? 0.1 : 1);
  const { hot, cold, removed, closing } = simple ? { hot: Math.max(0.7, 12 / Math.sqrt(Math.max(100, model.u))), cold: 0.05, removed: 11, closing: 0 } : { hot: 2.5, cold: 0.15, removed: 10, closing: 0.1 };
  return { scale: (rows) => meanWay(model, rows), hot: Math.max(cold, hot * heat), cold: cold * Math.min(1, heat), removed, longest: 10, closing };
}
