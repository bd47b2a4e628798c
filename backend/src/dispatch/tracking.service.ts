import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { isThere, knownPlace } from '@demarc/geo';
import { minuteOfDay } from '@demarc/time';
import { MoreThanOrEqual } from 'typeorm';
import { systemActor, type Actor } from '../auth/actor.js';
import type { Caller } from '../platform/caller.js';
import { Clock } from '../platform/clock.js';
import { Db } from '../platform/db/db.js';
import { On } from '../platform/events/event.js';
import { Events } from '../platform/events/events.js';
import { Schedule } from '../platform/queue/queue.js';
import { arrivalOf, type Arrival } from './arrival.js';
import { Job, JobHistory, JobStatus, Technician } from './dispatch.entity.js';
import { JobChanged, JobCompleted, JobScheduled, TechnicianSeen } from './dispatch.events.js';
import { JobLog, NEAR } from './job-log.js';
import { PaceService } from './pace.service.js';
import type { TrackerReport } from './tracker-report.js';
import { PositionSource, TechnicianPosition, VisitLink } from './tracking.entity.js';

/** What somebody who waits is shown: nothing by which the technician's day or other customers could be known. */
export interface Coming extends Arrival {
  readonly title: string;
  /** The first name alone. */
  readonly technician: string;
  readonly windowStart: Date | null;
  readonly windowEnd: Date | null;
}

type Where = Pick<TrackerReport, 'lat' | 'lon' | 'accuracy' | 'at'>;
interface Row {
  readonly id: string; readonly status: JobStatus; readonly durationMinutes: number; readonly startsAt: Date; readonly arrivedAt: Date | null; readonly enRouteAt: Date | null; readonly lat: number | null; readonly lon: number | null;
}
const DAY_OF = `select j.id, j.status, j.duration_minutes "durationMinutes", j.starts_at "startsAt", j.arrived_at "arrivedAt", j.en_route_at "enRouteAt", l.lat, l.lon from job j left join service_location l on l.id = j.location_id
  where j.technician_id = $1 and j.day = $2 and j.status in ('SCHEDULED', 'EN_ROUTE', 'ON_SITE', 'PAUSED') and j.starts_at is not null order by j.starts_at, j.id`;
