import { Injectable } from '@nestjs/common';
import { LedgerAccount, LedgerKind } from '../ledger/ledger.entity.js';
import { LedgerService } from '../ledger/ledger.service.js';
import type { Caller } from '../platform/caller.js';
import { Clock } from '../platform/clock.js';
import { Db } from '../platform/db/db.js';
import { Events } from '../platform/events/events.js';
import { NotFoundError } from '../platform/graphql/errors.js';
import { NumbersService } from '../tenancy/numbers.service.js';
import { Tenant } from '../tenancy/tenant.entity.js';
import { creditAmounts } from './credit-amounts.js';
import { Invoice, InvoiceKind, InvoiceLine, InvoiceStatus, type InvoiceTax } from './invoice.entity.js';
import { CreditNoteIssued } from './invoice.events.js';
import { CreditTooLarge, InvoiceNotOpen } from './invoice.results.js';

const CREDITABLE: readonly InvoiceStatus[] = [InvoiceStatus.ISSUED, InvoiceStatus.PARTLY_PAID, InvoiceStatus.PAID];

/** Credit notes: papers that take an invoice back, in whole or in part, taxes included. */
@Injectable()
export class CreditNotesService {
  constructor(
    private readonly db: Db,
    private readonly events: Events,
    private readonly clock: Clock,
    private readonly numbers: NumbersService,
    private readonly ledger: LedgerService,
  ) {}

  /** Writes and issues a credit note for an amount with its taxes, or for all that has not been credited yet. The invoice stays locked. */
  async issue(caller: Caller, invoiceId: string, wanted: number | null, reason: string): Promise<{ invoice: Invoice; note: Invoice; whole: boolean } | CreditTooLarge | InvoiceNotOpen> {
    const invoice = await this.db.repo(Invoice).findOne({ where: { id: invoiceId }, lock: { mode: 'pessimistic_write' } });
    if (!invoice) throw new NotFoundError();
    if (!CREDITABLE.includes(invoice.state) || invoice.kind === InvoiceKind.CREDIT_NOTE) return new InvoiceNotOpen();
    const earlier = await this.earlier(invoice);
    const left = invoice.total - earlier.total;
    const amount = wanted ?? left;
    if (amount > left || amount <= 0) return CreditTooLarge.of(left, invoice.currency);
    const { subtotal, taxes } = creditAmounts(invoice, earlier, amount);
    const tenant = await this.db.repo(Tenant).findOneByOrFail({ id: caller.tenantId });
    const today = this.clock.today(tenant.timeZone);
    const number = `CN-${today.slice(0, 4)}-${String(await this.numbers.next(`CN-${today.slice(0, 4)}`)).padStart(6, '0')}`;
    const note = await this.db.repo(Invoice).save(Object.assign(new Invoice(), {
      kind: InvoiceKind.CREDIT_NOTE, creditsId: invoice.id, number, state: InvoiceStatus.CREDITED, customerId: invoice.customerId, currency: invoice.currency, subtotal: -subtotal, taxes: taxes.map(negative), taxTotal: subtotal - amount, total: -amount, balance: 0,
      issuedOn: today, dueOn: today, issuedAt: this.clock.now(), memo: reason, voidReason: null, sourceId: null,
    }));
    const description = tenant.language === 'EN' ? `Credit on invoice ${invoice.number}` : `Crédit sur la facture ${invoice.number}`;
    await this.db.repo(InvoiceLine).insert({ invoiceId: note.id, customerId: invoice.customerId, position: 0, description, quantity: 1, unitPrice: -subtotal, amount: -subtotal, currency: invoice.currency, taxable: true, periodStart: null, periodEnd: null });
    const sides = this.ledger.sidesOfPaper(note, LedgerAccount.CUSTOMER_CREDIT);
    await this.ledger.post(caller, { kind: LedgerKind.CREDIT_NOTE_ISSUED, customerId: invoice.customerId, invoiceId: note.id, currency: invoice.currency, sides, occurredOn: today });
    await this.events.emit(new CreditNoteIssued(note.id, invoice.customerId, invoice.id, number, amount, invoice.currency));
    return { invoice, note, whole: amount === left };
  }

  /** Marks an invoice of which nothing is left. */
  async taken(invoiceId: string): Promise<void> {
    await this.db.repo(Invoice).update(invoiceId, { state: InvoiceStatus.CREDITED });
  }

  private async earlier(invoice: Invoice): Promise<{ subtotal: number; total: number; taxes: InvoiceTax[] }> {
    const notes = await this.db.repo(Invoice).findBy({ creditsId: invoice.id });
    const sum = (of: (note: Invoice) => number) => notes.reduce((total, note) => total - of(note), 0);
    return { subtotal: sum((note) => note.subtotal), total: sum((note) => note.total), taxes: invoice.taxes.map((tax) => ({ ...tax, amount: sum((note) => note.taxes.find(({ code }) => code === tax.code)?.amount ?? 0) })) };
  }
}

const negative = (tax: InvoiceTax): InvoiceTax => ({ ...tax, amount: -tax.amount || 0 });
