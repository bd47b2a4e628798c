import { settle, type DayJob, type Explanation, type Plan, type Reason, type Visit } from '@demarc/routing';
import { PlanMoveKind, type PlanReason, type PlanVerdict } from './plan.entity.js';

/** What a plan would do with one visit, in Unix seconds. */
export interface Difference {
  readonly jobId: string;
  readonly kind: PlanMoveKind;
  readonly to: { readonly technicianId: string; readonly startsAt: Date } | null;
  readonly travelSeconds: number;
  readonly slackSeconds: number;
  readonly reason: PlanReason | null;
}

/** The visits of a plan as they would be drawn on the board. A held visit the planner found no room for stays where it is: a person put it there. */
export function visitsOf(plan: Pick<Plan, 'routes' | 'unassigned'>, jobs: readonly DayJob[], present: readonly Visit[]): Visit[] {
  const settled = settle(plan, present);
  const out = new Set(plan.unassigned.map(({ job }) => job));
  const held = new Map(jobs.filter(({ id, pinned, place }) => out.has(id) && (pinned || !place)).map((job) => [job.id, job]));
  return [...settled, ...present.filter(({ job }) => held.has(job))];
}

/** What changes between the board and a plan: one line for each visit that is not begun. */
export function differences(plan: Pick<Plan, 'routes' | 'unassigned'>, jobs: readonly DayJob[], present: readonly Visit[]): Difference[] {
  const visits = new Map(visitsOf(plan, jobs, present).map((visit) => [visit.job, visit]));
  const before = new Map(present.map((visit) => [visit.job, visit]));
  const stops = new Map(plan.routes.flatMap((route) => route.stops.map((stop) => [stop.job, stop])));
  const reasons = new Map(plan.unassigned.map(({ job, reason }) => [job, reason]));
  const inPlan = (id: string) => visits.has(id) || reasons.has(id);
  return jobs.filter(({ id, begun, ended }) => begun === null && ended === null && inPlan(id)).map(({ id, technician }) => {
    const was = before.get(id);
    const now = visits.get(id);
    const reason = now ? undefined : reasons.get(id);
    return {
      jobId: id, kind: kindOf(technician, was, now), to: now ? { technicianId: now.technician, startsAt: new Date(now.start * 1_000) } : null,
      travelSeconds: stops.get(id)?.travel ?? 0, slackSeconds: stops.get(id)?.slack ?? 0, reason: reason ? reasonOf(reason) : null,
    };
  });
}

function kindOf(technician: string | null, was: Visit | undefined, now: Visit | undefined): PlanMoveKind {
  if (!now) return technician ? PlanMoveKind.LEFT_OUT : PlanMoveKind.WAITS;
  if (!technician) return PlanMoveKind.ADDED;
  if (technician !== now.technician) return PlanMoveKind.MOVED;
  return was?.start === now.start ? PlanMoveKind.STAYS : PlanMoveKind.RETIMED;
}

export const reasonOf = ({ code, about, needs, has }: Reason): PlanReason => ({ code, about: about ?? null, needs: needs ?? null, has: has ?? null });

/** Why this technician and not another, by technician. */
export function verdictsOf({ technicians, verdicts }: Explanation): PlanVerdict[] {
  return verdicts.map(({ technician, reason, dearer, start }) => ({
    technicianId: technician, reason: reason && reasonOf(reason), dearer: technicians.includes(technician) ? 0 : dearer === null ? null : Math.round(dearer),
    startsAt: start === null ? null : new Date(start * 1_000),
  }));
}
