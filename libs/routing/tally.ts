/** What a day costs as it is drawn, whether or not it keeps every rule: one measure for a board, a plan, and a move that is only thought of. */
import type { Day, DayJob, LaidOut } from './day.ts';
import type { Travel, Visit } from './types.ts';

export interface Tally {
  /** Seconds and metres on the road, from home and back. */
  readonly travel: number;
  readonly metres: number;
  /** Seconds after promised arrivals and due times, and seconds by which a way does not fit before its visit. */
  readonly late: number;
  /** Seconds on the road or at work after the last shift. */
  readonly overtime: number;
  /** Visits with somebody, and without. */
  readonly planned: number;
  readonly waiting: number;
}

/** Adds up a day with these visits instead of those of the day; visits that have begun stay as they are. Places that are not known count nothing. */
export function tally(day: Day, { at, homes, places }: Pick<LaidOut, 'at' | 'homes' | 'places'>, travel: Travel, visits: readonly Visit[]): Tally {
  const count = places.length;
  const seconds = travel.slices[0]!.seconds;
  const jobs = new Map(day.jobs.map((job) => [job.id, job]));
  const drawn = new Map<string, Visit[]>();
  const put = (visit: Visit) => void (drawn.get(visit.technician)?.push(visit) ?? drawn.set(visit.technician, [visit]));
  for (const { id, technician, start, begun, ended } of day.jobs) if ((begun !== null || ended !== null) && technician) put({ job: id, technician, start: begun ?? start ?? ended! });
  for (const visit of visits) if (isOpen(jobs.get(visit.job))) put(visit);
  const sum = { travel: 0, metres: 0, late: 0, overtime: 0, planned: 0, waiting: 0 };
  for (const { id: technician, shifts } of day.technicians) {
    let here = homes.get(technician);
    let free = -Infinity;
    const go = (there: number | undefined): number => {
      const way = here === undefined || there === undefined ? -1 : here * count + there;
      here = there ?? here;
      if (way < 0) return 0;
      sum.travel += seconds[way]!;
      sum.metres += travel.metres?.[way] ?? 0;
      return seconds[way]!;
    };
    for (const { job: id, start } of (drawn.get(technician) ?? []).sort((a, b) => a.start - b.start)) {
      const job = jobs.get(id)!;
      const way = go(at.get(id));
      const end = job.ended ?? start + job.seconds;
      if (isOpen(job)) sum.late += Math.max(0, free + way - start) + (job.window ? Math.max(0, start - job.window.to) : 0) + (job.due === null ? 0 : Math.max(0, end - job.due));
      free = Math.max(free, end);
      sum.planned++;
    }
    if (!drawn.has(technician)) continue;
    free += go(homes.get(technician));
    if (shifts.length) sum.overtime += Math.max(0, free - Math.max(...shifts.map(({ to }) => to)));
  }
  const placed = new Set(visits.map(({ job }) => job));
  for (const job of day.jobs) if (isOpen(job) && !placed.has(job.id)) sum.waiting++;
  return sum;
}

const isOpen = (job: DayJob | undefined): job is DayJob => job !== undefined && job.begun === null && job.ended === null;
