import { newId } from '../ids.mjs';
import { listOf } from '../api/lists.mjs';
import { found } from './rules.mjs';

/** What the API can do with charges and the movements of the balance. */
export const chargeOperations = {
  'Charges.retrieve': (world, { ids }) => found(world, 'charges', 'charge', ids.id),
  'Charges.list': (world, { params }) =>
    listOf(world.store.all('charges'), params, { url: '/v1/charges', kind: 'charge', filters: ['customer', 'payment_intent'] }),
  'BalanceTransactions.retrieve': (world, { ids }) => found(world, 'balance_transactions', 'balance_transaction', ids.id),
  'BalanceTransactions.list': (world, { params }) =>
    listOf(world.store.all('balance_transactions'), params, {
      url: '/v1/balance_transactions',
      kind: 'balance_transaction',
      filters: ['source', 'type', 'currency'],
    }),
};

/** A charge of an intent: pending, succeeded, or failed with the reason. */
export function makeCharge(world, intent, method, status, failure) {
  const charge = {
    id: newId(method.type === 'card' ? 'ch_' : 'py_'),
    object: 'charge',
    amount: intent.amount,
    amount_captured: 0,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: null,
    billing_details: method.billing_details,
    calculated_statement_descriptor: 'DEMARC SANDBOX',
    captured: false,
    created: world.now(),
    currency: intent.currency,
    customer: intent.customer,
    description: intent.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: failure?.code ?? null,
    failure_message: failure?.message ?? null,
    fraud_details: {},
    livemode: false,
    metadata: { ...intent.metadata },
    on_behalf_of: null,
    outcome: outcomeOf(status, failure),
    paid: false,
    payment_intent: intent.id,
    payment_method: method.id,
    payment_method_details: detailsOf(method),
    receipt_email: intent.receipt_email,
    receipt_number: null,
    receipt_url: null,
    refunded: false,
    review: null,
    shipping: intent.shipping,
    source_transfer: null,
    statement_descriptor: intent.statement_descriptor,
    statement_descriptor_suffix: intent.statement_descriptor_suffix,
    status,
    transfer_data: null,
    transfer_group: intent.transfer_group,
  };
  intent.latest_charge = charge.id;
  if (status === 'succeeded') collect(world, charge);
  return world.store.put('charges', charge);
}

/** Marks a charge as paid and books it on the balance. */
export function collect(world, charge) {
  Object.assign(charge, { status: 'succeeded', paid: true, captured: true, amount_captured: charge.amount });
  charge.outcome = outcomeOf('succeeded');
  charge.balance_transaction = book(world, charge, charge.amount, feeOf(charge), 'charge').id;
  return world.store.put('charges', charge);
}

/** Marks a pending charge as failed. */
export function bounce(world, charge, failure) {
  Object.assign(charge, { status: 'failed', failure_code: failure.code, failure_message: failure.message });
  charge.outcome = outcomeOf('failed', failure);
  return world.store.put('charges', charge);
}

/** One movement of the balance, with what Stripe keeps of it. */
export function book(world, source, amount, fee, type) {
  return world.store.put('balance_transactions', {
    id: newId('txn_'),
    object: 'balance_transaction',
    amount,
    available_on: world.now() + 2 * 86_400,
    balance_type: 'payments',
    created: world.now(),
    currency: source.currency,
    description: source.description ?? null,
    exchange_rate: null,
    fee,
    fee_details: fee
      ? [{ amount: fee, application: null, currency: source.currency, description: 'Stripe processing fees', type: 'stripe_fee' }]
      : [],
    net: amount - fee,
    reporting_category: type,
    source: source.id,
    status: 'pending',
    type,
  });
}

function feeOf(charge) {
  const debit = charge.payment_method_details.type === 'acss_debit';
  return debit ? Math.min(500, Math.round(charge.amount * 0.01) + 40) : Math.round(charge.amount * 0.029) + 30;
}

function outcomeOf(status, failure) {
  const none = { advice_code: null, network_advice_code: null, network_decline_code: null };
  if (status === 'failed') {
    return {
      ...none,
      network_status: 'declined_by_network',
      reason: failure.decline_code ?? failure.code,
      seller_message: 'The bank did not allow this payment.',
      type: 'issuer_declined',
    };
  }
  return { ...none, network_status: 'approved_by_network', reason: null, seller_message: 'Payment complete.', type: 'authorized' };
}

function detailsOf(method) {
  if (method.type === 'card') {
    const { brand, checks, country, exp_month, exp_year, fingerprint, funding, last4 } = method.card;
    return {
      card: {
        amount_authorized: null,
        authorization_code: null,
        brand,
        checks,
        country,
        exp_month,
        exp_year,
        extended_authorization: { status: 'disabled' },
        fingerprint,
        funding,
        incremental_authorization: { status: 'unavailable' },
        installments: null,
        last4,
        mandate: null,
        multicapture: { status: 'unavailable' },
        network: brand,
        network_token: { used: false },
        network_transaction_id: null,
        overcapture: { maximum_amount_capturable: 0, status: 'unavailable' },
        regulated_status: 'unregulated',
        three_d_secure: null,
        wallet: null,
      },
      type: 'card',
    };
  }
  if (method.type === 'acss_debit') return { acss_debit: { ...method.acss_debit }, type: 'acss_debit' };
  return { klarna: { payer_details: null, payment_method_category: 'pay_later', preferred_locale: 'fr-CA' }, type: 'klarna' };
}
