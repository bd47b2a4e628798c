import { Injectable } from '@nestjs/common';
import type Stripe from 'stripe';
import type { Locale } from '../platform/caller.js';
import { PaymentMethod, type CheckoutSession } from './payment.entity.js';
import type { Refund } from './refund.entity.js';
import { StripeClient } from './stripe.client.js';

export interface CheckoutOrder {
  readonly checkout: CheckoutSession;
  readonly invoiceNumber: string | null;
  readonly email: string | null;
  readonly locale: Locale;
  readonly successUrl: string;
  readonly cancelUrl: string;
}

/** How money came, and what of it stays with the processor, in minor units. */
export interface Collected {
  readonly method: PaymentMethod;
  readonly fee: number;
}

/** A payment intent, and how its money came. */
export interface StripePayment {
  readonly intent: Stripe.PaymentIntent;
  readonly collected: Collected;
}

/** A webhook whose signature is not Stripe's, or too old. */
export class NotGenuine extends Error {}

/** The news we act on; Stripe takes at most twenty names in one question. */
const NEWS = [
  'checkout.session.completed', 'checkout.session.async_payment_succeeded', 'checkout.session.async_payment_failed', 'checkout.session.expired',
  'payment_intent.succeeded', 'payment_intent.processing', 'payment_intent.payment_failed', 'payment_intent.canceled', 'setup_intent.succeeded',
  'payment_method.updated', 'payment_method.automatically_updated', 'payment_method.detached', 'mandate.updated', 'refund.created', 'refund.updated', 'refund.failed',
  'charge.dispute.created', 'charge.dispute.updated', 'charge.dispute.closed', 'charge.dispute.funds_withdrawn',
];

/** The one place that speaks to Stripe, through its official client. */
@Injectable()
export class StripeGateway {
  constructor(private readonly client: StripeClient) {}

  /** Opens a payment page. The same checkout always gives the same page, however often it is asked for. */
  async openCheckout({ checkout, invoiceNumber, email, locale, successUrl, cancelUrl }: CheckoutOrder): Promise<{ id: string; url: string }> {
    const metadata = { checkout: checkout.id, tenant: checkout.tenantId, customer: checkout.customerId, ...(checkout.invoiceId ? { invoice: checkout.invoiceId } : {}) };
    const name = invoiceNumber ? `${locale === 'fr' ? 'Facture' : 'Invoice'} ${invoiceNumber}` : locale === 'fr' ? 'Solde du compte' : 'Account balance';
    const session = await this.client.ask((stripe) =>
      stripe.checkout.sessions.create(
        {
          mode: 'payment',
          client_reference_id: checkout.id,
          locale: locale === 'fr' ? 'fr-CA' : 'en',
          // Klarna and debits are for Canadian dollars.
          allowed_payment_method_types: checkout.currency === 'CAD' ? ['card', 'acss_debit', 'klarna'] : ['card'],
          ...(checkout.currency === 'CAD' ? { payment_method_options: { acss_debit: { verification_method: 'automatic', mandate_options: { payment_schedule: 'sporadic', transaction_type: 'personal' } } } } : {}),
          line_items: [{ quantity: 1, price_data: { currency: checkout.currency.toLowerCase(), unit_amount: checkout.amount, product_data: { name } } }],
          metadata,
          payment_intent_data: { metadata, description: name },
          ...(email ? { customer_email: email } : {}),
          success_url: successUrl,
          cancel_url: cancelUrl,
        },
        { idempotencyKey: `checkout:${checkout.id}` },
      ));
    return { id: session.id, url: session.url! };
  }

  /** A payment page as Stripe has it now. */
  session(id: string): Promise<Stripe.Checkout.Session> {
    return this.client.ask((stripe) => stripe.checkout.sessions.retrieve(id));
  }

  /** A payment as Stripe has it now, with what it was made and what the processor keeps; null when Stripe knows no such payment. */
  async payment(intentId: string): Promise<StripePayment | null> {
    const intent = await this.client.find((stripe) => stripe.paymentIntents.retrieve(intentId, { expand: ['latest_charge.balance_transaction'] }));
    if (!intent) return null;
    const charge = typeof intent.latest_charge === 'object' ? intent.latest_charge : null;
    const movement = typeof charge?.balance_transaction === 'object' ? charge.balance_transaction : null;
    const fee = movement?.currency.toUpperCase() === intent.currency.toUpperCase() ? movement.fee : 0;
    return { intent, collected: { method: METHODS[charge?.payment_method_details?.type ?? ''] ?? PaymentMethod.OTHER, fee } };
  }

  /** A refund as Stripe has it now; null when it knows none. */
  refundOf(id: string): Promise<Stripe.Refund | null> {
    return this.client.find((stripe) => stripe.refunds.retrieve(id));
  }

  /** A dispute as Stripe has it now; null when it knows none. */
  disputeOf(id: string): Promise<Stripe.Dispute | null> {
    return this.client.find((stripe) => stripe.disputes.retrieve(id));
  }

  /** Closes a payment page; false when it was paid, or is being paid, so that nothing else may be asked of the customer. */
  async close(sessionId: string): Promise<boolean> {
    const session = await this.session(sessionId);
    if (session.status !== 'open') return session.status === 'expired';
    await this.client.ask((stripe) => stripe.checkout.sessions.expire(sessionId));
    return true;
  }

  /** Sends money of a payment back; the same refund always once, however often it is asked for. */
  async refund(refund: Refund, intentId: string): Promise<{ id: string; status: string }> {
    const { id, tenantId, customerId, amount } = refund;
    const made = await this.client.ask((stripe) => stripe.refunds.create({ payment_intent: intentId, amount, reason: 'requested_by_customer', metadata: { refund: id, tenant: tenantId, customer: customerId } }, { idempotencyKey: `refund:${id}` }));
    return { id: made.id, status: made.status ?? 'pending' };
  }

  /** What happened at Stripe between two instants, the oldest first, whether or not its webhook ever came. */
  async events(from: Date, to: Date): Promise<Stripe.Event[]> {
    const created = { gte: Math.floor(from.getTime() / 1000), lte: Math.floor(to.getTime() / 1000) };
    const found: Stripe.Event[] = [];
    for (let more = true; more; ) {
      const page = await this.client.ask((stripe) => stripe.events.list({ types: NEWS, created, limit: 100, ...(found.length ? { starting_after: found.at(-1)!.id } : {}) }));
      found.push(...page.data);
      more = page.has_more;
    }
    return found.reverse();
  }

  /** The event a webhook carries; throws `NotGenuine` unless Stripe signed exactly these bytes within five minutes. */
  genuine(body: Buffer, signature: string | undefined): Stripe.Event {
    try {
      return this.client.event(body, signature ?? '');
    } catch (error) {
      throw new NotGenuine((error as Error).name);
    }
  }
}

const METHODS: Readonly<Record<string, PaymentMethod>> = { card: PaymentMethod.CARD, klarna: PaymentMethod.KLARNA, acss_debit: PaymentMethod.PRE_AUTHORISED_DEBIT };
