import { Injectable } from '@nestjs/common';
import type { Actor } from '../auth/actor.js';
import { Db } from '../platform/db/db.js';
import { BadInputError, NotFoundError } from '../platform/graphql/errors.js';
import { one, type Read } from '../platform/read/read.js';
import { sql } from '../platform/read/sql.js';
import { JobChanged, JobScheduled } from './dispatch.events.js';
import type { JobMoveInput, MoveJobArgs } from './dispatch.inputs.js';
import { Job, JobStatus, Technician } from './dispatch.entity.js';
import { JobAlreadyDone, JobNotThere, JobsMovedTogether, JobTooLong, SomeJobsMoved, TechnicianNotWorking, type JobMoved } from './dispatch.results.js';
import { after, isDone, isUnderWay } from './job-life.js';
import { JobLog } from './job-log.js';
import { LONGEST_MINUTES, planOf } from './job-plan.js';

/** One visit of many that are moved at once; without technician it waits again. */
export interface PlannedMove {
  readonly jobId: string;
  /** The version it was decided on. */
  readonly version: number;
  readonly technicianId: string | null;
  readonly startsAt: Date | null;
}

/** A time that was offered, as it is given to a visit. */
export interface BookedTime {
  readonly technicianId: string;
  readonly startsAt: Date;
  readonly windowStart: Date;
  readonly windowEnd: Date;
  /** When the technician sets out for it. */
  readonly from: Date;
}

/** PostgreSQL's word for two rows that exclude each other. */
const TWO_MEET = '23P01';
const WAITING = { status: JobStatus.OPEN, pinned: false, booked: null, technicianId: null, startsAt: null, endsAt: null, enRouteAt: null, arrivedAt: null, completedAt: null } as const;

/** The office plans: puts visits on the board, moves them, takes them off. Two who move the same visit never overwrite each other. */
@Injectable()
export class ScheduleService {
  constructor(
    private readonly db: Db,
    private readonly log: JobLog,
  ) {}

  /** Gives a visit a technician, a beginning or a length; what is left out stays. Overlaps are allowed and shown. */
  plan(me: Actor, args: MoveJobArgs): Promise<Read<Job> | JobMoved | JobAlreadyDone | JobNotThere | JobTooLong | TechnicianNotWorking> {
    return this.db.tx(me, async () => {
      const job = await this.log.lock(args.id);
      if (job.version !== args.version) return this.log.moved(job);
      if (isDone(job.status)) return JobAlreadyDone.with(job.id, job.status);
      const minutes = args.durationMinutes ?? job.durationMinutes;
      if (minutes > LONGEST_MINUTES) return new JobTooLong();
      const isMove = (args.technicianId !== undefined && args.technicianId !== job.technicianId) || (args.startsAt !== undefined && args.startsAt.getTime() !== job.startsAt?.getTime());
      return isMove ? this.move(me, job, args, minutes) : this.resize(me, job, minutes);
    });
  }

  /** Puts a visit back among those that wait, wanted for the day it was planned on. */
  unassign(me: Actor, id: string, version: number): Promise<Read<Job> | JobMoved | JobAlreadyDone | JobNotThere> {
    return this.db.tx(me, async () => {
      const job = await this.log.lock(id);
      if (job.version !== version) return this.log.moved(job);
      if (job.status === JobStatus.COMPLETED || job.status === JobStatus.CANCELLED) return JobAlreadyDone.with(id, job.status);
      if (!after(job.status, 'unassign')) return JobNotThere.with(id, job.status, isUnderWay(job.status));
      await this.log.change(me, job, { ...WAITING }, { what: 'unassigned', detail: await this.was(job) }, JobScheduled);
      return read(id);
    });
  }

  /** Holds a visit where it is, so that plans leave it there; or lets it go. */
  pin(me: Actor, id: string, version: number, pinned: boolean): Promise<Read<Job> | JobMoved | JobAlreadyDone | JobNotThere> {
    return this.db.tx(me, async () => {
      const job = await this.log.lock(id);
      if (job.version !== version) return this.log.moved(job);
      if (isDone(job.status)) return JobAlreadyDone.with(id, job.status);
      if (pinned && !job.technicianId) return JobNotThere.with(id, job.status, false);
      if (pinned !== job.pinned) await this.log.change(me, job, { pinned }, { what: pinned ? 'pinned' : 'unpinned' }, JobChanged);
      return read(id);
    });
  }

