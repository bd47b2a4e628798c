import { Injectable } from '@nestjs/common';
import { layOut } from '@demarc/routing';
import { dayInterval } from '@demarc/time';
import type { Actor } from '../auth/actor.js';
import { BoardDayService } from '../dispatch/board-day.service.js';
import { DirectoryService } from '../dispatch/directory.service.js';
import { ScheduleService, type PlannedMove } from '../dispatch/schedule.service.js';
import { Clock } from '../platform/clock.js';
import { Db } from '../platform/db/db.js';
import { Events } from '../platform/events/events.js';
import { BadInputError, NotFoundError } from '../platform/graphql/errors.js';
import { Queue } from '../platform/queue/queue.js';
import { many, one, type Read } from '../platform/read/read.js';
import { sql } from '../platform/read/sql.js';
import { DispatchPlan, PlanAim, PlanMove, PlanMoveKind, PlanStatus } from './plan.entity.js';
import { PlanChanged } from './plan.events.js';
import type { AskForPlanArgs, AwayFromNowArgs } from './plan.inputs.js';
import { DayIsOver, NothingToPlan, PlanNotReady, PlanStale } from './plan.results.js';

/** The background work that searches a plan. */
export const SEARCH = 'planning.search';
const SECONDS: Readonly<Record<PlanAim, number>> = { [PlanAim.BEST_DAY]: 8, [PlanAim.LEAST_CHANGE]: 2 };
const CHANGES: ReadonlySet<PlanMoveKind> = new Set([PlanMoveKind.ADDED, PlanMoveKind.MOVED, PlanMoveKind.RETIMED, PlanMoveKind.LEFT_OUT]);

type Asked = Read<DispatchPlan> | DayIsOver | NothingToPlan;
type Changed = Read<DispatchPlan> | PlanStale | PlanNotReady;

