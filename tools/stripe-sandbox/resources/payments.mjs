import { StripeRefusal } from '../api/refusal.mjs';
import { bounce, collect, makeCharge } from './charges.mjs';
import { attach, makeMandate, privateOf } from './payment-methods.mjs';
import { debitClears, declineOf } from './test-methods.mjs';

/**
 * Tries to take an intent's money from a payment method, as the bank would let it.
 * @returns {'succeeded' | 'processing' | 'requires_action' | 'failed'}
 */
export function attempt(world, intent, method, { offSession = false, authenticated = false } = {}) {
  intent.payment_method = method.id;
  intent.last_payment_error = null;
  if (method.type === 'acss_debit') return startDebit(world, intent, method);
  const outcome = method.type === 'klarna' ? 'success' : verdict(world, method, { offSession, authenticated });
  if (outcome === 'authenticate') return askPerson(world, intent);
  if (outcome !== 'success') return fail(world, intent, method, declineOf(outcome));
  if (authenticated) world.store.put('behind_methods', { ...privateOf(world, method.id), authenticated: true });
  succeed(world, intent, makeCharge(world, intent, method, 'succeeded'));
  if (intent.setup_future_usage && intent.customer && method.type !== 'klarna') attach(world, method, intent.customer);
  return 'succeeded';
}

/** The bank's answer for a card: success, a decline, or that its holder has to authenticate. */
export function verdict(world, method, { offSession, authenticated }) {
  const { outcome, authenticated: before } = privateOf(world, method.id);
  if (outcome !== 'authenticate_once' && outcome !== 'authenticate_always') return outcome;
  if (authenticated) return 'success';
  if (offSession && outcome === 'authenticate_once' && before) return 'success';
  return offSession ? 'authentication_required' : 'authenticate';
}

function askPerson(world, intent) {
  intent.status = 'requires_action';
  intent.next_action = {
    redirect_to_url: { return_url: world.returnUrls.get(intent.id) ?? null, url: `${world.url}/c/authenticate/${intent.id}` },
    type: 'redirect_to_url',
  };
  world.store.put('payment_intents', intent);
  world.emit('payment_intent.requires_action', intent);
  return 'requires_action';
}

function succeed(world, intent, charge) {
  Object.assign(intent, { status: 'succeeded', amount_received: intent.amount, next_action: null, processing: null });
  world.store.put('payment_intents', intent);
  world.emit('charge.succeeded', charge);
  world.emit('payment_intent.succeeded', intent);
}

function fail(world, intent, method, failure) {
  const charge = makeCharge(world, intent, method, 'failed', failure);
  return failed(world, intent, method, charge, failure, 'card_error');
}

function failed(world, intent, method, charge, failure, type) {
  Object.assign(intent, {
    status: 'requires_payment_method',
    payment_method: null,
    next_action: null,
    processing: null,
    last_payment_error: { type, charge: charge.id, ...failure, payment_method: structuredClone(method) },
  });
  world.store.put('payment_intents', intent);
  world.emit('charge.failed', charge);
  world.emit('payment_intent.payment_failed', intent);
  return 'failed';
}

/** The 402 for an intent that just failed, carrying the intent as Stripe does. */
export function declined(intent) {
  const { charge, code, decline_code, message, payment_method, type } = intent.last_payment_error;
  return new StripeRefusal(402, {
    type,
    code,
    ...(decline_code && { decline_code }),
    message,
    charge,
    payment_intent: intent,
    payment_method,
  });
}

/** The holder turned the authentication down. */
export function refuseAuthentication(world, intent, method) {
  const failure = {
    code: 'payment_intent_authentication_failure',
    message:
      'The provided PaymentMethod has failed authentication. You can provide payment_method_data or a new PaymentMethod to attempt to fulfill this PaymentIntent again.',
  };
  const charge = makeCharge(world, intent, method, 'failed', failure);
  return failed(world, intent, method, charge, failure, 'invalid_request_error');
}

function startDebit(world, intent, method) {
  const mandate = makeMandate(world, method, intent.setup_future_usage ? 'multi_use' : 'single_use');
  const charge = makeCharge(world, intent, method, 'pending');
  charge.payment_method_details.acss_debit.mandate = mandate.id;
  Object.assign(intent, { status: 'processing', processing: null, next_action: null });
  world.store.put('payment_intents', intent);
  if (intent.setup_future_usage && intent.customer) attach(world, method, intent.customer);
  world.emit('charge.pending', charge);
  world.emit('payment_intent.processing', intent);
  const outcome = debitClears(privateOf(world, method.id).account) ? 'succeeded' : 'failed';
  world.settleLater(intent.id, outcome);
  return 'processing';
}

/** The bank's late word on a debit; says it to the checkout session too, when the debit came from one. */
export function settleDebit(world, intent, outcome) {
  if (intent.status !== 'processing') return intent;
  const charge = world.store.get('charges', intent.latest_charge);
  const method = world.store.get('payment_methods', charge.payment_method);
  const session = world.store.all('checkout_sessions').find((row) => row.payment_intent === intent.id);
  if (outcome === 'succeeded') {
    succeed(world, intent, collect(world, charge));
    if (session) {
      session.payment_status = 'paid';
      world.store.put('checkout_sessions', session);
      world.emit('checkout.session.async_payment_succeeded', session);
    }
    return intent;
  }
  const failure = { code: 'insufficient_funds', message: 'The debit was returned by the bank: insufficient funds.' };
  failed(world, intent, method, bounce(world, charge, failure), failure, 'invalid_request_error');
  if (session) world.emit('checkout.session.async_payment_failed', session);
  return intent;
}
