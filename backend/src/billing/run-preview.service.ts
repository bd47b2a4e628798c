import { Injectable } from '@nestjs/common';
import { In, IsNull } from 'typeorm';
import { systemActor } from '../auth/actor.js';
import { CatalogItem, ServiceSubscription, type TaxRateRow } from '../catalog/catalog.entity.js';
import { CatalogService } from '../catalog/catalog.service.js';
import { BillingPolicyService } from '../invoices/billing-policy.service.js';
import { Clock } from '../platform/clock.js';
import { Db } from '../platform/db/db.js';
import { Events } from '../platform/events/events.js';
import { Tenant } from '../tenancy/tenant.entity.js';
import { billCustomer, type Bill, type Billable, type BillContext, type Waiting } from './bill-customer.js';
import { BillingCharge, BillingRun, BillingRunStatus, HoldReason, RunItemStatus, SubscriptionTerm } from './billing.entity.js';
import { BillingRunMoved } from './billing.events.js';
import { SubscriptionChangesService } from './subscription-changes.service.js';
import { isUnusual } from './unusual.js';

/** Customers worked on in one transaction. */
const AT_ONCE = 500;

interface Row {
  readonly id: string;
  readonly language: 'FR' | 'EN';
  readonly currency: string;
  readonly province: string | null;
  readonly usual: string | null;
  readonly theirs: string | null;
}

