import { Injectable } from '@nestjs/common';
import { addDays } from '@demarc/time';
import { systemActor } from '../auth/actor.js';
import { BillingPolicyService } from '../invoices/billing-policy.service.js';
import { InvoiceIssued } from '../invoices/invoice.events.js';
import { InvoicesService } from '../invoices/invoices.service.js';
import { LedgerService } from '../ledger/ledger.service.js';
import { AllocationsService } from '../payments/allocations.service.js';
import { Clock } from '../platform/clock.js';
import { Db } from '../platform/db/db.js';
import { Events } from '../platform/events/events.js';
import { uuidv7 } from '../platform/ids.js';
import { Tenant } from '../tenancy/tenant.entity.js';
import { BillingRun, BillingRunItem, BillingRunStatus, RunItemStatus } from './billing.entity.js';
import { BillingRunMoved } from './billing.events.js';
import { RunPreview } from './run-preview.service.js';

/** Invoices in one transaction: each step is whole or not at all, and the next goes on after it. */
const AT_ONCE = 200;

/** A computed bill with whose it is; a run's row, or one of its own. */
export type Issuable = Pick<BillingRunItem, 'id' | 'customerId' | 'currency' | 'subtotal' | 'taxTotal' | 'total' | 'taxes' | 'province' | 'lines'>;

