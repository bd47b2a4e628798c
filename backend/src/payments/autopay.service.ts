import { Injectable } from '@nestjs/common';
import { systemActor, type Actor } from '../auth/actor.js';
import { Customer } from '../customers/customer.entity.js';
import { BillingPolicyService } from '../invoices/billing-policy.service.js';
import { Clock } from '../platform/clock.js';
import { Db } from '../platform/db/db.js';
import { Events } from '../platform/events/events.js';
import { NotFoundError } from '../platform/graphql/errors.js';
import type { PageArgs } from '../platform/graphql/page.type.js';
import { Queue, Schedule } from '../platform/queue/queue.js';
import { one, page, type Read } from '../platform/read/read.js';
import { and, sql } from '../platform/read/sql.js';
import { TenancyService } from '../tenancy/tenancy.service.js';
import type { Tenant } from '../tenancy/tenant.entity.js';
import { AutopayChargesService, CHARGE_WORK } from './autopay-charges.service.js';
import { dutiesAt } from './autopay-clock.js';
import { Autopay, AutopayCharge, AutopayRun, AutopayStatus, HoldReason } from './autopay.entity.js';
import { AutopayChanged, AutopayChargeMoved, AutopayRunMoved } from './autopay.events.js';
import { planFor, type Candidate } from './autopay-plan.js';
import { AutopayNotHeld } from './autopay.results.js';
import { SavedMethod } from './saved-method.entity.js';

/** After this long an attempt whose worker said nothing more is taken up again, and a bank that decides is asked. */
const QUIET_MS = 5 * 60_000;
const CHUNK = 500;

/** Everybody who pays by itself, with what is due by a day, what they usually pay and what came of the last time. */
const CANDIDATES = `
  select a.customer_id "customerId", c.currency, a.saved_method_id "savedMethodId", m.expires_on "expiresOn",
    (select coalesce(json_agg(json_build_object('id', i.id, 'balance', i.balance, 'currency', i.currency) order by i.due_on, i.id), '[]') from invoice i where i.customer_id = a.customer_id and i.state in ('ISSUED', 'PARTLY_PAID') and i.due_on <= $1) due,
    (select coalesce(json_agg(p.amount), '[]') from (select amount from payment where customer_id = a.customer_id and status = 'SUCCEEDED' and method not in ('CREDIT_NOTE', 'WRITE_OFF') order by received_on desc, id desc limit 6) p) paid,
    (select json_build_object('day', l.day, 'status', l.status, 'holdReason', l.hold_reason, 'attempt', l.attempt, 'nextTryOn', l.next_try_on, 'invoiceIds', l.invoice_ids)
       from autopay_charge l where l.customer_id = a.customer_id and l.day < $1 and l.status <> 'SKIPPED' order by l.day desc limit 1) last
  from autopay a join customer c on c.id = a.customer_id join saved_method m on m.id = a.saved_method_id
  where a.active and m.removed_at is null
    and exists (select from invoice i where i.customer_id = a.customer_id and i.state in ('ISSUED', 'PARTLY_PAID') and i.due_on <= $1)
  order by a.customer_id`;

