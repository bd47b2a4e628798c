import { addDays } from '@demarc/time';

/** Where a job is on the board: its local day, and its lane. */
export interface BoardPlace {
  readonly day: string | null;
  readonly technicianId: string | null;
}

/** The last of some days in a row. */
export const lastDay = (first: string, days: number): string => addDays(first, days - 1);

/** Whether the board of some days, one if not said, shows a job that is there: planned then, or waiting for a technician and wanted by then. */
export function isOnBoard(first: string, place: BoardPlace, days = 1): boolean {
  const last = lastDay(first, days);
  if (place.technicianId !== null) return place.day !== null && place.day >= first && place.day <= last;
  return place.day === null || place.day <= last;
}
