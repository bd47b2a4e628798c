import { Injectable } from '@nestjs/common';
import { systemActor, type Actor } from '../auth/actor.js';
import { Clock } from '../platform/clock.js';
import { Db } from '../platform/db/db.js';
import { NotFoundError } from '../platform/graphql/errors.js';
import { TicketsService } from '../tickets/tickets.service.js';
import { JobChanged, JobCompleted } from './dispatch.events.js';
import { Job, JobHistory, JobPhoto, JobPhotoKind, JobStatus, type ChecklistItem } from './dispatch.entity.js';
import { JobAlreadyDone, JobNotThere, type JobMoved } from './dispatch.results.js';
import { after, isDone, type JobStep } from './job-life.js';
import { JobLog } from './job-log.js';

export type VisitResult = Job | JobMoved | JobAlreadyDone | JobNotThere;

/**
 * The technician's hand on a visit. `at` is when it happened by the phone's clock, which without signal may be long
 * before it is told; a visit that was meanwhile given to somebody else is refused with the news of it.
 */
@Injectable()
export class VisitsService {
  constructor(
    private readonly db: Db,
    private readonly log: JobLog,
    private readonly clock: Clock,
    private readonly tickets: TicketsService,
  ) {}

  startTravel(me: Actor, id: string, at = this.clock.now()): Promise<VisitResult> {
    return this.step(me, id, 'travel', 'en_route', at, { enRouteAt: at });
  }

  arrive(me: Actor, id: string, at = this.clock.now()): Promise<VisitResult> {
    return this.step(me, id, 'arrive', 'arrived', at, { arrivedAt: at });
  }

  pause(me: Actor, id: string, reason: string, at = this.clock.now()): Promise<VisitResult> {
    return this.step(me, id, 'pause', 'paused', at, {}, { reason });
  }

  /** The visit did what it was for; the ticket it was made for is resolved with it. */
  complete(me: Actor, id: string, outcome: string, at = this.clock.now()): Promise<VisitResult> {
    return this.db.tx(me, async () => {
      const job = await this.step(me, id, 'complete', 'completed', at, { completedAt: at, outcome }, { outcome });
      if (job instanceof Job && job.ticketId) await this.tickets.jobCompleted(me, job.ticketId, { jobNumber: job.number, technician: me.name, outcome });
      return job;
    });
  }

  couldNotComplete(me: Actor, id: string, reason: string, at = this.clock.now()): Promise<VisitResult> {
    return this.step(me, id, 'giveUp', 'could_not_complete', at, { completedAt: at, outcome: reason }, { reason });
  }

  /** Ticks or unticks lines of the checklist; lines that are gone are left out. */
  tick(me: Actor, id: string, done: Readonly<Record<string, boolean>>, at = this.clock.now()): Promise<VisitResult> {
    return this.db.tx(me, async () => {
      const job = await this.mine(me, id);
      if (!(job instanceof Job)) return job;
      if (isDone(job.status)) return JobAlreadyDone.with(id, job.status);
      const checklist: ChecklistItem[] = job.checklist.map((item) => ({ ...item, done: done[item.id] ?? item.done }));
      await this.log.change(me, job, { checklist }, { what: 'checked', at, detail: { done } }, JobChanged);
      return job;
    });
  }

  /** What sort of visit it turned out to be, and how urgent. */
  classify(me: Actor, id: string, { kind, priority }: Pick<Job, 'kind' | 'priority'>, at = this.clock.now()): Promise<VisitResult> {
    return this.db.tx(me, async () => {
      const job = await this.mine(me, id);
      if (!(job instanceof Job)) return job;
      if (isDone(job.status)) return JobAlreadyDone.with(id, job.status);
      if (job.kind !== kind || job.priority !== priority) await this.log.change(me, job, { kind, priority }, { what: 'edited', at, detail: { kind, priority } }, JobChanged);
      return job;
    });
  }

  /** Something the technician wants remembered of the visit; a finished one can still be spoken of. */
  note(me: Actor, id: string, text: string, at = this.clock.now()): Promise<VisitResult> {
    return this.db.tx(me, async () => {
      const job = await this.mine(me, id);
      if (job instanceof Job) await this.log.change(me, job, {}, { what: 'noted', at, detail: { text } }, JobChanged);
      return job;
    });
  }

  /** How the line was found or left; a finished visit can still be measured. */
  measured(me: Actor, id: string, detail: object, at = this.clock.now()): Promise<Job | JobMoved> {
    return this.db.tx(me, async () => {
      const job = await this.mine(me, id);
      if (job instanceof Job) await this.log.change(me, job, {}, { what: 'measured', at, detail }, JobChanged);
      return job;
    });
  }

  /** A picture or a signature, which the server holds already under `fileKey`; a finished visit can still be given one. */
  picture(me: Actor, id: string, picture: { readonly id: string; readonly fileKey: string; readonly kind: JobPhotoKind; readonly caption: string; readonly takenAt: Date }, at = this.clock.now()): Promise<VisitResult> {
    return this.db.tx(me, async () => {
      const job = await this.mine(me, id);
      if (!(job instanceof Job)) return job;
      await this.db.repo(JobPhoto).insert({ ...picture, jobId: id, customerId: job.customerId, by: me.name });
      const what = picture.kind === JobPhotoKind.SIGNATURE ? 'signed' : 'photographed';
      await this.log.change(me, job, {}, { what, at, detail: { photoId: picture.id, caption: picture.caption } }, JobChanged);
      return job;
    });
  }

  /** What was done on a visit that had meanwhile become another's, or was over: the office is asked to look at it. */
  dispute(me: Actor, id: string, did: object, at = this.clock.now()): Promise<void> {
    return this.db.tx(me, async () => {
      const job = await this.log.lock(id);
      await this.log.tell(me, job, { what: 'disputed', at, detail: did }, JobChanged);
    });
  }

  /** The customer says that somebody will be there; false when the visit is no longer planned. Said again it changes nothing. */
  confirm(me: Actor, id: string): Promise<boolean> {
    return this.db.tx(systemActor(me.tenantId), async () => {
      const job = await this.log.lock(id);
      if (job.status !== JobStatus.SCHEDULED) return false;
      const last = await this.db.repo(JobHistory).findOne({ where: { jobId: id }, order: { createdAt: 'desc', id: 'desc' } });
      if (last?.what !== 'confirmed') await this.log.tell(me, job, { what: 'confirmed' }, JobChanged);
      return true;
    });
  }

  private step(me: Actor, id: string, step: JobStep, what: string, at: Date, patch: Partial<Job>, detail: object = {}): Promise<VisitResult> {
    return this.db.tx(me, async () => {
      const job = await this.mine(me, id);
      if (!(job instanceof Job)) return job;
      if (isDone(job.status)) return JobAlreadyDone.with(id, job.status);
      const status = after(job.status, step);
      if (!status) return JobNotThere.with(id, job.status, false);
      await this.log.change(me, job, { ...patch, status }, { what, at, detail }, step === 'complete' ? JobCompleted : JobChanged);
      return job;
    });
  }

  /** The visit, when it is the technician's or the office's; the news of its loss when it once was; else nothing. */
  private async mine(me: Actor, id: string): Promise<Job | JobMoved> {
    const job = await this.log.lock(id);
    if (me.kind !== 'technician' || job.technicianId === me.technicianId) return job;
    const rows = await this.db.query('select 1 from job_history where job_id = $1 and detail->>$2 = $3 limit 1', [id, 'fromTechnicianId', me.technicianId]);
    if (!rows.length) throw new NotFoundError();
    return this.log.moved(job);
  }
}