/** Computes what a run would bill, some hundred customers at a time; goes on after the last one it has written. */
@Injectable()
export class RunPreview {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly events: Events,
    private readonly catalog: CatalogService,
    private readonly policies: BillingPolicyService,
  ) {}

  async compute(tenantId: string, runId: string): Promise<void> {
    const me = systemActor(tenantId);
    const { billingDay } = await this.policies.of(me);
    const world = await this.db.tx(me, async () => ({
      items: new Map((await this.db.repo(CatalogItem).find()).map((item) => [item.id, item])),
      rates: await this.catalog.allRates(),
      zone: (await this.db.repo(Tenant).findOneByOrFail({ id: tenantId })).timeZone,
    }));
    while (await this.db.tx(me, () => this.step(runId, { ...world, billingDay }))) await Promise.resolve();
  }

  /** Counts a run’s customers again from its rows. */
  async count(runId: string): Promise<void> {
    await this.db.query(
      `update billing_run r set customers = c.n, held = c.held, issued = c.issued, total = c.total
       from (select count(*) n, count(*) filter (where status = 'HELD') held, count(*) filter (where status = 'ISSUED') issued, coalesce(sum(total) filter (where status <> 'HELD'), 0) total from billing_run_item where run_id = $1) c where r.id = $1`,
      [runId],
    );
  }

  /** The next customers; false when there are none, or the run was given up. */
  private async step(runId: string, world: { items: Map<string, CatalogItem>; rates: TaxRateRow[]; zone: string; billingDay: number }): Promise<boolean> {
    const run = await this.db.repo(BillingRun).findOne({ where: { id: runId }, lock: { mode: 'pessimistic_write' } });
    if (run?.status !== BillingRunStatus.PREVIEWING) return false;
    const customers = await this.customers(run);
    if (!customers.length) {
      const done = run.shadow ? { status: BillingRunStatus.DONE, finishedAt: this.clock.now() } : { status: BillingRunStatus.READY };
      await this.db.repo(BillingRun).update(runId, done);
      await this.events.emit(new BillingRunMoved(runId, done.status));
      return false;
    }
    const bills = await this.bills(run, customers, world);
    await this.keep(run, customers, bills);
    await this.count(runId);
    await this.events.emit(new BillingRunMoved(runId, run.status));
    return true;
  }

  private customers(run: BillingRun): Promise<Row[]> {
    const theirs = run.shadow
      ? `(select sum(i.total) from invoice i where i.customer_id = c.id and i.kind = 'INVOICE' and i.source_id is not null and i.state not in ('DRAFT', 'VOID') and i.total > 0 and i.issued_on between $2 and $3)`
      : 'null::bigint';
    return this.db.query<Row>(
      `select c.id, c.language, c.currency, (select l.province from service_location l where l.customer_id = c.id order by l.created_at, l.id limit 1) province, ${theirs} theirs,
         (select case when count(*) >= 2 then round(percentile_cont(0.5) within group (order by last.total)) end from (select i.total from invoice i where i.customer_id = c.id and i.kind = 'INVOICE' and i.state not in ('DRAFT', 'VOID') and i.issued_on < $2 order by i.issued_on desc limit 6) last) usual
       from customer c where c.tenant_id = current_tenant() and c.id > coalesce((select max(item.customer_id::text)::uuid from billing_run_item item where item.run_id = $1), '00000000-0000-0000-0000-000000000000') and $3::date is not null
         and (exists (select from subscription s where s.customer_id = c.id) or ${run.shadow ? `exists (select from invoice i where i.customer_id = c.id and i.issued_on between $2 and $3)` : 'false'})
       order by c.id limit ${AT_ONCE}`,
      [run.id, run.periodStart, run.periodEnd],
    );
  }

  private async bills(run: BillingRun, customers: readonly Row[], world: { items: Map<string, CatalogItem>; rates: TaxRateRow[]; zone: string; billingDay: number }): Promise<Map<string, Bill>> {
    const customerId = In(customers.map(({ id }) => id));
    const subscriptions = Map.groupBy(await this.db.repo(ServiceSubscription).find({ where: { customerId }, relations: { location: true } }), (one) => one.customerId);
    const terms = Map.groupBy(await this.db.repo(SubscriptionTerm).find({ where: { customerId }, order: { validFrom: 'ASC' } }), (term) => term.subscriptionId);
    const waiting = Map.groupBy(run.shadow ? [] : await this.db.repo(BillingCharge).findBy({ customerId, invoiceId: IsNull() }), (charge) => charge.customerId);
    const day = run.shadow ? run.periodStart : this.clock.today(world.zone);
    return new Map(customers.map(({ id, language, currency, province }) => {
      const context: BillContext = { periodStart: run.periodStart, periodEnd: run.periodEnd, billingDay: world.billingDay, language, currency, day, items: world.items, rates: world.rates };
      const own = subscriptions.get(id) ?? [];
      const places = new Map(own.map((one) => [one.id, one.location?.province ?? province ?? 'QC']));
      const billable = own.map((one): Billable => ({
        id: one.id, startsOn: one.startsOn, billedThrough: run.shadow ? null : one.billedThrough, quantity: one.quantity, price: one.price, province: places.get(one.id)!, terms: SubscriptionChangesService.courseOf(one, terms.get(one.id) ?? []),
      }));
      const charges = (waiting.get(id) ?? []).map((charge): Waiting => ({
        id: charge.id, subscriptionId: charge.subscriptionId, itemId: charge.itemId, from: charge.fromDay, to: charge.toDay, days: charge.days, of: charge.ofDays, price: charge.price, amount: charge.amount, province: places.get(charge.subscriptionId) ?? 'QC',
      }));
      return [id, billCustomer(billable, charges, context)] as const;
    }));
  }

  /** Customers without anything to bill leave a mark only where they are the last, so that the next step goes on after them. */
  private async keep(run: BillingRun, customers: readonly Row[], bills: ReadonlyMap<string, Bill>): Promise<void> {
    const last = customers.at(-1)!.id;
    const rows = customers.flatMap(({ id, currency, usual, theirs }) => {
      const { lines, taxes, subtotal, taxTotal, total, province, missingRate } = bills.get(id)!;
      if (!lines.length && theirs === null && id !== last) return [];
      const usually = usual === null ? null : Number(usual);
      // A shadow run holds nobody back, but a difference that comes from a missing rate should say so.
      const reason = !lines.length ? HoldReason.NONE : missingRate ? HoldReason.MISSING_RATE : run.shadow ? HoldReason.NONE : total < 0 ? HoldReason.NEGATIVE : isUnusual(total, usually) ? HoldReason.UNUSUAL_AMOUNT : HoldReason.NONE;
      return [{ customer_id: id, status: reason ? RunItemStatus.HELD : RunItemStatus.READY, total, subtotal, tax_total: taxTotal, usual: usually, currency, lines, taxes, province, reason, theirs: theirs === null ? null : Number(theirs) }];
    });
    await this.db.query(
      `insert into billing_run_item (run_id, customer_id, status, total, subtotal, tax_total, usual, currency, lines, taxes, province, reason, theirs)
       select $1, customer_id, status, total, subtotal, tax_total, usual, currency, lines, taxes, province, reason, theirs
       from jsonb_to_recordset($2::jsonb) as row (customer_id uuid, status text, total bigint, subtotal bigint, tax_total bigint, usual bigint, currency text, lines jsonb, taxes jsonb, province text, reason text, theirs bigint)`,
      [run.id, JSON.stringify(rows)],
    );
    // The mark of the step before is no customer of the run.
    await this.db.query(`delete from billing_run_item where run_id = $1 and lines = '[]'::jsonb and theirs is null and customer_id < $2`, [run.id, customers[0]!.id]);
  }
}

