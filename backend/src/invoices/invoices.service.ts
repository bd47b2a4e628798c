import { Injectable } from '@nestjs/common';
import { totals, type ClassedRate, type InvoiceTotals, type LineAmounts } from '@demarc/money';
import { addDays } from '@demarc/time';
import type { Actor } from '../auth/actor.js';
import { TaxClass } from '../catalog/catalog.entity.js';
import { Customer, ServiceLocation } from '../customers/customer.entity.js';
import { LedgerAccount, LedgerKind } from '../ledger/ledger.entity.js';
import { LedgerService } from '../ledger/ledger.service.js';
import { Clock } from '../platform/clock.js';
import type { Caller } from '../platform/caller.js';
import { Db } from '../platform/db/db.js';
import { Events } from '../platform/events/events.js';
import { Ready } from '../platform/graphql/engine.js';
import { BadInputError, NotFoundError } from '../platform/graphql/errors.js';
import type { PageArgs } from '../platform/graphql/page.type.js';
import { one, page, type Columns, type Read } from '../platform/read/read.js';
import { and, sql, type Sql } from '../platform/read/sql.js';
import { NumbersService } from '../tenancy/numbers.service.js';
import { Tenant } from '../tenancy/tenant.entity.js';
import { Invoice, InvoiceLine, InvoiceStatus } from './invoice.entity.js';
import { DraftDiscarded, InvoiceDrafted, InvoiceIssued, InvoiceSettled, InvoiceVoided } from './invoice.events.js';
import type { InvoiceFilter, InvoiceInput } from './invoice.inputs.js';
import { invoiceNumber, seriesOf } from './invoice-number.js';
import { DiscardedDraft, InvoiceAlreadyIssued, InvoiceBelowZero, InvoiceHasPayments, InvoiceNotOpen, NotADraft } from './invoice.results.js';
import { shownStatus } from './invoice-status.js';

const OPEN: readonly InvoiceStatus[] = [InvoiceStatus.ISSUED, InvoiceStatus.PARTLY_PAID];

/** Invoices: which there are, and how they are written, issued, settled and made void. */
@Injectable()
export class InvoicesService {
  constructor(
    private readonly db: Db,
    private readonly events: Events,
    private readonly clock: Clock,
    private readonly numbers: NumbersService,
    private readonly ledger: LedgerService,
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
    return this.get(me, await this.enter(input));
  }

  /** Writes and issues an invoice that nobody has to look at first; answers its id. */
  issueAtOnce(me: Actor, input: InvoiceInput): Promise<string> {
    return this.db.tx(me, async () => {
      const id = await this.enter(input);
      await this.issue(me, id);
      return id;
    });
  }

  /** Writes a draft anew, under the same id. */
  revise(me: Actor, id: string, input: InvoiceInput): Promise<Read<Invoice> | NotADraft> {
    return this.db.tx(me, async () => {
      const invoice = await this.lock(id);
      if (invoice.state !== InvoiceStatus.DRAFT) return new NotADraft();
      if (input.customerId !== invoice.customerId) throw new BadInputError('A draft stays with its customer.', { 'input.customerId': 'same' });
      const { values, lines } = await this.written(input);
      await this.db.repo(InvoiceLine).delete({ invoiceId: id });
      await this.db.repo(Invoice).update(id, values);
      await this.db.repo(InvoiceLine).insert(lines.map((line) => ({ ...line, invoiceId: id })));
      await this.events.emit(new InvoiceDrafted(id, invoice.customerId));
      return this.get(me, id);
    });
  }

  /** Throws a draft away: it has no number yet, so no gap is left. */
  discard(me: Actor, id: string): Promise<Ready<DiscardedDraft> | NotADraft> {
    return this.db.tx(me, async () => {
      const invoice = await this.lock(id);
      if (invoice.state !== InvoiceStatus.DRAFT) return new NotADraft();
      await this.db.repo(InvoiceLine).delete({ invoiceId: id });
      await this.db.repo(Invoice).delete(id);
      await this.events.emit(new DraftDiscarded(id, invoice.customerId));
      return new Ready(Object.assign(new DiscardedDraft(), { id }));
    });
  }

