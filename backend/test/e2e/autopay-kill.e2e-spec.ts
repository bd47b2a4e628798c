import { randomUUID } from 'node:crypto';
import { createServer, type Server as HttpServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import Stripe from 'stripe';
import { systemActor } from '../../src/auth/actor.js';
import { StripeEvent } from '../../src/payments/payment.entity.js';
import { AutopayService } from '../../src/payments/autopay.service.js';
import type { SandboxControl } from '../../src/payments/stripe-sandbox.js';
import { staffOf } from '../support/actors.js';
import { startApp, type TestApp } from '../support/app.js';
import { anAutopayWorld, anInvoiceDue, chargesOf, itIs, paymentsOf, takenAtStripe, type AutopayWorld } from '../support/builders/autopay.js';
import { differences } from '../support/builders/ledger.js';
import { aCheckout, until } from '../support/builders/payments.js';
import { as } from '../support/graph.js';
import { cloneDatabase, type TestDatabase } from '../support/pg-clone.js';
import { startServer, type Server } from '../support/process.js';

const SECRET = 'whsec_for_these_tests';
const DAY = '2027-03-14';
const CUSTOMERS = 12;

/** A sandbox of its own, three processes of the built server, and the test's own application, on one database. */
let database: TestDatabase;
let sandbox: { readonly url: string; readonly control: SandboxControl; close(): Promise<void> };
let app: TestApp;
let servers: Server[];
let env: Record<string, string>;
let proxy: HttpServer;
beforeAll(async () => {
  const { startStripeSandbox } = await import(new URL('../../../tools/stripe-sandbox/server.mjs', import.meta.url).href);
  database = await cloneDatabase();
  const port = await freePort();
  sandbox = await startStripeSandbox({ webhookUrl: `http://127.0.0.1:${port}/webhook/stripe`, webhookSecret: SECRET, retryDelaysMs: [100, 500, 2_000] });
  env = { STRIPE_API_BASE: sandbox.url, STRIPE_WEBHOOK_SECRET: SECRET };
  app = await startApp({ database, env: { ...env, WORKER: 'off' } });
  // News reaches the processes through one address, as through a proxy; the test's own application keeps it.
  proxy = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      fetch(`${app.url}/webhook/stripe`, { method: 'POST', headers: { 'content-type': 'application/json', 'stripe-signature': String(request.headers['stripe-signature']) }, body: Buffer.concat(parts) })
        .then(({ status }) => response.writeHead(status).end(), () => response.writeHead(502).end());
    });
  }).listen(port, '127.0.0.1');
  servers = await Promise.all([startServer(database.url, env), startServer(database.url, { ...env, WORKER: 'off' }), startServer(database.url, { ...env, WORKER: 'off' })]);
}, 150_000);
afterAll(async () => {
  await Promise.all(servers.map((server) => server.stop('SIGKILL')));
  await app.close();
  await sandbox.close();
  proxy.close();
  await database.drop();
}, 30_000);

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Waits longer than a page would: three processes share this machine. */
async function soon<T>(look: () => Promise<T>, isSo: (seen: T) => boolean): Promise<T> {
  for (let tries = 0; tries < 2; tries++) await until(look, isSo).catch(() => undefined); // the last look decides
  return until(look, isSo);
}

