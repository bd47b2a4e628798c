import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { test } from 'node:test';
import { startStripeSandbox } from '../server.mjs';
import { client, sessionParams, start } from './start.mjs';

const line = (price_data, more = {}) => ({ line_items: [{ quantity: 1, price_data, ...more }] });

test('good requests of several depths are accepted', async (t) => {
  const { stripe } = await start(t);
  const customer = await stripe.customers.create({
    name: 'Julie',
    email: 'julie@example.com',
    address: { city: 'Lévis', country: 'CA' },
    metadata: { number: 42 },
  });
  assert.equal(customer.address.postal_code, null);
  assert.deepEqual(customer.metadata, { number: '42' });
  const session = await stripe.checkout.sessions.create(
    sessionParams({
      customer: customer.id,
      customer_email: undefined,
      allowed_payment_method_types: ['card', 'acss_debit'],
      payment_intent_data: { metadata: { invoice: 'INV-1' }, setup_future_usage: 'off_session' },
      payment_method_options: { acss_debit: { mandate_options: { payment_schedule: 'sporadic', transaction_type: 'personal' } } },
    }),
  );
  assert.deepEqual(session.payment_method_types, ['card', 'acss_debit']);
  assert.equal(session.amount_total, 11498);
  assert.equal(session.payment_status, 'unpaid');
});

test('wrong requests are refused at the parameter that is wrong', async (t) => {
  const { stripe } = await start(t);
  const product_data = { name: 'Facture' };
  const cases = [
    [{ payment_method_types: ['card'] }, 'parameter_unknown', 'payment_method_types'],
    [{ mode: 'donate' }, undefined, 'mode'],
    [{ mode: undefined }, 'parameter_missing', 'mode'],
    [{ line_items: undefined }, 'parameter_missing', 'line_items'],
    [line({ currency: 'cad', unit_amount: 'a lot', product_data }), 'parameter_invalid_integer', 'line_items[0][price_data][unit_amount]'],
    [line({ currency: 'cad', unit_amount: 10.5, product_data }), 'parameter_invalid_integer', 'line_items[0][price_data][unit_amount]'],
    [line({ unit_amount: 1000, product_data }), 'parameter_missing', 'line_items[0][price_data][currency]'],
    [
      line({ currency: 'cad', unit_amount: 1000, product_data: { ...product_data, colour: 'red' } }),
      'parameter_unknown',
      'line_items[0][price_data][product_data][colour]',
    ],
    [line({ currency: 'xyz', unit_amount: 1000, product_data }), undefined, 'line_items[0][price_data][currency]'],
    [line({ currency: 'cad', unit_amount: 49, product_data }), 'amount_too_small', 'line_items'],
    [{ allowed_payment_method_types: ['gold'] }, undefined, 'allowed_payment_method_types[0]'],
    [
      { payment_method_options: { acss_debit: { verification_method: 'guess' } } },
      undefined,
      'payment_method_options[acss_debit][verification_method]',
    ],
    [{ success_url: 'paid.html' }, 'url_invalid', 'success_url'],
    [{ customer: 'cus_nobody', customer_email: undefined }, 'resource_missing', 'customer'],
    [{ metadata: { ['k'.repeat(41)]: 'v' } }, undefined, `metadata[${'k'.repeat(41)}]`],
  ];
  for (const [wrong, code, param] of cases) {
    await assert.rejects(stripe.checkout.sessions.create(sessionParams(wrong)), (error) => {
      assert.deepEqual([error.type, error.code, error.param], ['StripeInvalidRequestError', code, param]);
      assert.match(error.requestId, /^req_/);
      return true;
    });
  }
  assert.equal((await stripe.checkout.sessions.list()).data.length, 0);
});

test('unknown objects are 404, unknown paths are 404, parts not played are 501', async (t) => {
  const { stripe } = await start(t);
  await assert.rejects(stripe.customers.retrieve('cus_nobody'), {
    statusCode: 404,
    code: 'resource_missing',
    message: "No such customer: 'cus_nobody'",
  });
  await assert.rejects(stripe.rawRequest('GET', '/v1/nothing'), { statusCode: 404 });
  await assert.rejects(stripe.coupons.list(), { statusCode: 501 });
});

test('a key is needed, a live key is refused, another API version is refused', async (t) => {
  const { sandbox } = await start(t);
  const status = async (headers) => (await fetch(`${sandbox.url}/v1/customers`, { headers })).status;
  assert.equal(await status({}), 401);
  assert.equal(await status({ authorization: 'Bearer nonsense' }), 401);
  assert.equal(await status({ authorization: 'Bearer sk_live_real' }), 401);
  assert.equal(await status({ authorization: 'Bearer sk_test_x' }), 200);
  assert.equal(await status({ authorization: `Basic ${Buffer.from('sk_test_x:').toString('base64')}` }), 200);
  assert.equal(await status({ authorization: 'Bearer sk_test_x', 'stripe-version': '2023-08-16' }), 400);
});

