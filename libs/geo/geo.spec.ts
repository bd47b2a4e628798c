import fc from 'fast-check';
import { boundsOf, distance, isPlace, knownPlace, roughTravel, roughTravelSeconds } from './geo.ts';

const MONTREAL = { lat: 45.5019, lon: -73.5674 };
const QUEBEC = { lat: 46.8139, lon: -71.208 };
const point = fc.record({ lat: fc.double({ min: -90, max: 90, noNaN: true }), lon: fc.double({ min: -180, max: 180, noNaN: true }) });
const HALF_WAY_AROUND = 20_015_115;

describe('distance', () => {
  it('from Montréal to Québec is about 233 km', () => expect(distance(MONTREAL, QUEBEC) / 1000).toBeCloseTo(233, 0));
  it('across the date line is short', () => expect(distance({ lat: 0, lon: 179.999 }, { lat: 0, lon: -179.999 })).toBeLessThan(250));
  it('to the other side of the earth is half its girth', () => expect(distance({ lat: 0, lon: 0 }, { lat: 0, lon: 180 })).toBeCloseTo(HALF_WAY_AROUND, -1));

  it('is the same both ways, zero to itself, and no detour is shorter', () => {
    fc.assert(fc.property(point, point, point, (a, b, c) => {
      expect(distance(a, b)).toBe(distance(b, a));
      expect(distance(a, a)).toBe(0);
      expect(distance(a, b)).toBeLessThanOrEqual(HALF_WAY_AROUND + 1);
      expect(distance(a, c)).toBeLessThanOrEqual(distance(a, b) + distance(b, c) + 1);
    }));
  });
});

describe('rough travel time', () => {
  it('is none for no way, and grows with the way', () => {
    expect(roughTravelSeconds(MONTREAL, MONTREAL)).toBe(0);
    fc.assert(fc.property(point, point, point, (a, b, c) => {
      const [near, far] = distance(a, b) <= distance(a, c) ? [b, c] : [c, b];
      expect(roughTravelSeconds(a, near)).toBeLessThanOrEqual(roughTravelSeconds(a, far));
    }));
  });

  it('from Montréal to Québec is between four and five hours at 70 km/h', () => {
    expect(roughTravelSeconds(MONTREAL, QUEBEC) / 3600).toBeGreaterThan(4);
    expect(roughTravelSeconds(MONTREAL, QUEBEC) / 3600).toBeLessThan(5);
  });
});

describe('a place', () => {
  it.each([[45.5, -73.6, true], [0, 0, false], [0, -73, true], [91, 0, false], [45, 181, false], [null, -73, false], [45, undefined, false], [Number.NaN, 1, false], [Infinity, 1, false]])('at %s, %s: %s', (lat, lon, expected) =>
    expect(isPlace(lat, lon)).toBe(expected));
});

describe('the box around points', () => {
  it('is none for none, and a point for one', () => {
    expect(boundsOf([])).toBeNull();
    expect(boundsOf([MONTREAL])).toEqual({ south: MONTREAL.lat, north: MONTREAL.lat, west: MONTREAL.lon, east: MONTREAL.lon });
  });

  it('holds every point and touches one on each side', () => {
    fc.assert(fc.property(fc.array(point, { minLength: 1 }), (points) => {
      const box = boundsOf(points)!;
      expect(points.every(({ lat, lon }) => lat >= box.south && lat <= box.north && lon >= box.west && lon <= box.east)).toBe(true);
      expect(points.some(({ lat }) => lat === box.south) && points.some(({ lat }) => lat === box.north)).toBe(true);
      expect(points.some(({ lon }) => lon === box.west) && points.some(({ lon }) => lon === box.east)).toBe(true);
    }));
  });
});

describe('rough travel between many points', () => {
  it('is that of each pair, both ways', () => {
    fc.assert(fc.property(fc.array(point, { maxLength: 8 }), (points) => {
      const { seconds, metres } = roughTravel(points);
      for (const [a, from] of points.entries()) for (const [b, to] of points.entries()) {
        expect(seconds[a * points.length + b]).toBe(a === b ? 0 : roughTravelSeconds(from, to));
        expect(metres[a * points.length + b]).toBe(a === b ? 0 : Math.round(distance(from, to) * 1.3));
      }
    }));
  });
});

describe('a known place', () => {
  it('is the point, or nothing', () => {
    expect(knownPlace(45.5, -73.6)).toEqual({ lat: 45.5, lon: -73.6 });
    expect(knownPlace(0, 0)).toBeNull();
    expect(knownPlace(undefined, -73)).toBeNull();
  });
});
