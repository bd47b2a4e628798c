/** Plans: lays the problem out, picks the evaluator that fits it, searches, and reports. */
import { type Evaluator, Field } from './field.ts';
import { landscape } from './landscape.ts';
import { type Model, modelOf } from './model.ts';
import { Plain } from './plain.ts';
import { plainModel } from './plain-model.ts';
import { Report } from './report.ts';
import { type Cooling, Search } from './search.ts';
import { seat } from './seat.ts';
import { State } from './state.ts';
import type { Options, Plan, Problem } from './types.ts';

/** The best plan found for a problem in the time or rounds allowed; jobs nobody can take are in `unassigned`, with the reason. */
export function plan(problem: Problem, options: Options = {}): Plan {
  const began = performance.now();
  const model = modelOf(problem);
  const simple = plainModel(model);
  const state = new State(model.n, model.r, simple?.longest ?? model.n);
  const evaluator: Evaluator = simple ? new Plain(simple, state) : new Field(model, state);
  const land = landscape(model);
  const search = new Search(state, evaluator, land, options.seed ?? 1);
  for (let unit = 0; unit < model.u; unit++) {
    state.absent[state.absentCount++] = unit;
    state.cost += land.penalty[unit]!;
  }
  const from = options.from ?? problem.present ?? [];
  if (from.length) seat(model, state, evaluator, land.penalty, from);
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
  if (model.u && model.r) search.run(cooling(model, options, from.length > 0), progress, improved);
  if (search.best.cost < Infinity) search.best.restore(state, evaluator);
  return report.plan(state, search.iterations, performance.now() - began);
}

/** Temperatures from the length of a usual way of this problem. */
function cooling(model: Model, options: Options, started: boolean): Cooling {
  let sum = 0;
  let count = 0;
  for (let i = 0; i < model.n; i++) {
    let nearest = Infinity;
    for (let j = 0; j < model.n; j++) {
      if (i !== j) nearest = Math.min(nearest, model.way[model.place[i]! * model.l + model.place[j]!]!);
    }
    if (nearest < Infinity) {
      sum += nearest;
      count++;
    }
  }
  const step = Math.max(1, count ? sum / count : 1);
  const heat = options.heat ?? (started ? 0.1 : 1);
  return { hot: step * heat, cold: step * 0.01 * Math.min(1, heat), removed: 10, longest: 10 };
}
