import { distance, isPlace } from '@demarc/geo';

interface Spot {
  readonly lat: number | null;
  readonly lon: number | null;
}

/** Kilometres as the crow flies between two stops; null when a place is unknown. */
export function kilometresBetween(from: Spot | null | undefined, to: Spot | null | undefined): number | null {
  if (!from || !to || !isPlace(from.lat, from.lon) || !isPlace(to.lat, to.lon)) return null;
  return Math.round(distance({ lat: from.lat!, lon: from.lon! }, { lat: to.lat!, lon: to.lon! }) / 100) / 10;
}
