import { newId } from '../ids.mjs';
import { listOf } from '../api/lists.mjs';
import { badRequest } from '../api/refusal.mjs';
import { methodFor } from './payment-methods.mjs';
import { attempt, declined } from './payments.mjs';
import { addressOf, chargeable, currencyOf, found, metadataOf } from './rules.mjs';

const OPEN = ['requires_payment_method', 'requires_confirmation', 'requires_action'];

/** What the API can do with payment intents. */
export const paymentIntentOperations = {
  'PaymentIntents.create': (world, { params }) => {
    if (params.confirm !== true) {
      for (const param of ['off_session', 'error_on_requires_action', 'mandate_data', 'return_url']) {
        if (params[param] !== undefined) throw badRequest(`You can only pass ${param} when confirm is true.`, { param });
      }
    }
    if (params.capture_method === 'manual') {
      throw badRequest('The sandbox captures at once; it has no manual capture.', { param: 'capture_method' });
    }
    const method = params.payment_method && usable(world, params.payment_method, params.customer ?? null);
    const intent = makeIntent(world, params);
    if (method) choose(world, intent, method.id);
    world.emit('payment_intent.created', intent);
    return params.confirm ? confirm(world, intent, params) : intent;
  },
  'PaymentIntents.retrieve': (world, { ids }) => intentOf(world, ids.id),
  'PaymentIntents.update': (world, { ids, params }) => {
    const intent = intentOf(world, ids.id);
    if (params.amount !== undefined || params.currency || params.payment_method) insist(intent, OPEN, 'update');
    if (params.amount !== undefined) intent.amount = chargeable(params.amount);
    if (params.currency) intent.currency = currencyOf(params.currency);
    if (params.customer) intent.customer = found(world, 'customers', 'customer', params.customer, 'customer').id;
    for (const field of ['description', 'receipt_email', 'setup_future_usage', 'statement_descriptor']) {
      if (params[field] !== undefined) intent[field] = params[field] || null;
    }
    intent.metadata = metadataOf(params.metadata, intent.metadata);
    if (params.payment_method) choose(world, intent, params.payment_method);
    return world.store.put('payment_intents', intent);
  },
  'PaymentIntents.confirm': (world, { ids, params }) => {
    const intent = intentOf(world, ids.id);
    insist(intent, OPEN, 'confirm');
    if (params.payment_method) choose(world, intent, params.payment_method);
    return confirm(world, intent, params);
  },
  'PaymentIntents.cancel': (world, { ids, params }) => {
    const intent = intentOf(world, ids.id);
    insist(intent, [...OPEN, 'requires_capture'], 'cancel');
    return cancelIntent(world, intent, params.cancellation_reason ?? null);
  },
  'PaymentIntents.list': (world, { params }) =>
    listOf(world.store.all('payment_intents'), params, { url: '/v1/payment_intents', kind: 'payment_intent', filters: ['customer'] }),
};

/** Calls an intent off and says so. */
export function cancelIntent(world, intent, reason) {
  Object.assign(intent, { status: 'canceled', canceled_at: world.now(), cancellation_reason: reason, next_action: null });
  world.store.put('payment_intents', intent);
  world.emit('payment_intent.canceled', intent);
  return intent;
}

function intentOf(world, id) {
  return found(world, 'payment_intents', 'payment_intent', id);
}

function usable(world, id, customer) {
  const method = methodFor(world, id);
  if (!method.customer || method.customer === customer) return method;
  throw badRequest(`The customer does not have a payment method with the ID ${id}. The payment method must be attached to the customer.`, {
    param: 'payment_method',
  });
}

function choose(world, intent, id) {
  intent.payment_method = usable(world, id, intent.customer).id;
  if (intent.status === 'requires_payment_method') intent.status = 'requires_confirmation';
  world.store.put('payment_intents', intent);
}

function confirm(world, intent, params) {
  if (!intent.payment_method) {
    throw badRequest("You cannot confirm this PaymentIntent because it's missing a payment method.", {
      code: 'payment_intent_unexpected_state',
    });
  }
  const offSession = params.off_session !== undefined && params.off_session !== false;
  const returnUrl = addressOf(params.return_url, 'return_url');
  if (returnUrl) world.returnUrls.set(intent.id, returnUrl);
  const method = world.store.get('payment_methods', intent.payment_method);
  if (!intent.payment_method_types.includes(method.type)) {
    throw badRequest(
      `The PaymentMethod provided (${method.type}) is not allowed for this PaymentIntent. It allows: ${intent.payment_method_types.join(', ')}.`,
      { param: 'payment_method' },
    );
  }
  if (method.type === 'klarna') throw badRequest('Klarna needs its customer: pay through a checkout session.', { param: 'payment_method' });
  if (attempt(world, intent, method, { offSession }) === 'failed') throw declined(intent);
  return intent;
}

function insist(intent, statuses, verb) {
  if (statuses.includes(intent.status)) return;
  throw badRequest(
    `You cannot ${verb} this PaymentIntent because it has a status of ${intent.status}. Only a PaymentIntent with one of the following statuses may be changed so: ${statuses.join(', ')}.`,
    { code: 'payment_intent_unexpected_state' },
  );
}

/** A new payment intent, not yet confirmed. */
export function makeIntent(world, params, types = ['card', 'acss_debit']) {
  const id = newId('pi_');
  const customer = params.customer ? found(world, 'customers', 'customer', params.customer, 'customer').id : null;
  const allowed = params.allowed_payment_method_types;
  return world.store.put('payment_intents', {
    id,
    object: 'payment_intent',
    allowed_payment_method_types: allowed ?? null,
    amount: chargeable(params.amount),
    amount_capturable: 0,
    amount_details: { tip: {} },
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: { allow_redirects: 'always', enabled: true },
    canceled_at: null,
    cancellation_reason: null,
    capture_method: 'automatic_async',
    client_secret: `${id}_secret_${newId('', 25)}`,
    confirmation_method: 'automatic',
    created: world.now(),
    currency: currencyOf(params.currency),
    customer,
    customer_account: null,
    description: params.description ?? null,
    excluded_payment_method_types: null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    managed_payments: null,
    metadata: metadataOf(params.metadata),
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_configuration_details: null,
    payment_method_options: params.payment_method_options ?? {},
    payment_method_types: allowed ? types.filter((type) => allowed.includes(type)) : types,
    processing: null,
    receipt_email: params.receipt_email ?? null,
    review: null,
    setup_future_usage: params.setup_future_usage ?? null,
    shipping: params.shipping ?? null,
    source: null,
    statement_descriptor: params.statement_descriptor ?? null,
    statement_descriptor_suffix: params.statement_descriptor_suffix ?? null,
    status: 'requires_payment_method',
    transfer_data: null,
    transfer_group: params.transfer_group ?? null,
  });
}
