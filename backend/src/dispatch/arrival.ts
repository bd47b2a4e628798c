import { distance, type Point } from '@demarc/geo';
import { driveSeconds, type Pace } from './pace.js';

/** A visit of the technician's day that comes before, in Unix seconds. */
export interface StopBefore {
  readonly place: Point | null;
  readonly minutes: number;
  readonly startsAt: number;
  /** When work on it began, once it has. */
  readonly arrivedAt: number | null;
}

/** What is known when somebody asks how long it will be. */
export interface OnTheWay {
  readonly now: number;
  readonly place: Point | null;
  readonly startsAt: number;
  readonly enRouteAt: number;
  readonly before: readonly StopBefore[];
  readonly position: (Point & { readonly at: number }) | null;
  /** How fast the company's technicians drive, and the local hour. */
  readonly pace: Pace;
  readonly hour: number;
}

/** What the customer is told. */
export interface Arrival {
  /** `null` when nothing is known to count from. */
  readonly minutes: number | null;
  readonly stopsBefore: number;
  /** About where the technician is, on the last stretch only. */
  readonly near: Point | null;
}

/** A position older than this says nothing any more. */
const FRESH_SECONDS = 10 * 60;
/** The last stretch: nobody else comes first, and they are this near. */
const LAST_METRES = 8_000;
/** A point is shown to about half a kilometre. */
const GRID = 0.005;

/** When the technician will be there, how many stops come before, and about where they are on the last stretch. */
export function arrivalOf({ now, place, startsAt, enRouteAt, before, position, pace, hour }: OnTheWay): Arrival {
  const way = (from: Point, to: Point) => driveSeconds(from, to, pace, hour);
  const fresh = position && now - position.at <= FRESH_SECONDS ? position : null;
  const last = before.at(-1);
  let seconds: number | null = null;
  if (fresh && place && !last) seconds = way(fresh, place) - (now - fresh.at);
  else if (last) seconds = before.reduce<{ at: number; from: Point | null }>(({ at, from }, stop) => {
    const drive = stop.arrivedAt === null && from && stop.place ? way(from, stop.place) : 0;
    const begins = stop.arrivedAt ?? Math.max(at + drive, from ? 0 : stop.startsAt);
    return { at: Math.max(now, begins + stop.minutes * 60), from: stop.place ?? from };
  }, { at: now, from: fresh }).at - now + (last.place && place ? way(last.place, place) : 0);
  else if (startsAt > enRouteAt) seconds = startsAt - now;
  const isLast = fresh && place && !last && distance(fresh, place) <= LAST_METRES;
  return { minutes: seconds === null ? null : Math.max(1, Math.ceil(seconds / 60)), stopsBefore: before.length, near: isLast ? coarse(fresh) : null };
}

const coarse = ({ lat, lon }: Point): Point => ({ lat: round(lat), lon: round(lon) });
const round = (degrees: number): number => Number((Math.round(degrees / GRID) * GRID).toFixed(3));
