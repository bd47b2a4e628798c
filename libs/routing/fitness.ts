/** Who may do what, before any clock is asked. */
import type { Job, Reason, ReasonCode, Shift, Technician } from './types.ts';

/** Reasons as small numbers: 0 means it may be. */
export const CODES: readonly (ReasonCode | null)[] = [
  null, 'NO_PLACE', 'EXCLUDED', 'NOT_AMONG', 'PINNED_TO_OTHER', 'SKILL_MISSING', 'SKILL_LEVEL', 'TERRITORY', 'SHIFT_WITHOUT_PLACE', 'PARTS',
];

/** The first hard reason why a technician must not do a job at all, or `null`; `part` is the place in the crew. */
export function unfit(job: Job, technician: Technician, territoryIsHard: boolean, part = 0): Reason | null {
  if (job.place === null) return { code: 'NO_PLACE' };
  if (job.never?.includes(technician.id)) return { code: 'EXCLUDED' };
  if (job.only && !job.only.includes(technician.id)) return { code: 'NOT_AMONG' };
  const pinned = job.pin?.technicians;
  if (pinned?.length) {
    const named = pinned[part];
    if (named !== undefined ? named !== technician.id : pinned.includes(technician.id)) return { code: 'PINNED_TO_OTHER', about: named };
  }
  for (const [skill, needs] of Object.entries(job.skills ?? {})) {
    const has = technician.skills?.[skill] ?? 0;
    if (has === 0 && needs > 0) return { code: 'SKILL_MISSING', about: skill, needs, has };
    if (has < needs) return { code: 'SKILL_LEVEL', about: skill, needs, has };
  }
  if (territoryIsHard && outside(job, technician)) return { code: 'TERRITORY', about: job.territory };
  return null;
}

/** Whether a job lies outside the territories of a technician who has any. */
export function outside(job: Job, technician: Technician): boolean {
  return job.territory !== undefined && technician.territories !== undefined && !technician.territories.includes(job.territory);
}

/** The first hard reason why a shift cannot take a job whatever else is in it, or `null`. */
export function unfitShift(job: Job, shift: Shift, left: readonly number[] | undefined): Reason | null {
  if (shift.start === null) return { code: 'SHIFT_WITHOUT_PLACE' };
  const lacking = left ? (job.demand ?? []).findIndex((needs, i) => needs > (left[i] ?? Infinity)) : -1;
  return lacking < 0 ? null : { code: 'PARTS', about: String(lacking), needs: job.demand![lacking], has: left![lacking] };
}
