import type { Point } from '@demarc/geo';
import { TravelSource } from './travel.enum.js';

/** Seconds and metres of one way; `null` where there is none. */
export type Way = { readonly seconds: number; readonly metres: number } | null;

/** A service that knows roads: how it is asked for the ways from some points to others, and how its answer reads. */
export interface RoadService {
  readonly source: TravelSource;
  ask(base: string, from: readonly Point[], to: readonly Point[]): { readonly url: string; readonly init?: RequestInit };
  /** By row of `from`; `undefined` when the answer is not what the service publishes. */
  read(body: unknown, from: number, to: number): Way[][] | undefined;
}

const isTable = (value: unknown, rows: number, columns: number): value is unknown[][] => Array.isArray(value) && value.length === rows && value.every((row) => Array.isArray(row) && row.length === columns);
const isLength = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value) && value >= 0;

/** OSRM's table service, v1: `GET /table/v1/driving/lon,lat;…?sources=…&destinations=…&annotations=duration,distance`. */
export const osrm: RoadService = {
  source: TravelSource.OSRM,
  ask: (base, from, to) => {
    const points = [...from, ...to].map(({ lat, lon }) => `${lon.toFixed(6)},${lat.toFixed(6)}`).join(';');
    return { url: `${base}/table/v1/driving/${points}?sources=${from.map((_, i) => i).join(';')}&destinations=${to.map((_, i) => from.length + i).join(';')}&annotations=duration,distance` };
  },
  read: (body, from, to) => {
    const { code, durations, distances } = (body ?? {}) as { code?: unknown; durations?: unknown; distances?: unknown };
    if (code !== 'Ok' || !isTable(durations, from, to) || !isTable(distances, from, to)) return undefined;
    return waysOf(durations, distances);
  },
};

/** Valhalla's matrix: `POST /sources_to_targets`; distances are kilometres. */
export const valhalla: RoadService = {
  source: TravelSource.VALHALLA,
  ask: (base, from, to) => ({
    url: `${base}/sources_to_targets`,
    init: { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ sources: from, targets: to, costing: 'auto', units: 'kilometers' }) },
  }),
  read: (body, from, to) => {
    const { sources_to_targets: table } = (body ?? {}) as { sources_to_targets?: unknown };
    if (!isTable(table, from, to)) return undefined;
    const cells = table as ({ time?: unknown; distance?: unknown } | null)[][];
    return waysOf(cells.map((row) => row.map((cell) => cell?.time ?? null)), cells.map((row) => row.map((cell) => (isLength(cell?.distance) ? cell.distance * 1_000 : (cell?.distance ?? null)))));
  },
};

function waysOf(durations: unknown[][], distances: unknown[][]): Way[][] | undefined {
  const table: Way[][] = [];
  for (const [r, row] of durations.entries()) {
    const ways: Way[] = [];
    for (const [c, seconds] of row.entries()) {
      const metres = distances[r]![c];
      if (seconds === null || metres === null) ways.push(null);
      else if (isLength(seconds) && isLength(metres)) ways.push({ seconds, metres });
      else return undefined;
    }
    table.push(ways);
  }
  return table;
}
