import { Injectable } from '@nestjs/common';
import { addDays } from '@demarc/time';
import type { TaxRate } from '@demarc/money';
import type { Actor } from '../auth/actor.js';
import { Customer, ServiceLocation } from '../customers/customer.entity.js';
import { Clock } from '../platform/clock.js';
import type { Caller } from '../platform/caller.js';
import { Db } from '../platform/db/db.js';
import { Events } from '../platform/events/events.js';
import { BadInputError, NotFoundError } from '../platform/graphql/errors.js';
import type { PageArgs } from '../platform/graphql/page.type.js';
import { one, page, type Columns, type Read } from '../platform/read/read.js';
import { and, sql, type Sql } from '../platform/read/sql.js';
import { NumbersService } from '../tenancy/numbers.service.js';
import { Tenant } from '../tenancy/tenant.entity.js';
import { Invoice, InvoiceLine, InvoiceStatus } from './invoice.entity.js';
import { InvoiceDrafted, InvoiceIssued, InvoiceSettled, InvoiceVoided } from './invoice.events.js';
import type { InvoiceFilter, InvoiceInput } from './invoice.inputs.js';
import { invoiceNumber, seriesOf } from './invoice-number.js';
import { InvoiceAlreadyIssued, InvoiceBelowZero, InvoiceHasPayments, InvoiceNotOpen } from './invoice.results.js';
import { shownStatus } from './invoice-status.js';
import { totals } from './invoice-totals.js';

const OPEN: readonly InvoiceStatus[] = [InvoiceStatus.ISSUED, InvoiceStatus.PARTLY_PAID];

/** Invoices: which there are, and how they are written, issued, settled and made void. */
@Injectable()
export class InvoicesService {
  constructor(
    private readonly db: Db,
    private readonly events: Events,
    private readonly clock: Clock,
    private readonly numbers: NumbersService,
  ) {}

  list(me: Actor, { status, text, customerId }: InvoiceFilter, args: PageArgs): Read<Invoice> {
    const like = text && `%${text.trim().replace(/[\\%_]/g, '\\$&')}%`;
    return page(Invoice, {
      page: args,
      order: [[(i) => i.issuedOn, 'desc']],
      where: (i) => and(
        this.visibleTo(me, i),
        status?.length ? sql`${shownStatus(i)} = any(${status}::text[])` : null,
        customerId && sql`${i.customerId} = ${customerId}`,
        like ? sql`(${i.number} ilike ${like} or ${i.customerId} in (select who.id from customer who where who.name ilike ${like} or who.number ilike ${like}))` : null,
      ),
    });
  }

  get(me: Actor, id: string): Read<Invoice> {
    return one(Invoice, (i) => and(sql`${i.id} = ${id}`, this.visibleTo(me, i)));
  }

  byNumber(me: Actor, number: string): Read<Invoice> {
    return one(Invoice, (i) => and(sql`${i.number} = ${number}`, this.visibleTo(me, i)));
  }

  /** Writes a draft with the taxes of the place where the service is rendered. */
  async draft(me: Actor, input: InvoiceInput): Promise<Read<Invoice>> {
    const customer = await this.db.repo(Customer).findOneBy({ id: input.customerId });
    if (!customer) throw new NotFoundError();
    const { today, tenant } = await this.localDay();
    const province = await this.provinceOf(customer.id, input.locationId ?? undefined);
    const { amounts, subtotal, taxes, taxTotal, total } = totals(input.lines, await this.ratesOn(today, province));
    const dueOn = input.dueOn ?? addDays(today, tenant.termsDays);
    if (dueOn < today) throw new BadInputError('The due date has passed.', { 'input.dueOn': 'min' });
    const { currency } = customer;
    const invoice = await this.db.repo(Invoice).save(Object.assign(new Invoice(), {
      customerId: customer.id, state: InvoiceStatus.DRAFT, currency, subtotal, taxes, taxTotal, total, balance: total, issuedOn: today, dueOn, memo: input.memo,
    }));
    await this.db.repo(InvoiceLine).insert(input.lines.map(({ description, quantity, unitPrice, taxable, periodStart, periodEnd }, position) => ({
      invoiceId: invoice.id, customerId: customer.id, position, description, quantity, unitPrice, taxable, currency, amount: amounts[position]!, periodStart: periodStart ?? null, periodEnd: periodEnd ?? null,
    })));
    await this.events.emit(new InvoiceDrafted(invoice.id, customer.id));
    return this.get(me, invoice.id);
  }

