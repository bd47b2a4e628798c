import { randomUUID, timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createApi } from './api/api.mjs';
import { loadDescription } from './api/description.mjs';
import { createFaults } from './api/faults.mjs';
import { createIdempotency } from './api/idempotency.mjs';
import { StripeRefusal } from './api/refusal.mjs';
import { command, createControl } from './control.mjs';
import { createRouter } from './pages/routes.mjs';
import { createStore } from './store.mjs';
import { createDeliveries } from './webhooks/deliveries.mjs';
import { createWorld } from './world.mjs';

const MOST_BYTES = 1_000_000;
const RETRY_DELAYS_MS = [1_000, 5_000, 30_000, 120_000, 600_000];
const STYLE = readFileSync(new URL('./pages/style.css', import.meta.url));
const ICON = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" rx="4" fill="#4338ca"/></svg>';

/**
 * Starts a Stripe of one's own on the loopback interface.
 * @param {object} [options]
 * @param {number} [options.port] 0 or nothing: a free one
 * @param {string} [options.dir] keep the state in a file there
 * @param {string} [options.publicUrl] where browsers reach it, when not at its own address
 * @param {string} [options.webhookUrl]
 * @param {string} [options.webhookSecret]
 * @param {{ url: string, secret: string, enabledEvents?: string[] }[]} [options.webhooks]
 * @param {number[]} [options.retryDelaysMs] the waits before a webhook is sent again
 * @param {number | null} [options.debitSettlesAfterMs] null: debits wait to be settled through `control`
 * @param {string} [options.controlToken] guards the control over HTTP
 * @param {() => number} [options.now] the time in seconds
 */
export async function startStripeSandbox(options = {}) {
  const { port = 0, dir, publicUrl, retryDelaysMs = RETRY_DELAYS_MS, debitSettlesAfterMs = null } = options;
  const { controlToken = randomUUID(), now = () => Math.floor(Date.now() / 1000) } = options;
  const store = createStore(dir);
  const description = loadDescription();
  const faults = createFaults();
  const world = createWorld({ store, now, version: description.version, debitSettlesAfterMs });
  const fixed = configured(options);
  const endpoints = () => [...fixed, ...store.all('webhook_endpoints').map((row) => registered(store, row))];
  const deliveries = createDeliveries({ store, now, endpoints, retryDelaysMs });
  world.publish = deliveries.publish;
  const api = createApi({ world, description, idempotency: createIdempotency(store), faults });
  const control = createControl({ world, webhooks: deliveries.control, api: faults.control });
  const router = createRouter(world);

  const server = createServer((request, response) => {
    handle(request, response).catch((error) => {
      console.error(error);
      if (!response.headersSent) send(response, json(500, { error: { type: 'api_error', message: 'The sandbox itself failed.' } }));
    });
  });

  async function handle(request, response) {
    const { pathname, search } = new URL(request.url, 'http://127.0.0.1');
    const body = await bodyOf(request);
    if (body === null) return send(response, json(413, { error: { type: 'invalid_request_error', message: 'Request too large.' } }));
    const { method, headers } = request;
    if (pathname.startsWith('/_sandbox/')) return send(response, await own(method, pathname, headers, body));
    if (!/^\/[cp]\//.test(pathname)) {
      const answer = await api.answer({ method, pathname, query: search.slice(1), headers, body });
      if (answer.broken === 'reset') return request.socket.resetAndDestroy();
      if (answer.broken === 'timeout') return undefined; // the connection stays open and silent
      return send(response, json(answer.status, answer.body, answer.headers));
    }
    return send(response, router(method, pathname, { headers, body }));
  }

  async function own(method, pathname, headers, body) {
    if (pathname === '/_sandbox/style.css') return { status: 200, headers: { 'content-type': 'text/css' }, body: STYLE };
    if (pathname === '/_sandbox/icon.svg') return { status: 200, headers: { 'content-type': 'image/svg+xml' }, body: ICON };
    if (!allowed(headers.authorization, controlToken)) return json(401, { error: 'A control token is needed.' });
    if (method === 'GET' && pathname === '/_sandbox/webhooks') return json(200, { deliveries: control.webhooks.list() });
    if (method !== 'POST' || pathname !== '/_sandbox/control') return json(404, { error: 'Not found' });
    try {
      return json(200, { result: await command(control, JSON.parse(body)) });
    } catch (error) {
      return json(400, { error: error instanceof StripeRefusal ? error.error : error.message });
    }
  }

  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const url = `http://127.0.0.1:${server.address().port}`;
  world.url = (publicUrl ?? url).replace(/\/$/, '');
  deliveries.resume();
  world.resume();

  /** Stops listening, lets running deliveries end, and writes the state. */
  async function close() {
    world.close();
    faults.control.reset();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    await deliveries.close();
    store.save();
  }

  return { url, port: server.address().port, apiVersion: description.version, controlToken, control, close };
}

function configured({ webhookUrl, webhookSecret, webhooks = [] }) {
  const all = webhookUrl ? [{ url: webhookUrl, secret: webhookSecret }, ...webhooks] : webhooks;
  return all.map(({ url, secret, enabledEvents = ['*'] }) => {
    if (!secret) throw new Error(`The webhook endpoint ${url} needs a secret.`);
    return { id: url, url, secret, enabledEvents };
  });
}

function registered(store, { id, url, enabled_events: enabledEvents }) {
  return { id, url, secret: store.get('endpoint_secrets', id).secret, enabledEvents };
}

function allowed(authorization = '', token) {
  const given = Buffer.from(authorization.replace(/^Bearer /i, ''));
  const wanted = Buffer.from(token);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

async function bodyOf(request) {
  const chunks = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > MOST_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function json(status, body, headers = {}) {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body, null, 2) };
}

function send(response, { status, headers, body }) {
  response.writeHead(status, headers).end(body);
}

async function main() {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '4242' },
      dir: { type: 'string' },
      'public-url': { type: 'string' },
      'webhook-url': { type: 'string' },
      'webhook-secret': { type: 'string' },
      'control-token': { type: 'string' },
      'debit-settles-after': { type: 'string', default: '20' },
    },
  });
  const sandbox = await startStripeSandbox({
    port: Number(values.port),
    dir: values.dir,
    publicUrl: values['public-url'],
    webhookUrl: values['webhook-url'],
    webhookSecret: values['webhook-secret'],
    controlToken: values['control-token'],
    debitSettlesAfterMs: Number(values['debit-settles-after']) * 1000,
  });
  console.log(`Stripe sandbox on ${sandbox.url} (API ${sandbox.apiVersion}), control token ${sandbox.controlToken}`);
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => sandbox.close());
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  main().catch((error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
