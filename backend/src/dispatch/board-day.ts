import { knownPlace } from '@demarc/geo';
import { dayInterval, instantOf } from '@demarc/time';
import type { Day, DayJob, DayTechnician } from '@demarc/routing';
import { JobStatus, type Job, type Skill, type Technician } from './dispatch.entity.js';
import { territoryOf } from './territory-of.js';
import { workingTimes } from './working-hours.js';
import type { Absence, Territory } from './working.entity.js';
import { Priority } from '../tickets/ticket.entity.js';

/** A visit with the place it is at. */
export type PlacedJob = Pick<Job, 'id' | 'number' | 'status' | 'priority' | 'durationMinutes' | 'startsAt' | 'endsAt' | 'windowStart' | 'windowEnd' | 'dueAt' | 'pinned' | 'technicianId' | 'skills' | 'arrivedAt' | 'completedAt' | 'version'> & {
  readonly location: { readonly lat: number | null; readonly lon: number | null; readonly postalCode: string } | null;
};

/** The day as the office keeps it. */
export interface BoardRows {
  readonly technicians: readonly Technician[];
  readonly absences: readonly Absence[];
  readonly territories: readonly Territory[];
  readonly jobs: readonly PlacedJob[];
}

const WEIGHT: Readonly<Record<Priority, number>> = { [Priority.LOW]: 0, [Priority.MEDIUM]: 1, [Priority.HIGH]: 2, [Priority.URGENT]: 3 };
const OVER: ReadonlySet<JobStatus> = new Set([JobStatus.COMPLETED, JobStatus.COULD_NOT_COMPLETE]);
const UNDER_WAY: ReadonlySet<JobStatus> = new Set([JobStatus.EN_ROUTE, JobStatus.ON_SITE, JobStatus.PAUSED]);

/** The board of a local day as the optimiser takes it, in Unix seconds; on a later day, nothing begins before the day does. */
export function dayOfBoard({ technicians, absences, territories, jobs }: BoardRows, day: string, zone: string, now: Date): Day {
  const { start, end } = dayInterval(day, zone);
  return {
    technicians: technicians.filter(({ active }) => active).map((technician) => personOf(technician, absences, day, zone)),
    jobs: jobs.filter(({ technicianId, windowStart, windowEnd }) => technicianId || !windowStart || !windowEnd || windowStart < end).map((job) => jobOf(job, territories)),
    now: Math.ceil(unix(now > start ? now : start) / 60) * 60,
  };
}

function personOf(technician: Technician, absences: readonly Absence[], day: string, zone: string): DayTechnician {
  const times = workingTimes(technician, day, zone, absences.filter(({ technicianId }) => technicianId === technician.id));
  const lunch = { from: unix(instantOf(day, technician.lunchStart, zone)), to: unix(instantOf(day, technician.lunchEnd, zone)), seconds: technician.lunchMinutes * 60 };
  return {
    id: technician.id, skills: levels(technician.skills), home: knownPlace(technician.homeLat, technician.homeLon), territories: technician.territoryIds,
    shifts: times.map(({ start, end }) => ({ from: unix(start), to: unix(end) })), lunch: lunch.seconds ? lunch : null,
  };
}

function jobOf(job: PlacedJob, territories: readonly Territory[]): DayJob {
  const isOver = OVER.has(job.status);
  const hasBegun = isOver || UNDER_WAY.has(job.status);
  return {
    id: job.id, place: job.location && knownPlace(job.location.lat, job.location.lon), seconds: job.durationMinutes * 60, skills: levels(job.skills), priority: WEIGHT[job.priority],
    window: job.windowStart && job.windowEnd && job.windowStart <= job.windowEnd ? { from: unix(job.windowStart), to: unix(job.windowEnd) } : null,
    due: job.dueAt && unix(job.dueAt), territory: territoryOf(job.location?.postalCode ?? '', territories), pinned: job.pinned,
    technician: job.technicianId, start: job.startsAt && unix(job.startsAt),
    begun: hasBegun ? unix(job.arrivedAt ?? job.startsAt ?? job.completedAt!) : null, ended: isOver ? unix(job.completedAt ?? job.endsAt ?? job.startsAt!) : null,
  };
}

/** Unix seconds. */
const unix = (instant: Date): number => Math.floor(instant.getTime() / 1_000);
const levels = (skills: readonly Skill[]): Record<string, number> => Object.fromEntries(skills.map(({ name, level }) => [name, level]));