  /** Draft to issued: the moment an invoice gets its number and becomes a debt. */
  issue(me: Actor, id: string): Promise<Read<Invoice> | InvoiceAlreadyIssued | InvoiceBelowZero> {
    return this.db.tx(me, async () => {
      const invoice = await this.lock(id);
      if (invoice.state !== InvoiceStatus.DRAFT) return InvoiceAlreadyIssued.as(invoice.number ?? '', invoice.issuedAt ?? invoice.createdAt);
      if (invoice.total < 0) return new InvoiceBelowZero();
      const { today, tenant } = await this.localDay();
      const term = invoice.dueOn < today ? addDays(today, tenant.termsDays) : invoice.dueOn;
      const number = invoiceNumber(today, await this.numbers.next(seriesOf(today)));
      const state = invoice.total === 0 ? InvoiceStatus.PAID : InvoiceStatus.ISSUED;
      await this.db.repo(Invoice).update(id, { number, state, issuedOn: today, dueOn: term, issuedAt: this.clock.now() });
      await this.events.emit(new InvoiceIssued(id, invoice.customerId, number, invoice.total, invoice.currency, term));
      return this.get(me, id);
    });
  }

  /** Nobody owes it any longer. Its number stays taken, so that the books have no gap. */
  voidInvoice(me: Actor, id: string, reason: string): Promise<Read<Invoice> | InvoiceHasPayments | InvoiceNotOpen> {
    return this.db.tx(me, async () => {
      const invoice = await this.lock(id);
      if (invoice.state === InvoiceStatus.PAID || invoice.state === InvoiceStatus.PARTLY_PAID) return new InvoiceHasPayments();
      if (invoice.state !== InvoiceStatus.ISSUED) return new InvoiceNotOpen();
      await this.db.repo(Invoice).update(id, { state: InvoiceStatus.VOID, balance: 0, voidReason: reason });
      await this.events.emit(new InvoiceVoided(id, invoice.customerId, reason, me.name));
      return this.get(me, id);
    });
  }

  /** Puts money against an invoice, as much as it still needs; answers how much that was. */
  settle(caller: Caller, id: string, amount: number): Promise<number> {
    return this.db.tx(caller, async () => {
      const invoice = await this.lock(id);
      if (!OPEN.includes(invoice.state)) return 0;
      const taken = Math.min(amount, invoice.balance);
      if (taken > 0) await this.rebalance(invoice, invoice.balance - taken);
      return taken;
    });
  }

  /** Takes back money that was put against an invoice: it is owed again. */
  unsettle(caller: Caller, id: string, amount: number): Promise<void> {
    return this.db.tx(caller, async () => {
      const invoice = await this.lock(id);
      const balance = invoice.balance + amount;
      if (balance > invoice.total || !(OPEN.includes(invoice.state) || invoice.state === InvoiceStatus.PAID)) throw new Error(`Invoice ${id} in state ${invoice.state} cannot owe ${balance} of ${invoice.total}`);
      await this.rebalance(invoice, balance);
    });
  }

  /** A customer's unpaid invoices, oldest first, as they are settled. */
  unpaid(caller: Caller, customerId: string): Promise<Invoice[]> {
    return this.db.tx(caller, () => this.db.repo(Invoice).find({ where: OPEN.map((state) => ({ customerId, state })), order: { dueOn: 'ASC', id: 'ASC' } }));
  }

  /** Customers see their own once issued; staff see the tenant's. Every read starts here. */
  private visibleTo(me: Actor, invoice: Columns<Invoice>): Sql | null {
    return me.kind === 'customer' ? sql`${invoice.customerId} = ${me.customerId} and ${invoice.state} <> 'DRAFT'` : null;
  }

  private async rebalance(invoice: Invoice, balance: number): Promise<void> {
    const state = balance === 0 ? InvoiceStatus.PAID : balance === invoice.total ? InvoiceStatus.ISSUED : InvoiceStatus.PARTLY_PAID;
    await this.db.repo(Invoice).update(invoice.id, { balance, state });
    await this.events.emit(new InvoiceSettled(invoice.id, invoice.customerId, balance));
  }

  private async lock(id: string): Promise<Invoice> {
    const invoice = await this.db.repo(Invoice).findOne({ where: { id }, lock: { mode: 'pessimistic_write' } });
    if (!invoice) throw new NotFoundError();
    return invoice;
  }

  private async localDay(): Promise<{ today: string; tenant: Tenant }> {
    const tenant = await this.db.repo(Tenant).findOneByOrFail({});
    return { today: this.clock.today(tenant.timeZone), tenant };
  }

  private async provinceOf(customerId: string, locationId: string | undefined): Promise<string> {
    const location = await this.db.repo(ServiceLocation).findOne({ where: { customerId, ...(locationId ? { id: locationId } : {}) }, order: { createdAt: 'ASC', id: 'ASC' } });
    if (!location && locationId) throw new NotFoundError();
    return location?.province ?? 'QC';
  }

  private ratesOn(day: string, province: string): Promise<TaxRate[]> {
    return this.db.query<{ code: string; rateMillionths: number }>(
      'select distinct on (code) code, rate_millionths as "rateMillionths" from tax_rate_row where province = $1 and valid_from <= $2 order by code, valid_from desc',
      [province, day],
    );
  }
}