/** Plans as the office handles them: asked for, stopped, applied, taken back, put away. */
@Injectable()
export class PlansService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly events: Events,
    private readonly queue: Queue,
    private readonly board: BoardDayService,
    private readonly directory: DirectoryService,
    private readonly schedule: ScheduleService,
  ) {}

  /** The day's plans, latest first. */
  plans(day: string): Read<DispatchPlan> {
    return many(DispatchPlan, { where: (p) => sql`${p.day} = ${day}::date and ${p.status} <> 'DISCARDED'`, order: [[(p) => p.createdAt, 'desc']], limit: 20 });
  }

  one(id: string): Read<DispatchPlan> {
    return one(DispatchPlan, (p) => sql`${p.id} = ${id}`);
  }

  ask(me: Actor, { day, aim, seconds }: AskForPlanArgs): Promise<Asked> {
    return this.db.tx(me, async () => {
      if (day < (await this.board.today())) return new DayIsOver();
      const { day: asked } = await this.board.load(day);
      const laid = layOut(asked);
      if (!asked.technicians.some(({ id, shifts }) => shifts.length && laid.homes.has(id))) return NothingToPlan.because('nobody');
      if (!asked.jobs.some(({ begun, ended }) => begun === null && ended === null)) return NothingToPlan.because('nothing');
      const plan = Object.assign(new DispatchPlan(), { day, aim, seconds: seconds ?? SECONDS[aim], askedBy: me.name, status: PlanStatus.SEARCHING });
      await this.db.repo(DispatchPlan).insert(plan);
      await this.queue.send(SEARCH, { tenantId: me.tenantId, planId: plan.id });
      await this.events.emit(new PlanChanged(plan.id, day));
      return this.one(plan.id);
    });
  }

  /** Somebody cannot go on: they are away from now, and what is theirs is planned anew with the least change. */
  awayFromNow(me: Actor, { technicianId, kind, until }: AwayFromNowArgs): Promise<Asked> {
    return this.db.tx(me, async () => {
      const { day, zone } = { day: await this.board.today(), zone: await this.board.zone() };
      const startsAt = new Date(Math.floor(this.clock.now().getTime() / 60_000) * 60_000);
      const endsAt = until ?? dayInterval(day, zone).end;
      if (endsAt <= startsAt) throw new BadInputError('An absence ends after it begins.', { until: 'endsAfterStart' });
      await this.directory.addAbsence(me, { technicianId, kind, startsAt, endsAt, note: '' });
      return this.ask(me, { day, aim: PlanAim.LEAST_CHANGE });
    });
  }

  /** The search ends with the best plan so far. */
  stop(me: Actor, id: string): Promise<Changed> {
    return this.step(me, id, [PlanStatus.SEARCHING], { stopAsked: true });
  }

  discard(me: Actor, id: string): Promise<Changed> {
    return this.step(me, id, [PlanStatus.READY, PlanStatus.FAILED, PlanStatus.UNDONE], { status: PlanStatus.DISCARDED });
  }

  /** Does what the plan says, all of it or nothing. */
  apply(me: Actor, id: string): Promise<Changed> {
    return this.db.tx(me, async () => {
      const plan = await this.lock(id);
      if (plan.status !== PlanStatus.READY) return new PlanNotReady();
      const moves = await this.changes(id);
      const done = await this.schedule.moveAll(me, moves.map((move): PlannedMove => ({ jobId: move.jobId, version: move.seenVersion, technicianId: move.toTechnicianId, startsAt: move.toStartsAt })), 'planned');
      if ('stale' in done) return PlanStale.of(done.stale.map(({ id: jobId, number }) => ({ jobId, number })), 'apply');
      for (const move of moves) await this.db.repo(PlanMove).update(move.id, { madeVersion: done.made.get(move.jobId)! });
      return this.change(plan, { status: PlanStatus.APPLIED, appliedAt: this.clock.now(), appliedBy: me.name });
    });
  }

  /** Puts every visit of an applied plan back where it was, all of them or none. */
  undo(me: Actor, id: string): Promise<Changed> {
    return this.db.tx(me, async () => {
      const plan = await this.lock(id);
      if (plan.status !== PlanStatus.APPLIED) return new PlanNotReady();
      const moves = await this.changes(id);
      const done = await this.schedule.moveAll(me, moves.map((move): PlannedMove => ({ jobId: move.jobId, version: move.madeVersion!, technicianId: move.fromTechnicianId, startsAt: move.fromStartsAt })), 'plan_undone');
      if ('stale' in done) return PlanStale.of(done.stale.map(({ id: jobId, number }) => ({ jobId, number })), 'undo');
      return this.change(plan, { status: PlanStatus.UNDONE });
    });
  }

  private async changes(planId: string): Promise<PlanMove[]> {
    return (await this.db.repo(PlanMove).find({ where: { planId }, order: { jobId: 'asc' } })).filter(({ kind }) => CHANGES.has(kind));
  }

  private step(me: Actor, id: string, from: readonly PlanStatus[], patch: Partial<Pick<DispatchPlan, 'status' | 'stopAsked'>>): Promise<Changed> {
    return this.db.tx(me, async () => {
      const plan = await this.lock(id);
      return from.includes(plan.status) ? this.change(plan, patch) : new PlanNotReady();
    });
  }

  private async lock(id: string): Promise<DispatchPlan> {
    const plan = await this.db.repo(DispatchPlan).findOne({ where: { id }, lock: { mode: 'pessimistic_write' } });
    if (!plan) throw new NotFoundError();
    return plan;
  }

  private async change(plan: DispatchPlan, patch: Partial<Pick<DispatchPlan, 'status' | 'stopAsked' | 'appliedAt' | 'appliedBy'>>): Promise<Read<DispatchPlan>> {
    await this.db.repo(DispatchPlan).update(plan.id, patch);
    await this.events.emit(new PlanChanged(plan.id, plan.day));
    return this.one(plan.id);
  }
}
