// What measurements at the server of the demonstration share: the database, the server, signing in, and the table.
import { fork } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import pg from 'pg';
import { alone, buildServer, runNode } from '../scripts/build.mjs';
import { inRoot } from '../scripts/plain.mjs';
import { freePort, startPostgres } from '../scripts/pg.mjs';

const READY_MS = 180_000;
const percentile = (sorted, p) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * p))];

/** Builds and starts the server with the provider of the demonstration, in the folder `keep` or one that goes away again, with further settings in `env`, and ends it after `measure`. */
export async function withDemo({ keep, env: more = {} }, measure) {
  await alone(buildServer);
  mkdirSync(keep ? dirname(resolve(keep)) : inRoot('.cache'), { recursive: true });
  const dataDir = keep ? resolve(keep) : mkdtempSync(inRoot('.cache', 'bench-demo-'));
  const postgres = await startPostgres({ dataDir: join(dataDir, 'pg'), port: await freePort(18_950) });
  let child;
  try {
    const [port, databaseUrl] = [await freePort(18_980), postgres.url('demarc')];
    const connect = async (url = databaseUrl) => {
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      return client;
    };
    const admin = await connect(postgres.url('postgres'));
    if (!(await admin.query(`select 1 from pg_database where datname = 'demarc'`)).rowCount) await admin.query('create database demarc');
    await admin.end();
    const env = { ...process.env, DATABASE_URL: databaseUrl, DATA_DIR: dataDir, DEMO: 'on', PORT: String(port), LOG_LEVEL: 'error', MALLOC_ARENA_MAX: '2', ...more };
    await runNode('Migrating', ['backend/dist/cli.js', 'migrate'], { env });
    child = fork(inRoot('backend/dist/main.js'), { cwd: inRoot(), env, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    const base = `http://localhost:${port}`;
    await ready(base, child);
    await measure({ base, port, pid: child.pid, dataDir, connect, post: poster(base) });
  } finally {
    await ended(child);
    await postgres.stop();
    if (!keep) rmSync(dataDir, { recursive: true, force: true });
  }
}

async function ready(base, child) {
  for (const began = performance.now(); ; await after(250)) {
    if (await fetch(`${base}/health/ready`).then(({ ok }) => ok, () => false)) return;
    if (child.exitCode !== null || performance.now() - began > READY_MS) throw new Error('The server did not start');
  }
}

async function ended(child) {
  if (!child || child.exitCode !== null) return;
  const gone = new Promise((done) => child.once('exit', done));
  child.kill();
  await gone;
}

/** Sends JSON as a page of ours would, with a cookie where there is one. */
function poster(base) {
  return async (path, body, cookie) => {
    const answer = await fetch(base + path, { method: 'POST', headers: { 'content-type': 'application/json', origin: base, ...(cookie ? { cookie } : {}) }, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${path} was answered ${answer.status}`);
    return answer;
  };
}

/** The cookies of somebody of the demonstration's office. */
export async function signedIn({ post }, identifier = 'soutien@demo.example') {
  return cookiesOf(await post('/auth/password', { identifier, password: 'fibre-boreale-2026' }));
}

/** What an answer of the sign-in gives the browser to keep. */
export function cookiesOf(answer) {
  return answer.headers.getSetCookie().map((one) => one.split(';')[0]).join('; ');
}

/** As whom rows are written past the server: the demonstration's provider, whose id it answers. */
export async function asProvider(db) {
  const { rows: [{ id }] } = await db.query('select id from tenant limit 1');
  await db.query(`select set_config('app.tenant', $1, false), set_config('app.customer', '*', false)`, [id]);
  return id;
}

/** Asks every search `rounds` times, prints p50 and p95 of each and of all, and fails the measurement where p95 of all is over the limit. `ask` answers what was found, for the table. */
export async function measureSearches(searches, rounds, limitMs, ask) {
  const all = [];
  const line = (name, times, found) => {
    times.sort((a, b) => a - b);
    console.log(`${name.padEnd(42)} p50 ${percentile(times, 0.5).toFixed(1).padStart(6)} ms  p95 ${percentile(times, 0.95).toFixed(1).padStart(6)} ms  ${found}`);
    return percentile(times, 0.95);
  };
  for (const text of searches) {
    const times = [];
    let found;
    for (let i = 0; i < rounds; i++) {
      const began = performance.now();
      found = await ask(text);
      times.push(performance.now() - began);
    }
    line(text, times, found);
    all.push(...times);
  }
  process.exitCode = line('all', all, `limit ${limitMs} ms`) <= limitMs ? 0 : 1;
}
