import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { signatureHeader } from '../webhooks/signature.mjs';
import { start } from './start.mjs';

const named = (listener) => listener.events.map(({ data }) => data.object.name);

async function customers(stripe, ...names) {
  for (const name of names) await stripe.customers.create({ name });
}

test('the signature is the one of the recorded vector', () => {
  const { secret, payload, timestamp, header } = JSON.parse(readFileSync(new URL('./signature-vector.json', import.meta.url), 'utf8'));
  assert.equal(signatureHeader(payload, secret, timestamp), header);
});

test('a genuine event is verified by the official client and names its request', async (t) => {
  const { stripe, control, listener } = await start(t);
  const made = await stripe.customers.create({ name: 'Julie' }, { idempotencyKey: 'k1' });
  await control.webhooks.settled();
  const [event] = listener.events;
  assert.deepEqual([event.type, event.data.object.id, event.api_version], ['customer.created', made.id, '2026-10-28.endive']);
  assert.equal(event.request.idempotency_key, 'k1');
  assert.deepEqual(
    (await stripe.events.list({ type: 'customer.*' })).data.map(({ id }) => id),
    [event.id],
  );
});

test('an event is sent again until it is taken', async (t) => {
  const { stripe, control, listener } = await start(t);
  listener.answers.push(500, 503);
  await customers(stripe, 'Julie');
  await control.webhooks.settled();
  assert.deepEqual(named(listener), ['Julie']);
  assert.deepEqual(
    control.webhooks.list()[0].attempts.map(({ status }) => status),
    [500, 503, 200],
  );
});

test('duplicates, drops and delays as told', async (t) => {
  const { stripe, control, listener } = await start(t);
  control.webhooks.duplicate(2);
  await customers(stripe, 'twice more');
  await control.webhooks.settled();
  assert.equal(new Set(listener.events.map(({ id }) => id)).size, 1);
  assert.equal(listener.events.length, 3);
  control.webhooks.drop({ types: ['customer.created'] });
  await customers(stripe, 'dropped');
  control.webhooks.delay(40);
  await customers(stripe, 'late', 'early');
  await control.webhooks.settled();
  assert.deepEqual(named(listener).slice(3), ['early', 'late']);
});

test('reordered, held and released as told', async (t) => {
  const { stripe, control, listener } = await start(t);
  control.webhooks.reorder(3);
  await customers(stripe, 'a', 'b', 'c');
  await control.webhooks.settled();
  assert.deepEqual(named(listener), ['c', 'b', 'a']);
  control.webhooks.hold();
  await customers(stripe, 'd', 'e');
  await control.webhooks.settled();
  assert.equal(listener.events.length, 3);
  assert.equal(control.webhooks.release('reversed'), 2);
  await control.webhooks.settled();
  assert.deepEqual(named(listener).slice(3), ['e', 'd']);
});

test('forged deliveries are refused by the official client, the genuine one follows', async (t) => {
  const { stripe, control, listener } = await start(t);
  for (const kind of ['signature', 'timestamp', 'payload']) {
    control.webhooks.forge(kind);
    await customers(stripe, kind);
    await control.webhooks.settled();
  }
  assert.equal(listener.refused.length, 3);
  assert.match(listener.refused[1], /Timestamp outside the tolerance zone/);
  assert.deepEqual(named(listener), ['signature', 'timestamp', 'payload']);
});

test('an endpoint made through the API hears what it asked for', async (t) => {
  const { stripe, control, listener } = await start(t, { webhookUrl: undefined });
  const endpoint = await stripe.webhookEndpoints.create({ url: listener.url, enabled_events: ['refund.created'] });
  assert.match(endpoint.secret, /^whsec_/);
  await customers(stripe, 'unheard');
  assert.equal(control.webhooks.list().length, 0);
  await stripe.webhookEndpoints.del(endpoint.id);
});

test('the control works over HTTP for who has the token', async (t) => {
  const { sandbox, stripe, control, listener } = await start(t, { controlToken: 'open-sesame' });
  const send = (body, token) =>
    fetch(`${sandbox.url}/_sandbox/control`, { method: 'POST', headers: { authorization: `Bearer ${token}` }, body: JSON.stringify(body) });
  const duplicate = { do: 'webhooks.duplicate', args: [1] };
  assert.equal((await send(duplicate, 'guess')).status, 401);
  assert.equal((await send({ do: 'constructor' }, 'open-sesame')).status, 400);
  assert.equal((await send(duplicate, 'open-sesame')).status, 200);
  await customers(stripe, 'Julie');
  await control.webhooks.settled();
  assert.equal(listener.events.length, 2);
  const listed = await fetch(`${sandbox.url}/_sandbox/webhooks`, { headers: { authorization: 'Bearer open-sesame' } });
  assert.equal((await listed.json()).deliveries.length, 2);
});

test('a dispute is told when it opens and when it is decided', async (t) => {
  const { stripe, control, listener } = await start(t);
  const intent = await stripe.paymentIntents.create({ amount: 5000, currency: 'cad', payment_method: 'pm_card_visa', confirm: true });
  const dispute = control.openDispute(intent.latest_charge);
  control.closeDispute(dispute.id, 'won');
  assert.equal((await stripe.disputes.retrieve(dispute.id)).status, 'won');
  await control.webhooks.settled();
  assert.ok(['charge.dispute.created', 'charge.dispute.closed'].every((type) => listener.types().includes(type)));
});