test('lists are paged newest first, and the client walks through them', async (t) => {
  const { stripe } = await start(t);
  const made = [];
  for (let i = 0; i < 7; i++) made.unshift((await stripe.customers.create({ name: `C${i}` })).id);
  const first = await stripe.customers.list({ limit: 3 });
  assert.deepEqual([first.data.map(({ id }) => id), first.has_more], [made.slice(0, 3), true]);
  const before = await stripe.customers.list({ limit: 3, ending_before: made[4] });
  assert.deepEqual(
    before.data.map(({ id }) => id),
    made.slice(1, 4),
  );
  const all = await stripe.customers.list({ limit: 2 }).autoPagingToArray({ limit: 100 });
  assert.deepEqual(
    all.map(({ id }) => id),
    made,
  );
  await assert.rejects(stripe.customers.list({ limit: 101 }), { param: 'limit' });
});

test('an idempotency key replays the first answer, and refuses other parameters', async (t) => {
  const { stripe } = await start(t);
  const options = { idempotencyKey: 'autopay:INV-1:1' };
  const params = { amount: 5000, currency: 'cad', payment_method: 'pm_card_visa', confirm: true, off_session: true };
  const first = await stripe.paymentIntents.create(params, options);
  const again = await stripe.paymentIntents.create(params, options);
  assert.equal(again.id, first.id);
  assert.equal(again.lastResponse.headers['idempotent-replayed'], 'true');
  assert.equal((await stripe.charges.list()).data.length, 1);
  await assert.rejects(stripe.paymentIntents.create({ ...params, amount: 6000 }, options), {
    type: 'StripeIdempotencyError',
    statusCode: 400,
  });
});

test('a declined card is replayed too, a malformed request is not', async (t) => {
  const { stripe } = await start(t);
  const params = { amount: 5000, currency: 'cad', payment_method: 'pm_card_chargeDeclined', confirm: true };
  const decline = () => stripe.paymentIntents.create(params, { idempotencyKey: 'a' }).catch((error) => error);
  const [first, second] = [await decline(), await decline()];
  assert.equal(second.raw.payment_intent.id, first.raw.payment_intent.id);
  await assert.rejects(stripe.paymentIntents.create({ ...params, amount: 1 }, { idempotencyKey: 'b' }));
  assert.equal(
    (await stripe.paymentIntents.create({ ...params, payment_method: 'pm_card_visa' }, { idempotencyKey: 'b' })).status,
    'succeeded',
  );
});

test('a key still being worked on answers 409', async (t) => {
  const { stripe, control } = await start(t);
  control.api.hold();
  const create = () => stripe.customers.create({ name: 'A' }, { idempotencyKey: 'k' });
  const both = [create(), create()];
  await assert.rejects(Promise.race(both), { statusCode: 409, code: 'idempotency_key_in_use' });
  control.api.release();
  const ends = await Promise.allSettled(both);
  assert.deepEqual(ends.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
  assert.equal((await stripe.customers.list()).data.length, 1);
});

test('the API fails when told to, and a lost answer is found again by its key', async (t) => {
  const { sandbox, stripe, control } = await start(t);
  control.api.fail('server_error');
  await assert.rejects(stripe.customers.list(), { type: 'StripeAPIError', statusCode: 500 });
  control.api.fail('rate_limit', { next: 2 });
  await assert.rejects(stripe.customers.list(), { type: 'StripeRateLimitError' });
  await assert.rejects(stripe.customers.list(), { statusCode: 429 });
  control.api.fail('timeout');
  await assert.rejects(client(sandbox, { timeout: 50 }).customers.list(), { type: 'StripeConnectionError' });
  control.api.fail('reset', { next: 2, when: 'after', path: '/v1/payment_intents' }); // the client tries a reset again once by itself
  const pay = () =>
    stripe.paymentIntents.create(
      { amount: 5000, currency: 'cad', payment_method: 'pm_card_visa', confirm: true },
      { idempotencyKey: 'lost' },
    );
  await assert.rejects(pay(), { type: 'StripeConnectionError' });
  assert.equal((await pay()).status, 'succeeded');
  assert.equal((await stripe.charges.list()).data.length, 1);
});

test('the state is found again after a restart', async (t) => {
  const dir = await mkdtemp(`${tmpdir()}/stripe-sandbox-`);
  t.after(() => rm(dir, { recursive: true }));
  const first = await startStripeSandbox({ dir });
  const { id } = await client(first).customers.create({ name: 'Julie' });
  await first.close();
  const second = await startStripeSandbox({ dir });
  t.after(() => second.close());
  assert.equal((await client(second).customers.retrieve(id)).name, 'Julie');
});
