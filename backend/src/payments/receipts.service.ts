import { Injectable } from '@nestjs/common';
import type { Caller } from '../platform/caller.js';
import { Db } from '../platform/db/db.js';
import { Events } from '../platform/events/events.js';
import { LedgerAccount, LedgerKind } from '../ledger/ledger.entity.js';
import { LedgerService } from '../ledger/ledger.service.js';
import { AllocationsService } from './allocations.service.js';
import { PaymentReceived } from './payment.events.js';
import { Payment, PaymentMethod, PaymentStatus } from './payment.entity.js';

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
  /** What the processor keeps of it. */
  readonly fee?: number;
}

/** Books money that arrived: a payment, what it settles, and the news of it, together or not at all. */
@Injectable()
export class ReceiptsService {
  constructor(
    private readonly db: Db,
    private readonly events: Events,
    private readonly allocations: AllocationsService,
    private readonly ledger: LedgerService,
  ) {}

  /** Answers null when this payment intent is booked already. */
  receive(caller: Caller, receipt: Receipt): Promise<Payment | null> {
    return this.db.tx(caller, async () => {
      const { customerId, amount, currency, method, receivedOn, reference, intentId } = receipt;
      const payment = Object.assign(new Payment(), { customerId, amount, currency, method, receivedOn, reference, stripePaymentIntentId: intentId, status: PaymentStatus.SUCCEEDED });
      const { raw } = await this.db.repo(Payment).createQueryBuilder().insert().values(payment as never).orIgnore().returning('id').execute();
      if ((raw as unknown[]).length === 0) return null;
      await this.ledger.move(caller, { kind: LedgerKind.PAYMENT_RECEIVED, customerId, paymentId: payment.id, currency, occurredOn: receivedOn }, amount, LedgerAccount.CUSTOMER_CREDIT, whereItStands(method));
      await this.ledger.move(caller, { kind: LedgerKind.FEE_CHARGED, customerId, paymentId: payment.id, currency }, receipt.fee ?? 0, whereItStands(method), LedgerAccount.FEES);
      const one = receipt.invoiceId;
      const settled = one === null ? await this.allocations.spread(caller, payment, amount) : (await this.allocations.put(caller, payment, one, amount)) > 0 ? [one] : [];
      await this.events.emit(new PaymentReceived(payment.id, customerId, amount, currency, method, settled));
      return payment;
    });
  }
}

/** Where money of a kind lies once it is received. */
export const whereItStands = (method: PaymentMethod): LedgerAccount.BANK | LedgerAccount.PROCESSOR =>
  method === PaymentMethod.CHEQUE || method === PaymentMethod.OTHER ? LedgerAccount.BANK : LedgerAccount.PROCESSOR;
