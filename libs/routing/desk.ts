/** A plan laid out for questions: what would it cost, who could, when. Made once per plan and kept while the plan is. */
import { Field } from './field.ts';
import { type Model, modelOf } from './model.ts';
import { seat } from './seat.ts';
import { State } from './state.ts';
import type { Plan, Problem, Visit } from './types.ts';

export class Desk {
  readonly model: Model;
  readonly field: Field;

  constructor(problem: Problem, visits: readonly Visit[]) {
    this.model = modelOf(problem);
    const state = new State(this.model.n, this.model.r, this.model.n);
    this.field = new Field(this.model, state);
    for (let unit = 0; unit < this.model.u; unit++) {
      state.absent[state.absentCount++] = unit;
      state.cost += this.model.penalty[unit]!;
    }
    seat(this.model, state, this.field, this.model.penalty, visits);
  }

  /** Answers a question about the plan without a unit, and puts it back. */
  without<T>(unit: number, ask: () => T): T {
    const { state } = this.field;
    state.open();
    if (state.routeOf[unit]! >= 0) this.field.lift(unit);
    for (let k = 0; k < state.savedCount; k++) this.field.refresh(state.changed(k));
    const answer = ask();
    state.rollback(this.field);
    return answer;
  }
}

/** The visits of a plan that may still move. */
export function visitsOf(plan: Pick<Plan, 'routes'>): Visit[] {
  return plan.routes.flatMap(({ technician, stops }) => stops.filter(({ done }) => !done).map(({ job, start }) => ({ job, technician, start })));
}

const desks = new WeakMap<object, WeakMap<Problem, Desk>>();

/** The desk of a plan; neither the problem nor the plan may be changed afterwards. */
export function deskOf(problem: Problem, plan: Pick<Plan, 'routes'>): Desk {
  const known = desks.get(plan) ?? new WeakMap<Problem, Desk>();
  desks.set(plan, known);
  let desk = known.get(problem);
  if (!desk) known.set(problem, (desk = new Desk(problem, visitsOf(plan))));
  return desk;
}
