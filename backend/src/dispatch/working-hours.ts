import { instantOf, type Interval } from '@demarc/time';
import type { Technician, WorkingHours } from './dispatch.entity.js';

type Week = Pick<Technician, 'hours' | 'shiftStart' | 'shiftEnd'>;

/** The day of the week of a date: 1 is Monday, 7 is Sunday. */
export const weekdayOf = (day: string): number => new Date(`${day}T12:00:00Z`).getUTCDay() || 7;

/**
 * The stretches somebody works on a local day, absences cut out, in order. On the night a clock jumps, a stretch that
 * lies in the missing hour is not there, and one across it is an hour shorter.
 */
export function workingTimes(week: Week, day: string, zone: string, absences: readonly { readonly startsAt: Date; readonly endsAt: Date }[] = []): Interval[] {
  const hours = week.hours.length ? week.hours.filter(({ weekday }) => weekday === weekdayOf(day)) : [{ start: week.shiftStart, end: week.shiftEnd }];
  const all = hours.toSorted((a, b) => a.start - b.start).map(({ start, end }) => ({ start: instantOf(day, start, zone), end: instantOf(day, end, zone) }));
  return all.flatMap((stretch) => without(stretch, absences)).filter(({ start, end }) => start < end);
}

function without(stretch: Interval, absences: readonly { readonly startsAt: Date; readonly endsAt: Date }[]): Interval[] {
  return absences.reduce<Interval[]>((left, { startsAt, endsAt }) => left.flatMap(({ start, end }) => {
    if (endsAt <= start || startsAt >= end) return [{ start, end }];
    return [{ start, end: startsAt }, { start: endsAt, end }].filter((part) => part.start < part.end);
  }), [stretch]);
}

/** What is wrong with a week or a usual day, by field; empty when nothing is. */
export function flawsOfHours({ hours, shiftStart, shiftEnd, lunchStart, lunchEnd }: Week & Pick<Technician, 'lunchStart' | 'lunchEnd'>): Partial<Record<'shiftEnd' | 'hours' | 'lunchEnd', string>> {
  const flaws: ReturnType<typeof flawsOfHours> = {};
  if (shiftEnd <= shiftStart) flaws.shiftEnd = 'endsAfterStart';
  if (hours.some(({ start, end }) => end <= start)) flaws.hours = 'endsAfterStart';
  else if (hours.some((one, i) => hours.some((other, k) => k > i && meet(one, other)))) flaws.hours = 'overlaps';
  if (lunchEnd < lunchStart) flaws.lunchEnd = 'endsAfterStart';
  return flaws;
}

const meet = (a: WorkingHours, b: WorkingHours): boolean => a.weekday === b.weekday && a.start < b.end && b.start < a.end;
