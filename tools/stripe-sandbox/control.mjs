import { failRefund, refundOperations } from './resources/refunds.mjs';
import { adopt } from './resources/adopted.mjs';
import { closeDispute, openDispute } from './resources/others.mjs';
import { successUrl, submitSession } from './resources/checkout-payments.mjs';
import { checkoutSessionOperations, sessionOf } from './resources/checkout-sessions.mjs';
import { privateOf } from './resources/payment-methods.mjs';
import { settleDebit } from './resources/payments.mjs';
import { isOutcome } from './resources/test-methods.mjs';
import { found } from './resources/rules.mjs';

/** What a test or a developer may make happen that Stripe, a bank or a customer would otherwise do. */
export function createControl({ world, webhooks, api }) {
  return {
    webhooks,
    api,
    /** Pays or completes a session as its customer would on the page. */
    completeSession(id, { email = 'client@example.com', name = 'Client', ...behind } = { number: '4242424242424242' }) {
      const session = sessionOf(world, id);
      const chosen = Object.keys(behind).length ? behind : { number: '4242424242424242' };
      const result = submitSession(world, session, chosen, { email, name });
      return { result, success_url: successUrl(session) };
    },
    expireSession: (id) => checkoutSessionOperations['Checkout.Sessions.expire'](world, { ids: { id } }),
    /** Knows a customer and what they have saved, as from before this sandbox was started. */
    adopt: (known) => adopt(world, known),
    /** The bank's word on a debit still processing; without an outcome, the one its account number stands for. */
    settleDebit(intentId, outcome) {
      const intent = found(world, 'payment_intents', 'payment_intent', intentId);
      const planned = world.store.get('settlements', intentId)?.outcome;
      world.store.remove('settlements', intentId);
      return settleDebit(world, intent, outcome ?? planned ?? 'succeeded');
    },
    /** From now on a saved card behaves so: `insufficient_funds`, `authenticate_always`, `success`, … */
    cardBehaves(methodId, outcome) {
      if (!isOutcome(outcome)) throw new Error(`Unknown outcome ${outcome}`);
      found(world, 'payment_methods', 'PaymentMethod', methodId);
      world.store.put('behind_methods', { ...privateOf(world, methodId), outcome });
    },
    /** A refund made in Stripe's dashboard rather than by the product. */
    refundInDashboard: (params) => refundOperations['Refunds.create'](world, { params }),
    failRefund: (id) => failRefund(world, found(world, 'refunds', 'refund', id)),
    openDispute: (chargeId, reason) => openDispute(world, found(world, 'charges', 'charge', chargeId), reason),
    closeDispute: (id, status = 'lost') => closeDispute(world, found(world, 'disputes', 'dispute', id), status),
    events: () => world.store.all('events'),
  };
}

/** Carries out one command that came over HTTP: `{ do: 'webhooks.duplicate', args: [2] }`. */
export async function command(control, { do: name, args = [] }) {
  const path = String(name).split('.');
  const target = path.reduce((node, key) => (node && Object.hasOwn(node, key) ? node[key] : undefined), control);
  if (typeof target !== 'function' || !Array.isArray(args)) throw new Error(`Unknown command ${name}`);
  return (await target(...args)) ?? null;
}
