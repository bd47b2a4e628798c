import { Injectable } from '@nestjs/common';
import Stripe from 'stripe';
import type { Locale } from '../platform/caller.js';
import { PaymentMethod } from './payment.entity.js';
import { StripeClient } from './stripe.client.js';

/** What Stripe tells of a card or account. */
export interface MethodFacts {
  readonly stripeMethodId: string;
  readonly stripeCustomerId: string | null;
  readonly kind: PaymentMethod;
  readonly brand: string;
  readonly last4: string;
  readonly expiresOn: string | null;
  readonly fingerprint: string;
}

/** A page to save a card or an account on. */
export interface SetupOrder {
  readonly setup: { readonly id: string; readonly tenantId: string; readonly customerId: string; readonly kind: PaymentMethod };
  readonly stripeCustomerId: string;
  readonly currency: string;
  readonly company: boolean;
  readonly locale: Locale;
  readonly successUrl: string;
  readonly cancelUrl: string;
}

/** Stripe has no such customer: it was removed there, or belongs to another account. */
export class UnknownAtStripe extends Error {}

/** Cards and accounts at Stripe: whose they are, how they are saved, shown and let go. */
@Injectable()
export class StripeMethodsGateway {
  constructor(private readonly client: StripeClient) {}

  /** Makes the customer at Stripe; the same one however often it is asked for, whatever their name is by then. */
  async customer({ id, tenantId, name, email, number }: { id: string; tenantId: string; name: string; email: string | null; number: string }): Promise<string> {
    const made = await this.client.ask((stripe) => stripe.customers.create({ metadata: { customer: id, tenant: tenantId } }, { idempotencyKey: `customer:${id}` }));
    await this.client.ask((stripe) => stripe.customers.update(made.id, { name, description: number, ...(email ? { email } : {}) }));
    return made.id;
  }

  /** Opens a page to save on. The same setup always gives the same page. */
  async openSetup({ setup, stripeCustomerId, currency, company, locale, successUrl, cancelUrl }: SetupOrder): Promise<{ id: string; url: string }> {
    const metadata = { setup: setup.id, tenant: setup.tenantId, customer: setup.customerId };
    const debit = setup.kind === PaymentMethod.PRE_AUTHORISED_DEBIT;
    const mandate = { payment_schedule: 'sporadic', transaction_type: company ? 'business' : 'personal' } as const;
    const session = await this.ofCustomer((stripe) =>
      stripe.checkout.sessions.create(
        {
          mode: 'setup', customer: stripeCustomerId, client_reference_id: setup.id, locale: locale === 'fr' ? 'fr-CA' : 'en', currency: currency.toLowerCase(),
          allowed_payment_method_types: [debit ? 'acss_debit' : 'card'],
          ...(debit ? { payment_method_options: { acss_debit: { currency: currency === 'USD' ? 'usd' : 'cad', verification_method: 'automatic', mandate_options: mandate } } } : {}),
          metadata, setup_intent_data: { metadata }, success_url: successUrl, cancel_url: cancelUrl,
        },
        { idempotencyKey: `setup:${setup.id}` },
      ));
    return { id: session.id, url: session.url! };
  }

  /** A page as Stripe has it now, with what was saved on it. */
  async setup(sessionId: string): Promise<{ session: Stripe.Checkout.Session; method: MethodFacts | null }> {
    const session = await this.client.ask((stripe) => stripe.checkout.sessions.retrieve(sessionId, { expand: ['setup_intent.payment_method'] }));
    const intent = typeof session.setup_intent === 'object' ? session.setup_intent : null;
    const method = intent?.status === 'succeeded' && typeof intent.payment_method === 'object' ? intent.payment_method : null;
    return { session, method: method && methodFacts(method) };
  }

  /** A card or account as Stripe has it now; null when it has none such. */
  async method(id: string): Promise<MethodFacts | null> {
    const found = await this.client.find((stripe) => stripe.paymentMethods.retrieve(id));
    return found && methodFacts(found);
  }

  /** Lets go of a card or account: nobody can charge it any more. One that is gone already is gone. */
  async detach(id: string): Promise<void> {
    const found = await this.method(id);
    if (found?.stripeCustomerId) await this.client.ask((stripe) => stripe.paymentMethods.detach(id));
  }

  /** Stripe's own page for the methods of a customer. */
  async portal(stripeCustomerId: string, locale: Locale, returnUrl: string): Promise<{ id: string; url: string }> {
    const { id, url } = await this.ofCustomer((stripe) => stripe.billingPortal.sessions.create({ customer: stripeCustomerId, return_url: returnUrl, locale: locale === 'fr' ? 'fr-CA' : 'en' }));
    return { id, url };
  }

  /** Asks about a customer Stripe should know; throws `UnknownAtStripe` when it does not. */
  private async ofCustomer<T>(call: (stripe: Stripe) => Promise<T>): Promise<T> {
    try {
      return await this.client.ask(call);
    } catch (error) {
      if (error instanceof Stripe.errors.StripeInvalidRequestError && error.code === 'resource_missing' && error.param === 'customer') throw new UnknownAtStripe(error.message);
      throw error;
    }
  }
}

/** Null for a kind that cannot be charged later, such as Klarna. */
function methodFacts({ id, customer, card, acss_debit: debit }: Stripe.PaymentMethod): MethodFacts | null {
  const common = { stripeMethodId: id, stripeCustomerId: typeof customer === 'string' ? customer : (customer?.id ?? null) };
  if (card) {
    const expiresOn = `${card.exp_year}-${String(card.exp_month).padStart(2, '0')}`;
    return { ...common, kind: PaymentMethod.CARD, brand: card.brand, last4: card.last4, expiresOn, fingerprint: card.fingerprint ?? '' };
  }
  return debit ? { ...common, kind: PaymentMethod.PRE_AUTHORISED_DEBIT, brand: debit.bank_name ?? '', last4: debit.last4 ?? '', expiresOn: null, fingerprint: debit.fingerprint ?? '' } : null;
}
