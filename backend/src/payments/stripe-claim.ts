import type Stripe from 'stripe';
import type { Claim } from './checkout-verdict.js';

/** What an event says about one of our checkouts; `null` for events that say nothing we act on. */
export function claimOf(event: { readonly type: string; readonly data: { readonly object: unknown } }): Claim | null {
  const { object } = event.data;
  if (event.type.startsWith('checkout.session.')) return sessionClaim(object as Stripe.Checkout.Session, event.type);
  if (event.type === 'payment_intent.succeeded') return intentClaim(object as Stripe.PaymentIntent);
  return null;
}

/** What a payment page says of itself. Completed does not mean paid: a debit is with the bank for days. */
export function sessionClaim(session: Stripe.Checkout.Session, type = 'retrieved'): Claim {
  return {
    ...owner(session.metadata),
    amount: session.amount_total,
    currency: session.currency,
    intentId: typeof session.payment_intent === 'string' ? session.payment_intent : (session.payment_intent?.id ?? null),
    news: newsOf(session, type),
  };
}

function newsOf(session: Stripe.Checkout.Session, type: string): Claim['news'] {
  if (type === 'checkout.session.async_payment_failed') return 'failed';
  if (session.payment_status === 'paid') return 'paid';
  if (session.status === 'complete') return 'processing';
  return session.status === 'expired' ? 'expired' : 'none';
}

/** What a payment says of itself; the amount is what was received. */
export function intentClaim(intent: Stripe.PaymentIntent): Claim {
  return { ...owner(intent.metadata), amount: intent.amount_received, currency: intent.currency, intentId: intent.id, news: intent.status === 'succeeded' ? 'paid' : 'none' };
}

const owner = (metadata: Stripe.Metadata | null): Pick<Claim, 'checkoutId' | 'tenantId' | 'customerId'> => ({
  checkoutId: metadata?.['checkout'] ?? null,
  tenantId: metadata?.['tenant'] ?? null,
  customerId: metadata?.['customer'] ?? null,
});
