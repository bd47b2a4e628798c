import { addDays, dayOf, instantOf, minuteOfDay } from '@demarc/time';
import fc from 'fast-check';
import { dutiesAt } from './autopay-clock.js';

const ZONES = ['America/Toronto', 'America/St_Johns', 'America/Vancouver', 'America/Regina', 'Europe/Paris', 'Pacific/Apia'];
const MINUTE = 60_000;
/** How often it is asked, in minutes. */
const EVERY = 15;

/** Lives through some days, asked every quarter of an hour except while nothing runs; answers when each day was listed and begun. */
function live(zone: string, from: Date, minutes: number, asleep: (minute: number) => boolean): { listed: Map<string, Date>; begun: Map<string, Date> } {
  const [listed, begun] = [new Map<string, Date>(), new Map<string, Date>()];
  for (let minute = 0; minute <= minutes; minute += EVERY) {
    if (asleep(minute)) continue;
    const now = new Date(from.getTime() + minute * MINUTE);
    const { rehearse, charge } = dutiesAt(now, zone);
    for (const day of [rehearse, charge]) if (day && !listed.has(day)) listed.set(day, now);
    if (charge && !begun.has(charge)) begun.set(charge, now);
  }
  return { listed, begun };
}

const zone = fc.constantFrom(...ZONES);
/** Days around both clock changes, a leap day, months of 31 and the turn of the year. */
const day = fc.constantFrom('2026-10-30', '2026-12-30', '2027-01-30', '2027-03-12', '2027-03-27', '2027-11-05', '2028-02-27', '2028-03-30');

describe('the mornings of automatic payment', () => {
  it('come once a day at six by the wall, and their lists at six the evening before, over every clock change', () => {
    fc.assert(fc.property(zone, day, (where, first) => {
      const from = instantOf(first, 12 * 60, where);
      const { listed, begun } = live(where, from, 4 * 24 * 60, () => false);
      for (let n = 1; n <= 3; n++) {
        const morning = addDays(first, n);
        expect([dayOf(begun.get(morning)!, where), minuteOfDay(begun.get(morning)!, where)]).toEqual([morning, 360]);
        expect([dayOf(listed.get(morning)!, where), minuteOfDay(listed.get(morning)!, where)]).toEqual([addDays(morning, -1), 1080]);
      }
    }), { numRuns: 25 });
  });

  it('are made up after an outage on the same day, however long it was, and never begin before six', () => {
    fc.assert(fc.property(zone, day, fc.integer({ min: 0, max: 3 * 24 * 60 }), fc.integer({ min: 1, max: 36 * 60 }), (where, first, start, length) => {
      const from = instantOf(first, 12 * 60, where);
      const { listed, begun } = live(where, from, 4 * 24 * 60, (minute) => minute >= start && minute < start + length);
      for (const [morning, at] of begun) {
        expect(dayOf(at, where)).toBe(morning);
        expect(at.getTime()).toBeGreaterThanOrEqual(instantOf(morning, 360, where).getTime());
        expect(listed.get(morning)!.getTime()).toBeLessThanOrEqual(at.getTime());
      }
      for (let n = 1; n <= 3; n++) {
        const [six, midnight] = [instantOf(addDays(first, n), 360, where), instantOf(addDays(first, n + 1), 0, where)].map((at) => (at.getTime() - from.getTime()) / MINUTE) as [number, number];
        const slept = start <= six && start + length > midnight - EVERY;
        expect(begun.has(addDays(first, n))).toBe(!slept);
      }
    }), { numRuns: 40 });
  });
});
