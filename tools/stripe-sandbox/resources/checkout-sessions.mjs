import { newId } from '../ids.mjs';
import { listOf } from '../api/lists.mjs';
import { badRequest, missing } from '../api/refusal.mjs';
import { addressOf, chargeable, currencyOf, found, metadataOf } from './rules.mjs';

const OFFERED = { payment: ['card', 'klarna', 'acss_debit'], setup: ['card', 'acss_debit'] };
const DAY = 86_400;

/** What the API can do with checkout sessions. */
export const checkoutSessionOperations = {
  'Checkout.Sessions.create': (world, { params }) => {
    const items = itemsOf(world, params);
    const session = makeSession(world, params, items);
    world.store.put('line_items', { id: session.id, items });
    world.store.put('checkout_plans', {
      id: session.id,
      intent: params.payment_intent_data ?? {},
      setup: params.setup_intent_data ?? {},
    });
    return world.store.put('checkout_sessions', session);
  },
  'Checkout.Sessions.retrieve': (world, { ids }) => sessionOf(world, ids.id),
  'Checkout.Sessions.update': (world, { ids, params }) => {
    const session = sessionOf(world, ids.id);
    session.metadata = metadataOf(params.metadata, session.metadata);
    return world.store.put('checkout_sessions', session);
  },
  'Checkout.Sessions.expire': (world, { ids }) => {
    const session = sessionOf(world, ids.id);
    if (session.status !== 'open') {
      throw badRequest(
        `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of ${session.status}.`,
      );
    }
    return expire(world, session);
  },
  'Checkout.Sessions.list': (world, { params }) =>
    listOf(world.store.all('checkout_sessions'), params, {
      url: '/v1/checkout/sessions',
      kind: 'checkout.session',
      filters: ['customer', 'payment_intent', 'status'],
    }),
  'Checkout.Sessions.listLineItems': (world, { ids, params }) => {
    sessionOf(world, ids.id);
    const { items } = world.store.get('line_items', ids.id);
    return listOf(items.toReversed(), params, { url: `/v1/checkout/sessions/${ids.id}/line_items`, kind: 'item' });
  },
};

/** The session of that id, expired if its hour has come. */
export function sessionOf(world, id) {
  const session = found(world, 'checkout_sessions', 'checkout.session', id);
  return session.status === 'open' && session.expires_at <= world.now() ? expire(world, session) : session;
}

function expire(world, session) {
  Object.assign(session, { status: 'expired', url: null });
  world.store.put('checkout_sessions', session);
  world.emit('checkout.session.expired', session);
  return session;
}

function itemsOf(world, params) {
  if (!params.mode) throw missing('mode');
  if (params.mode === 'subscription') throw badRequest('The sandbox has no subscriptions: use payment or setup.', { param: 'mode' });
  if (params.mode === 'setup') {
    if (params.line_items) throw badRequest('You can not pass `line_items` in `setup` mode.', { param: 'line_items' });
    if (params.payment_intent_data)
      throw badRequest('You can not pass `payment_intent_data` in `setup` mode.', { param: 'payment_intent_data' });
    return [];
  }
  if (params.setup_intent_data) throw badRequest('You can not pass `setup_intent_data` in `payment` mode.', { param: 'setup_intent_data' });
  if (!params.line_items?.length) throw missing('line_items');
  const items = params.line_items.map((line, i) => itemOf(world, line, `line_items[${i}]`));
  const odd = items.findIndex((item) => item.currency !== items[0].currency);
  if (odd > 0) {
    throw badRequest('All line items must have the same currency.', { param: `line_items[${odd}][price_data][currency]` });
  }
  return items;
}

function itemOf(world, line, param) {
  if (line.price) throw badRequest(`No such price: '${line.price}'`, { param: `${param}[price]`, code: 'resource_missing' });
  if (!line.price_data) throw missing(`${param}[price_data]`);
  const { currency: given, product_data: product, unit_amount: unit } = line.price_data;
  if (unit === undefined) throw missing(`${param}[price_data][unit_amount]`);
  if (!product?.name) throw missing(`${param}[price_data][product_data][name]`);
  if (unit < 0)
    throw badRequest('Invalid non-negative integer', { param: `${param}[price_data][unit_amount]`, code: 'parameter_invalid_integer' });
  const quantity = line.quantity;
  if (quantity === undefined) throw missing(`${param}[quantity]`);
  if (quantity < 1)
    throw badRequest('This value must be greater than or equal to 1.', { param: `${param}[quantity]`, code: 'parameter_invalid_integer' });
  const currency = currencyOf(given, `${param}[price_data][currency]`);
  return {
    id: newId('li_'),
    object: 'item',
    adjustable_quantity: null,
    amount_discount: 0,
    amount_subtotal: unit * quantity,
    amount_tax: 0,
    amount_total: unit * quantity,
    currency,
    description: product.name,
    metadata: metadataOf(line.metadata),
    price: priceOf(world, line.price_data, currency),
    quantity,
  };
}

