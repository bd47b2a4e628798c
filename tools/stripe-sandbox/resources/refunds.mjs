import { newId } from '../ids.mjs';
import { listOf } from '../api/lists.mjs';
import { badRequest } from '../api/refusal.mjs';
import { book } from './charges.mjs';
import { found, metadataOf } from './rules.mjs';

/** What the API can do with refunds. */
export const refundOperations = {
  'Refunds.create': (world, { params }) => {
    const charge = chargeOf(world, params);
    const amount = refundable(charge, params.amount);
    const refund = makeRefund(world, charge, amount, params);
    charge.amount_refunded += amount;
    charge.refunded = charge.amount_refunded === charge.amount;
    world.store.put('charges', charge);
    world.store.put('refunds', refund);
    world.emit('refund.created', refund);
    world.emit('charge.refunded', charge);
    return refund;
  },
  'Refunds.retrieve': (world, { ids }) => found(world, 'refunds', 'refund', ids.id),
  'Refunds.update': (world, { ids, params }) => {
    const refund = found(world, 'refunds', 'refund', ids.id);
    refund.metadata = metadataOf(params.metadata, refund.metadata);
    world.emit('refund.updated', refund);
    return world.store.put('refunds', refund);
  },
  'Refunds.cancel': (world, { ids }) => {
    const refund = found(world, 'refunds', 'refund', ids.id);
    throw badRequest(`This refund cannot be canceled: its status is ${refund.status}.`);
  },
  'Refunds.list': (world, { params }) =>
    listOf(world.store.all('refunds'), params, { url: '/v1/refunds', kind: 'refund', filters: ['charge', 'payment_intent'] }),
};

/** The bank sent a refund back: the money is the merchant's again. */
export function failRefund(world, refund, reason = 'lost_or_stolen_card') {
  const charge = world.store.get('charges', refund.charge);
  charge.amount_refunded -= refund.amount;
  charge.refunded = false;
  Object.assign(refund, { status: 'failed', failure_reason: reason });
  refund.failure_balance_transaction = book(world, refund, refund.amount, 0, 'refund_failure').id;
  world.store.put('charges', charge);
  world.store.put('refunds', refund);
  world.emit('refund.failed', refund);
  return refund;
}

function chargeOf(world, { charge, payment_intent: intentId }) {
  if (charge) return refundableCharge(found(world, 'charges', 'charge', charge, 'charge'));
  if (!intentId) {
    throw badRequest('One of the following params should be provided for this request: payment_intent or charge.');
  }
  const intent = found(world, 'payment_intents', 'payment_intent', intentId, 'payment_intent');
  if (intent.status !== 'succeeded') {
    throw badRequest(`This PaymentIntent (${intent.id}) does not have a successful charge to refund.`, { param: 'payment_intent' });
  }
  return refundableCharge(world.store.get('charges', intent.latest_charge));
}

function refundableCharge(charge) {
  if (charge.status === 'succeeded') return charge;
  throw badRequest(`Charge ${charge.id} has not succeeded: there is nothing to refund.`, { param: 'charge' });
}

function refundable(charge, wanted) {
  const left = charge.amount - charge.amount_refunded;
  if (left === 0) throw badRequest(`Charge ${charge.id} has already been refunded.`, { code: 'charge_already_refunded' });
  if (wanted === undefined) return left;
  if (wanted < 1) throw badRequest('Invalid positive integer', { param: 'amount', code: 'parameter_invalid_integer' });
  if (wanted > left) {
    throw badRequest(`Refund amount (${dollars(wanted)}) is greater than unrefunded amount on charge (${dollars(left)})`, {
      param: 'amount',
    });
  }
  return wanted;
}

function dollars(cents) {
  return `$${(cents / 100).toFixed(2)}`;
}

function makeRefund(world, charge, amount, params) {
  const refund = {
    id: newId('re_'),
    object: 'refund',
    amount,
    balance_transaction: null,
    charge: charge.id,
    created: world.now(),
    currency: charge.currency,
    customer: charge.customer,
    customer_account: null,
    destination_details: destination(charge.payment_method_details.type),
    metadata: metadataOf(params.metadata),
    payment_intent: charge.payment_intent,
    payment_method: charge.payment_method,
    reason: params.reason ?? null,
    receipt_number: null,
    source_transfer_reversal: null,
    status: 'succeeded',
    transfer_reversal: null,
  };
  refund.balance_transaction = book(world, refund, -amount, 0, 'refund').id;
  return refund;
}

function destination(type) {
  if (type !== 'card') return { [type]: {}, type };
  return {
    card: { reference: newId('', 12), reference_status: 'available', reference_type: 'acquirer_reference_number', type: 'refund' },
    type: 'card',
  };
}
