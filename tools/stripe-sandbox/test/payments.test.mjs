import assert from 'node:assert/strict';
import { test } from 'node:test';
import { start } from './start.mjs';

const charge = (more) => ({ amount: 11498, currency: 'cad', confirm: true, off_session: true, ...more });

test('charges off session: each card ends as its bank would end it', async (t) => {
  const { stripe } = await start(t);
  const cases = [
    ['pm_card_authenticationRequired', 'authentication_required', 'authentication_required'],
    ['pm_card_chargeDeclinedInsufficientFunds', 'card_declined', 'insufficient_funds'],
    ['pm_card_chargeDeclinedLostCard', 'card_declined', 'lost_card'],
    ['pm_card_chargeDeclinedExpiredCard', 'expired_card', ''],
  ];
  for (const [payment_method, code, decline] of cases) {
    await assert.rejects(stripe.paymentIntents.create(charge({ payment_method })), (error) => {
      assert.deepEqual([error.type, error.statusCode, error.code, error.decline_code], ['StripeCardError', 402, code, decline]);
      const { payment_intent: intent } = error.raw;
      assert.equal(intent.status, 'requires_payment_method');
      assert.equal(intent.last_payment_error.code, code);
      assert.equal(intent.last_payment_error.payment_method.type, 'card');
      return true;
    });
  }
  const good = await stripe.paymentIntents.create(charge({ payment_method: 'pm_card_visa' }));
  assert.deepEqual([good.status, good.amount_received], ['succeeded', 11498]);
});

test('a Canadian debit is processing, then what the bank says', async (t) => {
  const { stripe, control } = await start(t);
  const intent = await stripe.paymentIntents.create(charge({ payment_method: 'pm_acssDebit_insufficientFunds' }));
  assert.equal(intent.status, 'processing');
  control.settleDebit(intent.id);
  const after = await stripe.paymentIntents.retrieve(intent.id);
  assert.deepEqual([after.status, after.last_payment_error.code], ['requires_payment_method', 'insufficient_funds']);
});

test('a saved card can turn bad, and belongs to its customer alone', async (t) => {
  const { stripe, control } = await start(t);
  const [julie, marc] = [await stripe.customers.create(), await stripe.customers.create()];
  const card = await stripe.paymentMethods.attach('pm_card_visa', { customer: julie.id });
  const pay = (customer) => stripe.paymentIntents.create(charge({ customer, payment_method: card.id }));
  assert.equal((await pay(julie.id)).status, 'succeeded');
  await assert.rejects(pay(marc.id), { param: 'payment_method' });
  control.cardBehaves(card.id, 'insufficient_funds');
  await assert.rejects(pay(julie.id), { decline_code: 'insufficient_funds' });
  await assert.rejects(stripe.paymentMethods.attach('pm_card_chargeDeclined', { customer: julie.id }), { statusCode: 402 });
});

test('refunds never exceed what is left of a charge', async (t) => {
  const { stripe, control } = await start(t);
  const intent = await stripe.paymentIntents.create(charge({ payment_method: 'pm_card_visa' }));
  const refund = (amount) =>
    stripe.refunds.create({ payment_intent: intent.id, ...(amount && { amount }), reason: 'requested_by_customer' });
  await refund(4000);
  await assert.rejects(refund(7499), {
    param: 'amount',
    message: 'Refund amount ($74.99) is greater than unrefunded amount on charge ($74.98)',
  });
  const rest = await refund();
  assert.equal(rest.amount, 7498);
  await assert.rejects(refund(1), { code: 'charge_already_refunded' });
  const after = await stripe.charges.retrieve(intent.latest_charge);
  assert.deepEqual([after.amount_refunded, after.refunded], [11498, true]);
  assert.equal((await stripe.refunds.list({ payment_intent: intent.id })).data.length, 2);
  control.failRefund(rest.id);
  assert.equal((await stripe.charges.retrieve(intent.latest_charge)).amount_refunded, 4000);
  await assert.rejects(stripe.refunds.create({ charge: intent.latest_charge, reason: 'bored' }), { param: 'reason' });
});

test('the balance adds up: charges less fees less refunds', async (t) => {
  const { stripe } = await start(t);
  const intent = await stripe.paymentIntents.create(charge({ payment_method: 'pm_card_visa' }));
  await stripe.refunds.create({ payment_intent: intent.id, amount: 1000 });
  const { data } = await stripe.balanceTransactions.list();
  const fee = Math.round(11498 * 0.029) + 30;
  assert.deepEqual(
    data.map(({ type, net }) => [type, net]),
    [
      ['refund', -1000],
      ['charge', 11498 - fee],
    ],
  );
});

test('an intent on session sends its holder to the bank and back', async (t) => {
  const { stripe } = await start(t);
  const intent = await stripe.paymentIntents.create({
    amount: 5000,
    currency: 'cad',
    confirm: true,
    payment_method: 'pm_card_authenticationRequired',
    return_url: 'http://127.0.0.1:9/back',
  });
  assert.equal(intent.status, 'requires_action');
  const answer = await fetch(intent.next_action.redirect_to_url.url, {
    method: 'POST',
    body: new URLSearchParams({ answer: 'yes' }),
    redirect: 'manual',
  });
  assert.match(answer.headers.get('location'), /redirect_status=succeeded$/);
  assert.equal((await stripe.paymentIntents.retrieve(intent.id)).status, 'succeeded');
});
