import { Injectable } from '@nestjs/common';
import type { Actor } from '../auth/actor.js';
import { Invoice, InvoiceStatus } from '../invoices/invoice.entity.js';
import { CreditNotesService } from '../invoices/credit-notes.service.js';
import { CreditTooLarge, InvoiceNotOpen } from '../invoices/invoice.results.js';
import { LedgerAccount, LedgerKind } from '../ledger/ledger.entity.js';
import { LedgerService } from '../ledger/ledger.service.js';
import { Clock } from '../platform/clock.js';
import { Db } from '../platform/db/db.js';
import { NotFoundError } from '../platform/graphql/errors.js';
import { one, type Read } from '../platform/read/read.js';
import { sql } from '../platform/read/sql.js';
import { Tenant } from '../tenancy/tenant.entity.js';
import { AllocationsService } from './allocations.service.js';
import { Payment, PaymentAllocation, PaymentMethod, PaymentStatus } from './payment.entity.js';

/** What settles an invoice without money: credit notes and write-offs. */
@Injectable()
export class CreditsService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly notes: CreditNotesService,
    private readonly allocations: AllocationsService,
    private readonly ledger: LedgerService,
  ) {}

  /**
   * Takes an invoice back, in whole or in part. The credit settles what the invoice still owes, then steps into the place of
   * money that had settled it, which is the customer's again.
   */
  creditInvoice(me: Actor, invoiceId: string, amount: number | null, reason: string): Promise<Read<Invoice> | CreditTooLarge | InvoiceNotOpen> {
    return this.db.tx(me, async () => {
      const issued = await this.notes.issue(me, invoiceId, amount, reason);
      if (!('note' in issued)) return issued;
      const { invoice, note, whole } = issued;
      const value = -note.total;
      await this.makeRoom(me, invoice, value - invoice.balance);
      const payment = await this.enter(me, invoice, value, PaymentMethod.CREDIT_NOTE, note.number!, note.id);
      await this.allocations.put(me, payment, invoice.id, value);
      if (whole) await this.notes.taken(invoice.id);
      return one(Invoice, (i) => sql`${i.id} = ${note.id}`);
    });
  }

  /** No longer expects what an invoice still owes. */
  writeOff(me: Actor, invoiceId: string, reason: string): Promise<Read<Invoice> | InvoiceNotOpen> {
    return this.db.tx(me, async () => {
      const invoice = await this.db.repo(Invoice).findOne({ where: { id: invoiceId }, lock: { mode: 'pessimistic_write' } });
      if (!invoice) throw new NotFoundError();
      if (invoice.state !== InvoiceStatus.ISSUED && invoice.state !== InvoiceStatus.PARTLY_PAID) return new InvoiceNotOpen();
      const payment = await this.enter(me, invoice, invoice.balance, PaymentMethod.WRITE_OFF, reason, null);
      const { customerId, currency } = invoice;
      await this.ledger.move(me, { kind: LedgerKind.WRITTEN_OFF, customerId, paymentId: payment.id, currency, memo: reason }, payment.amount, LedgerAccount.CUSTOMER_CREDIT, LedgerAccount.WRITE_OFF);
      await this.allocations.put(me, payment, invoice.id, payment.amount);
      return one(Invoice, (i) => sql`${i.id} = ${invoice.id}`);
    });
  }

  /** Takes back money that settled the invoice, newest first, so that a credit fits. */
  private async makeRoom(me: Actor, invoice: Invoice, amount: number): Promise<void> {
    let missing = amount;
    for (const allocation of await this.db.repo(PaymentAllocation).find({ where: { invoiceId: invoice.id }, order: { createdAt: 'DESC', id: 'DESC' } })) {
      if (missing <= 0) return;
      const payment = await this.allocations.lock(allocation.paymentId);
      if (payment.method !== PaymentMethod.CREDIT_NOTE) missing -= await this.allocations.take(me, payment, allocation, missing);
    }
  }

  private async enter(me: Actor, { customerId, currency }: Invoice, amount: number, method: PaymentMethod, reference: string, creditNoteId: string | null): Promise<Payment> {
    const { timeZone } = await this.db.repo(Tenant).findOneByOrFail({ id: me.tenantId });
    const values = { customerId, currency, amount, method, reference, creditNoteId, status: PaymentStatus.SUCCEEDED, receivedOn: this.clock.today(timeZone), refunded: 0, stripePaymentIntentId: null, sourceId: null };
    return this.db.repo(Payment).save(Object.assign(new Payment(), values));
  }
}
