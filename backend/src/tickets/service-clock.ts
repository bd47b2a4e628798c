import { addDays, dayOf, instantOf } from '@demarc/time';

/** When the office is open: by weekday (1 is Monday), in minutes after local midnight; closed on holidays. */
export interface OpenHours {
  readonly zone: string;
  readonly week: readonly { readonly weekday: number; readonly from: number; readonly to: number }[];
  /** Days as YYYY-MM-DD. */
  readonly holidays: readonly string[];
}

/** How far a promise may be looked for; further away than this it is never kept. */
const MOST_DAYS = 400;
/** Parts of the time promised at which somebody is warned, the promise is broken, and it is long broken. */
const LEVELS = [0.8, 1, 1.5] as const;

const weekdayOf = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay() || 7;

/** The stretches of one local day in which the office is open, as instants. On the days the clocks change they are as long as the wall clock says. */
function openingsOn(day: string, { zone, week, holidays }: OpenHours): { from: number; to: number }[] {
  if (holidays.includes(day)) return [];
  return week
    .filter(({ weekday }) => weekday === weekdayOf(day))
    .map(({ from, to }) => ({ from: instantOf(day, from, zone).getTime(), to: instantOf(day, to, zone).getTime() }))
    .filter(({ from, to }) => to > from)
    .sort((a, b) => a.from - b.from);
}

/** Milliseconds the office was open between two instants; without hours it never closes. 0 when the second is not later. */
export function openTime(from: Date, to: Date, hours: OpenHours | null): number {
  const [start, end] = [from.getTime(), to.getTime()];
  if (end <= start) return 0;
  if (!hours) return end - start;
  let sum = 0;
  const last = dayOf(to, hours.zone);
  for (let day = dayOf(from, hours.zone); day <= last; day = addDays(day, 1)) {
    for (const opening of openingsOn(day, hours)) sum += Math.max(0, Math.min(end, opening.to) - Math.max(start, opening.from));
  }
  return sum;
}

/** The instant at which the office will have been open for so long; null when it is not within 400 days. */
export function dueAfter(from: Date, milliseconds: number, hours: OpenHours | null): Date | null {
  if (!hours) return new Date(from.getTime() + milliseconds);
  let left = milliseconds;
  let day = dayOf(from, hours.zone);
  for (let i = 0; i < MOST_DAYS; i++, day = addDays(day, 1)) {
    for (const opening of openingsOn(day, hours)) {
      const start = Math.max(opening.from, from.getTime());
      if (opening.to <= start) continue;
      if (left <= opening.to - start) return new Date(start + left);
      left -= opening.to - start;
    }
  }
  return null;
}

/** A promise after a pause: what was left of it then is left of it now. One that was broken before the pause stays broken by as much. */
export function dueAfterPause(due: Date, pausedAt: Date, now: Date, hours: OpenHours | null): Date | null {
  if (due <= pausedAt) return due;
  return dueAfter(now, openTime(pausedAt, due, hours), hours);
}

/** How urgent a promise is: 0 in time, 1 warned at four fifths, 2 broken, 3 broken by half as much again. */
export function levelAt(due: Date, promisedMs: number, now: Date, hours: OpenHours | null): 0 | 1 | 2 | 3 {
  const used = now < due ? 1 - openTime(now, due, hours) / promisedMs : 1 + openTime(due, now, hours) / promisedMs;
  return LEVELS.filter((part) => used >= part).length as 0 | 1 | 2 | 3;
}
