import { isDue } from './position-rules';

const here = { lat: 45.78, lon: -74, at: 1_000_000 };

it.each([
  ['the first', undefined, here, true],
  ['no place at all', undefined, { lat: 0, lon: 0, at: 5 }, false],
  ['one that has hardly moved', here, { ...here, lat: 45.7801, at: here.at + 12_000 }, false],
  ['one some way off', here, { ...here, lat: 45.781, at: here.at + 12_000 }, true],
  ['one some way off, too soon', here, { ...here, lat: 45.79, at: here.at + 5_000 }, false],
  ['the same after half a minute', here, { ...here, at: here.at + 30_000 }, true],
])('tells of %s as it should', (_, last, now, due) => expect(isDue(last, now)).toBe(due));
