/** Why a job is with whom it is, why not with somebody else, and why it is with nobody. */
import { type Desk, deskOf } from './desk.ts';
import { NEVER } from './limits.ts';
import { Random } from './random.ts';
import type { Plan, Problem, Reason } from './types.ts';
import { refusal, whyLeftOut } from './verdict.ts';

/** What would be if somebody did the job, the others staying as they are. */
export interface Verdict {
  readonly technician: string;
  /** Their best shift for it. */
  readonly shift: number;
  /** The first hard reason against it; `null` when it could be. */
  readonly reason: Reason | null;
  /** How much dearer the whole plan would be than it is (negative: cheaper); `null` with a reason. */
  readonly dearer: number | null;
  /** When they would begin; `null` with a reason. */
  readonly start: number | null;
}

export interface Explanation {
  readonly job: string;
  /** Who does it now; empty for a job left out. */
  readonly technicians: readonly string[];
  /** What the visit costs where it is: the plan without it is cheaper by as much. `null` for a job left out. */
  readonly cost: number | null;
  /** Why it is left out; `null` for a job in the plan. */
  readonly leftOut: Reason | null;
  /** One verdict for each technician with a shift, the ones who could first, cheapest first. */
  readonly verdicts: readonly Verdict[];
}

const random = new Random(1);

/** Explains one job of a plan; a crew is explained by what its first member would be replaced with. */
export function explain(problem: Problem, plan: Pick<Plan, 'routes'>, job: string): Explanation {
  const desk = deskOf(problem, plan);
  const { model, field } = desk;
  const unit = model.unitOf.get(job);
  if (unit === undefined) return { job, technicians: [], cost: null, leftOut: { code: model.done.has(job) ? 'DONE' : 'UNKNOWN_JOB' }, verdicts: [] };
  const nodes = model.nodesOf(unit).filter((node) => field.state.routeOf[node]! >= 0);
  const technicians = nodes.map((node) => model.slots[field.state.routeOf[node]!]!.technician.id);
  const before = field.state.cost;
  return desk.without(unit, () => {
    const cost = nodes.length ? before - field.state.cost : null;
    const compared = cost ?? model.penalty[unit]!;
    const all = model.slots.map((_, route) => verdict(desk, unit, route, compared));
    const best = new Map<string, Verdict>();
    for (const found of all) {
      const known = best.get(found.technician);
      if (!known || (found.dearer ?? Infinity) < (known.dearer ?? Infinity)) best.set(found.technician, found);
    }
    const verdicts = [...best.values()].sort((a, b) => (a.dearer ?? Infinity) - (b.dearer ?? Infinity) || (a.technician < b.technician ? -1 : 1));
    return { job, technicians, cost, leftOut: nodes.length ? null : whyLeftOut(field, unit), verdicts };
  });
}

function verdict({ model, field }: Desk, unit: number, route: number, compared: number): Verdict {
  const { technician, index: shift } = model.slots[route]!;
  const start = field.within(unit, -NEVER, NEVER, route, random);
  if (field.bestRoute < 0) return { technician: technician.id, shift, reason: refusal(field, unit, route) ?? { code: 'NO_ROOM' }, dearer: null, start: null };
  return { technician: technician.id, shift, reason: null, dearer: field.bestCost - compared, start: start + model.origin };
}
