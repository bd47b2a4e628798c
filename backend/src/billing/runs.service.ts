import { Injectable } from '@nestjs/common';
import { addDays, addMonths } from '@demarc/time';
import { Not, In } from 'typeorm';
import { systemActor, type Actor } from '../auth/actor.js';
import { BillingPolicyService } from '../invoices/billing-policy.service.js';
import { Clock } from '../platform/clock.js';
import { Db } from '../platform/db/db.js';
import { Events } from '../platform/events/events.js';
import { BadInputError, NotFoundError } from '../platform/graphql/errors.js';
import type { PageArgs } from '../platform/graphql/page.type.js';
import { Queue, Schedule, Work } from '../platform/queue/queue.js';
import { one, page, type Read } from '../platform/read/read.js';
import { and, sql } from '../platform/read/sql.js';
import { Tenant } from '../tenancy/tenant.entity.js';
import { BillingRun, BillingRunItem, BillingRunStatus, HoldReason, RunItemStatus } from './billing.entity.js';
import { BillingRunMoved } from './billing.events.js';
import { BillingPaused, RunNotReady, RunUnderWay } from './billing.results.js';
import { RunIssuing } from './run-issuing.service.js';
import { RunPreview } from './run-preview.service.js';

const PREVIEW = 'billing.preview';
const ISSUE = 'billing.issue';
const OPEN = [BillingRunStatus.PREVIEWING, BillingRunStatus.READY, BillingRunStatus.ISSUING];

/** Billing runs: previewed customer by customer, confirmed by a person, issued in steps that a crash cannot double. */
@Injectable()
export class RunsService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly queue: Queue,
    private readonly events: Events,
    private readonly policies: BillingPolicyService,
    private readonly previews: RunPreview,
    private readonly issuing: RunIssuing,
  ) {}

  list(args: PageArgs): Read<BillingRun> {
    return page(BillingRun, { page: args, order: [[(run) => run.createdAt, 'desc']] });
  }

  get(id: string): Read<BillingRun> {
    return one(BillingRun, (run) => sql`${run.id} = ${id}`);
  }

  /** The customers of a run, dearest first; only those held, or only those that differ from the other system. */
  items(runId: string, filter: { readonly held: boolean; readonly differing: boolean }, args: PageArgs): Read<BillingRunItem> {
    return page(BillingRunItem, {
      page: args,
      order: [[(item) => item.total, 'desc']],
      where: (item) => and(sql`${item.runId} = ${runId}`, filter.held && sql`${item.status} = 'HELD'`, filter.differing && sql`${item.total} is distinct from ${item.theirs}`),
    });
  }

  /** Begins a run for the period that starts in a month `YYYY-MM`. One real run at a time. */
  async start(me: Actor, month: string, shadow: boolean): Promise<Read<BillingRun> | RunUnderWay> {
    if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(month)) throw new BadInputError('A month is written YYYY-MM.', { month: 'matches' });
    await this.db.query('select pg_advisory_xact_lock(hashtextextended($1, 43))', [me.tenantId]);
    if (!shadow && (await this.db.repo(BillingRun).existsBy({ shadow: false, status: In(OPEN) }))) return new RunUnderWay();
    const { billingDay } = await this.policies.of(me);
    const { currency } = await this.db.repo(Tenant).findOneByOrFail({ id: me.tenantId });
    const periodStart = `${month}-${String(billingDay).padStart(2, '0')}`;
    const run = await this.db.repo(BillingRun).save(Object.assign(new BillingRun(), { periodStart, periodEnd: addDays(addMonths(periodStart, 1), -1), shadow, startedBy: me.name, currency, finishedAt: null, failure: null }));
    await this.queue.send(PREVIEW, { tenantId: me.tenantId, runId: run.id }, { key: run.id });
    return this.get(run.id);
  }

  /** Holds a customer back, or lets one go that was held. */
  async hold(me: Actor, itemId: string, held: boolean): Promise<Read<BillingRunItem>> {
    const item = await this.db.repo(BillingRunItem).findOne({ where: { id: itemId }, lock: { mode: 'pessimistic_write' } });
    if (!item) throw new NotFoundError();
    // A debt of less than nothing, or taxed by nobody, cannot be let go by looking at it.
    const fixed = item.reason === HoldReason.NEGATIVE || item.reason === HoldReason.MISSING_RATE;
    if (item.status !== RunItemStatus.ISSUED && !fixed) await this.db.repo(BillingRunItem).update(itemId, { status: held ? RunItemStatus.HELD : RunItemStatus.READY, reason: held ? HoldReason.BY_HAND : HoldReason.NONE });
    await this.previews.count(item.runId);
    await this.events.emit(new BillingRunMoved(item.runId, 'HELD'));
    return one(BillingRunItem, (row) => sql`${row.id} = ${itemId}`);
  }

  /** Issues everything that is not held. */
  async confirm(me: Actor, id: string): Promise<Read<BillingRun> | RunNotReady | BillingPaused> {
    const run = await this.lock(id);
    if (run.status !== BillingRunStatus.READY || run.shadow) return new RunNotReady();
    if ((await this.policies.of(me)).paused) return new BillingPaused();
    await this.db.repo(BillingRun).update(id, { status: BillingRunStatus.ISSUING, confirmedBy: me.name });
    await this.queue.send(ISSUE, { tenantId: me.tenantId, runId: id }, { key: `issue:${id}` });
    await this.events.emit(new BillingRunMoved(id, BillingRunStatus.ISSUING));
    return this.get(id);
  }

  /** Gives up what has not been issued; what has, stays, and will not be billed again. */
  async undo(id: string): Promise<Read<BillingRun> | RunNotReady> {
    const run = await this.lock(id);
    if (!OPEN.includes(run.status)) return new RunNotReady();
    await this.db.repo(BillingRun).update(id, { status: BillingRunStatus.UNDONE, finishedAt: this.clock.now() });
    await this.events.emit(new BillingRunMoved(id, BillingRunStatus.UNDONE));
    return this.get(id);
  }

  @Work(PREVIEW, { retryLimit: 20 })
  preview({ tenantId, runId }: { tenantId: string; runId: string }): Promise<void> {
    return this.previews.compute(tenantId, runId);
  }

  @Work(ISSUE, { retryLimit: 20 })
  issue({ tenantId, runId }: { tenantId: string; runId: string }): Promise<void> {
    return this.issuing.run(tenantId, runId);
  }

  /** Every few minutes: goes on with what a crash or a pause has left. */
  @Schedule('*/5 * * * *')
  async goOn(): Promise<void> {
    const open = await this.db.unscoped('runs of every provider that stand still', () => this.db.repo(BillingRun).findBy({ status: Not(In([BillingRunStatus.READY, BillingRunStatus.DONE, BillingRunStatus.UNDONE, BillingRunStatus.FAILED])) }));
    for (const { id, tenantId, status } of open) {
      if ((await this.policies.of(systemActor(tenantId))).paused) continue;
      if (status === BillingRunStatus.PREVIEWING) await this.previews.compute(tenantId, id);
      else await this.issuing.run(tenantId, id);
    }
  }

  private async lock(id: string): Promise<BillingRun> {
    const run = await this.db.repo(BillingRun).findOne({ where: { id }, lock: { mode: 'pessimistic_write' } });
    if (!run) throw new NotFoundError();
    return run;
  }
}
