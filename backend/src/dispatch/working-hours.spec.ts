import fc from 'fast-check';
import { addDays, dayOf } from '@demarc/time';
import { territoryOf } from './territory-of.js';
import { flawsOfHours, weekdayOf, workingTimes } from './working-hours.js';

const ZONE = 'America/Toronto';
const week = (hours: { weekday: number; start: number; end: number }[] = []) => ({ hours, shiftStart: 480, shiftEnd: 990, lunchStart: 690, lunchEnd: 780 });
const hoursOf = (times: { start: Date; end: Date }[]) => times.map(({ start, end }) => (end.getTime() - start.getTime()) / 3_600_000);

describe('working times', () => {
  it('are the usual day without a week, and nothing on a day the week leaves out', () => {
    expect(workingTimes(week(), '2026-11-21', ZONE)).toEqual([{ start: new Date('2026-11-21T13:00:00Z'), end: new Date('2026-11-21T21:30:00Z') }]);
    expect(workingTimes(week([{ weekday: 1, start: 480, end: 990 }]), '2026-11-21', ZONE)).toEqual([]);
  });

  it('of a split day are two, in order', () => {
    const split = week([{ weekday: 6, start: 780, end: 1020 }, { weekday: 6, start: 420, end: 660 }]);
    expect(workingTimes(split, '2026-11-21', ZONE).map(({ start }) => start.toISOString())).toEqual(['2026-11-21T12:00:00.000Z', '2026-11-21T18:00:00.000Z']);
  });

  it('across the missing hour are an hour shorter, within it not there, and across the doubled one longer', () => {
    const night = week([{ weekday: 7, start: 60, end: 300 }]);
    expect(hoursOf(workingTimes(night, '2026-03-08', ZONE))).toEqual([3]);
    expect(workingTimes(week([{ weekday: 7, start: 120, end: 180 }]), '2026-03-08', ZONE)).toEqual([]);
    expect(hoursOf(workingTimes(night, '2026-11-01', ZONE))).toEqual([5]);
  });

  it('end where somebody falls ill', () => {
    const away = [{ startsAt: new Date('2026-11-21T15:12:00Z'), endsAt: new Date('2026-11-22T05:00:00Z') }];
    expect(workingTimes(week(), '2026-11-21', ZONE, away)).toEqual([{ start: new Date('2026-11-21T13:00:00Z'), end: new Date('2026-11-21T15:12:00Z') }]);
  });

  const minute = fc.integer({ min: 0, max: 1440 });
  it('never overlap, lie in their day, and never meet an absence, in four zones over a year', () => {
    fc.assert(fc.property(
      fc.constantFrom('America/Toronto', 'America/St_Johns', 'Europe/Paris', 'Pacific/Auckland'), fc.integer({ min: 0, max: 730 }), fc.uniqueArray(minute, { minLength: 2, maxLength: 8 }), fc.array(fc.tuple(minute, minute), { maxLength: 3 }),
      (zone, offset, cuts, away) => {
        const day = addDays('2026-01-01', offset);
        const sorted = cuts.toSorted((a, b) => a - b);
        const hours = sorted.flatMap((start, i) => (i % 2 || i + 1 >= sorted.length ? [] : [{ weekday: weekdayOf(day), start, end: sorted[i + 1]! }]));
        const noon = new Date(`${day}T12:00:00Z`).getTime();
        const absences = away.map(([a, b]) => ({ startsAt: new Date(noon + Math.min(a, b) * 60_000), endsAt: new Date(noon + Math.max(a, b) * 60_000) }));
        const times = workingTimes({ hours, shiftStart: 480, shiftEnd: 990 }, day, zone, absences);
        for (const [i, { start, end }] of times.entries()) {
          expect(start < end).toBe(true);
          expect(dayOf(start, zone)).toBe(day);
          expect(dayOf(new Date(end.getTime() - 1), zone)).toBe(day);
          if (i) expect(times[i - 1]!.end <= start).toBe(true);
          expect(absences.some(({ startsAt, endsAt }) => startsAt < end && endsAt > start && startsAt < endsAt)).toBe(false);
        }
      }), { numRuns: 500 });
  });
});

describe('a week that cannot be', () => {
  it('names the field', () => {
    expect(flawsOfHours(week([{ weekday: 1, start: 900, end: 480 }]))).toEqual({ 'hours': 'endsAfterStart' });
    expect(flawsOfHours(week([{ weekday: 1, start: 480, end: 720 }, { weekday: 1, start: 700, end: 900 }]))).toEqual({ 'hours': 'overlaps' });
    expect(flawsOfHours({ ...week(), shiftEnd: 480 })).toEqual({ 'shiftEnd': 'endsAfterStart' });
    expect(flawsOfHours(week([{ weekday: 1, start: 480, end: 720 }, { weekday: 2, start: 480, end: 720 }]))).toEqual({});
  });
});

describe('the territory of a postal code', () => {
  const territories = [{ id: 'north', postalPrefixes: ['J8'] }, { id: 'town', postalPrefixes: ['j8b 1'] }];
  it.each([['J8A 2B3', 'north'], ['J8B 1A1', 'town'], ['h2x 1y4', null], ['', null]])('%s is %s', (code, expected) => expect(territoryOf(code, territories)).toBe(expected));
});
