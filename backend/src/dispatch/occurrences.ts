import { addDays, addMonths } from '@demarc/time';

/** How often something comes back. */
export interface Recurrence {
  readonly unit: 'DAY' | 'WEEK' | 'MONTH' | 'YEAR';
  /** Every so many units. */
  readonly every: number;
  readonly startsOn: string;
  readonly endsOn: string | null;
  /** A Saturday or Sunday becomes the Monday after it. */
  readonly skipsWeekends: boolean;
}

const UNITS = { DAY: addDays, WEEK: (day: string, n: number) => addDays(day, 7 * n), MONTH: addMonths, YEAR: (day: string, n: number) => addMonths(day, 12 * n) } as const;

/**
 * The days on which something is due between two days, both included, in order. Counted from the first day each time,
 * so that what began on a 31st comes on the last day of a short month and on the 31st again after it; a day is a day of
 * the calendar, so no clock that changes can lose or double one.
 */
export function occurrencesBetween(rule: Recurrence, from: string, to: string): string[] {
  const { unit, every, startsOn, endsOn, skipsWeekends } = rule;
  const found: string[] = [];
  // One before the first that may lie in between: a weekend may have carried it there.
  for (let n = Math.max(0, unitsBetween(unit, startsOn, from, every) - 1); ; n++) {
    const day = UNITS[unit](startsOn, n * every);
    if (day > to || (endsOn && day > endsOn)) return found;
    const due = skipsWeekends ? afterWeekend(day) : day;
    if (due >= from && due <= to && found.at(-1) !== due) found.push(due);
  }
}

/** The first day on or after another on which it is due; null when it has ended by then. */
export function nextOccurrence(rule: Recurrence, from: string): string | null {
  const start = from > rule.startsOn ? from : rule.startsOn;
  const [first] = occurrencesBetween(rule, start, addDays(UNITS[rule.unit](start, rule.every), 2));
  return first ?? null;
}

const afterWeekend = (day: string): string => addDays(day, [1, 0, 0, 0, 0, 0, 2][new Date(`${day}T12:00:00Z`).getUTCDay()]!);
const LENGTH = { DAY: 1, WEEK: 7, MONTH: 28, YEAR: 365 } as const;

/** How many occurrences certainly lie before a day; a little too few is corrected by the walk that begins there. */
function unitsBetween(unit: Recurrence['unit'], startsOn: string, from: string, every: number): number {
  const days = (Date.parse(from) - Date.parse(startsOn)) / 86_400_000;
  const longest = { ...LENGTH, MONTH: 31, YEAR: 366 }[unit];
  return Math.floor(days / (longest * every)) - 1;
}
