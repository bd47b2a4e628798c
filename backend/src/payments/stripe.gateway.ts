import { Injectable } from '@nestjs/common';
import Stripe from 'stripe';
import { Config } from '../platform/config/config.js';
import type { Locale } from '../platform/caller.js';
import { PaymentMethod, type CheckoutSession } from './payment.entity.js';
import type { Refund } from './refund.entity.js';
import { StripeSandbox } from './stripe-sandbox.js';

/** The version whose shapes this code knows; webhooks of the endpoint are made with the same. */
const API_VERSION = '2026-10-28.endive';
const TIMEOUT_MS = 10_000;

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

/** A webhook whose signature is not Stripe's, or too old. */
export class NotGenuine extends Error {}

/** Stripe cannot be reached, or is not itself. */
export class StripeUnavailable extends Error {}

/** The one place that speaks to Stripe, through its official client. */
@Injectable()
export class StripeGateway {
  private client?: { readonly base: string; readonly stripe: Stripe };

  constructor(
    private readonly config: Config,
    private readonly sandbox: StripeSandbox,
  ) {}

  /** Opens a payment page. The same checkout always gives the same page, however often it is asked for. */
  async openCheckout({ checkout, invoiceNumber, email, locale, successUrl, cancelUrl }: CheckoutOrder): Promise<{ id: string; url: string }> {
    const metadata = { checkout: checkout.id, tenant: checkout.tenantId, customer: checkout.customerId, ...(checkout.invoiceId ? { invoice: checkout.invoiceId } : {}) };
    const name = invoiceNumber ? `${locale === 'fr' ? 'Facture' : 'Invoice'} ${invoiceNumber}` : locale === 'fr' ? 'Solde du compte' : 'Account balance';
    const session = await this.ask((stripe) =>
      stripe.checkout.sessions.create(
        {
          mode: 'payment',
          client_reference_id: checkout.id,
          locale: locale === 'fr' ? 'fr-CA' : 'en',
          allowed_payment_method_types: ['card', 'klarna'],
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
    return this.ask((stripe) => stripe.checkout.sessions.retrieve(id));
  }

  /** With what a payment was made, and what the processor keeps of it. */
  async collected(intentId: string): Promise<Collected> {
    const intent = await this.ask((stripe) => stripe.paymentIntents.retrieve(intentId, { expand: ['latest_charge.balance_transaction'] }));
    const charge = typeof intent.latest_charge === 'object' ? intent.latest_charge : null;
    const movement = typeof charge?.balance_transaction === 'object' ? charge.balance_transaction : null;
    return { method: METHODS[charge?.payment_method_details?.type ?? ''] ?? PaymentMethod.OTHER, fee: movement?.currency.toUpperCase() === intent.currency.toUpperCase() ? movement.fee : 0 };
  }

  /** Sends money of a payment back; the same refund always once, however often it is asked for. */
  async refund(refund: Refund, intentId: string): Promise<{ id: string; status: string }> {
    const { id, tenantId, customerId, amount } = refund;
    const made = await this.ask((stripe) => stripe.refunds.create({ payment_intent: intentId, amount, reason: 'requested_by_customer', metadata: { refund: id, tenant: tenantId, customer: customerId } }, { idempotencyKey: `refund:${id}` }));
    return { id: made.id, status: made.status ?? 'pending' };
  }

  /** The event a webhook carries; throws `NotGenuine` unless Stripe signed exactly these bytes within five minutes. */
  genuine(body: Buffer, signature: string | undefined): Stripe.Event {
    try {
      return this.connect('http://127.0.0.1').webhooks.constructEvent(body, signature ?? '', this.config.stripe.webhookSecret);
    } catch (error) {
      throw new NotGenuine((error as Error).name);
    }
  }

  private async ask<T>(call: (stripe: Stripe) => Promise<T>): Promise<T> {
    const base = this.config.stripe.apiBase ?? (this.sandbox.wanted ? await this.sandbox.url() : 'https://api.stripe.com');
    if (this.client?.base !== base) this.client = { base, stripe: this.connect(base) };
    try {
      return await call(this.client.stripe);
    } catch (error) {
      if (error instanceof Stripe.errors.StripeConnectionError || error instanceof Stripe.errors.StripeAPIError || error instanceof Stripe.errors.StripeRateLimitError) throw new StripeUnavailable(error.message);
      throw error;
    }
  }

  private connect(base: string): Stripe {
    const { hostname, port, protocol } = new URL(base);
    const insecure = protocol === 'http:';
    return new Stripe(this.config.stripe.secretKey, {
      apiVersion: API_VERSION, host: hostname, port: port || (insecure ? 80 : 443), protocol: insecure ? 'http' : 'https', timeout: TIMEOUT_MS, maxNetworkRetries: 1, telemetry: false,
    });
  }
}

const METHODS: Readonly<Record<string, PaymentMethod>> = { card: PaymentMethod.CARD, klarna: PaymentMethod.KLARNA, acss_debit: PaymentMethod.PRE_AUTHORISED_DEBIT };
