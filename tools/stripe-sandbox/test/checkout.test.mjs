import assert from 'node:assert/strict';
import { test } from 'node:test';
import { post, sessionParams, start } from './start.mjs';

const CARD = { method: 'card', card_number: '4242 4242 4242 4242', expiry: '12/34', cvc: '123', name: 'Julie', email: 'julie@example.com' };

test('the page shows what is paid, and paying leads to the success address', async (t) => {
  const { stripe, listener, control } = await start(t);
  const session = await stripe.checkout.sessions.create(
    sessionParams({ locale: 'fr-CA', payment_intent_data: { metadata: { invoice: 'INV-1' } } }),
  );
  const shown = await fetch(session.url);
  const html = await shown.text();
  assert.match(shown.headers.get('content-security-policy'), /default-src 'none'.*form-action 'self' http:\/\/127\.0\.0\.1:9/);
  assert.match(html, /<html lang="fr">/);
  assert.match(html, /Bac à sable — aucun vrai paiement/);
  assert.match(html, /Facture INV-1/);
  assert.match(html, /114,98/);
  assert.doesNotMatch(html, /<script|style=/);

  const paid = await post(session.url, CARD);
  assert.equal(paid.status, 303);
  assert.equal(paid.headers.get('location'), `http://127.0.0.1:9/paid?session=${session.id}`);
  const after = await stripe.checkout.sessions.retrieve(session.id, { expand: ['payment_intent.latest_charge', 'line_items'] });
  assert.deepEqual([after.status, after.payment_status, after.client_reference_id], ['complete', 'paid', 'INV-1']);
  assert.equal(after.payment_intent.metadata.invoice, 'INV-1');
  assert.equal(after.payment_intent.latest_charge.amount_captured, 11498);
  assert.equal(after.line_items.data[0].description, 'Facture INV-1');

  await control.webhooks.settled();
  assert.deepEqual(listener.types().toSorted(), [
    'charge.succeeded',
    'checkout.session.completed',
    'payment_intent.created',
    'payment_intent.succeeded',
  ]);
});

test('paying twice pays once', async (t) => {
  const { stripe, control } = await start(t);
  const session = await stripe.checkout.sessions.create(sessionParams());
  const answers = await Promise.all([post(session.url, CARD), post(session.url, CARD)]);
  assert.deepEqual(
    answers.map(({ status }) => status),
    [303, 303],
  );
  assert.equal((await stripe.charges.list()).data.length, 1);
  assert.equal(control.events().filter(({ type }) => type === 'checkout.session.completed').length, 1);
});

test('a declined card is told on the page, and another card can follow', async (t) => {
  const { stripe } = await start(t);
  const session = await stripe.checkout.sessions.create(sessionParams({ locale: 'en' }));
  const declined = await post(session.url, { ...CARD, card_number: '4000000000000002' });
  assert.match(await declined.text(), /role="alert">Your card was declined\./);
  const poor = await post(session.url, { ...CARD, card_number: '4000000000009995' });
  assert.match(await poor.text(), /role="alert">Your card has insufficient funds\./);
  assert.equal((await stripe.checkout.sessions.retrieve(session.id)).status, 'open');
  assert.equal((await post(session.url, CARD)).status, 303);
  assert.equal((await stripe.paymentIntents.list()).data.length, 1);
});

test('a card that needs its bank is asked, refused, asked again and paid', async (t) => {
  const { stripe } = await start(t);
  const session = await stripe.checkout.sessions.create(sessionParams({ locale: 'en' }));
  const card = { ...CARD, card_number: '4000002500003155' };
  const step = (await post(session.url, card)).headers.get('location');
  assert.match(await (await fetch(step)).text(), /Bank verification/);
  assert.match(await (await post(step, { answer: 'no' })).text(), /The verification failed/);
  await post(session.url, card);
  assert.match((await post(step, { answer: 'yes' })).headers.get('location'), /^http:\/\/127\.0\.0\.1:9\/paid/);
  assert.equal((await stripe.checkout.sessions.retrieve(session.id)).payment_status, 'paid');
});

test('Klarna pays at once', async (t) => {
  const { stripe } = await start(t);
  const session = await stripe.checkout.sessions.create(sessionParams());
  await post(session.url, { method: 'klarna', email: 'julie@example.com' });
  assert.equal((await stripe.checkout.sessions.retrieve(session.id)).payment_status, 'paid');
});

for (const [account, word, status] of [
  ['000123456789', 'succeeded', 'paid'],
  ['000222222227', 'failed', 'unpaid'],
]) {
  test(`a pre-authorised debit is unpaid until the bank's word: ${word}`, async (t) => {
    const { stripe, control, listener } = await start(t);
    const session = await stripe.checkout.sessions.create(sessionParams());
    await post(session.url, { method: 'acss_debit', account, email: 'julie@example.com' });
    const before = await stripe.checkout.sessions.retrieve(session.id);
    assert.deepEqual([before.status, before.payment_status], ['complete', 'unpaid']);
    control.settleDebit(before.payment_intent);
    assert.equal((await stripe.checkout.sessions.retrieve(session.id)).payment_status, status);
    await control.webhooks.settled();
    assert.ok(listener.types().includes(`checkout.session.async_payment_${word}`));
  });
}

test('an expired session cannot be paid', async (t) => {
  const { stripe } = await start(t);
  const session = await stripe.checkout.sessions.create(sessionParams());
  assert.equal((await stripe.checkout.sessions.expire(session.id)).status, 'expired');
  assert.equal((await post(session.url, CARD)).status, 410);
  assert.equal((await stripe.charges.list()).data.length, 0);
  await assert.rejects(stripe.checkout.sessions.expire(session.id), { statusCode: 400 });
});

test('a session expires by itself when its hour has come', async (t) => {
  let now = 1_800_000_000;
  const { stripe, control } = await start(t, { now: () => now });
  const session = await stripe.checkout.sessions.create(sessionParams({ expires_at: now + 1800 }));
  now += 1801;
  assert.equal((await stripe.checkout.sessions.retrieve(session.id)).status, 'expired');
  assert.ok(control.events().some(({ type }) => type === 'checkout.session.expired'));
});

test('a setup session saves a card that can be charged later', async (t) => {
  const { stripe } = await start(t);
  const customer = await stripe.customers.create({ email: 'julie@example.com' });
  const session = await stripe.checkout.sessions.create({
    mode: 'setup',
    currency: 'cad',
    customer: customer.id,
    success_url: 'http://127.0.0.1:9/saved',
    setup_intent_data: { metadata: { customer: 'C-1' } },
  });
  const step = await post(session.url, { ...CARD, card_number: '4000002500003155' });
  await post(step.headers.get('location'), { answer: 'yes' });
  const { setup_intent: setup } = await stripe.checkout.sessions.retrieve(session.id, { expand: ['setup_intent'] });
  assert.deepEqual([setup.status, setup.metadata.customer], ['succeeded', 'C-1']);
  const intent = await stripe.paymentIntents.create({
    amount: 5000,
    currency: 'cad',
    customer: customer.id,
    payment_method: setup.payment_method,
    off_session: true,
    confirm: true,
  });
  assert.equal(intent.status, 'succeeded');
  const portal = await stripe.billingPortal.sessions.create({ customer: customer.id, return_url: 'http://127.0.0.1:9/account' });
  assert.match(await (await fetch(portal.url)).text(), /•••• 3155/);
});