const LOOKS_KEPT_MS = 30 * 86_400_000;
const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/** Where technicians are, and what a customer whose visit is on its way may know of it. */
@Injectable()
export class TrackingService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly events: Events,
    private readonly log: JobLog,
    private readonly pace: PaceService,
  ) {}

  /** Where a technician is by their own phone. An older position than the one that is known changes nothing. */
  async report(me: Actor, where: Where): Promise<boolean> {
    await this.db.tx(me, () => this.keep(me.tenantId, me.technicianId!, where, PositionSource.PHONE));
    return true;
  }

  /** Where a tracker says that it is; false for one that nobody has. */
  tracked(tenantId: string, { device, ...where }: TrackerReport): Promise<boolean> {
    return this.db.tx(systemActor(tenantId), async () => {
      const technician = await this.db.repo(Technician).findOneBy({ trackerId: device, active: true });
      if (technician) await this.keep(tenantId, technician.id, where, PositionSource.TRACKER);
      return technician !== null;
    });
  }

  /** The secret of a link for a visit that somebody has just set out for; `null` when this trip has one already. Inside a transaction. */
  async linkFor({ id: jobId, customerId, enRouteAt }: Job): Promise<string | null> {
    if (!enRouteAt) return null;
    const secret = randomBytes(24).toString('base64url');
    const made = await this.db.query('insert into visit_link (job_id, customer_id, en_route_at, hash) values ($1, $2, $3, $4) on conflict do nothing returning id', [jobId, customerId, enRouteAt, hashOf(secret)]);
    return made.length ? secret : null;
  }

  /** A link ends when the technician arrives, or no longer comes, and never opens again. */
  @On(JobChanged, JobCompleted, JobScheduled)
  async ended({ jobId }: JobChanged, _caller: Caller): Promise<void> {
    await this.db.query(`update visit_link l set ended_at = $2 from job j where j.id = l.job_id and l.job_id = $1 and l.ended_at is null and j.status <> 'EN_ROUTE'`, [jobId, this.clock.now()]);
  }

  /** What the holder of a secret is shown; `undefined` for one that opens nothing (any more). */
  show(tenantId: string, secret: string): Promise<Coming | undefined> {
    return this.db.tx(systemActor(tenantId), async () => {
      const link = secret.length <= 100 ? await this.db.repo(VisitLink).findOneBy({ hash: hashOf(secret) }) : null;
      const job = link && !link.endedAt ? await this.db.repo(Job).findOne({ where: { id: link.jobId, status: JobStatus.EN_ROUTE }, relations: { technician: true } }) : null;
      // A link is for the trip it was written for: who set out again wrote another.
      if (!job?.technician || !job.startsAt || job.enRouteAt?.getTime() !== link!.enRouteAt.getTime()) return undefined;
      const visits = await this.db.query<Row>(DAY_OF, [job.technicianId, job.day]);
      const mine = visits.find(({ id }) => id === job.id)!;
      const position = await this.db.repo(TechnicianPosition).findOneBy({ technicianId: job.technicianId! });
      // Somebody who set out for this visit comes here next, unless they have stopped at another since.
      const before = visits.filter(({ id, status, arrivedAt }) => id !== job.id && (status === JobStatus.ON_SITE || status === JobStatus.PAUSED) && arrivedAt !== null && arrivedAt >= job.enRouteAt!);
      const [now, zone] = [this.clock.now(), await this.log.zone()];
      const arrival = arrivalOf({
        pace: await this.pace.of(tenantId, zone), hour: Math.floor(minuteOfDay(now, zone) / 60),
        now: unix(now), place: knownPlace(mine.lat, mine.lon), startsAt: unix(job.startsAt), enRouteAt: unix(job.enRouteAt!),
        before: before.map((stop) => ({ place: knownPlace(stop.lat, stop.lon), minutes: stop.durationMinutes, startsAt: unix(stop.startsAt), arrivedAt: unix(stop.arrivedAt!) })),
        position: position && { lat: position.lat, lon: position.lon, at: unix(position.at) },
      });
      return { ...arrival, title: job.title, technician: job.technician.name.split(' ')[0]!, windowStart: job.windowStart, windowEnd: job.windowEnd };
    });
  }

  /** Notes for each technician whose phone has just told its place that somebody has it before them. */
  async looked(me: Actor): Promise<void> {
    const now = this.clock.now();
    await this.db.tx(me, () => this.db.query(
      `insert into position_look (technician_id, by, hour) select technician_id, $1, date_trunc('hour', $2::timestamptz) from technician_position where source = 'PHONE' and at > $2::timestamptz - interval '15 minutes' order by technician_id on conflict do nothing`,
      [me.name, now]));
  }

  @Schedule('23 4 * * *')
  async forgetLooks(): Promise<void> {
    await this.db.unscoped('looks of every provider are forgotten', () => this.db.query('delete from position_look where hour < $1', [new Date(this.clock.now().getTime() - LOOKS_KEPT_MS)]));
  }

  private async keep(tenantId: string, technicianId: string, { lat, lon, accuracy, at }: Where, source: PositionSource): Promise<void> {
    const kept = await this.db.query(
      `insert into technician_position (technician_id, lat, lon, accuracy, at, source) values ($1, $2, $3, $4, $5, $6)
       on conflict (technician_id) do update set lat = excluded.lat, lon = excluded.lon, accuracy = excluded.accuracy, at = excluded.at, source = excluded.source where technician_position.at <= excluded.at returning id`,
      [technicianId, lat, lon, accuracy, at, source]);
    if (!kept.length) return;
    this.events.whisper(tenantId, new TechnicianSeen(technicianId));
    await this.noteNear(tenantId, technicianId, { lat, lon, accuracy, at });
  }

  /** Somebody on the way who comes to the address is there, whether or not they have said so: once for each trip. */
  private async noteNear(tenantId: string, technicianId: string, here: Where): Promise<void> {
    const bound = await this.db.repo(Job).findOne({ where: { technicianId, status: JobStatus.EN_ROUTE }, order: { enRouteAt: 'desc' }, relations: { location: true, technician: true } });
    const place = bound && knownPlace(bound.location?.lat ?? null, bound.location?.lon ?? null);
    if (!place || !isThere(place, here, here.accuracy)) return;
    if (await this.db.repo(JobHistory).existsBy({ jobId: bound.id, what: NEAR, at: MoreThanOrEqual(bound.enRouteAt!) })) return;
    const at = here.at > bound.enRouteAt! ? here.at : bound.enRouteAt!;
    await this.log.tell({ ...systemActor(tenantId), name: bound.technician!.name }, bound, { what: NEAR, at }, JobChanged);
  }
}

const unix = (instant: Date): number => Math.floor(instant.getTime() / 1_000);