  /**
   * Puts many visits elsewhere at once, or none: the ones that have changed since they were seen, or can no longer be
   * moved, are named and nothing is done. Inside the caller's transaction; versions as they are afterwards, by visit.
   */
  async moveAll(me: Actor, moves: readonly PlannedMove[], what: string): Promise<{ readonly stale: readonly Pick<Job, 'id' | 'number'>[] } | { readonly made: ReadonlyMap<string, number> }> {
    const jobs = new Map<string, Job>();
    for (const { jobId } of [...moves].sort((a, b) => (a.jobId < b.jobId ? -1 : 1))) jobs.set(jobId, await this.log.lock(jobId));
    const people = new Map((await this.db.repo(Technician).find()).map((technician) => [technician.id, technician]));
    const stale = moves.filter(({ jobId, version, technicianId }) => {
      const job = jobs.get(jobId)!;
      return job.version !== version || !after(job.status, technicianId ? 'schedule' : 'unassign') || (technicianId && !people.get(technicianId)?.active);
    }).map(({ jobId }) => jobs.get(jobId)!);
    if (stale.length) return { stale };
    const zone = await this.log.zone();
    const made = new Map<string, number>();
    for (const { jobId, technicianId, startsAt } of moves) {
      const job = jobs.get(jobId)!;
      const was = { ...(job.technicianId ? { fromTechnicianId: job.technicianId } : {}), from: { technician: job.technicianId && people.get(job.technicianId)?.name, startsAt: job.startsAt, durationMinutes: job.durationMinutes } };
      const patch = technicianId && startsAt ? { ...planOf(startsAt, job.durationMinutes, zone), technicianId, booked: null, status: JobStatus.SCHEDULED } : { ...WAITING };
      await this.log.change(me, job, patch, { what, detail: { ...was, ...(technicianId ? { to: { technician: people.get(technicianId)!.name, startsAt, durationMinutes: job.durationMinutes } } : {}) } }, JobScheduled);
      made.set(jobId, job.version);
    }
    return { made };
  }

  /** Moves many visits by hand as one: all of them or none. */
  moveTogether(me: Actor, moves: readonly JobMoveInput[]): Promise<JobsMovedTogether | SomeJobsMoved> {
    const half = moves.findIndex(({ technicianId, startsAt }) => !technicianId !== !startsAt);
    if (half >= 0) throw new BadInputError('A visit needs both a technician and a beginning, or neither.', { [`moves.${half}.${moves[half]!.technicianId ? 'startsAt' : 'technicianId'}`]: 'isDefined' });
    return this.db.tx(me, async () => {
      const planned = moves.map(({ id: jobId, version, technicianId, startsAt }) => ({ jobId, version, technicianId: technicianId ?? null, startsAt: startsAt ?? null }));
      const result = await this.moveAll(me, planned, 'moved');
      if ('stale' in result) return SomeJobsMoved.among(result.stale);
      return JobsMovedTogether.of(moves.map(({ id }) => id));
    });
  }

  /**
   * Gives a visit a time that was offered, inside the caller's transaction; false when somebody was given it first, which
   * the table itself sees to. The technician's row must be locked, so that what was looked at is still so.
   */
  async book(me: Actor, jobId: string, { technicianId, startsAt, windowStart, windowEnd, from }: BookedTime): Promise<boolean> {
    const job = await this.log.lock(jobId);
    const plan = planOf(startsAt, job.durationMinutes, await this.log.zone());
    const technician = await this.db.repo(Technician).findOneByOrFail({ id: technicianId });
    const detail = { ...(await this.was(job)), to: { technician: technician.name, startsAt, durationMinutes: job.durationMinutes } };
    const booked = `[${from.toISOString()},${plan.endsAt.toISOString()})`;
    await this.db.query('savepoint booking');
    try {
      await this.log.change(me, job, { ...plan, technicianId, windowStart, windowEnd, booked, status: JobStatus.SCHEDULED }, { what: 'booked', detail }, JobScheduled);
      return true;
    } catch (error) {
      if ((error as { code?: unknown }).code !== TWO_MEET) throw error;
      await this.db.query('rollback to savepoint booking');
      return false;
    }
  }

  private async move(me: Actor, job: Job, args: MoveJobArgs, minutes: number): Promise<Read<Job> | JobNotThere | TechnicianNotWorking> {
    const status = after(job.status, 'schedule');
    if (!status) return JobNotThere.with(job.id, job.status, isUnderWay(job.status));
    const technicianId = args.technicianId ?? job.technicianId;
    const startsAt = args.startsAt ?? job.startsAt;
    if (!technicianId || !startsAt) throw new BadInputError('A visit that waits needs both a technician and a beginning.', technicianId ? { startsAt: 'isDefined' } : { technicianId: 'isDefined' });
    const technician = await this.db.repo(Technician).findOneBy({ id: technicianId });
    if (!technician) throw new NotFoundError();
    if (!technician.active && technicianId !== job.technicianId) return TechnicianNotWorking.called(technicianId, technician.name);
    const plan = planOf(startsAt, minutes, await this.log.zone());
    const detail = { ...(await this.was(job)), to: { technician: technician.name, startsAt, durationMinutes: minutes } };
    await this.log.change(me, job, { ...plan, technicianId, status, booked: null }, { what: job.status === JobStatus.OPEN ? 'scheduled' : 'moved', detail }, JobScheduled);
    return read(job.id);
  }

  private async resize(me: Actor, job: Job, minutes: number): Promise<Read<Job>> {
    if (minutes === job.durationMinutes) return read(job.id);
    const endsAt = job.startsAt && new Date(job.startsAt.getTime() + minutes * 60_000);
    await this.log.change(me, job, { durationMinutes: minutes, endsAt, booked: null }, { what: 'resized', detail: { from: { durationMinutes: job.durationMinutes }, to: { durationMinutes: minutes } } }, JobChanged);
    return read(job.id);
  }

  private async was(job: Job): Promise<object> {
    if (!job.technicianId) return {};
    const technician = await this.db.repo(Technician).findOneBy({ id: job.technicianId });
    return { fromTechnicianId: job.technicianId, from: { technician: technician?.name, startsAt: job.startsAt, durationMinutes: job.durationMinutes } };
  }
}

const read = (id: string) => one(Job, (job) => sql`${job.id} = ${id}`);
