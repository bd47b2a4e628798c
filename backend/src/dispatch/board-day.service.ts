import { Injectable } from '@nestjs/common';
import { dayInterval } from '@demarc/time';
import type { Day } from '@demarc/routing';
import { Clock } from '../platform/clock.js';
import { Db } from '../platform/db/db.js';
import { dayOfBoard, type PlacedJob } from './board-day.js';
import { Technician } from './dispatch.entity.js';
import { JobLog } from './job-log.js';
import { Absence, Territory } from './working.entity.js';

export type { PlacedJob } from './board-day.js';

/** A day as the optimiser takes it, and the visits it was made of. */
export interface LoadedDay {
  readonly day: Day;
  readonly jobs: ReadonlyMap<string, PlacedJob>;
  readonly zone: string;
}

const JOBS = `
  select j.id, j.number, j.status, j.priority, j.duration_minutes "durationMinutes", j.starts_at "startsAt", j.ends_at "endsAt", j.window_start "windowStart", j.window_end "windowEnd", j.due_at "dueAt",
    j.pinned, j.technician_id "technicianId", j.skills, j.arrived_at "arrivedAt", j.completed_at "completedAt", j.version,
    case when l.id is null then null else jsonb_build_object('lat', l.lat, 'lon', l.lon, 'postalCode', l.postal_code) end location
  from job j left join service_location l on l.id = j.location_id
  where (j.day = $1::date and j.technician_id is not null and j.status <> 'CANCELLED') or (j.status = 'OPEN' and j.technician_id is null and (j.day is null or j.day <= $1::date)) or j.id = $3
  order by j.id = $3 desc, j.technician_id is null, j.created_at, j.id limit $2`;

/** A day of the board beside the ones planned: waiting visits beyond this many are left for another plan. */
const MOST_JOBS = 1_200;

/** Reads the day of the board that the optimiser is asked about. */
@Injectable()
export class BoardDayService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly log: JobLog,
  ) {}

  /** Inside a transaction. With a visit that is asked about, wherever it stands now. */
  async load(day: string, about: string | null = null): Promise<LoadedDay> {
    const zone = await this.log.zone();
    const { start, end } = dayInterval(day, zone);
    const jobs = await this.db.query<PlacedJob>(JOBS, [day, MOST_JOBS, about]);
    const technicians = await this.db.repo(Technician).find({ order: { id: 'asc' } });
    const absences = await this.db.repo(Absence).createQueryBuilder('a').where('a.starts_at < :end and a.ends_at > :start', { start, end }).getMany();
    const territories = await this.db.repo(Territory).find();
    return { day: dayOfBoard({ technicians, absences, territories, jobs }, day, zone, this.clock.now()), jobs: new Map(jobs.map((job) => [job.id, job])), zone };
  }

  /** The tenant's time zone; inside a transaction. */
  zone(): Promise<string> {
    return this.log.zone();
  }

  /** The tenant's local day of now; inside a transaction. */
  async today(): Promise<string> {
    return this.clock.today(await this.log.zone());
  }
}