/** Automatic payment: who wants it, who is asked for how much tomorrow, and that every morning happens once. */
@Injectable()
export class AutopayService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly events: Events,
    private readonly queue: Queue,
    private readonly tenancy: TenancyService,
    private readonly policies: BillingPolicyService,
    private readonly charges: AutopayChargesService,
  ) {}

  /** From now on what is due is paid with this card or account. */
  turnOn(me: Actor, savedMethodId: string): Promise<Read<Autopay>> {
    return this.db.tx(me, async () => {
      const method = await this.db.repo(SavedMethod).findOneBy({ id: savedMethodId, customerId: me.customerId ?? '' });
      if (!method || method.removedAt) throw new NotFoundError();
      return this.turn(me, method.customerId, method.id, true);
    });
  }

  /** From now on the customer pays themselves. What a bank is already deciding about goes on. */
  turnOff(me: Actor, customerId: string): Promise<Read<Autopay>> {
    return this.db.tx(me, async () => {
      const known = await this.db.repo(Autopay).findOneBy({ customerId });
      if (!known) throw new NotFoundError();
      return this.turn(me, customerId, known.savedMethodId, false);
    });
  }

  /** Latest day first. */
  runs(args: PageArgs): Read<AutopayRun> {
    return page(AutopayRun, { page: args, order: [[(run) => run.day, 'desc']] });
  }

  /** The customers of a morning, the largest amounts first. */
  list(runId: string, status: AutopayStatus | null, args: PageArgs): Read<AutopayCharge> {
    return page(AutopayCharge, { page: args, order: [[(c) => c.amount, 'desc']], where: (c) => and(sql`${c.runId} = ${runId}`, status && sql`${c.status} = ${status}`) });
  }

  /** Holds a customer back, or lets one go; after six the one let go is charged at once. */
  hold(me: Actor, id: string, held: boolean): Promise<Read<AutopayCharge> | AutopayNotHeld> {
    return this.db.tx(me, async () => {
      const own = await this.db.repo(AutopayCharge).findOne({ where: { id }, lock: { mode: 'pessimistic_write' } });
      if (!own) throw new NotFoundError();
      if (own.status !== (held ? AutopayStatus.PLANNED : AutopayStatus.HELD)) return new AutopayNotHeld();
      const run = await this.db.repo(AutopayRun).findOneByOrFail({ id: own.runId });
      const status = held ? AutopayStatus.HELD : AutopayStatus.PLANNED;
      await this.db.repo(AutopayCharge).update(id, { status, holdReason: held ? HoldReason.BY_HAND : null, handledBy: me.name });
      await this.events.emit(new AutopayChargeMoved(id, own.runId, own.customerId, status));
      if (!held && run.startedAt) await this.queue.send(CHARGE_WORK, { tenantId: me.tenantId, chargeId: id });
      return one(AutopayCharge, (c) => sql`${c.id} = ${id}`);
    });
  }

  /** Does for every provider what should have happened by now, and takes up what was left lying. */
  @Schedule('*/5 * * * *')
  async tick(): Promise<void> {
    for (const tenant of await this.tenancy.all()) await this.tickFor(tenant);
    await this.catchUp();
  }

  /** The list of the next morning, from six in the evening; the charging of this one, from six in the morning. */
  async tickFor(tenant: Pick<Tenant, 'id' | 'timeZone'>): Promise<void> {
    const caller = systemActor(tenant.id);
    if ((await this.policies.of(caller)).paused) return;
    const { rehearse, charge } = dutiesAt(this.clock.now(), tenant.timeZone);
    if (charge) {
      await this.db.tx(caller, () => this.plan(tenant.id, charge));
      await this.db.tx(caller, () => this.begin(tenant.id, charge));
    }
    if (rehearse !== charge) await this.db.tx(caller, () => this.plan(tenant.id, rehearse));
  }

  /** Takes up attempts whose worker died, starts those whose job was lost, and asks about those a bank decides about. */
  async catchUp(): Promise<void> {
    const quiet = new Date(this.clock.now().getTime() - QUIET_MS);
    const rows = await this.db.unscoped('what was left lying, of every tenant', () =>
      this.db.query<{ id: string; tenantId: string; status: AutopayStatus; stripeIntentId: string | null }>(
        `select c.id, c.tenant_id "tenantId", c.status, c.stripe_intent_id "stripeIntentId" from autopay_charge c join autopay_run r on r.id = c.run_id
         where (c.status in ('CHARGING', 'PROCESSING') and c.claimed_at < $1) or (c.status = 'PLANNED' and r.started_at < $1) order by c.day, c.id limit 1000`, [quiet]));
    for (const { id, tenantId, status, stripeIntentId } of rows) {
      if (status === AutopayStatus.PROCESSING) await this.charges.hear(id, stripeIntentId!);
      else await this.charges.charge({ tenantId, chargeId: id });
    }
  }

  /** Writes the list of a day, once. */
  private async plan(tenantId: string, day: string): Promise<void> {
    const [run] = await this.db.query<{ id: string }>('insert into autopay_run (day) values ($1) on conflict do nothing returning id', [day]);
    if (!run) return;
    const candidates = await this.db.query<Candidate>(CANDIDATES, [day]);
    const rows = candidates.flatMap((candidate) => {
      const plan = planFor(candidate, day);
      const { customerId, savedMethodId, currency } = candidate;
      return plan ? [{ ...plan, invoiceIds: [...plan.invoiceIds], runId: run.id, tenantId, customerId, savedMethodId, currency, day, status: plan.holdReason ? AutopayStatus.HELD : AutopayStatus.PLANNED }] : [];
    });
    for (let from = 0; from < rows.length; from += CHUNK) await this.db.repo(AutopayCharge).insert(rows.slice(from, from + CHUNK));
    await this.events.emit(new AutopayRunMoved(run.id, day));
  }

  /** Begins the charging of a day, once: everybody who is not held gets a job, in the same commit. */
  private async begin(tenantId: string, day: string): Promise<void> {
    const [run] = await this.db.query<{ id: string }>('update autopay_run set started_at = $2 where day = $1 and started_at is null returning id', [day, this.clock.now()]);
    if (!run) return;
    for (const { id } of await this.db.repo(AutopayCharge).findBy({ runId: run.id, status: AutopayStatus.PLANNED })) await this.queue.send(CHARGE_WORK, { tenantId, chargeId: id });
    await this.events.emit(new AutopayRunMoved(run.id, day));
  }

  private turn(me: Actor, customerId: string, savedMethodId: string, active: boolean): Promise<Read<Autopay>> {
    return this.db.tx(systemActor(me.tenantId), async () => {
      // Held against an attempt that begins at this moment.
      await this.db.repo(Customer).findOneOrFail({ where: { id: customerId }, lock: { mode: 'pessimistic_write' } });
      await this.db.query(
        `insert into autopay (customer_id, saved_method_id, active, since, changed_by) values ($1, $2, $3, $4, $5)
         on conflict (customer_id) do update set saved_method_id = excluded.saved_method_id, active = excluded.active, changed_by = excluded.changed_by, stop_reason = null,
           since = case when autopay.active = excluded.active then autopay.since else excluded.since end`,
        [customerId, savedMethodId, active, this.clock.now(), me.name],
      );
      await this.events.emit(new AutopayChanged(customerId, active, me.name));
      return one(Autopay, (a) => sql`${a.customerId} = ${customerId}`);
    });
  }
}
