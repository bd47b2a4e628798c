// npm run bench:retries [-- --count 100000 --connections 32 --kill-every 20]: money mutations that are sent again and again with their keys while
// connections are cut and the server is killed; every one has to have one effect (goal R2).
import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { alone, buildServer, runNode } from '../scripts/build.mjs';
import { freePort, startPostgres } from '../scripts/pg.mjs';
import { inRoot, main, Plain } from '../scripts/plain.mjs';

const { values: given } = parseArgs({ options: { count: { type: 'string', default: '100000' }, connections: { type: 'string', default: '32' }, 'kill-every': { type: 'string', default: '20' } } });
const LIVES = Math.ceil(Number(given.count) / 4);
const CUSTOMERS = 200;
const TENANT = '00000000-0000-7000-8000-000000000001';
const FILL = [
  `insert into tenant (id, slug, name, legal_name, staff_step_up) values ('${TENANT}', 'bench', 'Bench', 'Bench inc.', '{}')`,
  `insert into tax_rate_row (province, code, rate_millionths, valid_from) values ('QC', 'GST', 50000, '2008-01-01'), ('QC', 'QST', 99750, '2013-01-01')`,
  `insert into customer (number, name) select 'C-' || lpad(n::text, 5, '0'), 'Client ' || n from generate_series(1, ${CUSTOMERS}) n`,
  `insert into service_location (customer_id, line1, city) select id, '1 rue Principale', 'Saint-Jérôme' from customer`,
];
/** How often each thing happens to a request: its answer is thrown away unread, it is sent twice at once, or comes back with other content. */
const [CUT, TWICE, OTHER] = [0.15, 0.1, 0.02];
const DOCUMENTS = {
  create: 'mutation ($key: ID!, $input: InvoiceInput!) { createInvoice(key: $key, input: $input) { id } }',
  issue: 'mutation ($key: ID!, $id: ID!) { issueInvoice(key: $key, id: $id) { ... on Invoice { id number } ... on Problem { message } } }',
  credit: 'mutation ($key: ID!, $id: ID!, $amount: Float, $reason: String!) { creditInvoice(key: $key, id: $id, amount: $amount, reason: $reason) { __typename ... on Problem { message } } }',
  pay: 'mutation ($key: ID!, $input: PaymentInput!) { recordPayment(key: $key, input: $input) { ... on Payment { id } ... on Problem { message } } }',
};

const seen = { sent: 0, retried: 0, cut: 0, conflicts: 0, refusedKeys: 0, kills: 0, changed: 0, unexpected: [] };
let server;
let isEnding = false;

await main(async () => {
  await alone(buildServer);
  mkdirSync(inRoot('.cache'), { recursive: true });
  const base = mkdtempSync(inRoot('.cache', 'bench-retries-'));
  const postgres = await startPostgres({ dataDir: join(base, 'pg'), port: await freePort(18_632) });
  const env = { ...process.env, DATABASE_URL: postgres.url('retried'), DATA_DIR: base, DEMO: 'off', PORT: '0', LOG_LEVEL: 'error', NODE_ENV: 'test', COST_PER_MINUTE: '1000000000000' };
  try {
    await prepare(postgres, env);
    const customers = await ask(env.DATABASE_URL, 'select id from customer order by number');
    server = await start(env);
    const agent = new Agent({ keepAlive: true, maxSockets: Number(given.connections) * 2 });
    const began = performance.now();
    const killer = killNowAndThen(env);
    let next = 0;
    await Promise.all(Array.from({ length: Number(given.connections) }, async () => {
      while (next < LIVES) await life(agent, next++, customers);
    }));
    isEnding = true;
    await killer;
    const seconds = (performance.now() - began) / 1000;
    agent.destroy();
    await report(env.DATABASE_URL, seconds);
  } finally {
    isEnding = true;
    server?.child.removeAllListeners('exit').kill('SIGKILL');
    await postgres.stop();
    rmSync(base, { recursive: true, force: true });
  }
});

async function prepare(postgres, env) {
  const admin = new pg.Client({ connectionString: postgres.url('postgres') });
  await admin.connect();
  await admin.query('create database retried');
  await admin.end();
  await runNode('Migrating', ['--enable-source-maps', 'backend/dist/cli.js', 'migrate'], { env });
  const client = new pg.Client({ connectionString: env.DATABASE_URL });
  await client.connect();
  await client.query('set role demarc_system');
  await client.query(`select set_config('app.tenant', '${TENANT}', false)`);
  for (const statement of FILL) await client.query(statement);
  await client.end();
}

async function ask(databaseUrl, text) {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query(text);
  await client.end();
  return rows;
}

function start(env) {
  return new Promise((done, refuse) => {
    const child = fork(inRoot('bench', 'read-server.mjs'), { env, execArgv: ['--enable-source-maps'] });
    child.once('message', ({ port, staff }) => done({ child, port, cookie: staff }));
    child.once('exit', (code) => refuse(new Error(`The server ended with ${code}`)));
  });
}

/** Kills the server where it stands, and starts another, until there is nothing left to send. */
async function killNowAndThen(env) {
  const pause = Number(given['kill-every']) * 1000;
  for (let last = performance.now(); !isEnding; await after(100)) {
    if (!pause || performance.now() - last < pause) continue;
    const gone = new Promise((done) => server.child.removeAllListeners('exit').once('exit', done));
    server.child.kill('SIGKILL');
    await gone;
    seen.kills++;
    server = await start(env);
    last = performance.now();
  }
}

