import { createHash } from 'node:crypto';
import { newId } from '../ids.mjs';
import { listOf } from '../api/lists.mjs';
import { StripeRefusal, badRequest } from '../api/refusal.mjs';
import { addressFrom } from './customers.mjs';
import { found, metadataOf } from './rules.mjs';
import { declineOf, readyMade, testCard } from './test-methods.mjs';

/** What the API can do with payment methods. */
export const paymentMethodOperations = {
  'PaymentMethods.create': (world, { params }) => {
    const method = makeMethod(world, fromParams(params), params.billing_details);
    method.metadata = metadataOf(params.metadata);
    return method;
  },
  'PaymentMethods.retrieve': (world, { ids }) => methodFor(world, ids.id, 'id'),
  'PaymentMethods.update': (world, { ids, params }) => {
    const method = found(world, 'payment_methods', 'PaymentMethod', ids.id);
    method.metadata = metadataOf(params.metadata, method.metadata);
    if (params.billing_details) method.billing_details = billing(params.billing_details);
    world.emit('payment_method.updated', method);
    return world.store.put('payment_methods', method);
  },
  'PaymentMethods.list': (world, { params }) =>
    listOf(
      world.store.all('payment_methods').filter((row) => row.customer),
      params,
      {
        url: '/v1/payment_methods',
        kind: 'PaymentMethod',
        filters: ['customer', 'type'],
      },
    ),
  'PaymentMethods.attach': (world, { ids, params }) => {
    const method = methodFor(world, ids.id, 'id');
    if (!params.customer) throw badRequest('Missing required param: customer.', { param: 'customer', code: 'parameter_missing' });
    found(world, 'customers', 'customer', params.customer, 'customer');
    if (method.customer && method.customer !== params.customer) {
      throw badRequest('The payment method you provided has already been attached to a customer.', {
        code: 'payment_method_unexpected_state',
      });
    }
    const { outcome, saves } = privateOf(world, method.id);
    if (method.type === 'card' && !saves && outcome && !outcome.startsWith('authenticate') && outcome !== 'success') {
      throw new StripeRefusal(402, { type: 'card_error', ...declineOf(outcome), payment_method: method });
    }
    return attach(world, method, params.customer);
  },
  'PaymentMethods.detach': (world, { ids }) => {
    const method = found(world, 'payment_methods', 'PaymentMethod', ids.id);
    if (!method.customer) {
      throw badRequest('The payment method you provided is not attached to a customer so detachment is impossible.', {
        code: 'payment_method_unexpected_state',
      });
    }
    const customer = method.customer;
    method.customer = null;
    world.store.put('payment_methods', method);
    world.emit('payment_method.detached', method, { customer });
    return method;
  },
  'Mandates.retrieve': (world, { ids }) => found(world, 'mandates', 'mandate', ids.id),
};

/** The payment method of that id; a ready-made test id makes a new one. */
export function methodFor(world, id, param = 'payment_method') {
  const ready = readyMade(id);
  return ready ? makeMethod(world, ready) : found(world, 'payment_methods', 'PaymentMethod', id, param);
}

/** What only the bank would know of a payment method: its number and how it will behave. */
export function privateOf(world, id) {
  return world.store.get('behind_methods', id) ?? {};
}

/** Ties a payment method to a customer and says so. */
export function attach(world, method, customer) {
  if (method.customer === customer) return method;
  method.customer = customer;
  world.store.put('payment_methods', method);
  world.emit('payment_method.attached', method);
  return method;
}

/** A new payment method: a card by its number, a Canadian account, or Klarna. */
export function makeMethod(world, behind, details = {}) {
  const method = {
    id: newId('pm_'),
    object: 'payment_method',
    allow_redisplay: 'unspecified',
    billing_details: billing(details),
    created: world.now(),
    customer: null,
    customer_account: null,
    livemode: false,
    metadata: {},
    ...kindOf(behind),
  };
  const card = behind.number ? testCard(behind.number) : {};
  world.store.put('behind_methods', { id: method.id, ...behind, outcome: card.outcome, saves: card.saves ?? false });
  return world.store.put('payment_methods', method);
}

function kindOf({ number, account, klarna, exp_month = 12, exp_year = 2034 }) {
  if (klarna) return { type: 'klarna', klarna: { dob: null } };
  if (account) {
    return {
      type: 'acss_debit',
      acss_debit: {
        bank_name: 'STRIPE TEST BANK',
        fingerprint: fingerprint(account),
        institution_number: '000',
        last4: account.slice(-4),
        transit_number: '11000',
      },
    };
  }
  const { brand, country, last4 } = testCard(number);
  return {
    type: 'card',
    card: {
      brand,
      checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: 'pass' },
      country,
      display_brand: brand,
      exp_month,
      exp_year,
      fingerprint: fingerprint(number),
      funding: 'credit',
      generated_from: null,
      last4,
      networks: { available: [brand], preferred: null },
      regulated_status: 'unregulated',
      three_d_secure_usage: { supported: true },
      wallet: null,
    },
  };
}

function fromParams({ type, card, acss_debit: debit }) {
  if (type === 'klarna') return { klarna: true };
  if (type === 'acss_debit' && debit) return { account: debit.account_number };
  if (type === 'card' && card?.number) {
    if (!testCard(card.number))
      throw new StripeRefusal(402, {
        type: 'card_error',
        code: 'incorrect_number',
        param: 'number',
        message: 'Your card number is incorrect.',
      });
    return { number: card.number, exp_month: card.exp_month, exp_year: card.exp_year };
  }
  if (type === 'card' && readyMade(`pm_card_${String(card?.token).replace('tok_', '')}`)) {
    return readyMade(`pm_card_${card.token.replace('tok_', '')}`);
  }
  throw badRequest(`The sandbox makes payment methods of type card, acss_debit and klarna, with their details.`, { param: type ?? 'type' });
}

function billing(given = {}) {
  return { email: null, name: null, phone: null, tax_id: null, ...given, address: addressFrom(given.address || {}) };
}

function fingerprint(number) {
  return createHash('sha256').update(number).digest('base64url').slice(0, 16);
}

/** The agreement by which an account may be debited. */
export function makeMandate(world, method, usage = 'multi_use') {
  const mandate = {
    id: newId('mandate_'),
    object: 'mandate',
    customer_acceptance: {
      accepted_at: world.now(),
      online: { ip_address: '127.0.0.1', user_agent: 'stripe-sandbox' },
      type: 'online',
    },
    livemode: false,
    [usage]: {},
    payment_method: method.id,
    payment_method_details:
      method.type === 'acss_debit'
        ? { acss_debit: { interval_description: null, payment_schedule: 'sporadic', transaction_type: 'personal' }, type: 'acss_debit' }
        : { [method.type]: {}, type: method.type },
    status: 'active',
    type: usage,
  };
  world.store.put('mandates', mandate);
  world.emit('mandate.updated', mandate);
  return mandate;
}