  /** Draft to issued: the moment an invoice gets its number and becomes a debt. */
  issue(me: Actor, id: string): Promise<Read<Invoice> | InvoiceAlreadyIssued | InvoiceBelowZero> {
    return this.db.tx(me, async () => {
      const invoice = await this.lock(id);
      if (invoice.state !== InvoiceStatus.DRAFT) return InvoiceAlreadyIssued.as(invoice.number ?? '', invoice.issuedAt ?? invoice.createdAt);
      const { today, tenant } = await this.localDay();
      if (invoice.issuedOn !== today) await this.retax(invoice, today);
      if (invoice.total < 0) return new InvoiceBelowZero();
      const term = invoice.dueOn < today ? addDays(today, tenant.termsDays) : invoice.dueOn;
      const [number] = await this.takeNumbers(today, 1) as [string];
      const state = invoice.total === 0 ? InvoiceStatus.PAID : InvoiceStatus.ISSUED;
      await this.db.repo(Invoice).update(id, { number, state, issuedOn: today, dueOn: term, issuedAt: this.clock.now() });
      await this.book(me, LedgerKind.INVOICE_ISSUED, invoice, today);
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
      await this.book(me, LedgerKind.INVOICE_VOIDED, invoice);
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

  /** The next numbers of the day's series; nobody else gets one until the transaction ends, so that there is no gap. */
  async takeNumbers(today: string, count: number): Promise<string[]> {
    const first = await this.numbers.next(seriesOf(today), count);
    return Array.from({ length: count }, (_, i) => invoiceNumber(today, first + i));
  }

  /** What lines come to at a place on a day, without writing anything. */
  async priced(caller: Caller, customerId: string, locationId: string | null, lines: readonly LineAmounts[], day: string): Promise<InvoiceTotals> {
    return this.db.tx(caller, async () => totals(lines, await this.ratesOn(day, await this.provinceOf(customerId, locationId ?? undefined))));
  }

  private async enter(input: InvoiceInput): Promise<string> {
    const { values, lines } = await this.written(input);
    const invoice = await this.db.repo(Invoice).save(Object.assign(new Invoice(), { state: InvoiceStatus.DRAFT, ...values }));
    await this.db.repo(InvoiceLine).insert(lines.map((line) => ({ ...line, invoiceId: invoice.id })));
    await this.events.emit(new InvoiceDrafted(invoice.id, invoice.customerId));
    return invoice.id;
  }

  /** What a draft says on paper: its lines priced, its taxes of today at the place of the service. */
  private async written(input: InvoiceInput) {
    const customer = await this.db.repo(Customer).findOneBy({ id: input.customerId });
    if (!customer) throw new NotFoundError();
    const { today, tenant } = await this.localDay();
    const crossed = input.lines.findIndex(({ periodStart, periodEnd }) => periodStart && periodEnd && periodStart > periodEnd);
    if (crossed >= 0) throw new BadInputError('The period ends before it begins.', { [`input.lines.${crossed}.periodEnd`]: 'min' });
    const province = await this.provinceOf(customer.id, input.locationId ?? undefined);
    const classed = input.lines.map((line) => ({ ...line, taxClass: line.taxable ? line.taxClass : TaxClass.EXEMPT }));
    const { amounts, subtotal, taxes, taxTotal, total } = totals(classed, await this.ratesOn(today, province));
    const dueOn = input.dueOn ?? addDays(today, tenant.termsDays);
    if (dueOn < today) throw new BadInputError('The due date has passed.', { 'input.dueOn': 'min' });
    const { currency, id: customerId } = customer;
    return {
      values: { customerId, currency, province, subtotal, taxes: [...taxes], taxTotal, total, balance: total, issuedOn: today, dueOn, memo: input.memo },
      lines: classed.map(({ description, quantity, unitPrice, taxClass, periodStart, periodEnd }, position) => ({
        customerId, position, description, quantity, unitPrice, taxClass, taxable: taxClass !== TaxClass.EXEMPT, currency, amount: amounts[position]!, periodStart: periodStart ?? null, periodEnd: periodEnd ?? null,
      })),
    };
  }

  /** Customers see their own once issued; staff see the tenant's. Every read starts here. */
  private visibleTo(me: Actor, invoice: Columns<Invoice>): Sql | null {
    return me.kind === 'customer' ? sql`${invoice.customerId} = ${me.customerId} and ${invoice.state} <> 'DRAFT'` : null;
  }

  /** A draft that waited is taxed as of the day it is issued, in case a rate has changed meanwhile. */
  private async retax(invoice: Invoice, today: string): Promise<void> {
    const lines = await this.db.repo(InvoiceLine).find({ where: { invoiceId: invoice.id }, order: { position: 'ASC' } });
    const { subtotal, taxes, taxTotal, total } = totals(lines, await this.ratesOn(today, invoice.province));
    Object.assign(invoice, { subtotal, taxes, taxTotal, total, balance: total });
    await this.db.repo(Invoice).update(invoice.id, { subtotal, taxes: [...taxes], taxTotal, total, balance: total });
  }

  /** Issued: the customer owes it; void: the same the other way round. */
  private book(caller: Caller, kind: LedgerKind.INVOICE_ISSUED | LedgerKind.INVOICE_VOIDED, invoice: Invoice, occurredOn?: string): Promise<void> {
    const sides = this.ledger.sidesOfPaper(invoice, LedgerAccount.RECEIVABLE, kind === LedgerKind.INVOICE_VOIDED);
    return this.ledger.post(caller, { kind, customerId: invoice.customerId, invoiceId: invoice.id, currency: invoice.currency, sides, ...(occurredOn ? { occurredOn } : {}) });
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

  /** The taxes of a province on a day; one that was ended is there with 0 and left out. */
  private async ratesOn(day: string, province: string): Promise<ClassedRate[]> {
    const rates = await this.db.query<{ code: string; rateMillionths: number; taxClasses: TaxClass[] }>(
      'select distinct on (code) code, rate_millionths as "rateMillionths", tax_classes as "taxClasses" from tax_rate_row where province = $1 and valid_from <= $2 order by code, valid_from desc',
      [province, day],
    );
    return rates.filter(({ rateMillionths }) => rateMillionths > 0);
  }
}
