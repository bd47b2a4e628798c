import { minutesBetween } from './board-hints';
import { minuteOf, type BoardJob, type Row, type Spot } from './board-model';

/** A visit of several that are carried together, and where it would land. */
export interface Carried {
  readonly job: BoardJob;
  readonly spot: Spot;
}

/**
 * Where visits land that are carried with another one: those on the board keep their distance in time and rows to it;
 * those that wait come after it with the same technician, one after the other, with the drive between them. Without a
 * place of its own to keep a distance to, because it waits too, all others queue up behind it.
 */
export function groupSpots(lead: BoardJob, at: Spot, others: readonly BoardJob[], rows: readonly Row[], zone: string): Carried[] {
  const from = lead.technician && lead.startsAt ? { row: rowOf(rows, lead.technician.id), start: minuteOf(lead.startsAt, zone) } : undefined;
  const shift = from && { rows: rowOf(rows, at.technicianId) - from.row, minutes: at.start - from.start };
  let end = at.start + at.duration;
  let place = lead.location;
  return others.map((job) => {
    if (shift && job.technician && job.startsAt) {
      const row = Math.min(Math.max(rowOf(rows, job.technician.id) + shift.rows, 0), rows.length - 1);
      return { job, spot: { technicianId: rows[row]!.technician.id, start: Math.min(Math.max(minuteOf(job.startsAt, zone) + shift.minutes, 0), LAST_MINUTE), duration: job.durationMinutes } };
    }
    const start = Math.min(Math.ceil((end + (minutesBetween(place, job.location) ?? 0)) / STEP) * STEP, LAST_MINUTE);
    [end, place] = [start + job.durationMinutes, job.location];
    return { job, spot: { technicianId: at.technicianId, start, duration: job.durationMinutes } };
  });
}

const STEP = 5;
const LAST_MINUTE = 1_435;
const rowOf = (rows: readonly Row[], technicianId: string): number => rows.findIndex(({ technician }) => technician.id === technicianId);
