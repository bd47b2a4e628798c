import { Injectable } from '@nestjs/common';
import { InvoicesService } from '../invoices/invoices.service.js';
import { LedgerAccount, LedgerKind } from '../ledger/ledger.entity.js';
import { LedgerService } from '../ledger/ledger.service.js';
import type { Caller } from '../platform/caller.js';
import { Db } from '../platform/db/db.js';
import { NotFoundError } from '../platform/graphql/errors.js';
import { Payment, PaymentAllocation } from './payment.entity.js';

/** Which payment settles which invoice: put against one, taken back, counted. Inside a transaction, on a locked payment. */
@Injectable()
export class AllocationsService {
  constructor(
    private readonly db: Db,
    private readonly invoices: InvoicesService,
    private readonly ledger: LedgerService,
  ) {}

  /** The payment, held against everybody else until the transaction ends. */
  async lock(id: string): Promise<Payment> {
    const payment = await this.db.repo(Payment).findOne({ where: { id }, lock: { mode: 'pessimistic_write' } });
    if (!payment) throw new NotFoundError();
    return payment;
  }

  /** What of a payment no invoice has taken and nobody has got back. */
  async left(payment: Payment): Promise<number> {
    const [row] = await this.db.query<{ left: string }>('select p.amount - p.refunded - coalesce(sum(a.amount), 0) "left" from payment p left join payment_allocation a on a.payment_id = p.id where p.id = $1 group by p.id', [payment.id]);
    return Number(row!.left);
  }

  /** Puts up to `most` of a payment against an invoice, as much as that still needs; answers how much it was. */
  async put(caller: Caller, payment: Payment, invoiceId: string, most: number): Promise<number> {
    const taken = await this.invoices.settle(caller, invoiceId, most);
    if (taken === 0) return 0;
    const { id: paymentId, customerId, currency } = payment;
    // The same payment may meet an invoice again, after part of it was taken back.
    await this.db.query(
      `insert into payment_allocation (payment_id, invoice_id, customer_id, amount, currency) values ($1, $2, $3, $4, $5)
       on conflict (payment_id, invoice_id) do update set amount = payment_allocation.amount + excluded.amount`,
      [paymentId, invoiceId, customerId, taken, currency],
    );
    await this.ledger.move(caller, { kind: LedgerKind.ALLOCATED, customerId, invoiceId, paymentId, currency }, taken, LedgerAccount.RECEIVABLE, LedgerAccount.CUSTOMER_CREDIT);
    return taken;
  }

  /** Spreads what is left of a payment over the customer’s unpaid invoices, oldest first; answers which. */
  async spread(caller: Caller, payment: Payment, left: number): Promise<string[]> {
    const settled: string[] = [];
    for (const { id } of await this.invoices.unpaid(caller, payment.customerId)) {
      if (left === 0) break;
      const taken = await this.put(caller, payment, id, left);
      if (taken > 0) settled.push(id);
      left -= taken;
    }
    return settled;
  }

  /** Takes up to `most` of an allocation back: the invoice owes it again. Answers how much it was. */
  async take(caller: Caller, payment: Payment, allocation: PaymentAllocation, most = allocation.amount): Promise<number> {
    const amount = Math.min(most, allocation.amount);
    if (amount === allocation.amount) await this.db.repo(PaymentAllocation).delete(allocation.id);
    else await this.db.repo(PaymentAllocation).update(allocation.id, { amount: allocation.amount - amount });
    await this.invoices.unsettle(caller, allocation.invoiceId, amount);
    const { id: paymentId, customerId, currency } = payment;
    await this.ledger.move(caller, { kind: LedgerKind.UNALLOCATED, customerId, invoiceId: allocation.invoiceId, paymentId, currency }, amount, LedgerAccount.CUSTOMER_CREDIT, LedgerAccount.RECEIVABLE);
    return amount;
  }

  /** Frees an amount of a payment by taking back what it settled last. */
  async free(caller: Caller, payment: Payment, amount: number): Promise<void> {
    let missing = amount - (await this.left(payment));
    for (const allocation of await this.db.repo(PaymentAllocation).find({ where: { paymentId: payment.id }, order: { createdAt: 'DESC', id: 'DESC' } })) {
      if (missing <= 0) break;
      missing -= await this.take(caller, payment, allocation, missing);
    }
    if (missing > 0) throw new Error(`Payment ${payment.id} cannot free ${amount}`);
  }
}
