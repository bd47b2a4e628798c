import { boundsOf, type Point } from '@demarc/geo';

/** A square of a map, as map servers count them. */
export interface Tile {
  readonly z: number;
  readonly x: number;
  readonly y: number;
}

/** The whole round at a glance, and the streets around each stop. */
const OVERVIEW = [8, 9, 10, 11, 12];
const STREETS = [13, 14, 15, 16];
/** So many squares around the one a stop lies in, on each side. */
const AROUND = 1;

/** Where a place lies on the map of a zoom (Web Mercator), counted in tiles. */
function tileOf({ lat, lon }: Point, z: number): Tile {
  const sin = Math.sin((Math.max(-85, Math.min(85, lat)) * Math.PI) / 180);
  const most = 2 ** z;
  const at = (share: number) => Math.max(0, Math.min(most - 1, Math.floor(share * most)));
  return { z, x: at((lon + 180) / 360), y: at(0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI)) };
}

/** The squares of the map that a day among these places needs, the widest first, and of the streets those of the first places first; never more than `most`. */
export function tilesAround(places: readonly Point[], most: number): Tile[] {
  const found = new Map<string, Tile>();
  const take = (z: number, west: number, east: number, north: number, south: number) => {
    for (let x = Math.max(0, west); x <= Math.min(2 ** z - 1, east); x++) for (let y = Math.max(0, north); y <= Math.min(2 ** z - 1, south); y++) {
      if (found.size < most) found.set(`${z}/${x}/${y}`, { z, x, y });
    }
  };
  const box = boundsOf(places);
  if (!box) return [];
  for (const z of OVERVIEW) {
    const [a, b] = [tileOf({ lat: box.north, lon: box.west }, z), tileOf({ lat: box.south, lon: box.east }, z)];
    take(z, a.x, b.x, a.y, b.y);
  }
  for (const place of places) for (const z of STREETS) {
    const { x, y } = tileOf(place, z);
    take(z, x - AROUND, x + AROUND, y - AROUND, y + AROUND);
  }
  return [...found.values()];
}

/** The address of a square by the template of a map server. */
export const tileUrl = (template: string, { z, x, y }: Tile): string =>
  template.replace('{z}', String(z)).replace('{x}', String(x)).replace('{y}', String(y)).replace('{s}', 'abc'[Math.abs(x + y) % 3]!).replace('{r}', devicePixelRatio > 1 ? '@2x' : '');
