/** A plan as people hear of it: whoever was told a time keeps it where the plan lets them. */
import type { Plan, Visit } from './types.ts';

/** Seconds of delay nobody is called for. */
const UNNOTICED = 300;

/**
 * The visits of a plan that are still to be made. The planner begins everything as early as it can; where somebody was
 * told a later time with the same technician, and it still holds without making anything late, that time is kept; so is
 * one that is missed by five minutes at most, which nobody would be called for.
 */
export function settle({ routes }: Pick<Plan, 'routes'>, present: readonly Visit[]): Visit[] {
  const told = new Map(present.map((visit) => [visit.job, visit]));
  return routes.flatMap(({ technician, stops }) => {
    let pushed = 0;
    return stops.filter(({ done }) => !done).map(({ job, arrive, start, slack, late }) => {
      const soonest = Math.max(start, arrive + pushed);
      const known = told.get(job);
      const holds = known?.technician === technician && late === 0 && known.start >= soonest - UNNOTICED && known.start <= start + slack;
      pushed = (holds ? Math.max(known.start, soonest) : soonest) - start;
      return { job, technician, start: holds ? known.start : soonest };
    });
  });
}