/** Four mutations that build on each other, each sent at least twice. */
async function life(agent, n, customers) {
  const customerId = customers[n % customers.length].id;
  const made = await often(agent, 'create', { input: { customerId, lines: [{ description: `Life ${n}`, unitPrice: 5000 + (n % 1000) }] } });
  if (!made.createInvoice) throw new Plain(`No invoice was made: ${seen.unexpected.at(-1)}`);
  const { id } = made.createInvoice;
  await often(agent, 'issue', { id });
  await often(agent, 'credit', { id, amount: 100, reason: `Life ${n}` });
  await often(agent, 'pay', { input: { customerId, invoiceId: id, amount: 1000, reference: `Life ${n}` } });
}

/** Sends one mutation until it is answered, with whatever happens on the way, and then once more; both answers have to be the same. */
async function often(agent, name, variables) {
  const body = JSON.stringify({ query: DOCUMENTS[name], variables: { ...variables, key: randomUUID() } });
  seen.sent++;
  if (Math.random() < CUT) await send(agent, body, Math.random() * 12).catch(() => undefined);
  if (Math.random() < TWICE) void send(agent, body).catch(() => undefined);
  const first = await answered(agent, body);
  seen.retried++;
  const second = await answered(agent, body);
  if (JSON.stringify(first) !== JSON.stringify(second)) seen.changed++;
  if (Math.random() < OTHER) {
    const parsed = JSON.parse(body);
    const other = { ...parsed, variables: { ...parsed.variables, ...(parsed.variables.input ? { input: { ...parsed.variables.input, customerId: randomUUID() } } : { id: randomUUID() }) } };
    const { errors } = await patiently(() => send(agent, JSON.stringify(other)));
    if (errors?.[0].extensions.code === 'KEY_REUSED') seen.refusedKeys++;
    else seen.unexpected.push(JSON.stringify(errors ?? 'another request was taken for this one'));
  }
  if (!first.data || JSON.stringify(first.data).includes('"message"')) seen.unexpected.push(JSON.stringify(first).slice(0, 200));
  return first.data ?? {};
}

/** The answer, once there is one: somebody may still be at it, and the server may be away. */
async function answered(agent, body) {
  for (;;) {
    const answer = await patiently(() => send(agent, body));
    if (answer.errors?.[0].extensions.code !== 'CONFLICT') return answer;
    seen.conflicts++;
    await after(5);
  }
}

async function patiently(act) {
  for (;;) {
    try {
      return await act();
    } catch {
      await after(50); // cut off or not there yet: the same is sent again, which is what is measured
    }
  }
}

/** One request; with `cutAfter`, the connection is torn down so many milliseconds after it was written, answered or not. */
function send(agent, body, cutAfter) {
  return new Promise((done, refuse) => {
    const { port, cookie } = server;
    const sent = request({ agent, port, host: '127.0.0.1', path: '/graphql', method: 'POST', headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), cookie } }, (response) => {
      const parts = [];
      response.on('data', (part) => parts.push(part)).once('error', refuse);
      response.on('end', () => {
        try {
          done(JSON.parse(Buffer.concat(parts).toString()));
        } catch (error) {
          refuse(error);
        }
      });
    });
    sent.once('error', refuse);
    sent.end(body);
    if (cutAfter !== undefined) {
      seen.cut++;
      void after(cutAfter).then(() => sent.destroy(new Error('cut')));
    }
  });
}

async function report(databaseUrl, seconds) {
  const [books] = await ask(databaseUrl, `select
    (select count(*)::int from invoice_line l join invoice i on i.id = l.invoice_id and i.kind = 'INVOICE') lines, (select count(distinct description)::int from invoice_line l join invoice i on i.id = l.invoice_id and i.kind = 'INVOICE') lives,
    (select count(number)::int from invoice where kind = 'INVOICE') issued, (select coalesce(max(right(number, 6)::int), 0) from invoice where kind = 'INVOICE') last,
    (select count(*)::int from invoice where kind = 'CREDIT_NOTE') credits, (select count(*)::int from payment where reference like 'Life %') payments, (select count(distinct reference)::int from payment where reference like 'Life %') paid,
    (select sum(amount)::int from ledger_entry) ledger, (select sum(balance)::bigint - (select sum(amount) from ledger_entry where account = 'RECEIVABLE') from invoice where kind = 'INVOICE')::int apart`);
  const duplicates = books.lines - books.lives + (books.issued - LIVES) + (books.credits - LIVES) + (books.payments - books.paid);
  const lost = 3 * LIVES - books.lives - books.credits - books.paid;
  console.table([{ mutations: seen.sent, 'sent again': seen.retried, 'connections cut': seen.cut, 'server killed': seen.kills, conflicts: seen.conflicts, 'keys refused': seen.refusedKeys, seconds: Math.round(seconds) }]);
  console.table([{ duplicates, lost, 'answers that changed': seen.changed, 'numbers without a gap': books.issued === LIVES && books.last === LIVES ? 'yes' : 'NO', 'ledger sum': books.ledger, 'paper less ledger': books.apart, unexpected: seen.unexpected.length }]);
  for (const text of new Set(seen.unexpected)) console.log(text);
}
