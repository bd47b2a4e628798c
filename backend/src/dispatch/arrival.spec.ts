import { arrivalOf, type OnTheWay } from './arrival.js';
import { AS_RECKONED } from './pace.js';

const NOW = 1_780_000_000;
const home = { lat: 45.86, lon: -74.08 };
const asked: OnTheWay = { now: NOW, place: home, startsAt: NOW + 1_800, enRouteAt: NOW - 60, before: [], position: null, pace: AS_RECKONED, hour: 10 };
const stop = { place: { lat: 45.9, lon: -74.1 }, minutes: 30, startsAt: NOW, arrivedAt: NOW - 600 };

describe('what somebody who waits is told', () => {
  it('without a position counts from the plan, and never says less than a minute', () => {
    expect(arrivalOf(asked)).toEqual({ minutes: 30, stopsBefore: 0, near: null });
    expect(arrivalOf({ ...asked, startsAt: NOW + 5 }).minutes).toBe(1);
    expect(arrivalOf({ ...asked, startsAt: NOW - 600, enRouteAt: NOW - 60 }).minutes).toBeNull();
  });

  it('shows a coarse point on the last stretch, and only there', () => {
    const near = arrivalOf({ ...asked, position: { lat: 45.8637, lon: -74.0712, at: NOW - 20 } });
    expect(near.near).toEqual({ lat: 45.865, lon: -74.07 });
    expect(near.minutes).toBeLessThan(10);
    const far = arrivalOf({ ...asked, position: { lat: 45.5, lon: -73.6, at: NOW } });
    expect(far.near).toBeNull();
    expect(far.minutes).toBeGreaterThan(30);
  });

  it('a point differs from the true one by no less than the grid hides', () => {
    for (let i = 0; i < 200; i++) {
      const position = { lat: 45.86 + (i % 20) * 0.0007, lon: -74.08 - Math.floor(i / 20) * 0.0007, at: NOW };
      const { near } = arrivalOf({ ...asked, position });
      expect(Math.abs(near!.lat / 0.005 - Math.round(near!.lat / 0.005))).toBeLessThan(1e-6);
      expect(Math.abs(near!.lat - position.lat)).toBeLessThanOrEqual(0.0026);
    }
  });

  it('counts with the pace of the hour', () => {
    const position = { lat: 45.5, lon: -73.6, at: NOW };
    const [calm, rush] = [10, 16].map((hour) => arrivalOf({ ...asked, position, hour, pace: { ...AS_RECKONED, evening: 1.5 } }).minutes!);
    expect(rush! / calm!).toBeCloseTo(1.5, 1);
  });

  it('does not trust a position of long ago', () => {
    expect(arrivalOf({ ...asked, position: { ...home, at: NOW - 700 } })).toEqual({ minutes: 30, stopsBefore: 0, near: null });
  });

  it('with a stop before: its rest and the way from there, and no point', () => {
    const told = arrivalOf({ ...asked, before: [stop], position: { ...stop.place, at: NOW } });
    expect(told).toMatchObject({ stopsBefore: 1, near: null });
    expect(told.minutes).toBeGreaterThanOrEqual(20);
    expect(told.minutes).toBeLessThan(45);
  });
});
