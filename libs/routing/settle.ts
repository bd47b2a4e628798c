/** A plan as people hear of it: whoever was told a time keeps it where the plan lets them. */
import type { Plan, Visit } from './types.ts';

/**
 * The visits of a plan that are still to be made. The planner begins everything as early as it can; where somebody was
 * told a later time with the same technician, and it still holds without making anything late, that time is kept.
 */
export function settle({ routes }: Pick<Plan, 'routes'>, present: readonly Visit[]): Visit[] {
  const told = new Map(present.map((visit) => [visit.job, visit]));
  return routes.flatMap(({ technician, stops }) => {
    let pushed = 0;
    return stops.filter(({ done }) => !done).map(({ job, arrive, start, slack, late }) => {
      const soonest = Math.max(start, arrive + pushed);
      const known = told.get(job);
      const holds = known?.technician === technician && late === 0 && known.start >= soonest && known.start <= start + slack;
      const begins = holds ? known.start : soonest;
      pushed = begins - start;
      return { job, technician, start: begins };
    });
  });
}
