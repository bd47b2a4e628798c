import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { layOut, tally, type Day, type LaidOut, type Plan, type Problem, type Travel, type Visit } from '@demarc/routing';
import { systemActor, type Actor } from '../auth/actor.js';
import { BoardDayService, type LoadedDay } from '../dispatch/board-day.service.js';
import { Db } from '../platform/db/db.js';
import { Events } from '../platform/events/events.js';
import { Log, reasonOf } from '../platform/observability/log.js';
import { Schedule, Work } from '../platform/queue/queue.js';
import { differences, verdictsOf, visitsOf } from './plan-difference.js';
import { DispatchPlan, PlanAim, PlanMove, PlanStatus, type PlanFigures } from './plan.entity.js';
import { PlanChanged } from './plan.events.js';
import { PlannerService } from './planner.service.js';
import { SEARCH } from './plans.service.js';
import { TravelService, type Ways } from './travel.service.js';

/** How often those who watch are told of a better plan. */
const TELL_MS = 400;
/** A free choice of who does what; a repair keeps the library's prices for each change. */
const FREELY = { changeTechnician: 0, changeStart: 0 };

interface Asked {
  readonly day: Day;
  readonly laid: LaidOut;
  readonly travel: Travel;
  readonly problem: Problem;
  readonly present: readonly Visit[];
}

/** Searches plans in the background: what it finds on the way is seen by everybody who watches. */
@Injectable()
export class PlanSearchService implements BeforeApplicationShutdown {
  private readonly searches = new Set<AbortController>();
  private closing = false;

  constructor(
    private readonly db: Db,
    private readonly events: Events,
    private readonly log: Log,
    private readonly board: BoardDayService,
    private readonly travel: TravelService,
    private readonly planner: PlannerService,
  ) {}

  beforeApplicationShutdown(): void {
    this.closing = true;
    for (const search of this.searches) search.abort();
  }

  @Work(SEARCH, { retryLimit: 2 })
  async search({ tenantId, planId }: { tenantId: string; planId: string }): Promise<void> {
    const system = systemActor(tenantId);
    const plan = await this.db.tx(system, () => this.db.repo(DispatchPlan).findOneBy({ id: planId }));
    if (plan?.status !== PlanStatus.SEARCHING) return;
    try {
      await this.run(system, plan);
    } catch (error) {
      if (this.closing) throw error; // the queue gives it to another process
      this.log.error(error instanceof Error ? error : new Error(String(error)), { plan: planId });
      await this.tell(system, plan, { status: PlanStatus.FAILED });
    }
  }

  /** Plans of a month ago are no longer looked at. */
  @Schedule('41 4 * * *')
  async tidy(): Promise<void> {
    await this.db.unscoped('plans of every provider grow old', () => this.db.query(`delete from dispatch_plan where created_at < now() - interval '30 days'`));
  }

  private async run(system: Actor, plan: DispatchPlan): Promise<void> {
    const loaded = await this.db.tx(system, () => this.board.load(plan.day));
    const laid = layOut(loaded.day);
    const ways = await this.travel.between(laid.places);
    const problem = laid.problem(ways.travel, plan.aim === PlanAim.BEST_DAY ? FREELY : undefined);
    const asked: Asked = { day: loaded.day, laid, travel: ways.travel, problem, present: problem.present ?? [] };
    await this.begin(system, plan, asked, ways);
    const made = await this.watched(system, plan, asked);
    if (this.closing) throw new Error('The server stops; another goes on with the plan');
    await this.finish(system, plan, asked, loaded, made);
  }

  private begin(system: Actor, plan: DispatchPlan, asked: Asked, { source, trouble }: Ways): Promise<unknown> {
    const gaps = asked.laid.gaps.map(({ code, job, technician }) => ({ code, jobId: job ?? null, technicianId: technician ?? null }));
    return this.tell(system, plan, { before: figuresOf(asked, asked.present), gaps, travelSource: source, travelTrouble: trouble });
  }