/** Turns the previewed customers of a confirmed run into invoices, numbered without gaps. */
@Injectable()
export class RunIssuing {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly events: Events,
    private readonly invoices: InvoicesService,
    private readonly ledger: LedgerService,
    private readonly allocations: AllocationsService,
    private readonly policies: BillingPolicyService,
    private readonly previews: RunPreview,
  ) {}

  async run(tenantId: string, runId: string): Promise<void> {
    while (!(await this.policies.of(systemActor(tenantId))).paused && (await this.db.tx(systemActor(tenantId), () => this.step(tenantId, runId)))) await Promise.resolve();
  }

  private async step(tenantId: string, runId: string): Promise<boolean> {
    const run = await this.db.repo(BillingRun).findOne({ where: { id: runId }, lock: { mode: 'pessimistic_write' } });
    if (run?.status !== BillingRunStatus.ISSUING) return false;
    const items = await this.db.repo(BillingRunItem).find({ where: { runId, status: RunItemStatus.READY }, order: { customerId: 'ASC' }, take: AT_ONCE });
    const billed = await this.withoutStale(items.filter(({ lines }) => lines.length));
    if (billed.length) await this.issue(tenantId, billed);
    const rest = items.filter(({ lines }) => !lines.length).map(({ id }) => id);
    if (rest.length) await this.db.repo(BillingRunItem).delete(rest);
    await this.previews.count(runId);
    if (!items.length) await this.db.repo(BillingRun).update(runId, { status: BillingRunStatus.DONE, finishedAt: this.clock.now() });
    await this.events.emit(new BillingRunMoved(runId, items.length ? BillingRunStatus.ISSUING : BillingRunStatus.DONE));
    return items.length > 0;
  }

  /** What was changed or billed after the preview is looked at again by a person, not issued as it was. Answers what is as it was. */
  private async withoutStale(items: readonly BillingRunItem[]): Promise<BillingRunItem[]> {
    const lines = items.flatMap((item) => item.lines);
    const ids = [...new Set(lines.map(({ subscriptionId }) => subscriptionId))];
    const charges = lines.flatMap(({ chargeId }) => chargeId ?? []);
    const subscriptions = new Map((await this.db.query<{ id: string; through: string | null; changed: Date | null }>(
      'select s.id, s.billed_through::text through, (select max(term.created_at) from subscription_term term where term.subscription_id = s.id) changed from subscription s where s.id = any($1)', [ids])).map((row) => [row.id, row]));
    const billed = new Set((await this.db.query<{ id: string }>('select id from billing_charge where id = any($1) and invoice_id is not null', [charges])).map(({ id }) => id));
    const isStale = ({ lines: own, createdAt }: BillingRunItem) => own.some(({ subscriptionId, chargeId, periodStart }) => {
      const now = subscriptions.get(subscriptionId)!;
      return (chargeId === null ? now.through !== null && now.through >= periodStart : billed.has(chargeId)) || (now.changed !== null && now.changed > createdAt);
    });
    const stale = items.filter(isStale);
    if (stale.length) await this.db.query(`update billing_run_item set status = 'HELD', reason = 'STALE' where id = any($1)`, [stale.map(({ id }) => id)]);
    return items.filter((item) => !stale.includes(item));
  }

  /** Issues computed bills as invoices and settles them by what was paid ahead; inside a transaction. */
  async issue(tenantId: string, items: readonly Issuable[]): Promise<void> {
    const tenant = await this.db.repo(Tenant).findOneByOrFail({ id: tenantId });
    const [today, at] = [this.clock.today(tenant.timeZone), this.clock.now()];
    const dueOn = addDays(today, tenant.termsDays);
    const numbers = await this.invoices.takeNumbers(today, items.length);
    const invoices = items.map((item, i) => ({ item, id: uuidv7(), number: numbers[i]! }));
    const rows = invoices.map(({ item, id, number }) => ({
      id, number, state: item.total === 0 ? 'PAID' : 'ISSUED', customer_id: item.customerId, currency: item.currency, subtotal: item.subtotal, tax_total: item.taxTotal, total: item.total, taxes: item.taxes, province: item.province, item_id: item.id,
      lines: item.lines.map((line, position) => ({ ...line, position })),
    }));
    const json = JSON.stringify(rows);
    await this.db.query(
      `insert into invoice (id, number, state, customer_id, currency, subtotal, tax_total, total, balance, taxes, province, issued_on, due_on, issued_at)
       select id, number, state, customer_id, currency, subtotal, tax_total, total, total, taxes, province, $2, $3, $4 from jsonb_to_recordset($1::jsonb) as row (id uuid, number text, state text, customer_id uuid, currency text, subtotal bigint, tax_total bigint, total bigint, taxes jsonb, province text)`,
      [json, today, dueOn, at],
    );
    await this.db.query(
      `insert into invoice_line (invoice_id, customer_id, currency, position, description, explanation, quantity, unit_price, amount, taxable, tax_class, period_start, period_end, subscription_id)
       select row.id, row.customer_id, row.currency, line.position, line.description, line.explanation, line.quantity, line."unitPrice", line.amount, line."taxClass" <> 'EXEMPT', line."taxClass", line."periodStart", line."periodEnd", line."subscriptionId"
       from jsonb_to_recordset($1::jsonb) as row (id uuid, customer_id uuid, currency text, lines jsonb),
         jsonb_to_recordset(row.lines) as line (position int, description text, explanation text, quantity int, "unitPrice" bigint, amount bigint, "taxClass" text, "periodStart" date, "periodEnd" date, "subscriptionId" uuid)`,
      [json],
    );
    await this.db.query(
      `update subscription s set billed_through = billed.through from (
         select (line->>'subscriptionId')::uuid id, max((line->>'periodEnd')::date) through from jsonb_array_elements($1::jsonb) row, jsonb_array_elements(row->'lines') line where line->>'chargeId' is null group by 1) billed
       where s.id = billed.id and (s.billed_through is null or s.billed_through < billed.through)`,
      [json],
    );
    await this.db.query(`update billing_charge c set invoice_id = (row->>'id')::uuid from jsonb_array_elements($1::jsonb) row, jsonb_array_elements(row->'lines') line where c.id = (line->>'chargeId')::uuid`, [json]);
    await this.db.query(`update billing_run_item i set status = 'ISSUED', invoice_id = (row->>'id')::uuid from jsonb_array_elements($1::jsonb) row where i.id = (row->>'item_id')::uuid`, [json]);
    await this.ledger.catchUp(invoices.map(({ id }) => id), []);
    await this.events.emit(...invoices.map(({ item, id, number }) => new InvoiceIssued(id, item.customerId, number, item.total, item.currency, dueOn)));
    await this.useCredits(tenantId, items.map(({ customerId }) => customerId));
  }

  /** What customers have paid ahead settles the new invoices at once. */
  private async useCredits(tenantId: string, customerIds: readonly string[]): Promise<void> {
    const open = await this.db.query<{ id: string }>(
      `select p.id from payment p where p.customer_id = any($1) and p.status = 'SUCCEEDED' and p.amount - p.refunded > (select coalesce(sum(a.amount), 0) from payment_allocation a where a.payment_id = p.id) order by p.received_on, p.id`,
      [customerIds],
    );
    for (const { id } of open) {
      const payment = await this.allocations.lock(id);
      await this.allocations.spread(systemActor(tenantId), payment, await this.allocations.left(payment));
    }
  }
}
