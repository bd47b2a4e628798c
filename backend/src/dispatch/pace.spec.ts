import { roughTravelSeconds } from '@demarc/geo';
import fc from 'fast-check';
import { AS_RECKONED, driveSeconds, paceOf, type Drive } from './pace.js';

const from = { lat: 45.78, lon: -74 };
const to = { lat: 45.86, lon: -74.08 };
const reckoned = roughTravelSeconds(from, to);
const drives = (count: number, factor: number, hour = 10): Drive[] => Array.from({ length: count }, () => ({ from, to, seconds: reckoned * factor, hour }));

describe('what is learnt from drives', () => {
  it('is nothing without any, and little from few', () => {
    expect(paceOf([])).toEqual(AS_RECKONED);
    expect(paceOf(drives(1, 2)).day).toBeLessThan(1.2);
  });

  it('is what they took, once there are many', () => {
    expect(paceOf(drives(500, 1.4)).day).toBeCloseTo(1.4, 1);
    expect(driveSeconds(from, to, paceOf(drives(500, 1.4)), 10) / reckoned).toBeCloseTo(1.4, 1);
  });

  it('tells the parts of the day apart, and lends the whole to a part without drives', () => {
    const pace = paceOf([...drives(300, 1.8, 7), ...drives(300, 1, 12)]);
    expect(pace.morning).toBeGreaterThan(1.6);
    expect(pace.day).toBeLessThan(1.1);
    expect(pace.night).toBeGreaterThan(pace.day);
    expect(pace.night).toBeLessThan(pace.morning);
  });

  it('takes no lesson from what was no drive: a few steps, or a day with the car parked', () => {
    const near = { lat: from.lat + 0.0005, lon: from.lon };
    expect(paceOf([...drives(200, 40), ...Array.from({ length: 200 }, () => ({ from, to: near, seconds: 600, hour: 10 }))])).toEqual(AS_RECKONED);
  });

  it('never says what no drive and no reckoning said', () => {
    fc.assert(fc.property(fc.array(fc.record({ factor: fc.double({ min: 0.2, max: 5, noNaN: true }), hour: fc.integer({ min: 0, max: 23 }) }), { maxLength: 80 }), (all) => {
      const pace = paceOf(all.flatMap(({ factor, hour }) => drives(1, factor, hour)));
      const [least, most] = [Math.min(1, ...all.map(({ factor }) => factor)), Math.max(1, ...all.map(({ factor }) => factor))];
      for (const factor of Object.values(pace)) {
        expect(factor).toBeGreaterThanOrEqual(least - 1e-9);
        expect(factor).toBeLessThanOrEqual(most + 1e-9);
      }
    }));
  });
});
