import { distance, isPlace } from '@demarc/geo';

/** A place and when the phone was there, in Unix milliseconds. */
export interface Told {
  readonly lat: number;
  readonly lon: number;
  readonly at: number;
}

const SOONEST_MS = 10_000;
const LATEST_MS = 30_000;
const MOVED_METRES = 40;

/** Whether a place is worth telling: the first, one that is some way off, or any after half a minute. Never more often than every ten seconds. */
export function isDue(last: Told | undefined, now: Told): boolean {
  if (!isPlace(now.lat, now.lon)) return false;
  if (!last) return true;
  const since = now.at - last.at;
  return since >= LATEST_MS || (since >= SOONEST_MS && distance(last, now) >= MOVED_METRES);
}
