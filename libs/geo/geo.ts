/** Points on the earth, distances and encoded lines. Pure functions; degrees in WGS 84, metres. */

export interface Point {
  readonly lat: number;
  readonly lon: number;
}

/** Mean radius of the earth in metres (IUGG). */
const EARTH_RADIUS = 6_371_008.8;
const radians = (degrees: number) => (degrees * Math.PI) / 180;

/** Whether a point can be a real place. 0,0 is how old systems spell "unknown", so it counts as missing. */
export function isPlace(lat: number | null | undefined, lon: number | null | undefined): boolean {
  if (lat == null || lon == null || !Number.isFinite(lat) || !Number.isFinite(lon)) return false;
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 && !(lat === 0 && lon === 0);
}

/** Great-circle distance in metres. */
export function distance(a: Point, b: Point): number {
  const dLat = radians(b.lat - a.lat);
  const dLon = radians(b.lon - a.lon);
  const h = Math.sin(dLat / 2) ** 2 + Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * Math.sin(dLon / 2) ** 2;
  return 2 * EARTH_RADIUS * Math.asin(Math.min(1, Math.sqrt(h)));
}

/**
 * Travel time in seconds without a road network: great-circle distance times 1.3 (the usual detour of a road grid)
 * at 30 km/h for the first 5 km of it and 70 km/h beyond.
 */
export function roughTravelSeconds(a: Point, b: Point): number {
  return secondsOfRoad(distance(a, b) * ROAD_FACTOR);
}

/** As near as this to an address is being there: a long drive, or the other side of the street. */
const THERE_METRES = 150;

/** Whether a phone or tracker is at a place; one that is not sure of itself to this distance says nothing. `accuracy` in metres, if it is known. */
export function isThere(place: Point, here: Point, accuracy: number | null): boolean {
  return (accuracy ?? 0) <= THERE_METRES && distance(place, here) <= THERE_METRES;
}

/** How much longer a road is than the great circle: the usual detour of a grid of roads. */
const ROAD_FACTOR = 1.3;

const secondsOfRoad = (metres: number) => Math.round(Math.min(metres, 5_000) / (30 / 3.6) + Math.max(0, metres - 5_000) / (70 / 3.6));

/** The smallest box around points, for fitting a map; `null` for none. */
export function boundsOf(points: readonly Point[]): { south: number; west: number; north: number; east: number } | null {
  if (!points.length) return null;
  const box = { south: 90, west: 180, north: -90, east: -180 };
  for (const { lat, lon } of points) {
    box.south = Math.min(box.south, lat);
    box.north = Math.max(box.north, lat);
    box.west = Math.min(box.west, lon);
    box.east = Math.max(box.east, lon);
  }
  return box;
}

/** The point, or `null` where it cannot be a real place. */
export function knownPlace(lat: number | null | undefined, lon: number | null | undefined): Point | null {
  return isPlace(lat, lon) ? { lat: lat!, lon: lon! } : null;
}

/** Rough seconds and metres on the road between all of the points, from `a` to `b` at `a * points.length + b`. */
export function roughTravel(points: readonly Point[]): { readonly seconds: Int32Array; readonly metres: Int32Array } {
  const count = points.length;
  const seconds = new Int32Array(count * count);
  const metres = new Int32Array(count * count);
  for (let a = 0; a < count; a++) {
    for (let b = 0; b < a; b++) {
      const way = distance(points[a]!, points[b]!) * ROAD_FACTOR;
      metres[a * count + b] = metres[b * count + a] = Math.round(way);
      seconds[a * count + b] = seconds[b * count + a] = secondsOfRoad(way);
    }
  }
  return { seconds, metres };
}
