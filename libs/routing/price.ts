/** What a change by hand would do to the whole plan, before it is made. */
import { type Desk, deskOf } from './desk.ts';
import { NEVER } from './limits.ts';
import { Random } from './random.ts';
import { noCost, Report } from './report.ts';
import type { CostParts, Plan, Problem, Reason, Route } from './types.ts';
import { refusal } from './verdict.ts';

/** A visit put somewhere, or (without `to`) taken out of the plan. */
export interface Change {
  readonly job: string;
  readonly to?: {
    readonly technician: string;
    /** Index into `Technician.shifts`. Default 0. */
    readonly shift?: number;
    /** Which stop it becomes, counting from 0 behind what is done; default: where it costs least. */
    readonly position?: number;
  };
}

export interface Priced {
  /** Whether every hard rule would hold. */
  readonly feasible: boolean;
  /** The first rule that would not. */
  readonly reason: Reason | null;
  /** Difference of cost and its parts (leaving the job out counts as `unassigned`); without feasibility only travel is known. */
  readonly cost: number;
  readonly parts: CostParts;
  /** Differences in seconds and metres of travel, of lateness after due times, and of starts outside wishes. */
  readonly travel: number;
  readonly metres: number;
  readonly late: number;
  readonly offWish: number;
  /** The shifts that would change, as they would be; empty when not feasible. */
  readonly routes: readonly Route[];
}

/** Prices one change; the plan itself is left as it is. A crew of several is moved by planning anew, not by hand: NO_ROOM. */
export function price(problem: Problem, plan: Pick<Plan, 'routes'>, change: Change): Priced {
  const desk = deskOf(problem, plan);
  const { model, field } = desk;
  const unit = model.unitOf.get(change.job);
  if (unit === undefined) return refused({ code: model.done.has(change.job) ? 'DONE' : 'UNKNOWN_JOB' });
  const { to } = change;
  const target = to ? model.slots.findIndex(({ technician, index }) => technician.id === to.technician && index === (to.shift ?? 0)) : -1;
  if (to && target < 0) return refused({ code: 'NO_SHIFT', about: to.technician });
  if (to && model.units[unit]!.parts > 1) return refused({ code: 'NO_ROOM' });
  const report = new Report(model);
  const before = new Map<number, { route: Route; parts: CostParts }>();
  const see = (route: number) => before.has(route) || before.set(route, report.one(field.state, route));
  for (const node of model.nodesOf(unit)) if (field.state.routeOf[node]! >= 0) see(field.state.routeOf[node]!);
  if (target >= 0) see(target);
  const wasIn = field.state.routeOf[unit]! >= 0;
  return desk.without(unit, () => {
    if (target >= 0) {
      const reason = put(desk, unit, target, to!.position);
      if (reason) return refused(reason, change, desk, unit, target);
    }
    return compare(report, desk, before, (target < 0 ? model.penalty[unit]! : 0) - (wasIn ? 0 : model.penalty[unit]!));
  });
}

/** Puts a unit into a route, at a position or where it is cheapest; the reason when it cannot be. */
function put({ field }: Desk, unit: number, route: number, position: number | undefined): Reason | null {
  const last = field.state.len[route]!;
  const reason = refusal(field, unit, route);
  if (reason) return reason;
  if (position === undefined) {
    field.within(unit, -NEVER, NEVER, route, random);
    position = field.bestPos;
  }
  position = Math.max(0, Math.min(last, position));
  if (!field.fits(unit, route) || !field.span(unit, route, position)) return { code: 'NO_ROOM' };
  field.state.insert(unit, route, position);
  field.refresh(route);
  return null;
}

const random = new Random(1);

function compare(report: Report, { field }: Desk, before: Map<number, { route: Route; parts: CostParts }>, unassigned: number): Priced {
  const parts = noCost();
  parts.unassigned = unassigned;
  const routes: Route[] = [];
  const sum = { travel: 0, metres: 0, late: 0, offWish: 0 };
  for (const [index, old] of before) {
    const now = report.one(field.state, index);
    routes.push(now.route);
    for (const part of Object.keys(parts) as (keyof CostParts)[]) parts[part] += now.parts[part] - old.parts[part];
    for (const [route, sign] of [[now.route, 1], [old.route, -1]] as const) {
      sum.travel += sign * route.travel;
      sum.metres += sign * route.metres;
      for (const { late, offWish } of route.stops) {
        sum.late += sign * late;
        sum.offWish += sign * offWish;
      }
    }
  }
  const cost = Object.values(parts).reduce((total, part) => total + part, 0);
  return { feasible: true, reason: null, cost, parts, ...sum, routes };
}

/** The answer to a change that cannot be; the extra way is told where it is known. */
function refused(reason: Reason, change?: Change, desk?: Desk, unit = -1, route = -1): Priced {
  const parts = noCost();
  if (desk && desk.model.units[unit]!.job.place !== null && change?.to) {
    const last = desk.field.state.len[route]!;
    parts.travel = desk.field.detour(unit, route, Math.max(0, Math.min(last, change.to.position ?? last)));
  }
  return { feasible: false, reason, cost: parts.travel, parts, travel: parts.travel, metres: 0, late: 0, offWish: 0, routes: [] };
}
