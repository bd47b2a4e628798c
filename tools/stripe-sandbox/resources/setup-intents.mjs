import { newId } from '../ids.mjs';
import { listOf } from '../api/lists.mjs';
import { StripeRefusal, badRequest } from '../api/refusal.mjs';
import { attach, makeMandate, methodFor, privateOf } from './payment-methods.mjs';
import { verdict } from './payments.mjs';
import { declineOf } from './test-methods.mjs';
import { found, metadataOf } from './rules.mjs';

/** What the API can do with setup intents: saving a card or an account for later. */
export const setupIntentOperations = {
  'SetupIntents.create': (world, { params }) => {
    const intent = makeSetup(world, params);
    if (params.payment_method) choose(world, intent, params.payment_method);
    world.emit('setup_intent.created', intent);
    return params.confirm ? confirm(world, intent) : intent;
  },
  'SetupIntents.retrieve': (world, { ids }) => found(world, 'setup_intents', 'setupintent', ids.id),
  'SetupIntents.update': (world, { ids, params }) => {
    const intent = found(world, 'setup_intents', 'setupintent', ids.id);
    intent.metadata = metadataOf(params.metadata, intent.metadata);
    if (params.description !== undefined) intent.description = params.description;
    if (params.customer) intent.customer = found(world, 'customers', 'customer', params.customer, 'customer').id;
    if (params.payment_method) choose(world, intent, params.payment_method);
    return world.store.put('setup_intents', intent);
  },
  'SetupIntents.confirm': (world, { ids, params }) => {
    const intent = found(world, 'setup_intents', 'setupintent', ids.id);
    if (params.payment_method) choose(world, intent, params.payment_method);
    return confirm(world, intent);
  },
  'SetupIntents.cancel': (world, { ids, params }) => {
    const intent = found(world, 'setup_intents', 'setupintent', ids.id);
    if (intent.status === 'succeeded' || intent.status === 'canceled') throw unexpected(intent, 'cancel');
    Object.assign(intent, { status: 'canceled', cancellation_reason: params.cancellation_reason ?? null });
    world.emit('setup_intent.canceled', intent);
    return world.store.put('setup_intents', intent);
  },
  'SetupIntents.list': (world, { params }) =>
    listOf(world.store.all('setup_intents'), params, {
      url: '/v1/setup_intents',
      kind: 'setup_intent',
      filters: ['customer', 'payment_method'],
    }),
};

function choose(world, intent, id) {
  intent.payment_method = methodFor(world, id).id;
  if (intent.status === 'requires_payment_method') intent.status = 'requires_confirmation';
  world.store.put('setup_intents', intent);
}

function confirm(world, intent) {
  if (!intent.payment_method || intent.status === 'succeeded' || intent.status === 'canceled') throw unexpected(intent, 'confirm');
  const method = world.store.get('payment_methods', intent.payment_method);
  if (save(world, intent, method) === 'failed') {
    throw new StripeRefusal(402, { ...intent.last_setup_error, setup_intent: intent });
  }
  return intent;
}

/**
 * Saves a payment method for charges made later without its holder.
 * @returns {'succeeded' | 'requires_action' | 'failed'}
 */
export function save(world, intent, method, { authenticated = false } = {}) {
  intent.payment_method = method.id;
  intent.last_setup_error = null;
  const { saves } = privateOf(world, method.id);
  const outcome = method.type === 'card' && !saves ? verdict(world, method, { authenticated, offSession: false }) : 'success';
  if (outcome === 'authenticate') {
    intent.status = 'requires_action';
    world.store.put('setup_intents', intent);
    world.emit('setup_intent.requires_action', intent);
    return 'requires_action';
  }
  if (outcome !== 'success') return refuseSetup(world, intent, method, { type: 'card_error', ...declineOf(outcome) });
  if (authenticated) world.store.put('behind_methods', { ...privateOf(world, method.id), authenticated: true });
  if (intent.customer) attach(world, method, intent.customer);
  if (method.type === 'acss_debit') intent.mandate = makeMandate(world, method).id;
  intent.status = 'succeeded';
  world.store.put('setup_intents', intent);
  world.emit('setup_intent.succeeded', intent);
  return 'succeeded';
}

/** Records why a payment method could not be saved. */
export function refuseSetup(world, intent, method, error) {
  Object.assign(intent, { status: 'requires_payment_method', payment_method: null });
  intent.last_setup_error = { ...error, payment_method: structuredClone(method) };
  world.store.put('setup_intents', intent);
  world.emit('setup_intent.setup_failed', intent);
  return 'failed';
}

function unexpected(intent, verb) {
  return badRequest(`You cannot ${verb} this SetupIntent because it has a status of ${intent.status}.`, {
    code: 'setup_intent_unexpected_state',
  });
}

/** A new setup intent, not yet confirmed. */
export function makeSetup(world, params, types = ['card', 'acss_debit']) {
  const id = newId('seti_');
  const allowed = params.allowed_payment_method_types;
  return world.store.put('setup_intents', {
    id,
    object: 'setup_intent',
    allowed_payment_method_types: allowed ?? null,
    application: null,
    automatic_payment_methods: { allow_redirects: 'always', enabled: true },
    cancellation_reason: null,
    client_secret: `${id}_secret_${newId('', 30)}`,
    created: world.now(),
    customer: params.customer ? found(world, 'customers', 'customer', params.customer, 'customer').id : null,
    customer_account: null,
    description: params.description ?? null,
    excluded_payment_method_types: null,
    flow_directions: null,
    last_setup_error: null,
    latest_attempt: null,
    livemode: false,
    mandate: null,
    metadata: metadataOf(params.metadata),
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_configuration_details: null,
    payment_method_options: params.payment_method_options ?? {},
    payment_method_types: allowed ? types.filter((type) => allowed.includes(type)) : types,
    single_use_mandate: null,
    status: 'requires_payment_method',
    usage: params.usage ?? 'off_session',
  });
}
