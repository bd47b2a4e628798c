import fc from 'fast-check';
import { dayInterval, minuteOfDay } from '@demarc/time';
import type { Day } from '@demarc/routing';
import { dayForSlots, fitsBetween, promiseWindows, whyNoSlot } from './slot-rules.js';

const ZONES = ['America/Toronto', 'America/St_Johns', 'Europe/Paris', 'Australia/Lord_Howe'];
const NIGHTS = ['2026-03-08', '2026-11-01', '2026-03-29', '2026-10-25', '2026-04-05', '2026-10-04', '2028-02-29', '2026-12-31'];

describe('arrivals that can be promised', () => {
  it.each(ZONES.flatMap((zone) => NIGHTS.map((day) => [zone, day] as const)))('are the same hours of the local day in %s on %s', (zone, day) => {
    const windows = promiseWindows(day, zone, new Date('2026-01-01T00:00:00Z'));
    const { start, end } = dayInterval(day, zone);
    expect(windows.map(({ from, to }) => [minuteOfDay(new Date(from * 1_000), zone), minuteOfDay(new Date(to * 1_000), zone)])).toEqual([[480, 600], [600, 720], [720, 840], [840, 960], [960, 1080]]);
    for (const { from, to } of windows) expect(from * 1_000 >= start.getTime() && to * 1_000 <= end.getTime()).toBe(true);
  });

  it('leave out what is past and begin half an hour from now', () => {
    const windows = promiseWindows('2026-11-23', 'America/Toronto', new Date('2026-11-23T15:20:00Z')); // 10:20
    expect(windows[0]).toEqual({ from: Date.parse('2026-11-23T16:00:00Z') / 1_000, to: Date.parse('2026-11-23T17:00:00Z') / 1_000 });
    expect(promiseWindows('2026-11-23', 'America/Toronto', new Date('2026-11-23T23:30:00Z'))).toEqual([]);
  });
});

describe('whether a visit fits', () => {
  it('whenever it fits, nothing meets it and there is time for each way', () => {
    const standing = fc.array(fc.record({ start: fc.integer({ min: 0, max: 1_000 }), length: fc.integer({ min: 1, max: 100 }), way: fc.integer({ min: 0, max: 50 }) }), { maxLength: 8 });
    fc.assert(fc.property(standing, fc.integer({ min: 0, max: 1_000 }), fc.integer({ min: 1, max: 100 }), (others, start, length) => {
      const times = others.map((o) => ({ start: o.start, end: o.start + o.length, way: o.way }));
      const gap = Math.min(...times.map((t) => Math.max(start - t.end, t.start - (start + length)) - t.way), Infinity);
      expect(fitsBetween(times, start, start + length)).toBe(gap >= 0);
    }));
  });
});

const job = { id: 'a', place: { lat: 45.8, lon: -74 }, seconds: 3_600, skills: {}, window: null, due: null, priority: 1, territory: null, technician: null, start: null, pinned: false, begun: null, ended: null };
const marie = { id: 'marie', skills: { Fibre: 2 }, shifts: [{ from: 0, to: 7_200 }], home: { lat: 45.7, lon: -74 }, lunch: null, territories: [] };
const day = (more: Partial<typeof job> & { skills?: Record<string, number> }, people: Day['technicians'] = [marie]): Day => ({ technicians: people, jobs: [{ ...job, ...more }], now: null });

describe('why no time can be offered', () => {
  it.each([
    ['NO_PLACE', null, day({ place: null as never })],
    ['SKILL_NOBODY_HAS', 'Épissure', day({ skills: { Épissure: 1 } })],
    ['SKILL_NOBODY_HAS', 'Fibre', day({ skills: { Fibre: 3 } })],
    ['NOBODY_WORKS', null, day({}, [{ ...marie, shifts: [] }])],
    ['NOBODY_WORKS', null, day({}, [{ ...marie, home: null }])],
    ['LONGER_THAN_EVERY_SHIFT', null, day({ seconds: 7_201 })],
    ['FULL', null, day({})],
  ] as const)('%s %s', (code, about, asked) => {
    expect(whyNoSlot([asked], 'a')).toEqual({ code, about });
  });
});

it('the day slots are sought on holds everybody where they are, and frees the visit asked about', () => {
  const on = { ...job, id: 'b', technician: 'marie', start: 600 };
  const asked = { technicians: [marie], jobs: [{ ...job, technician: 'marie', start: 100, window: { from: 0, to: 1 } }, on, { ...job, id: 'waits' }], now: null };
  expect(dayForSlots(asked, 'a').jobs).toEqual([{ ...job, technician: null, start: null, window: null }, { ...on, pinned: true }]);
});
