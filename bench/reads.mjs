// npm run bench:reads -- --export <folder> : reads over GraphQL against the limit, interleaved, on imported data (goal S1).
//   --seconds 4 --rounds 2 --connections 64 --keep .data/bench (where the imported database stays for the next run)
import { fork, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import pg from 'pg';
import { freePort, startPostgres } from '../scripts/pg.mjs';
import { OPERATIONS } from './read-operations.mjs';
import { load } from './loader.mjs';

const here = import.meta.dirname;
const { values: given } = parseArgs({ options: { export: { type: 'string' }, keep: { type: 'string', default: '.data/bench' }, seconds: { type: 'string', default: '4' }, rounds: { type: 'string', default: '2' }, connections: { type: 'string', default: '64' } } });
const dataDir = resolve(given.keep);
mkdirSync(dirname(dataDir), { recursive: true });

const server = await startPostgres({ dataDir: join(dataDir, 'pg'), port: await freePort(18_900) });
const admin = new pg.Client({ connectionString: server.url('postgres') });
await admin.connect();
const isNew = !(await admin.query(`select 1 from pg_database where datname = 'demarc'`)).rowCount;
if (isNew) await admin.query('create database demarc');
await admin.end();
const databaseUrl = server.url('demarc');
const env = { ...process.env, DATABASE_URL: databaseUrl, DATA_DIR: dataDir, DEMO: 'off', PORT: '0', LOG_LEVEL: 'error' };

try {
  spawnSync(process.execPath, ['backend/dist/cli.js', 'migrate'], { cwd: join(here, '..'), env, stdio: 'inherit' });
  if (isNew) {
    if (!given.export) throw new Error('The first run needs --export <folder> with an ERPNext export.');
    const done = spawnSync(process.execPath, ['backend/dist/cli.js', 'import', 'erpnext', resolve(given.export), '--tenant', 'bench'], { cwd: join(here, '..'), env, stdio: 'inherit' });
    if (done.status !== 0) console.log('(the import reported differences; its rows are used all the same)');
  }
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  // What the limit's search stands on; the product's own does not need it.
  await client.query('create extension if not exists pg_trgm');
  await client.query('create index if not exists bench_customer_name on customer using gin (name gin_trgm_ops)');
  await client.query('vacuum analyze');
  const samples = await sample(client);
  await client.end();
  const documents = Object.fromEntries(OPERATIONS.map(({ document }) => [createHash('sha256').update(document).digest('hex'), document]));
  const manifest = join(dataDir, 'documents.json');
  writeFileSync(manifest, JSON.stringify(documents));
  const limit = await child('read-limit.mjs', env);
  const ours = await child('read-server.mjs', { ...env, TRUSTED_DOCUMENTS: manifest, NODE_ENV: 'test', COST_PER_MINUTE: '1000000000000', BENCH_CUSTOMERS: JSON.stringify(samples.customers.slice(0, 200)) });
  try {
    await measure(limit, ours, samples);
  } finally {
    await Promise.all([limit, ours].map(({ process: child }) => new Promise((ended) => (child.once('exit', ended), child.kill('SIGTERM')))));
  }
} finally {
  await server.stop();
}

async function sample(client) {
  const customers = (await client.query('select id from customer where status <> $1 order by md5(id::text) limit 500', ['CLOSED'])).rows.map((row) => row.id);
  const names = (await client.query(`select name from customer order by md5(id::text) limit 500`)).rows.map((row) => misspelt(row.name));
  const [{ day }] = (await client.query('select day::text from job where day is not null group by day order by count(*) desc limit 1')).rows;
  return { customers, names, day };
}

/** Leaves out one letter, as a hurried caller's name is typed. */
function misspelt(name) {
  const at = 1 + (name.length % Math.max(1, name.length - 2));
  return name.slice(0, at) + name.slice(at + 1);
}

function child(script, environment) {
  return new Promise((done, refuse) => {
    const process_ = fork(join(here, script), { env: environment, execArgv: ['--enable-source-maps'] });
    process_.once('message', (message) => done({ process: process_, ...message }));
    process_.once('exit', (code) => refuse(new Error(`${script} ended with ${code}`)));
  });
}

async function measure(limit, ours, samples) {
  const connections = Number(given.connections);
  const seconds = Number(given.seconds);
  const rows = [];
  for (const operation of OPERATIONS) {
    const asked = operation.samples(samples, ours);
    const id = createHash('sha256').update(operation.document).digest('hex');
    const request = (body) => (variables, cookie) => ({ path: '/graphql', body: JSON.stringify({ ...body, variables }), cookie });
    const variants = {
      limit: { port: limit.port, requests: asked.map(({ values }) => ({ path: `/${operation.name}`, body: JSON.stringify(values) })) },
      trusted: { port: ours.port, requests: asked.map(({ variables, cookie }) => request({ id })(variables, cookie)) },
      text: { port: ours.port, requests: asked.map(({ variables, cookie }) => request({ query: operation.document })(variables, cookie)) },
    };
    await agree(operation, variants);
    const sums = {};
    // Once round unmeasured, so that nobody is timed while still being compiled.
    for (const variant of Object.values(variants)) await load({ ...variant, connections, seconds: 1 });
    for (let round = 0; round < Number(given.rounds); round++) {
      for (const [name, variant] of Object.entries(variants)) {
        const result = await load({ ...variant, connections, seconds });
        (sums[name] ??= []).push(result);
      }
    }
    const best = (name) => sums[name].reduce((a, b) => (b.perSecond > a.perSecond ? b : a));
    const base = best('limit');
    for (const name of Object.keys(variants)) {
      const { perSecond, p99, failed } = best(name);
      rows.push({ operation: operation.name, variant: name, 'req/s': Math.round(perSecond), ratio: (perSecond / base.perSecond).toFixed(2), 'p99 ms': p99.toFixed(1), 'p99 ratio': (p99 / base.p99).toFixed(2), goal: operation.goals[name] ?? '', failed });
    }
  }
  console.table(rows);
}

/** Both sides must say the same before their speeds are worth comparing. */
async function agree(operation, { limit, trusted }) {
  const ask = async ({ port, requests }) => {
    const { path, body, cookie } = requests[0];
    const response = await fetch(`http://127.0.0.1:${port}${path}`, { method: 'POST', headers: { 'content-type': 'application/json', ...(cookie ? { cookie } : {}) }, body });
    return response.json();
  };
  const [theirs, our] = [await ask(limit), await ask(trusted)];
  if (our.errors) throw new Error(`${operation.name}: ${JSON.stringify(our.errors)}`);
  if (operation.sameAnswer !== false && !isDeepStrictEqual(theirs, our)) throw new Error(`${operation.name}: the answers differ\n${JSON.stringify(theirs).slice(0, 1500)}\n${JSON.stringify(our).slice(0, 1500)}`);
}
