import { dayOf } from '@demarc/time';

/** A job longer than this is several visits. */
export const LONGEST_MINUTES = 12 * 60;

/** Where a job stands in time: the local day it begins on, and its two ends. */
export interface Plan {
  readonly day: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly durationMinutes: number;
}

/**
 * The plan of a job that begins at an instant. It belongs to the local day it begins on, even when it ends after
 * midnight; its minutes are elapsed ones, so the night of daylight saving makes none longer or shorter.
 */
export function planOf(startsAt: Date, durationMinutes: number, zone: string): Plan {
  return { day: dayOf(startsAt, zone), startsAt, endsAt: new Date(startsAt.getTime() + durationMinutes * 60_000), durationMinutes };
}
