import fc from 'fast-check';
import { addDays, addMonths, dayInterval, dayOf, instantOf, isDay, isZone, minuteOfDay, mondayOf, offsetAt, overlaps } from './time.ts';

const TORONTO = 'America/Toronto';
const zones = fc.constantFrom(TORONTO, 'America/St_Johns', 'America/Vancouver', 'Europe/Paris', 'UTC', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'Pacific/Apia');
const day = fc.date({ min: new Date('2000-01-01'), max: new Date('2045-12-31'), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10));
const instant = fc.date({ min: new Date('2000-01-01'), max: new Date('2045-12-31'), noInvalidDate: true });
const HOUR = 3_600_000;

describe('the wall clock', () => {
  it.each([
    ['2026-11-21', 540, TORONTO, '2026-11-21T14:00:00.000Z'],
    ['2026-07-01', 540, TORONTO, '2026-07-01T13:00:00.000Z'],
    ['2026-03-08', 150, TORONTO, '2026-03-08T07:00:00.000Z'], // 02:30 does not exist: the first instant after the gap
    ['2026-11-01', 90, TORONTO, '2026-11-01T05:30:00.000Z'], // 01:30 comes twice: the first of the two
    ['2026-11-01', 120, TORONTO, '2026-11-01T07:00:00.000Z'],
    ['2026-01-01', 0, 'Asia/Kathmandu', '2025-12-31T18:15:00.000Z'],
    ['2018-11-04', 0, 'America/Sao_Paulo', '2018-11-04T03:00:00.000Z'], // a day that begins at one o'clock
    ['2011-12-30', 720, 'Pacific/Apia', '2011-12-30T10:00:00.000Z'], // a day that never was
  ])('%s + %i min in %s is %s', (date, minutes, zone, expected) => expect(instantOf(date, minutes, zone).toISOString()).toBe(expected));

  it('shows what an instant was made from, unless daylight saving skips it', () => {
    fc.assert(fc.property(day, fc.integer({ min: 0, max: 1439 }), zones, (date, minutes, zone) => {
      const made = instantOf(date, minutes, zone);
      const shown = `${dayOf(made, zone)} ${String(minuteOfDay(made, zone)).padStart(4, '0')}`;
      const asked = `${date} ${String(minutes).padStart(4, '0')}`;
      if (shown === asked) return;
      expect(shown > asked).toBe(true); // moved forward, to the first instant after the gap
      expect(offsetAt(new Date(made.getTime() - 1000), zone)).toBeLessThan(offsetAt(made, zone));
    }));
  });

  it('never runs backwards', () => {
    fc.assert(fc.property(day, fc.integer({ min: 0, max: 1438 }), zones, (date, minutes, zone) => {
      expect(instantOf(date, minutes, zone).getTime()).toBeLessThanOrEqual(instantOf(date, minutes + 1, zone).getTime());
    }));
  });

  it('knows how far a zone is ahead, also between whole seconds', () => {
    expect(offsetAt(new Date('2026-01-15T00:00:00.999Z'), TORONTO)).toBe(-5 * HOUR);
    expect(offsetAt(new Date('2026-07-15T00:00:00.001Z'), TORONTO)).toBe(-4 * HOUR);
    expect(offsetAt(new Date('1969-12-31T23:59:59.500Z'), 'UTC')).toBe(0);
  });
});

describe('a local day', () => {
  it.each([['2026-03-08', 23], ['2026-11-01', 25], ['2026-11-21', 24]])('%s in Toronto has %i hours', (date, hours) => {
    const { start, end } = dayInterval(date, TORONTO);
    expect((end.getTime() - start.getTime()) / HOUR).toBe(hours);
  });

  it('contains its instants, and the days leave no hole', () => {
    fc.assert(fc.property(instant, zones, (moment, zone) => {
      const date = dayOf(moment, zone);
      const { start, end } = dayInterval(date, zone);
      expect(start <= moment && moment < end).toBe(true);
      expect(dayInterval(addDays(date, 1), zone).start).toEqual(end);
    }));
  });
});

describe('the calendar', () => {
  it('knows the Monday of a week, over the end of a year and both nights the clocks change', () => {
    expect(['2026-11-23', '2026-11-29', '2027-01-01', '2026-03-08', '2026-11-01'].map(mondayOf)).toEqual(['2026-11-23', '2026-11-23', '2026-12-28', '2026-03-02', '2026-10-26']);
  });

  it.each([['2026-01-31', 1, '2026-02-28'], ['2028-01-31', 1, '2028-02-29'], ['2026-03-31', -1, '2026-02-28'], ['2026-11-30', 3, '2027-02-28'], ['2026-05-15', -17, '2024-12-15']])('%s and %i months is %s', (date, months, expected) =>
    expect(addMonths(date, months)).toBe(expected));

  it('counts days there and back', () => {
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    fc.assert(fc.property(day, fc.integer({ min: -5000, max: 5000 }), (date, days) => expect(addDays(addDays(date, days), -days)).toBe(date)));
  });

  it('adds months without leaving the month', () => {
    fc.assert(fc.property(day, fc.integer({ min: -240, max: 240 }), (date, months) => {
      const [year, month] = addMonths(date, months).split('-').map(Number);
      const [fromYear, fromMonth] = date.split('-').map(Number);
      expect(year! * 12 + month!).toBe(fromYear! * 12 + fromMonth! + months);
    }));
  });

  it.each([['2026-02-28', true], ['2026-02-29', false], ['2028-02-29', true], ['2026-13-01', false], ['2026-1-1', false], ['', false], ['2026-00-10', false], ['2026-11-21T00:00', false]])('%j is a day: %s', (text, expected) =>
    expect(isDay(text)).toBe(expected));

  it('knows its zones', () => {
    expect(isZone(TORONTO)).toBe(true);
    expect(isZone('America/Montréal-en-haut')).toBe(false);
  });
});

describe('half-open intervals', () => {
  const between = (start: number, end: number) => ({ start: new Date(start), end: new Date(end) });

  it('touch without overlapping', () => {
    expect(overlaps(between(0, 10), between(10, 20))).toBe(false);
    expect(overlaps(between(0, 11), between(10, 20))).toBe(true);
    expect(overlaps(between(0, 30), between(10, 20))).toBe(true);
  });

  it('overlap in both directions or in neither', () => {
    const interval = fc.tuple(fc.nat(100), fc.integer({ min: 1, max: 50 })).map(([start, length]) => between(start, start + length));
    fc.assert(fc.property(interval, interval, (a, b) => {
      const shared = Math.min(a.end.getTime(), b.end.getTime()) - Math.max(a.start.getTime(), b.start.getTime());
      expect(overlaps(a, b)).toBe(shared > 0);
      expect(overlaps(b, a)).toBe(shared > 0);
    }));
  });
});
