import fc from 'fast-check';
import { addDays } from '@demarc/time';
import { nextOccurrence, occurrencesBetween, type Recurrence } from './occurrences.js';

const rule = (more: Partial<Recurrence>): Recurrence => ({ unit: 'MONTH', every: 1, startsOn: '2026-01-31', endsOn: null, skipsWeekends: false, ...more });
const days = fc.integer({ min: 0, max: 4_000 }).map((n) => addDays('2024-01-01', n));
const rules = fc.record({ unit: fc.constantFrom('DAY' as const, 'WEEK' as const, 'MONTH' as const, 'YEAR' as const), every: fc.integer({ min: 1, max: 24 }), startsOn: days, endsOn: fc.option(days), skipsWeekends: fc.boolean() });

describe('what comes back', () => {
  it.each<[string, Partial<Recurrence>, string, string, string[]]>([
    ['on a 31st, at the end of short months', {}, '2026-01-01', '2026-05-31', ['2026-01-31', '2026-02-28', '2026-03-31', '2026-04-30', '2026-05-31']],
    ['on a leap day, at the end of February', { unit: 'YEAR', startsOn: '2024-02-29' }, '2024-01-01', '2028-12-31', ['2024-02-29', '2025-02-28', '2026-02-28', '2027-02-28', '2028-02-29']],
    ['every two weeks, over the night the clocks go forward', { unit: 'WEEK', every: 2, startsOn: '2026-02-22' }, '2026-02-22', '2026-04-05', ['2026-02-22', '2026-03-08', '2026-03-22', '2026-04-05']],
    ['every day, over the night the clocks go back', { unit: 'DAY', startsOn: '2026-10-30' }, '2026-10-31', '2026-11-02', ['2026-10-31', '2026-11-01', '2026-11-02']],
    ['never on a weekend, but on the Monday after it', { skipsWeekends: true }, '2026-01-01', '2026-03-31', ['2026-02-02', '2026-03-02', '2026-03-31']],
    ['until its last day', { unit: 'WEEK', startsOn: '2026-11-02', endsOn: '2026-11-16' }, '2026-11-03', '2027-01-01', ['2026-11-09', '2026-11-16']],
    ['not before it begins', { startsOn: '2026-06-15' }, '2026-01-01', '2026-06-14', []],
  ])('is due %s', (_, more, from, to, expected) => expect(occurrencesBetween(rule(more), from, to)).toEqual(expected));

  it('is the same however the time is cut into pieces: nothing is lost or doubled', () => {
    fc.assert(fc.property(rules, days, fc.integer({ min: 0, max: 500 }), fc.integer({ min: 0, max: 500 }), (one, from, first, second) => {
      const [cut, to] = [addDays(from, first), addDays(from, first + 1 + second)];
      expect([...occurrencesBetween(one, from, cut), ...occurrencesBetween(one, addDays(cut, 1), to)]).toEqual(occurrencesBetween(one, from, to));
    }));
  });

  it('is next on the first of the days it is due on', () => {
    fc.assert(fc.property(rules, days, (one, from) => {
      expect(nextOccurrence(one, from)).toBe(occurrencesBetween(one, from, addDays(from > one.startsOn ? from : one.startsOn, 366 * 25))[0] ?? null);
    }), { numRuns: 60 });
  });
});