describe('one webhook', () => {
  it('a thousand times, fifty at once, on three processes, and once more 72 hours late, is one payment', async () => {
    const world = await anAutopayWorld(app, sandbox.control);
    await anInvoiceDue(app, world, '2099-01-01');
    const { session } = await aCheckout(app, world.nathalie);
    sandbox.control.completeSession(session);
    const event = sandbox.control.events().find(({ type, data }) => type === 'checkout.session.completed' && data.object['id'] === session)!;
    const payload = JSON.stringify(event);
    const signer = new Stripe('sk_test_demarc');
    const send = async (n: number): Promise<number> => {
      const header = signer.webhooks.generateTestHeaderString({ payload, secret: SECRET });
      return (await fetch(`${servers[n % 3]!.url}/webhook/stripe`, { method: 'POST', headers: { 'content-type': 'application/json', 'stripe-signature': header }, body: payload })).status;
    };
    for (let round = 0; round < 20; round++) expect(new Set(await Promise.all(Array.from({ length: 50 }, (_, n) => send(n))))).toEqual(new Set([200]));
    await soon(() => paymentsOf(app, world), (payments) => payments.length > 0);
    await app.db.unscoped('events belong to no tenant', () => app.db.query(`update stripe_event set received_at = received_at - interval '72 hours', processed_at = null where id = $1`, [event.id]));
    await send(0);
    await app.db.unscoped('events belong to no tenant', () => app.db.repo(StripeEvent).findOneByOrFail({ id: event.id }));
    expect((await paymentsOf(app, world)).map(({ amount }) => amount)).toEqual([9193]);
  }, 60_000);
});

describe('the process killed while it takes money', () => {
  it('is followed by one that finishes: everybody paid once', async () => {
    const worlds: AutopayWorld[] = [];
    for (let n = 0; n < CUSTOMERS; n++) {
      const world = await anAutopayWorld(app, sandbox.control);
      await anInvoiceDue(app, world, DAY);
      worlds.push(world);
    }
    for (const world of worlds) await itIs(app, world, DAY, 6 * 60);
    app.clock.reset();
    const taken = () => worlds.flatMap((world) => takenAtStripe(sandbox.control, world));
    await soon(async () => taken().length, (count) => count >= 2);
    await servers[0]!.stop('SIGKILL');
    servers[0] = await startServer(database.url, env);
    // What was claimed by the dead is taken up as if five minutes had passed.
    const statuses = async (): Promise<string[]> => (await Promise.all(worlds.map((world) => chargesOf(app, world)))).flat().map(({ status }) => status);
    await soon(async () => {
      app.clock.set(new Date(Date.UTC(2027, 2, 14, 12)));
      await app.app.get(AutopayService).catchUp();
      app.clock.reset();
      return statuses();
    }, (all) => all.every((status) => status === 'SUCCEEDED'));
    expect(taken()).toEqual(Array.from({ length: CUSTOMERS }, () => 9193));
    for (const world of worlds) expect((await paymentsOf(app, world)).map(({ amount }) => amount)).toEqual([9193]);
  }, 110_000);
});

describe('money mutations whose process is killed before it answers', () => {
  it('have one effect each when they are sent again, to another process, with their keys', async () => {
    const { tenantId, customerId } = await anAutopayWorld(app, sandbox.control);
    const clerk = staffOf(tenantId, 'billing');
    const sent = Array.from({ length: 120 }, (_, n) => ({ key: randomUUID(), input: { customerId, amount: 1_000 + n, reference: `Cheque ${n}` } }));
    const ask = ({ url }: Server, { key, input }: (typeof sent)[number]) => as({ ...app, url }, clerk).answer(`mutation ($input: PaymentInput!) { recordPayment(key: "${key}", input: $input) { ... on Payment { id amount { amount } } } }`, { input });
    await as(app, clerk).run('{ me { name } }'); // signed in once, before anything is asked at once
    const first = sent.map((one) => ask(servers[1]!, one).catch(() => null));
    await Promise.any(first);
    await servers[1]!.stop('SIGKILL');
    const heard = await Promise.all(first);
    expect(heard.filter((answer) => answer === null).length).toBeGreaterThan(0);
    for (const [n, one] of sent.entries()) {
      const answer = await soon(() => ask(servers[2]!, one), ({ errors }) => errors?.[0]!.extensions.code !== 'CONFLICT');
      expect(answer.errors).toBeUndefined();
      if (heard[n]) expect(answer).toEqual(heard[n]);
    }
    const made = await app.db.tx(systemActor(tenantId), () => app.db.query<{ reference: string; amount: number }>(`select reference, amount::int amount from payment where reference like 'Cheque %' order by amount`));
    expect(made).toEqual(sent.map(({ input: { reference, amount } }) => ({ reference, amount })));
    expect(await differences(app, tenantId)).toEqual([]);
  }, 60_000);
});
