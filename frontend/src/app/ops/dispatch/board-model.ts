import { minuteOfDay } from '@demarc/time';
import { stack, type Scale, xOf } from '../../ui/timeline/timeline-scale';
import type { JobKind, Priority } from '../../core/graphql/schema.generated';
import { PRIORITY_ORDER } from '../../domain/job/job-looks';
import type { BoardJobFragment, BoardTechnicianFragment } from './dispatch.generated';

export type BoardJob = BoardJobFragment;
export type BoardTechnician = BoardTechnicianFragment;

/** Where a visit is put: with whom, from which minute of the day, for how long; on the day that is shown unless it says another. */
export interface Spot {
  readonly day?: string;
  readonly technicianId: string;
  readonly start: number;
  readonly duration: number;
}

/** One technician's line: what it holds and where it is drawn. */
export interface Row {
  readonly technician: BoardTechnician;
  readonly top: number;
  readonly height: number;
  readonly jobs: readonly BoardJob[];
  readonly minutes: number;
}

/** One visit as it is drawn. */
export interface Bar {
  readonly job: BoardJob;
  readonly row: Row;
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

export interface Filter {
  readonly text: string;
  readonly kind: JobKind | '';
  readonly priority: Priority | '';
  /** A skill that the visit needs. */
  readonly skill: string;
}

export const LANE = 44;
const PADDING = 6;
const SHORTEST_ROW = 60;

const minutes = new Map<string, number>();

/** The minute of the day an instant falls on, on the tenant's wall clock. Remembered, since a board asks for the same few hundred again and again. */
export function minuteOf(instant: string, zone: string): number {
  const key = `${instant}${zone}`;
  let minute = minutes.get(key);
  if (minute === undefined) {
    if (minutes.size > 5_000) minutes.clear();
    minutes.set(key, (minute = minuteOfDay(new Date(instant), zone)));
  }
  return minute;
}

/** The visit's beginning and end in minutes of its day. */
export function stretchOf(job: BoardJob, zone: string): { start: number; end: number } {
  const start = minuteOf(job.startsAt!, zone);
  return { start, end: start + job.durationMinutes };
}

export const isPlanned = (job: BoardJob, first: string, last = first): boolean => job.technician !== null && job.startsAt !== null && job.day !== null && job.day >= first && job.day <= last && job.status !== 'CANCELLED';
/** Whether it has not begun, so that it can still be put elsewhere. */
export const canMove = ({ status }: Pick<BoardJob, 'status'>): boolean => status === 'OPEN' || status === 'SCHEDULED';
export const isWaiting = (job: BoardJob, day: string): boolean => job.technician === null && job.status === 'OPEN' && (job.day === null || job.day <= day);

/** The rows from top to bottom, each as high as its overlapping visits need. */
export function rowsOf(technicians: readonly BoardTechnician[], jobs: readonly BoardJob[], zone: string): Row[] {
  const byTechnician = Map.groupBy(jobs, (job) => job.technician!.id);
  let top = 0;
  return technicians.map((technician) => {
    const own = (byTechnician.get(technician.id) ?? []).toSorted((a, b) => (a.startsAt! < b.startsAt! ? -1 : 1));
    const { count } = stack(own.map((job) => stretchOf(job, zone)));
    const height = Math.max(SHORTEST_ROW, count * LANE + 2 * PADDING);
    const row = { technician, top, height, jobs: own, minutes: own.reduce((sum, job) => sum + job.durationMinutes, 0) };
    top += height;
    return row;
  });
}

/** Every visit with its place on the grid. */
export function barsOf(rows: readonly Row[], scale: Scale, zone: string): Bar[] {
  return rows.flatMap((row) => {
    const stretches = row.jobs.map((job) => stretchOf(job, zone));
    const { lanes, count } = stack(stretches);
    const first = row.top + (row.height - count * LANE) / 2 + 2;
    return row.jobs.map((job, i) => {
      const { start, end } = stretches[i]!;
      return { job, row, x: xOf(scale, start), y: first + lanes[i]! * LANE, width: (end - start) * scale.perMinute };
    });
  });
}

/** Whether the visit is one of those the dispatcher looks for. */
export function fits(job: BoardJob, { text, kind, priority, skill }: Filter): boolean {
  if (skill && !job.skills.some(({ name }) => name === skill)) return false;
  if (kind && job.kind !== kind) return false;
  if (priority && job.priority !== priority) return false;
  return !text || `${job.number} ${job.title} ${job.customer.name} ${job.location?.city ?? ''} ${job.location?.line1 ?? ''}`.toLocaleLowerCase().includes(text.toLocaleLowerCase());
}

export const LANE_ORDERS = ['priority', 'promise', 'age', 'place', 'length'] as const;
export type LaneOrder = (typeof LANE_ORDERS)[number];

/** The waiting visits in the order the dispatcher chose. */
export function sorted(jobs: readonly BoardJob[], order: LaneOrder): BoardJob[] {
  const age = (a: BoardJob, b: BoardJob) => (a.createdAt < b.createdAt ? -1 : 1);
  if (order === 'age') return jobs.toSorted(age);
  if (order === 'place') return jobs.toSorted((a, b) => (a.location?.city ?? '').localeCompare(b.location?.city ?? '') || age(a, b));
  if (order === 'length') return jobs.toSorted((a, b) => b.durationMinutes - a.durationMinutes || age(a, b));
  // Without a promise there is no hurry: those come last.
  if (order === 'promise') return jobs.toSorted((a, b) => (a.windowEnd ?? '9').localeCompare(b.windowEnd ?? '9') || age(a, b));
  return jobs.toSorted((a, b) => PRIORITY_ORDER[a.priority] - PRIORITY_ORDER[b.priority] || age(a, b));
}
