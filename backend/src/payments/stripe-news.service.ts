import { Injectable } from '@nestjs/common';
import type Stripe from 'stripe';
import { systemActor } from '../auth/actor.js';
import { Db } from '../platform/db/db.js';
import { isUuid } from '../platform/ids.js';
import { AutopayChargesService } from './autopay-charges.service.js';
import { CheckoutsService } from './checkouts.service.js';
import { DisputesService } from './disputes.service.js';
import { Payment } from './payment.entity.js';
import { Refund } from './refund.entity.js';
import { RefundsService } from './refunds.service.js';
import { SavedMethodsService } from './saved-methods.service.js';
import { intentClaim } from './stripe-claim.js';
import { StripeGateway } from './stripe.gateway.js';

/**
 * News about what is not a payment page: refunds, disputes, saved methods. An event only says where to look: what is
 * done comes from what Stripe has now, so old news, news in any order and invented news all end the same.
 */
@Injectable()
export class StripeNewsService {
  constructor(
    private readonly db: Db,
    private readonly checkouts: CheckoutsService,
    private readonly refunds: RefundsService,
    private readonly disputes: DisputesService,
    private readonly methods: SavedMethodsService,
    private readonly charges: AutopayChargesService,
    private readonly gateway: StripeGateway,
  ) {}

  /** Does what the event allows; answers what came of it, or null when it is about something else. */
  async hear({ type, data: { object } }: Stripe.Event): Promise<string | null> {
    if (type.startsWith('refund.')) return this.refund((object as Stripe.Refund).id);
    if (type.startsWith('charge.dispute.')) return this.dispute((object as Stripe.Dispute).id);
    if (type.startsWith('payment_method.')) return this.methods.refresh((object as Stripe.PaymentMethod).id);
    if (type === 'mandate.updated') return this.methods.refresh(idOf((object as Stripe.Mandate).payment_method) ?? '');
    const metadata = (object as { metadata?: Stripe.Metadata | null }).metadata;
    const attempt = metadata?.['autopay'];
    if (attempt !== undefined && type.startsWith('payment_intent.')) return this.charges.hear(attempt, (object as Stripe.PaymentIntent).id);
    const setup = metadata?.['setup'];
    return setup === undefined ? null : this.setup(setup);
  }

  private async setup(id: string): Promise<string> {
    const own = isUuid(id) ? await this.methods.findSetup(id) : null;
    return own ? this.methods.reconcile(own) : 'no page of ours';
  }

  private async refund(stripeId: string): Promise<string> {
    const news = await this.gateway.refundOf(stripeId);
    if (!news) return 'Stripe knows no such refund';
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

  private async dispute(stripeId: string): Promise<string> {
    const news = await this.gateway.disputeOf(stripeId);
    if (!news) return 'Stripe knows no such dispute';
    const intent = idOf(news.payment_intent);
    const payment = intent ? ((await this.paymentOf(intent)) ?? (await this.bookedNow(intent))) : null;
    if (!payment) return 'no payment of ours';
    const dueBy = news.evidence_details?.due_by;
    return this.disputes.told(systemActor(payment.tenantId), payment.id, {
      disputeId: news.id, amount: news.amount, currency: news.currency, status: news.status, reason: news.reason, openedAt: new Date(news.created * 1000), answerBy: dueBy ? new Date(dueBy * 1000) : null,
    });
  }

  private paymentOf(stripePaymentIntentId: string): Promise<Payment | null> {
    return this.db.unscoped('a webhook names a payment, not a tenant', () => this.db.repo(Payment).findOneBy({ stripePaymentIntentId }));
  }

  /** News about a payment may overtake the news of the payment itself: then that is booked first. */
  private async bookedNow(intentId: string): Promise<Payment | null> {
    const found = await this.gateway.payment(intentId);
    if (!found) return null;
    const attempt = found.intent.metadata['autopay'];
    if (attempt !== undefined) await this.charges.hear(attempt, intentId);
    const claim = intentClaim(found.intent);
    const checkout = await this.checkouts.find(claim.checkoutId);
    if (checkout) await this.checkouts.apply(checkout, claim);
    return this.paymentOf(intentId);
  }
}

const idOf = (object: string | { readonly id: string } | null): string | null => (typeof object === 'string' ? object : (object?.id ?? null));
