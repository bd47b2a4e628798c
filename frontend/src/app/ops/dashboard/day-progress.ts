import type { JobStatus } from '../../core/graphql/schema.generated';

export interface PlannedVisit {
  readonly status: JobStatus;
  readonly startsAt: string | null;
  readonly endsAt: string | null;
}

export interface DayProgress {
  readonly total: number;
  readonly done: number;
  readonly underWay: number;
  readonly late: number;
  readonly ahead: number;
  readonly failed: number;
}

const UNDER_WAY: readonly JobStatus[] = ['EN_ROUTE', 'ON_SITE', 'PAUSED'];
/** A technician a few minutes behind is no news. */
const GRACE_MS = 10 * 60_000;

/** Whether a visit should have begun, or ended, by now and has not. */
export function isLate({ status, startsAt, endsAt }: PlannedVisit, now: number): boolean {
  if (status === 'SCHEDULED') return !!startsAt && Date.parse(startsAt) + GRACE_MS < now;
  return UNDER_WAY.includes(status) && !!endsAt && Date.parse(endsAt) + GRACE_MS < now;
}

/** How a day's visits stand; cancelled ones count for nothing, and a late one is only late. */
export function dayProgress(visits: readonly PlannedVisit[], now: number): DayProgress {
  const real = visits.filter(({ status }) => status !== 'CANCELLED' && status !== 'OPEN');
  const late = real.filter((visit) => isLate(visit, now));
  const count = (...states: JobStatus[]) => real.filter((visit) => states.includes(visit.status) && !late.includes(visit)).length;
  return { total: real.length, done: count('COMPLETED'), underWay: count(...UNDER_WAY), late: late.length, ahead: count('SCHEDULED'), failed: count('COULD_NOT_COMPLETE') };
}
