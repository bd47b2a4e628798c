import { Injectable } from '@nestjs/common';
import { Not } from 'typeorm';
import type { Actor } from '../auth/actor.js';
import { Clock } from '../platform/clock.js';
import { Db } from '../platform/db/db.js';
import { Events } from '../platform/events/events.js';
import type { EventClass } from '../platform/events/event.js';
import { NotFoundError } from '../platform/graphql/errors.js';
import type { AnyJobEvent } from './dispatch.events.js';
import { Job, JobHistory, Technician } from './dispatch.entity.js';
import { JobMoved } from './dispatch.results.js';
import { movedText } from './job-moved-text.js';

type JobEventClass = EventClass<AnyJobEvent> & (new (jobId: string, customerId: string, ticketId: string | null, now: AnyJobEvent['now'], before: AnyJobEvent['before'], by: string) => AnyJobEvent);

/** What the history calls it when a position says that the technician is there: a fact about the visit, no change of it. */
export const NEAR = 'near';

/** What a change is called in the history, and what is worth remembering of it. */
export interface Happening {
  readonly what: string;
  readonly at?: Date;
  readonly detail?: object;
}

/** The one way a job changes: its row locked, its version grown, a line in its history, and the news in the same transaction. */
@Injectable()
export class JobLog {
  constructor(
    private readonly db: Db,
    private readonly events: Events,
    private readonly clock: Clock,
  ) {}

  /** The job, locked until the transaction ends. */
  async lock(id: string): Promise<Job> {
    const job = await this.db.repo(Job).findOne({ where: { id }, lock: { mode: 'pessimistic_write' } });
    if (!job) throw new NotFoundError();
    return job;
  }

  async change(me: Actor, job: Job, patch: Partial<Job>, happening: Happening, Kind: JobEventClass): Promise<void> {
    const before = placeOf(job);
    const after = Object.assign(job, patch, { version: job.version + 1 });
    await this.db.repo(Job).update(job.id, { ...patch, version: after.version } as never);
    await this.tell(me, after, happening, Kind, before);
  }

  /** Adds the history line of a job that was just changed or made, and the event. */
  async tell(me: Actor, job: Job, { what, at, detail }: Happening, Kind: JobEventClass, before = placeOf(job)): Promise<void> {
    await this.db.repo(JobHistory).insert({ jobId: job.id, customerId: job.customerId, what, by: me.name, at: at ?? this.clock.now(), detail: { ...detail, version: job.version } });
    await this.events.emit(new Kind(job.id, job.customerId, job.ticketId, placeOf(job), before, me.name));
  }

  /** Why a change that was decided on an older version is not made. */
  async moved(job: Job): Promise<JobMoved> {
    const last = await this.db.repo(JobHistory).findOne({ where: { jobId: job.id, what: Not(NEAR) }, order: { createdAt: 'desc', id: 'desc' } });
    const technician = job.technicianId ? await this.db.repo(Technician).findOneBy({ id: job.technicianId }) : null;
    const change = { what: last?.what ?? 'edited', by: last?.by ?? '', at: last?.at ?? job.createdAt };
    return JobMoved.since({ jobId: job.id, ...change }, movedText({ ...change, technician: technician?.name ?? null, startsAt: job.startsAt }, await this.zone()));
  }

  /** The tenant's time zone. */
  async zone(): Promise<string> {
    const [row] = await this.db.query<{ time_zone: string }>('select time_zone from tenant where id = current_tenant()');
    return row!.time_zone;
  }
}

const placeOf = (job: Job) => ({ day: job.day, technicianId: job.technicianId });
