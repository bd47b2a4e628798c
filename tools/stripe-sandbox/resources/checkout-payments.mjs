import { customerOperations } from './customers.mjs';
import { makeIntent } from './payment-intents.mjs';
import { makeMethod } from './payment-methods.mjs';
import { attempt, refuseAuthentication } from './payments.mjs';
import { makeSetup, refuseSetup, save } from './setup-intents.mjs';

/**
 * Pays or sets up an open session with what its customer chose on the page.
 * @param {{ number?: string, account?: string, klarna?: boolean, exp_month?: number, exp_year?: number }} behind
 * @returns {'complete' | 'authenticate' | 'declined'}
 */
export function submitSession(world, session, behind, details) {
  if (session.status !== 'open') return 'complete';
  const method = makeMethod(world, behind, details);
  session.customer_details = {
    address: null,
    business_name: null,
    email: details.email ?? null,
    individual_name: null,
    name: details.name ?? null,
    phone: null,
    tax_exempt: 'none',
    tax_ids: [],
  };
  if (session.customer_creation === 'always' && !session.customer) {
    session.customer = customerOperations['Customers.create'](world, { params: { email: details.email, name: details.name } }).id;
  }
  const intent = intentFor(world, session);
  return finish(world, session, tryIntent(world, session, intent, method, false));
}

/** The holder's answer on the authentication page. */
export function answerAuthentication(world, session, agreed) {
  if (session.status !== 'open') return 'complete';
  const intent = intentFor(world, session);
  if (intent.status !== 'requires_action') return 'declined';
  const method = world.store.get('payment_methods', intent.payment_method);
  if (agreed) return finish(world, session, tryIntent(world, session, intent, method, true));
  if (session.mode === 'payment') refuseAuthentication(world, intent, method);
  else
    refuseSetup(world, intent, method, {
      type: 'invalid_request_error',
      code: 'setup_intent_authentication_failure',
      message: 'The provided PaymentMethod has failed authentication.',
    });
  return 'declined';
}

/** The intent a session pays or saves through, made on the first try. */
export function intentFor(world, session) {
  const plan = world.store.get('checkout_plans', session.id);
  const shared = { customer: session.customer ?? undefined, allowed_payment_method_types: session.payment_method_types };
  if (session.mode === 'setup') {
    session.setup_intent ??= makeSetup(world, { ...plan.setup, ...shared, usage: 'off_session' }).id;
    return world.store.get('setup_intents', session.setup_intent);
  }
  if (!session.payment_intent) {
    const types = ['card', 'klarna', 'acss_debit'];
    const intent = makeIntent(world, { ...plan.intent, ...shared, amount: session.amount_total, currency: session.currency }, types);
    session.payment_intent = intent.id;
    world.store.put('checkout_sessions', session);
    world.emit('payment_intent.created', intent);
  }
  return world.store.get('payment_intents', session.payment_intent);
}

function tryIntent(world, session, intent, method, authenticated) {
  return session.mode === 'payment' ? attempt(world, intent, method, { authenticated }) : save(world, intent, method, { authenticated });
}

function finish(world, session, result) {
  world.store.put('checkout_sessions', session);
  if (result === 'requires_action') return 'authenticate';
  if (result === 'failed') return 'declined';
  session.status = 'complete';
  session.url = null;
  if (session.mode === 'payment') session.payment_status = result === 'succeeded' ? 'paid' : 'unpaid';
  world.store.put('checkout_sessions', session);
  world.emit('checkout.session.completed', session);
  return 'complete';
}

/** Where a session sends its customer after paying. */
export function successUrl(session) {
  return session.success_url.replaceAll('{CHECKOUT_SESSION_ID}', session.id);
}
