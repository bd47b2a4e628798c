import fc from 'fast-check';
import { dueAfter, dueAfterPause, levelAt, openTime, type OpenHours } from './service-clock.js';

const weekdays: OpenHours = { zone: 'America/Toronto', week: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: 8 * 60, to: 17 * 60 })), holidays: ['2026-12-25'] };
/** Open through the nights on which the clocks change. */
const nights: OpenHours = { zone: 'America/Toronto', week: [6, 7].map((weekday) => ({ weekday, from: 0, to: 6 * 60 })), holidays: [] };
const at = (text: string) => new Date(text);
const HOUR = 3_600_000;

const instants = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 11, 31) }).map((ms) => new Date(ms));
const lengths = fc.integer({ min: 1, max: 120 * HOUR });
const openings = fc.record({ weekday: fc.integer({ min: 1, max: 7 }), from: fc.integer({ min: 0, max: 700 }), long: fc.integer({ min: 15, max: 700 }) });
const calendars: fc.Arbitrary<OpenHours | null> = fc.oneof(
  fc.constant(null),
  fc.record({
    zone: fc.constantFrom('America/Toronto', 'America/St_Johns', 'Europe/Paris', 'UTC', 'Pacific/Auckland'),
    week: fc.uniqueArray(openings, { minLength: 1, maxLength: 7, selector: ({ weekday }) => weekday }).map((list) => list.map(({ weekday, from, long }) => ({ weekday, from, to: from + long }))),
    holidays: fc.array(fc.constantFrom('2026-03-08', '2026-11-01', '2026-12-25', '2027-01-01')),
  }),
);

describe('the clock of a promise', () => {
  it.each([
    ['within a day', '2026-11-19T14:00:00Z', 2, '2026-11-19T16:00:00Z'],
    ['over the night', '2026-11-19T21:00:00Z', 2, '2026-11-20T14:00:00Z'],
    ['over the weekend', '2026-11-20T21:30:00Z', 1, '2026-11-23T13:30:00Z'],
    ['over a holiday', '2026-12-24T21:00:00Z', 2, '2026-12-28T14:00:00Z'],
    ['from a Sunday', '2026-11-22T15:00:00Z', 1, '2026-11-23T14:00:00Z'],
    ['over the spring change', '2026-03-06T21:00:00Z', 2, '2026-03-09T13:00:00Z'],
    ['over the autumn change', '2026-10-30T20:00:00Z', 2, '2026-11-02T14:00:00Z'],
  ])('%s', (_what, from, hours, due) => expect(dueAfter(at(from), hours * HOUR, weekdays)!.toISOString()).toBe(at(due).toISOString()));

  it('counts the night that is an hour shorter and the one that is an hour longer as they are', () => {
    expect(openTime(at('2026-03-08T00:00:00Z'), at('2026-03-09T00:00:00Z'), nights)).toBe(5 * HOUR);
    expect(openTime(at('2026-11-01T00:00:00Z'), at('2026-11-02T00:00:00Z'), nights)).toBe(7 * HOUR);
  });

  it('is due after exactly the time promised, whatever the hours, the zone and the changes of the clock', () =>
    fc.assert(fc.property(instants, lengths, calendars, (from, long, hours) => {
      const due = dueAfter(from, long, hours);
      if (due) expect(openTime(from, due, hours)).toBe(long);
      else expect(openTime(from, new Date(from.getTime() + 390 * 24 * HOUR), hours)).toBeLessThan(long);
    })));

  it('adds up over any moment between', () =>
    fc.assert(fc.property(fc.tuple(instants, instants, instants), calendars, (three, hours) => {
      const [a, b, c] = three.sort((x, y) => x.getTime() - y.getTime());
      expect(openTime(a, b, hours) + openTime(b, c, hours)).toBe(openTime(a, c, hours));
    }), { numRuns: 40 }));

  it('keeps what was left while it is paused', () =>
    fc.assert(fc.property(instants, lengths, lengths, lengths, calendars, (from, long, worked, wait, hours) => {
      const due = dueAfter(from, long, hours);
      if (!due) return;
      const pausedAt = new Date(from.getTime() + worked);
      const now = new Date(pausedAt.getTime() + wait);
      const later = dueAfterPause(due, pausedAt, now, hours);
      if (due <= pausedAt) expect(later).toEqual(due);
      else if (later) expect(openTime(now, later, hours)).toBe(openTime(pausedAt, due, hours));
    })));

  it('warns, breaks and breaks for long, and never goes back as time passes', () => {
    const due = dueAfter(at('2026-11-19T13:00:00Z'), 5 * HOUR, weekdays)!;
    const level = (text: string) => levelAt(due, 5 * HOUR, at(text), weekdays);
    expect(['2026-11-19T16:59:00Z', '2026-11-19T17:00:00Z', '2026-11-19T18:00:00Z', '2026-11-19T20:29:00Z', '2026-11-19T20:30:00Z'].map(level)).toEqual([0, 1, 2, 2, 3]);
    fc.assert(fc.property(instants, lengths, fc.tuple(lengths, lengths), calendars, (from, long, [a, b], hours) => {
      const promised = dueAfter(from, long, hours);
      if (!promised) return;
      const [early, late] = [Math.min(a, b), Math.max(a, b)].map((ms) => levelAt(promised, long, new Date(from.getTime() + ms), hours));
      expect(late!).toBeGreaterThanOrEqual(early!);
    }));
  });
});
