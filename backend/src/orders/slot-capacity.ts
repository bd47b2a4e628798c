import { addDays, instantOf, type Interval } from '@demarc/time';

/** A window in which an installation is promised to begin, as parts of a local day in minutes after midnight. */
const WINDOWS = [[480, 720], [720, 960]] as const;
/** What an installation takes, the way there included. */
export const VISIT_MINUTES = 90;
/** The first day offered counted from today, and how many days are looked at. */
const FIRST_DAY = 1;
const DAYS = 14;

/** The days that are offered, in the provider's zone. */
export const offeredDays = (today: string): string[] => Array.from({ length: DAYS }, (_, i) => addDays(today, FIRST_DAY + i));

/** The windows of a local day. */
export const windowsOf = (day: string, zone: string): Interval[] => WINDOWS.map(([start, end]) => ({ start: instantOf(day, start, zone), end: instantOf(day, end, zone) }));

/** Somebody who could come, with when they work and what they have to do already. */
export interface Available {
  readonly works: readonly Interval[];
  readonly busy: readonly Interval[];
}

/** How many installations can begin in a window: for everybody as many as fit into the time they work and are free. */
export function seatsIn(window: Interval, people: readonly Available[]): number {
  return people.reduce((seats, { works, busy }) => seats + Math.max(0, Math.floor((minutesIn(window, works) - minutesIn(window, busy)) / VISIT_MINUTES)), 0);
}

function minutesIn(window: Interval, stretches: readonly Interval[]): number {
  return stretches.reduce((sum, { start, end }) => sum + Math.max(0, (Math.min(+end, +window.end) - Math.max(+start, +window.start)) / 60_000), 0);
}
