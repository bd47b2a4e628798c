import { Injectable } from '@nestjs/common';
import type { Caller } from '../platform/caller.js';
import { Db } from '../platform/db/db.js';
import { Events } from '../platform/events/events.js';
import { InvoicesService } from '../invoices/invoices.service.js';
import { PaymentReceived } from './payment.events.js';
import { Payment, PaymentAllocation, PaymentStatus, type PaymentMethod } from './payment.entity.js';

export interface Receipt {
  readonly customerId: string;
  /** The invoice it is for; without one the oldest unpaid invoices take it. */
  readonly invoiceId: string | null;
  readonly amount: number;
  readonly currency: string;
  readonly method: PaymentMethod;
  readonly receivedOn: string;
  readonly reference: string;
  readonly intentId: string | null;
}

/** Books money that arrived: a payment, what it settles, and the news of it, together or not at all. */
@Injectable()
export class LedgerService {
  constructor(
    private readonly db: Db,
    private readonly events: Events,
    private readonly invoices: InvoicesService,
  ) {}

  /** Answers null when this payment intent is booked already. */
  receive(caller: Caller, receipt: Receipt): Promise<Payment | null> {
    return this.db.tx(caller, async () => {
      const { customerId, amount, currency, method, receivedOn, reference, intentId } = receipt;
      const payment = Object.assign(new Payment(), { customerId, amount, currency, method, receivedOn, reference, stripePaymentIntentId: intentId, status: PaymentStatus.SUCCEEDED });
      const { raw } = await this.db.repo(Payment).createQueryBuilder().insert().values(payment as never).orIgnore().returning('id').execute();
      if ((raw as unknown[]).length === 0) return null;
      const settled = await this.allocate(caller, payment, receipt.invoiceId);
      await this.events.emit(new PaymentReceived(payment.id, customerId, amount, currency, method, settled));
      return payment;
    });
  }

  /** Puts a payment against its invoices; what none needs stays with the customer as a credit. */
  private async allocate(caller: Caller, payment: Payment, invoiceId: string | null): Promise<string[]> {
    const candidates = invoiceId ? [invoiceId] : (await this.invoices.unpaid(caller, payment.customerId)).map(({ id }) => id);
    const settled: string[] = [];
    let left = payment.amount;
    for (const id of candidates) {
      if (left === 0) break;
      const taken = await this.invoices.settle(caller, id, left);
      if (taken === 0) continue;
      await this.db.repo(PaymentAllocation).insert({ paymentId: payment.id, invoiceId: id, customerId: payment.customerId, amount: taken, currency: payment.currency });
      settled.push(id);
      left -= taken;
    }
    return settled;
  }
}
