import { Injectable } from '@nestjs/common';
import { dayOf, minuteOfDay } from '@demarc/time';
import { systemActor } from '../auth/actor.js';
import { CreditNoteIssued, InvoiceSettled, InvoiceVoided } from '../invoices/invoice.events.js';
import { BillingPolicyService } from '../invoices/billing-policy.service.js';
import { LedgerAccount, LedgerKind } from '../ledger/ledger.entity.js';
import { LedgerService } from '../ledger/ledger.service.js';
import { DisputeChanged, PaymentReceived } from '../payments/payment.events.js';
import type { Caller } from '../platform/caller.js';
import { Clock } from '../platform/clock.js';
import { Db } from '../platform/db/db.js';
import { On, type DomainEvent, type EventClass } from '../platform/events/event.js';
import { Events } from '../platform/events/events.js';
import { Queue, Schedule, Work } from '../platform/queue/queue.js';
import type { PageArgs } from '../platform/graphql/page.type.js';
import { page, type Read } from '../platform/read/read.js';
import { DunningFactsService } from './dunning-facts.service.js';
import type { DunningAct } from './dunning-rule.js';
import { DunningEntry, DunningRun } from './dunning.entity.js';
import { DunningRunMoved } from './dunning.events.js';
import { DunningService } from './dunning.service.js';

const WORK = 'dunning.run';
/** News after which a customer may owe less, or may be left alone. */
const RELIEVING: readonly EventClass<DomainEvent & { readonly customerId: string }>[] = [PaymentReceived, InvoiceSettled, CreditNoteIssued, InvoiceVoided, DisputeChanged];
const COUNTED: Readonly<Partial<Record<DunningAct, 'reminded' | 'charged' | 'suspended' | 'restored'>>> = { REMIND: 'reminded', LATE_FEE: 'charged', SUSPEND: 'suspended', RESTORE: 'restored' };

/** Looks at everybody who owes, once on each of the provider's local days, from its hour on; and relieves whoever pays at once. */
@Injectable()
export class DunningRunsService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly events: Events,
    private readonly queue: Queue,
    private readonly facts: DunningFactsService,
    private readonly dunning: DunningService,
    private readonly policies: BillingPolicyService,
    private readonly ledger: LedgerService,
  ) {}

  list(args: PageArgs): Read<DunningRun> {
    return page(DunningRun, { page: args, order: [[(run) => run.day, 'desc']] });
  }

  /** Every ten minutes: begins the day of each provider whose hour has come, and goes on with days that a crash or a pause has left. */
  @Schedule('*/10 * * * *')
  async beginDue(): Promise<void> {
    const now = this.clock.now();
    const providers = await this.db.unscoped('providers that let dunning run by itself', () =>
      this.db.query<{ tenantId: string; zone: string; hour: number }>(`select p.tenant_id "tenantId", t.time_zone zone, p.dunning_hour "hour" from billing_policy p join tenant t on t.id = p.tenant_id where p.dunning_active and not p.paused`));
    // A local hour that a clock change skips has come as well: what counts is that it is later than that.
    for (const { tenantId, zone, hour } of providers) if (minuteOfDay(now, zone) >= hour * 60) await this.begin(tenantId, dayOf(now, zone), 'system');
    const open = await this.db.unscoped('days of every provider that are not finished', () => this.db.query<{ tenantId: string; runId: string }>(`select tenant_id "tenantId", id "runId" from dunning_run where finished_at is null`));
    for (const data of open) await this.queue.send(WORK, data, { key: data.runId });
  }

  /** Begins a day once; answers its run, also when it was begun before. */
  async begin(tenantId: string, day: string, by: string): Promise<string> {
    return this.db.tx(systemActor(tenantId), async () => {
      const begun = await this.db.query<{ id: string }>('insert into dunning_run (day, started_by) values ($1, $2) on conflict (tenant_id, day) do nothing returning id', [day, by]);
      if (begun[0]) await this.queue.send(WORK, { tenantId, runId: begun[0].id }, { key: begun[0].id });
      return begun[0]?.id ?? (await this.db.repo(DunningRun).findOneByOrFail({ day })).id;
    });
  }

  /** Goes through a day's customers one by one, each in a transaction of its own that also remembers how far it is. */
  @Work(WORK, { retryLimit: 20 })
  async run({ tenantId, runId }: { tenantId: string; runId: string }): Promise<void> {
    const system = systemActor(tenantId);
    const run = await this.db.tx(system, () => this.db.repo(DunningRun).findOneBy({ id: runId }));
    if (!run || run.finishedAt) return;
    const policy = await this.policies.of(system);
    if (policy.paused) return;
    const who = await this.db.tx(system, () => this.facts.on(run.day, policy));
    for (const { customerId } of who) if (!run.after || customerId > run.after) await this.db.tx(system, () => this.one(tenantId, runId, run.day, customerId));
    await this.db.tx(system, async () => {
      await this.db.repo(DunningRun).update(runId, { finishedAt: this.clock.now() });
      await this.events.emit(new DunningRunMoved(runId, true));
    });
  }

  /** Money, a credit or the end of a dispute may relieve a customer: they do not wait for tomorrow. */
  @On(...RELIEVING)
  async relieve({ customerId }: { readonly customerId: string }, { tenantId }: Caller): Promise<void> {
    const known = await this.db.query(`select from dunning_account where customer_id = $1 and (steps_done > 0 or suspended_at is not null or stage <> 'CURRENT')`, [customerId]);
    if (known.length) await this.dunning.review(tenantId, customerId);
  }

  /** A late fee that is made void was none. */
  @On(InvoiceVoided)
  async feeVoided({ invoiceId, customerId }: InvoiceVoided, { tenantId }: Caller): Promise<void> {
    const fee = await this.db.repo(DunningEntry).findOneBy({ invoiceId });
    if (!fee) return;
    const [invoice] = await this.db.query<{ total: string }>('select total from invoice where id = $1', [invoiceId]);
    await this.ledger.move(systemActor(tenantId), { kind: LedgerKind.LATE_FEE, customerId, invoiceId, currency: fee.currency }, Number(invoice!.total), LedgerAccount.REVENUE, LedgerAccount.LATE_FEES);
  }

  private async one(tenantId: string, runId: string, day: string, customerId: string): Promise<void> {
    const run = await this.db.repo(DunningRun).findOneOrFail({ where: { id: runId }, lock: { mode: 'pessimistic_write' } });
    if (run.after && customerId <= run.after) return;
    const done = await this.dunning.review(tenantId, customerId, { day, steps: true });
    const counts = { reminded: run.reminded, charged: run.charged, suspended: run.suspended, restored: run.restored };
    for (const act of done) {
      const name = COUNTED[act];
      if (name) counts[name]++;
    }
    await this.db.repo(DunningRun).update(runId, { ...counts, looked: run.looked + 1, after: customerId });
    await this.events.emit(new DunningRunMoved(runId, false));
  }
}
