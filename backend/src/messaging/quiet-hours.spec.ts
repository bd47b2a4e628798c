import fc from 'fast-check';
import { minuteOfDay } from '@demarc/time';
import { quietUntil } from './quiet-hours.js';

const zone = 'America/Toronto';
const night = { zone, from: 21 * 60, to: 8 * 60 };

describe('quiet hours', () => {
  it('hold what is written at night until the morning', () => {
    expect(quietUntil(new Date('2026-11-21T02:30:00Z'), night)).toEqual(new Date('2026-11-21T13:00:00Z'));
    expect(quietUntil(new Date('2026-11-21T07:30:00Z'), night)).toEqual(new Date('2026-11-21T13:00:00Z'));
    expect(quietUntil(new Date('2026-11-21T13:00:00Z'), night)).toBeNull();
    expect(quietUntil(new Date('2026-11-22T01:59:00Z'), night)).toBeNull();
  });

  it('end at the wall clock’s morning in the night the clocks change', () => {
    expect(quietUntil(new Date('2026-11-01T04:00:00Z'), night)).toEqual(new Date('2026-11-01T13:00:00Z'));
    expect(quietUntil(new Date('2027-03-14T05:00:00Z'), night)).toEqual(new Date('2027-03-14T12:00:00Z'));
  });

  it('may lie within a day, or not be at all', () => {
    expect(quietUntil(new Date('2026-11-21T17:30:00Z'), { zone, from: 720, to: 780 })).toEqual(new Date('2026-11-21T18:00:00Z'));
    expect(quietUntil(new Date('2026-11-21T07:30:00Z'), { zone, from: 480, to: 480 })).toBeNull();
  });

  it('always end within a day, at their end, when nobody need be quiet any longer', () => {
    const minute = fc.integer({ min: 0, max: 1_439 });
    fc.assert(fc.property(fc.date({ min: new Date('2026-01-01'), max: new Date('2028-01-01'), noInvalidDate: true }), minute, minute, (now, from, to) => {
      const until = quietUntil(now, { zone: 'UTC', from, to });
      if (!until) return;
      expect(until.getTime()).toBeGreaterThan(now.getTime());
      expect(until.getTime() - now.getTime()).toBeLessThanOrEqual(86_400_000);
      expect(minuteOfDay(until, 'UTC')).toBe(to);
      expect(quietUntil(until, { zone: 'UTC', from, to })).toBeNull();
    }));
  });
});
