import { Injectable } from '@nestjs/common';
import { LedgerAccount, LedgerKind } from '../ledger/ledger.entity.js';
import { LedgerService } from '../ledger/ledger.service.js';
import type { Caller } from '../platform/caller.js';
import { Clock } from '../platform/clock.js';
import { Db } from '../platform/db/db.js';
import { Events } from '../platform/events/events.js';
import type { PageArgs } from '../platform/graphql/page.type.js';
import { page, type Read } from '../platform/read/read.js';
import { AllocationsService } from './allocations.service.js';
import { Payment, PaymentStatus } from './payment.entity.js';
import { DisputeChanged } from './payment.events.js';
import { Dispute, DisputeStatus } from './refund.entity.js';

/** What a processor says of a dispute. */
export interface DisputeClaim {
  readonly disputeId: string;
  readonly amount: number;
  readonly currency: string;
  readonly status: string;
  readonly reason: string;
  readonly openedAt: Date;
  readonly answerBy: Date | null;
}

const STATUSES: Readonly<Record<string, DisputeStatus>> = {
  needs_response: DisputeStatus.NEEDS_RESPONSE, warning_needs_response: DisputeStatus.NEEDS_RESPONSE, under_review: DisputeStatus.UNDER_REVIEW, warning_under_review: DisputeStatus.UNDER_REVIEW,
  appeal_needs_response: DisputeStatus.NEEDS_RESPONSE, appeal_under_review: DisputeStatus.UNDER_REVIEW,
  won: DisputeStatus.WON, prevented: DisputeStatus.WON, warning_closed: DisputeStatus.WON, lost: DisputeStatus.LOST,
};
const CLOSED: readonly DisputeStatus[] = [DisputeStatus.WON, DisputeStatus.LOST];

/** Payments that a bank wants back: shown, booked, and when lost, owed again. */
@Injectable()
export class DisputesService {
  constructor(
    private readonly db: Db,
    private readonly clock: Clock,
    private readonly events: Events,
    private readonly allocations: AllocationsService,
    private readonly ledger: LedgerService,
  ) {}

  /** Open ones first by the day evidence is due, then the latest. */
  list(args: PageArgs): Read<Dispute> {
    return page(Dispute, { page: args, order: [[(d) => d.openedAt, 'desc']] });
  }

  /** Takes in what the processor says of a dispute about a payment of ours; older news never reopens a closed one. */
  told(caller: Caller, paymentId: string, claim: DisputeClaim): Promise<string> {
    return this.db.tx(caller, async () => {
      const payment = await this.allocations.lock(paymentId);
      if (claim.amount > payment.amount || claim.currency.toUpperCase() !== payment.currency) return `differs from our payment: ${claim.amount} ${claim.currency}`;
      const status = STATUSES[claim.status];
      if (!status) return `unknown status ${claim.status}`;
      const known = await this.db.repo(Dispute).findOne({ where: { stripeDisputeId: claim.disputeId }, lock: { mode: 'pessimistic_write' } });
      if (known && (CLOSED.includes(known.status) || known.status === status)) return 'changes nothing';
      const dispute = known ?? (await this.open(caller, payment, claim, status));
      const closedAt = CLOSED.includes(status) ? this.clock.now() : null;
      await this.db.repo(Dispute).update(dispute.id, { status, answerBy: claim.answerBy, closedAt });
      if (status === DisputeStatus.WON) await this.move(caller, payment, LedgerKind.DISPUTE_WON, claim.amount, LedgerAccount.DISPUTED, LedgerAccount.PROCESSOR);
      if (status === DisputeStatus.LOST) await this.lose(caller, payment, claim.amount);
      await this.events.emit(new DisputeChanged(dispute.id, payment.customerId, payment.id, status));
      return `dispute ${status.toLowerCase()}`;
    });
  }

  private async open(caller: Caller, payment: Payment, { disputeId, amount, reason, openedAt, answerBy }: DisputeClaim, status: DisputeStatus): Promise<Dispute> {
    const { id: paymentId, customerId, currency } = payment;
    await this.move(caller, payment, LedgerKind.DISPUTE_OPENED, amount, LedgerAccount.PROCESSOR, LedgerAccount.DISPUTED);
    return this.db.repo(Dispute).save(Object.assign(new Dispute(), { paymentId, customerId, currency, amount, reason, openedAt, answerBy, status, stripeDisputeId: disputeId, closedAt: null }));
  }

  /** The money is gone: what it had settled is owed again. */
  private async lose(caller: Caller, payment: Payment, amount: number): Promise<void> {
    const gone = Math.min(amount, payment.amount - payment.refunded);
    await this.allocations.free(caller, payment, gone);
    const refunded = payment.refunded + gone;
    await this.db.repo(Payment).update(payment.id, { refunded, status: refunded === payment.amount ? PaymentStatus.REFUNDED : payment.status });
    await this.move(caller, payment, LedgerKind.DISPUTE_LOST, gone, LedgerAccount.DISPUTED, LedgerAccount.CUSTOMER_CREDIT);
    // What had been refunded already was lost twice: the provider’s loss, not the customer’s debt.
    await this.move(caller, payment, LedgerKind.DISPUTE_LOST, amount - gone, LedgerAccount.DISPUTED, LedgerAccount.WRITE_OFF);
  }

  private move(caller: Caller, { customerId, id: paymentId, currency }: Payment, kind: LedgerKind, amount: number, from: LedgerAccount, to: LedgerAccount): Promise<void> {
    return this.ledger.move(caller, { kind, customerId, paymentId, currency }, amount, from, to);
  }
}
