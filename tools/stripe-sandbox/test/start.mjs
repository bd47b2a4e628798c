import { createServer } from 'node:http';
import { once } from 'node:events';
import Stripe from 'stripe';
import { startStripeSandbox } from '../server.mjs';

export const API_VERSION = '2026-10-28.endive';
export const SECRET = 'whsec_for_the_tests';

/** A sandbox with an official client, and a real listener for its webhooks; everything ends with the test. */
export async function start(t, options = {}) {
  const listener = await listen(t);
  const sandbox = await startStripeSandbox({
    webhookUrl: listener.url,
    webhookSecret: SECRET,
    retryDelaysMs: [5, 5, 5],
    ...options,
  });
  t.after(() => sandbox.close());
  return { sandbox, listener, control: sandbox.control, stripe: client(sandbox) };
}

/** The official client, pointed at a sandbox. */
export function client({ port }, more = {}) {
  return new Stripe('sk_test_demarc', {
    host: '127.0.0.1',
    port,
    protocol: 'http',
    maxNetworkRetries: 0,
    telemetry: false,
    apiVersion: API_VERSION,
    ...more,
  });
}

/** Hears webhooks as the product does: verifies with the official client, answers 400 to what is not genuine. */
async function listen(t) {
  const events = [];
  const refused = [];
  const answers = [];
  const verifier = new Stripe('sk_test_demarc');
  const server = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const planned = answers.shift();
    if (planned) return response.writeHead(planned).end();
    try {
      events.push(verifier.webhooks.constructEvent(Buffer.concat(chunks), request.headers['stripe-signature'], SECRET));
      response.writeHead(200).end();
    } catch (error) {
      refused.push(error.message);
      response.writeHead(400).end();
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    url: `http://127.0.0.1:${server.address().port}/hooks`,
    events,
    refused,
    answers,
    types: () => events.map(({ type }) => type),
  };
}

/** A session to pay 114.98 $, with whatever the test adds. */
export function sessionParams(more = {}) {
  return {
    mode: 'payment',
    success_url: 'http://127.0.0.1:9/paid?session={CHECKOUT_SESSION_ID}',
    cancel_url: 'http://127.0.0.1:9/cancelled',
    customer_email: 'julie@example.com',
    client_reference_id: 'INV-1',
    metadata: { invoice: 'INV-1' },
    line_items: [{ quantity: 1, price_data: { currency: 'cad', unit_amount: 11498, product_data: { name: 'Facture INV-1' } } }],
    ...more,
  };
}

/** Submits the hosted form the way a browser does. */
export function post(url, fields) {
  return fetch(url, { method: 'POST', body: new URLSearchParams(fields), redirect: 'manual' });
}
