import { Injectable } from '@nestjs/common';
import { systemActor, type Actor } from '../auth/actor.js';
import { LedgerAccount, LedgerKind } from '../ledger/ledger.entity.js';
import { LedgerService } from '../ledger/ledger.service.js';
import type { Caller } from '../platform/caller.js';
import { Clock } from '../platform/clock.js';
import { Db } from '../platform/db/db.js';
import { Events } from '../platform/events/events.js';
import { Queue, Schedule, Work } from '../platform/queue/queue.js';
import { one, type Read } from '../platform/read/read.js';
import { sql } from '../platform/read/sql.js';
import { AllocationsService } from './allocations.service.js';
import { PaymentMethod, PaymentStatus, Payment } from './payment.entity.js';
import { RefundSettled } from './payment.events.js';
import { NotRefundable, RefundTooLarge } from './payment.results.js';
import { whereItStands } from './receipts.service.js';
import { Refund, RefundStatus } from './refund.entity.js';
import { StripeGateway } from './stripe.gateway.js';

const WORK = 'payments.refund';
/** After this long a refund that nobody has answered about is asked about. */
const LATE_MS = 5 * 60_000;

/** Gives money back: booked and set aside at once, sent to the processor from the queue, once. */
@Injectable()
export class RefundsService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly events: Events,
    private readonly queue: Queue,
    private readonly allocations: AllocationsService,
    private readonly ledger: LedgerService,
    private readonly gateway: StripeGateway,
  ) {}

  /** Gives back part of a payment, or all that is left of it. What it settled with that money is owed again, newest first. */
  refund(me: Actor, paymentId: string, wanted: number | null, reason: string): Promise<Read<Refund> | RefundTooLarge | NotRefundable> {
    return this.db.tx(me, async () => {
      const payment = await this.allocations.lock(paymentId);
      if (payment.status !== PaymentStatus.SUCCEEDED || payment.method === PaymentMethod.CREDIT_NOTE || payment.method === PaymentMethod.WRITE_OFF) return new NotRefundable();
      const left = payment.amount - payment.refunded;
      const amount = wanted ?? left;
      if (amount > left || amount <= 0) return RefundTooLarge.of(left, payment.currency);
      await this.allocations.free(me, payment, amount);
      await this.back(me, payment, amount, LedgerKind.REFUNDED);
      const { customerId, currency } = payment;
      const byHand = !payment.stripePaymentIntentId;
      const refund = await this.db.repo(Refund).save(Object.assign(new Refund(), { paymentId, customerId, amount, currency, reason, requestedBy: me.name, stripeRefundId: null, failure: null, status: byHand ? RefundStatus.SUCCEEDED : RefundStatus.PENDING }));
      if (!byHand) await this.queue.send(WORK, { tenantId: me.tenantId, refundId: refund.id }, { key: refund.id });
      await this.events.emit(new RefundSettled(refund.id, customerId, paymentId, refund.status));
      return one(Refund, (r) => sql`${r.id} = ${refund.id}`);
    });
  }

  /** Asks the processor; the key makes it the same refund however often a worker dies over it. */
  @Work(WORK, { retryLimit: 30, retryDelay: 5 })
  async send({ tenantId, refundId }: { tenantId: string; refundId: string }): Promise<void> {
    const caller = systemActor(tenantId);
    const found = await this.db.tx(caller, async () => {
      const refund = await this.db.repo(Refund).findOneBy({ id: refundId });
      return refund && { refund, payment: await this.db.repo(Payment).findOneByOrFail({ id: refund.paymentId }) };
    });
    if (!found || found.refund.stripeRefundId) return;
    const { id, status } = await this.gateway.refund(found.refund, found.payment.stripePaymentIntentId!);
    await this.db.tx(caller, () => this.db.repo(Refund).update(refundId, { stripeRefundId: id }));
    await this.told(caller, refundId, status);
  }

  /** Takes up refunds that the processor was never asked for, or has not answered about: their job was lost, or the news of them. */
  @Schedule('*/5 * * * *')
  async catchUp(): Promise<void> {
    const before = new Date(this.clock.now().getTime() - LATE_MS);
    const open = await this.db.unscoped('refunds that wait, of every tenant', () =>
      this.db.repo(Refund).createQueryBuilder('r').where(`r.status = 'PENDING' and r.created_at < :before`, { before }).orderBy('r.created_at').limit(200).getMany());
    for (const { id, tenantId, stripeRefundId } of open) {
      const news = stripeRefundId ? await this.gateway.refundOf(stripeRefundId) : null;
      if (!stripeRefundId) await this.send({ tenantId, refundId: id });
      else if (news) await this.told(systemActor(tenantId), id, news.status ?? 'pending', news.failure_reason ?? null);
    }
  }

  /** What the processor says of a refund of ours, now or days later. A refund that failed is the customer’s credit again. */
  async told(caller: Caller, refundId: string, status: string, failure: string | null = null): Promise<string> {
    return this.db.tx(caller, async () => {
      const refund = await this.db.repo(Refund).findOne({ where: { id: refundId }, lock: { mode: 'pessimistic_write' } });
      if (!refund) return 'no refund of ours';
      const next = status === 'succeeded' ? RefundStatus.SUCCEEDED : status === 'failed' || status === 'canceled' ? RefundStatus.FAILED : RefundStatus.PENDING;
      if (refund.status === RefundStatus.FAILED || next === refund.status || next === RefundStatus.PENDING) return 'changes nothing';
      await this.db.repo(Refund).update(refund.id, { status: next, failure });
      if (next === RefundStatus.FAILED) await this.back(caller, await this.allocations.lock(refund.paymentId), -refund.amount, LedgerKind.REFUND_FAILED);
      await this.events.emit(new RefundSettled(refund.id, refund.customerId, refund.paymentId, next));
      return next.toLowerCase();
    });
  }

  /** Books money that leaves, or with a negative amount comes back, and keeps the payment’s own count of it. */
  private async back(caller: Caller, payment: Payment, amount: number, kind: LedgerKind.REFUNDED | LedgerKind.REFUND_FAILED): Promise<void> {
    const refunded = payment.refunded + amount;
    const status = refunded === payment.amount ? PaymentStatus.REFUNDED : PaymentStatus.SUCCEEDED;
    await this.db.repo(Payment).update(payment.id, { refunded, status });
    const { customerId, id: paymentId, currency } = payment;
    await this.ledger.move(caller, { kind, customerId, paymentId, currency }, amount, whereItStands(payment.method), LedgerAccount.CUSTOMER_CREDIT);
  }
}