  /** Searches, tells of better plans as they come, and hears when somebody has seen enough. */
  private async watched(system: Actor, plan: DispatchPlan, asked: Asked): Promise<Plan> {
    const enough = new AbortController();
    this.searches.add(enough);
    let improvements = 0;
    let told = 0;
    let best: Plan | undefined;
    const look = async (): Promise<void> => {
      const news = best && improvements > told ? { after: figuresOf(asked, visitsOf(best, asked.day.jobs, asked.present)), improvements: (told = improvements) } : undefined;
      const stopAsked = news ? (await this.tell(system, plan, news)).stopAsked : await this.isEnough(system, plan);
      if (stopAsked) enough.abort();
    };
    let looking: Promise<unknown> = Promise.resolve();
    const timer = setInterval(() => (looking = looking.then(look).catch((error: Error) => this.log.warn('plan', { reason: reasonOf(error) }))), TELL_MS);
    const onImprovement = (better: Plan) => {
      best = better;
      improvements++;
    };
    try {
      return await this.planner.plan(asked.problem, { seconds: plan.seconds, seed: 1, ...(plan.aim === PlanAim.BEST_DAY ? { heat: 1 } : {}), signal: enough.signal, onImprovement });
    } finally {
      clearInterval(timer);
      this.searches.delete(enough);
      await looking;
    }
  }

  private isEnough(system: Actor, { id }: DispatchPlan): Promise<boolean> {
    return this.db.tx(system, async () => (await this.db.repo(DispatchPlan).findOneByOrFail({ id })).stopAsked);
  }

  private async finish(system: Actor, plan: DispatchPlan, asked: Asked, { jobs }: LoadedDay, made: Plan): Promise<void> {
    const lines = differences(made, asked.day.jobs, asked.present);
    const reasons = new Map((await this.planner.explain(asked.problem, made, lines.map(({ jobId }) => jobId))).map((explained) => [explained.job, verdictsOf(explained)]));
    const before = new Map(asked.present.map((visit) => [visit.job, visit]));
    const rows = lines.map(({ jobId, kind, to, travelSeconds, slackSeconds, reason }) => Object.assign(new PlanMove(), {
      planId: plan.id, jobId, kind, travelSeconds, slackSeconds, reason, seenVersion: jobs.get(jobId)!.version, madeVersion: null,
      fromTechnicianId: jobs.get(jobId)!.technicianId, fromStartsAt: before.has(jobId) ? new Date(before.get(jobId)!.start * 1_000) : null,
      toTechnicianId: to?.technicianId ?? null, toStartsAt: to?.startsAt ?? null, verdicts: reasons.get(jobId) ?? [],
    }));
    await this.db.tx(system, async () => {
      for (let i = 0; i < rows.length; i += 100) await this.db.repo(PlanMove).insert(rows.slice(i, i + 100));
      await this.tell(system, plan, { status: PlanStatus.READY, after: figuresOf(asked, visitsOf(made, asked.day.jobs, asked.present)) });
    });
  }

  /** Writes what is new of a plan still being searched, and tells those who watch. */
  private tell(system: Actor, { id, day }: DispatchPlan, patch: Partial<DispatchPlan>): Promise<{ stopAsked: boolean }> {
    return this.db.tx(system, async () => {
      await this.db.repo(DispatchPlan).update({ id, status: PlanStatus.SEARCHING }, patch);
      await this.events.emit(new PlanChanged(id, day));
      const now = await this.db.repo(DispatchPlan).findOneByOrFail({ id });
      return { stopAsked: now.stopAsked };
    });
  }
}

function figuresOf({ day, laid, travel }: Asked, visits: readonly Visit[]): PlanFigures {
  const { travel: travelSeconds, metres, late, overtime, planned, waiting } = tally(day, laid, travel, visits);
  return { travelSeconds, metres, lateSeconds: late, overtimeSeconds: overtime, planned, waiting };
}
