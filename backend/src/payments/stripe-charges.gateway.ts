import { Injectable } from '@nestjs/common';
import Stripe from 'stripe';
import { NEEDS_PERSON } from './autopay-plan.js';
import type { ChargeOrder } from './autopay-steps.js';
import type { ChargeClaim } from './autopay-verdict.js';
import { StripeClient } from './stripe.client.js';

const HOUR_MS = 3_600_000;
/** Stripe remembers a key at least a day; after that the same request could be a second one. */
const KEY_LIVES_MS = 23 * HOUR_MS;

/** Money asked for without its customer being there. */
@Injectable()
export class StripeChargesGateway {
  constructor(private readonly client: StripeClient) {}

  /** Charges a saved method; the same attempt always once, however often it is asked for. */
  async charge({ id, tenantId, customerId, stripeCustomerId, stripeMethodId, amount, currency }: ChargeOrder): Promise<ChargeClaim> {
    const metadata = { autopay: id, tenant: tenantId, customer: customerId };
    const request = { amount, currency: currency.toLowerCase(), customer: stripeCustomerId, payment_method: stripeMethodId, off_session: true, confirm: true, metadata } as const;
    try {
      return autopayClaim(await this.client.ask((stripe) => stripe.paymentIntents.create(request, { idempotencyKey: `autopay:${id}` })));
    } catch (error) {
      if (!(error instanceof Stripe.errors.StripeCardError || error instanceof Stripe.errors.StripeInvalidRequestError)) throw error;
      const intent = error.payment_intent;
      const failure = error.decline_code ?? error.code ?? 'refused';
      return intent ? { ...autopayClaim(intent), news: 'failed', failure } : { chargeId: id, tenantId, customerId, amount, currency, intentId: null, news: 'failed', failure };
    }
  }

  /** What Stripe has of an attempt, found by its mark among what its customer was asked for since; null when nothing. */
  async find({ id, tenantId, customerId, stripeCustomerId, amount, currency, claimedAt }: ChargeOrder, now: Date): Promise<ChargeClaim | null> {
    const since = Math.floor((claimedAt.getTime() - HOUR_MS) / 1000);
    const listed = await this.client.ask((stripe) => stripe.paymentIntents.list({ customer: stripeCustomerId, created: { gte: since }, limit: 100 }));
    const found = listed.data.find((intent) => intent.metadata['autopay'] === id);
    const claim = found && autopayClaim(found);
    // Asked for without its customer, a payment that waits for one has failed.
    if (claim) return claim.news === 'none' ? { ...claim, news: 'failed', failure: NEEDS_PERSON } : claim;
    const isForgotten = now.getTime() - claimedAt.getTime() > KEY_LIVES_MS;
    return isForgotten ? { chargeId: id, tenantId, customerId, amount, currency, intentId: null, news: 'failed', failure: 'never_sent' } : null;
  }

  /** A payment of an attempt as Stripe has it now; null when it knows none. */
  async intent(intentId: string): Promise<ChargeClaim | null> {
    const intent = await this.client.find((stripe) => stripe.paymentIntents.retrieve(intentId));
    return intent && autopayClaim(intent);
  }
}

/** What a payment intent says of an attempt. */
export function autopayClaim(intent: Stripe.PaymentIntent): ChargeClaim {
  const { id, amount, amount_received: received, currency, status, metadata, last_payment_error: error } = intent;
  const news = status === 'succeeded' ? 'paid' : status === 'processing' ? 'processing' : status === 'canceled' || error ? 'failed' : 'none';
  return {
    chargeId: metadata['autopay'] ?? null, tenantId: metadata['tenant'] ?? null, customerId: metadata['customer'] ?? null,
    amount: news === 'paid' ? received : amount, currency, intentId: id, news, failure: error ? (error.decline_code ?? error.code ?? 'unknown') : null,
  };
}
