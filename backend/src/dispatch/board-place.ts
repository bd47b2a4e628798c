/** Where a job is on the board: its local day, and its lane. */
export interface BoardPlace {
  readonly day: string | null;
  readonly technicianId: string | null;
}

/** Whether the board of a day shows a job that is there: planned that day, or waiting for a technician and wanted by then. */
export function isOnBoard(day: string, place: BoardPlace): boolean {
  if (place.technicianId !== null) return place.day === day;
  return place.day === null || place.day <= day;
}
