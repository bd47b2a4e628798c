import { Injectable } from '@nestjs/common';
import type Stripe from 'stripe';
import { systemActor } from '../auth/actor.js';
import { Db } from '../platform/db/db.js';
import { isUuid } from '../platform/ids.js';
import { DisputesService } from './disputes.service.js';
import { Payment } from './payment.entity.js';
import { Refund } from './refund.entity.js';
import { RefundsService } from './refunds.service.js';

/** News about money that was received already: refunds and disputes. Every fact is held against our own row. */
@Injectable()
export class StripeNewsService {
  constructor(
    private readonly db: Db,
    private readonly refunds: RefundsService,
    private readonly disputes: DisputesService,
  ) {}

  /** Does what the event allows; answers what came of it, or null when it is about something else. */
  async hear(event: Stripe.Event): Promise<string | null> {
    if (event.type.startsWith('refund.')) return this.refund(event.data.object as Stripe.Refund);
    if (event.type.startsWith('charge.dispute.')) return this.dispute(event.data.object as Stripe.Dispute);
    return null;
  }

  private async refund(news: Stripe.Refund): Promise<string> {
    const id = news.metadata?.['refund'];
    if (!id || !isUuid(id)) return 'no refund of ours';
    const own = await this.db.unscoped('a webhook names a refund, not a tenant', () => this.db.repo(Refund).findOneBy({ id }));
    if (!own) return 'no refund of ours';
    const payment = await this.db.unscoped('a webhook names a refund, not a tenant', () => this.db.repo(Payment).findOneByOrFail({ id: own.paymentId }));
    const facts: readonly [string, unknown, unknown][] = [
      ['tenant', own.tenantId, news.metadata?.['tenant']], ['customer', own.customerId, news.metadata?.['customer']], ['amount', own.amount, news.amount],
      ['currency', own.currency, news.currency.toUpperCase()], ['payment', payment.stripePaymentIntentId, idOf(news.payment_intent)],
    ];
    const wrong = facts.filter(([, ours, theirs]) => ours !== theirs).map(([name]) => name);
    if (wrong.length) return `differs from our refund: ${wrong.join(', ')}`;
    return this.refunds.told(systemActor(own.tenantId), own.id, news.status ?? 'pending', news.failure_reason ?? null);
  }

  private async dispute(news: Stripe.Dispute): Promise<string> {
    const intent = idOf(news.payment_intent);
    const payment = intent ? await this.db.unscoped('a webhook names a payment, not a tenant', () => this.db.repo(Payment).findOneBy({ stripePaymentIntentId: intent })) : null;
    if (!payment) return 'no payment of ours';
    const dueBy = news.evidence_details?.due_by;
    return this.disputes.told(systemActor(payment.tenantId), payment.id, {
      disputeId: news.id, amount: news.amount, currency: news.currency, status: news.status, reason: news.reason, openedAt: new Date(news.created * 1000), answerBy: dueBy ? new Date(dueBy * 1000) : null,
    });
  }
}

const idOf = (object: string | { readonly id: string } | null): string | null => (typeof object === 'string' ? object : (object?.id ?? null));
