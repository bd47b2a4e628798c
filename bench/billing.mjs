// npm run bench:billing: a whole billing run, preview and issue, of a provider with 6,667 customers and 21,000 subscriptions.
import { fork } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { alone, buildServer, runNode } from '../scripts/build.mjs';
import { freePort, startPostgres } from '../scripts/pg.mjs';
import { inRoot, main, Plain } from '../scripts/plain.mjs';

const CUSTOMERS = 6_667;
const SUBSCRIPTIONS = 21_000;
const MONTH = new Date().toISOString().slice(0, 7);

const FILL = [
  `insert into tenant (id, slug, name, legal_name) values ('00000000-0000-7000-8000-000000000001', 'bench', 'Bench', 'Bench inc.')`,
  `insert into tax_rate_row (province, code, rate_millionths, valid_from) values ('QC', 'GST', 50000, '2008-01-01'), ('QC', 'QST', 99750, '2013-01-01')`,
  `insert into catalog_item (code, name, "group", price, frequency) select 'I-' || n, 'Article ' || n, 'INTERNET', 1000 + n * 500, 'MONTHLY' from generate_series(1, 12) n`,
  `insert into customer (number, name) select 'C-' || lpad(n::text, 5, '0'), 'Client ' || n from generate_series(1, ${CUSTOMERS}) n`,
  `insert into service_location (customer_id, line1, city) select id, '1 rue Principale', 'Saint-Jérôme' from customer`,
  `insert into subscription (customer_id, location_id, item_id, price, frequency, starts_on) select c.id, l.id, i.id, i.price, 'MONTHLY', '2025-01-01'
     from generate_series(0, ${SUBSCRIPTIONS - 1}) n join (select id, row_number() over (order by number) - 1 pos from customer) c on c.pos = n % ${CUSTOMERS} join service_location l on l.customer_id = c.id join (select id, price, row_number() over (order by code) - 1 pos from catalog_item) i on i.pos = n % 12`,
  // Half a year of invoices, so that the usual amount has a history to look at.
  `insert into invoice (customer_id, state, number, subtotal, tax_total, total, balance, issued_on, due_on) select s.customer_id, 'PAID', 'OLD-' || m || '-' || min(c.number), sum(s.price), round(sum(s.price) * 0.14975), round(sum(s.price) * 1.14975), 0, (date_trunc('month', now()) - make_interval(months => m))::date, (date_trunc('month', now()) - make_interval(months => m))::date + 21
     from subscription s join customer c on c.id = s.customer_id, generate_series(1, 6) m group by s.customer_id, m`,
  'analyze',
];

await main(async () => {
  await alone(buildServer);
  mkdirSync(inRoot('.cache'), { recursive: true });
  const base = mkdtempSync(inRoot('.cache', 'bench-billing-'));
  const server = await startPostgres({ dataDir: join(base, 'pg'), port: await freePort(18_532) });
  const env = { ...process.env, DATABASE_URL: server.url('billed'), DATA_DIR: base, DEMO: 'off', PORT: '0', LOG_LEVEL: 'error', BENCH_MONTH: MONTH };
  try {
    const admin = new pg.Client({ connectionString: server.url('postgres') });
    await admin.connect();
    await admin.query('create database billed');
    await admin.end();
    await runNode('Migrating', ['--enable-source-maps', 'backend/dist/cli.js', 'migrate'], { env });
    const client = new pg.Client({ connectionString: server.url('billed') });
    await client.connect();
    client.on('error', () => undefined); // the server stops before it in a failure, whose own error tells more
    await client.query('set role demarc_system');
    await client.query(`select set_config('app.tenant', '00000000-0000-7000-8000-000000000001', false)`);
    for (const statement of FILL.slice(0, -1)) await client.query(statement);
    await client.query('reset role');
    await client.query(FILL.at(-1));
    await client.end();
    const said = await new Promise((resolve, reject) => {
      const child = fork(inRoot('bench', 'billing-run.mjs'), { env, execArgv: ['--enable-source-maps', '--max-old-space-size=400'] });
      let measured;
      child.on('message', (message) => (measured = message));
      child.once('exit', (code) => (measured ? resolve(measured) : reject(new Plain(`The run ended with ${code}`))));
    });
    const { previewSeconds, issueSeconds, memory, steps, done, check } = said;
    const seconds = previewSeconds + issueSeconds;
    const issued = Number(check.numbers) - 6 * CUSTOMERS;
    console.log(`customers        ${done.customers}, of which ${done.issued} issued and ${done.held} held`);
    console.log(`subscriptions    ${SUBSCRIPTIONS} on ${check.lines} lines`);
    console.log(`numbers          ${issued} without a gap up to ${check.last}: ${issued === done.issued ? 'yes' : 'NO'}`);
    console.log(`preview          ${previewSeconds.toFixed(1)} s`);
    console.log(`issue            ${issueSeconds.toFixed(1)} s`);
    console.log(`together         ${seconds.toFixed(1)} s (goal 60)`);
    console.log(`memory           ${Math.round(memory / 1_048_576)} MB (goal 512)`);
    console.log(`progress         seen in ${steps} steps`);
    return seconds <= 60 && memory <= 512 * 1_048_576 && done.issued + done.held === CUSTOMERS ? 0 : 1;
  } finally {
    await server.stop();
    rmSync(base, { recursive: true, force: true });
  }
});