function priceOf(world, { unit_amount: unit, tax_behavior: tax }, currency) {
  return {
    id: newId('price_'),
    object: 'price',
    active: false,
    billing_scheme: 'per_unit',
    created: world.now(),
    currency,
    custom_unit_amount: null,
    livemode: false,
    lookup_key: null,
    metadata: {},
    nickname: null,
    product: newId('prod_', 14),
    recurring: null,
    tax_behavior: tax ?? 'unspecified',
    tiers_mode: null,
    transform_quantity: null,
    type: 'one_time',
    unit_amount: unit,
    unit_amount_decimal: String(unit),
  };
}

function methodsOf({ mode, allowed_payment_method_types: allowed, excluded_payment_method_types: excluded = [] }, currency) {
  const offered = OFFERED[mode]
    .filter((type) => (!allowed || allowed.includes(type)) && !excluded.includes(type))
    .filter((type) => type !== 'klarna' || currency === 'cad');
  if (offered.length) return offered;
  throw badRequest('No valid payment method types for this Checkout Session.', { param: 'allowed_payment_method_types' });
}

function expiryOf(world, given) {
  const at = given ?? world.now() + DAY;
  if (at < world.now() + 1_790)
    throw badRequest('The `expires_at` timestamp must be at least 30 minutes from Checkout Session creation.', { param: 'expires_at' });
  if (at > world.now() + DAY + 60)
    throw badRequest('The `expires_at` timestamp must be less than 24 hours from Checkout Session creation.', { param: 'expires_at' });
  return at;
}

function currencyFor(params, items) {
  if (items.length) return items[0].currency;
  if (params.currency) return currencyOf(params.currency);
  if (!params.allowed_payment_method_types) throw missing('currency');
  return null;
}

function makeSession(world, params, items) {
  const payment = params.mode === 'payment';
  const total = items.reduce((sum, item) => sum + item.amount_total, 0);
  if (payment) chargeable(total, 'line_items');
  if (params.customer && params.customer_email) {
    throw badRequest('You may only specify one of these parameters: customer, customer_email.', { param: 'customer' });
  }
  const customer = params.customer ? found(world, 'customers', 'customer', params.customer, 'customer') : null;
  if (params.ui_mode && !params.ui_mode.startsWith('hosted')) {
    throw badRequest('The sandbox hosts its page: it has no embedded modes.', { param: 'ui_mode' });
  }
  if (!params.success_url) throw missing('success_url');
  const currency = currencyFor(params, items);
  const id = newId('cs_test_a1', 58);
  return {
    id,
    object: 'checkout.session',
    adaptive_pricing: { enabled: false },
    after_expiration: null,
    allow_promotion_codes: params.allow_promotion_codes ?? null,
    allowed_payment_method_types: params.allowed_payment_method_types ?? null,
    amount_subtotal: payment ? total : null,
    amount_total: payment ? total : null,
    automatic_tax: { enabled: false, liability: null, provider: null, status: null },
    billing_address_collection: params.billing_address_collection ?? null,
    cancel_url: addressOf(params.cancel_url, 'cancel_url'),
    client_reference_id: params.client_reference_id ?? null,
    client_secret: null,
    collected_information: null,
    consent: null,
    consent_collection: null,
    created: world.now(),
    currency,
    currency_conversion: null,
    custom_fields: [],
    custom_text: { after_submit: null, shipping_address: null, submit: null, terms_of_service_acceptance: null },
    customer: customer?.id ?? null,
    customer_account: null,
    customer_creation: payment ? (params.customer_creation ?? (customer ? null : 'if_required')) : null,
    customer_details: customer && {
      address: customer.address,
      business_name: null,
      email: customer.email,
      individual_name: null,
      name: customer.name,
      phone: customer.phone,
      tax_exempt: 'none',
      tax_ids: [],
    },
    customer_email: params.customer_email ?? null,
    discounts: [],
    expires_at: expiryOf(world, params.expires_at),
    integration_identifier: null,
    invoice: null,
    invoice_creation: payment
      ? {
          enabled: false,
          invoice_data: {
            account_tax_ids: null,
            custom_fields: null,
            description: null,
            footer: null,
            issuer: null,
            metadata: {},
            rendering_options: null,
          },
        }
      : null,
    livemode: false,
    locale: params.locale ?? null,
    managed_payments: null,
    metadata: metadataOf(params.metadata),
    mode: params.mode,
    origin_context: null,
    payment_intent: null,
    payment_link: null,
    payment_method_collection: payment ? 'if_required' : 'always',
    payment_method_configuration_details: null,
    payment_method_options: params.payment_method_options ?? {},
    payment_method_types: methodsOf(params, currency),
    payment_status: payment ? 'unpaid' : 'no_payment_required',
    permissions: null,
    phone_number_collection: { enabled: false },
    recovered_from: null,
    saved_payment_method_options: null,
    setup_intent: null,
    shipping_address_collection: null,
    shipping_cost: null,
    shipping_options: [],
    status: 'open',
    submit_type: params.submit_type ?? null,
    subscription: null,
    success_url: addressOf(params.success_url, 'success_url'),
    total_details: payment ? { amount_discount: 0, amount_shipping: 0, amount_tax: 0 } : null,
    ui_mode: 'hosted_page',
    url: `${world.url}/c/pay/${id}`,
    wallet_options: null,
  };
}
