// npm run bench:signin-timing: whether the time of an answer tells an address that is known from one that is not (goal X3).
//   4,000 links and 400 passwords are asked for, one after the other, known and unknown in turns; the medians are compared.
import 'reflect-metadata';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import pg from 'pg';
import { alone, buildServer, runNode } from '../scripts/build.mjs';
import { freePort, startPostgres } from '../scripts/pg.mjs';
import { inRoot, main } from '../scripts/plain.mjs';

const LINKS = 4_000;
const PASSWORDS = 400;
const load = (path) => import(new URL(`../backend/dist/${path}`, import.meta.url).href);

await main(async () => {
  await alone(buildServer);
  mkdirSync(inRoot('.cache'), { recursive: true });
  const base = mkdtempSync(inRoot('.cache', 'bench-timing-'));
  const server = await startPostgres({ dataDir: join(base, 'pg'), port: await freePort(18_632) });
  try {
    const admin = new pg.Client({ connectionString: server.url('postgres') });
    await admin.connect();
    await admin.query('create database demarc');
    await admin.end();
    await runNode('Migrating', ['--enable-source-maps', 'backend/dist/cli.js', 'migrate'], { env: { DATABASE_URL: server.url('demarc'), DATA_DIR: base } });
    Object.assign(process.env, { DATABASE_URL: server.url('demarc'), DATA_DIR: base, DEMO: 'off', PORT: '0', WORKER: 'off', LOG_LEVEL: 'error' });
    const { serve } = await load('server.js');
    const { app, url } = await serve();
    await people(app);
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const link = (address) => post(agent, url, '/portal/request-link', { identifier: address });
    const password = (address) => post(agent, url, '/auth/password', { identifier: address, password: 'not-the-right-one' });
    await compare('A link', link, LINKS, (i) => `k${i}@client.example`, (i) => `u${i}@client.example`);
    await compare('A password', password, PASSWORDS, (i) => `k${i}@office.example`, (i) => `u${i}@office.example`);
    agent.destroy();
    await app.close();
  } finally {
    await server.stop();
    rmSync(base, { recursive: true, force: true });
  }
  return 0;
});

/** A provider with a person behind every known address. */
async function people(app) {
  const [{ Tenant }, { Customer }, { StaffService }, { systemActor }, { Db }, { StaffUser }] = await Promise.all(['tenancy/tenant.entity.js', 'customers/customer.entity.js', 'auth/staff.service.js', 'auth/actor.js', 'platform/db/db.js', 'auth/auth.entity.js'].map(load));
  const service = (type) => app.get(type, { strict: false });
  const db = service(Db);
  const tenant = await db.unscoped('the provider of the measurement', () => db.repo(Tenant).save(Object.assign(new Tenant(), { slug: 'timing', name: 'Timing', legalName: 'Timing inc.' })));
  const first = await service(StaffService).add(tenant.id, { email: 'k0@office.example', name: 'K', role: 'viewer', password: 'Sirop-d’érable-2026' });
  await db.tx(systemActor(tenant.id), async () => {
    for (let i = 0; i < LINKS / 2; i += 500) {
      await db.repo(Customer).save(Array.from({ length: 500 }, (_, j) => Object.assign(new Customer(), { number: `C-${i + j}`, name: 'Known', billingEmail: `k${i + j}@client.example` })));
    }
    const { passwordHash } = await db.repo(StaffUser).findOneByOrFail({ id: first.id });
    await db.repo(StaffUser).save(Array.from({ length: PASSWORDS / 2 - 1 }, (_, i) => Object.assign(new StaffUser(), { email: `k${i + 1}@office.example`, name: 'K', role: 'viewer', active: true, passwordHash })));
  });
}

/** Asks for known and unknown addresses in turns, changing who is first, and compares what was answered and how fast. */
async function compare(what, ask, count, known, unknown) {
  const times = { known: [], unknown: [] };
  const answers = { known: new Set(), unknown: new Set() };
  for (let i = 0; i < 50; i++) await ask(`warm${i}@nowhere.example`);
  for (let i = 0; i < count / 2; i++) {
    for (const kind of i % 2 ? ['known', 'unknown'] : ['unknown', 'known']) {
      const { ms, answer } = await ask(kind === 'known' ? known(i) : unknown(i));
      times[kind].push(ms);
      answers[kind].add(answer);
    }
  }
  const same = answers.known.size === 1 && answers.unknown.size === 1 && [...answers.known][0] === [...answers.unknown][0];
  const [a, b] = [median(times.known), median(times.unknown)];
  console.log(`${what}, ${count} tries: known ${a.toFixed(3)} ms, unknown ${b.toFixed(3)} ms, difference ${Math.abs(a - b).toFixed(3)} ms; answers ${same ? 'the same' : `differ: ${JSON.stringify([[...answers.known], [...answers.unknown]])}`}`);
}

function median(values) {
  return values.sort((x, y) => x - y)[Math.floor(values.length / 2)];
}

function post(agent, url, path, body) {
  const text = JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const began = performance.now();
    const sent = request(`${url}${path}`, { method: 'POST', agent, headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text), cookie: 'demarc_browser=measurement-measurement-measurement' } }, (response) => {
      let answer = String(response.statusCode);
      response.setEncoding('utf8').on('data', (piece) => (answer += piece));
      response.on('end', () => resolve({ ms: performance.now() - began, answer }));
    });
    sent.on('error', reject);
    sent.end(text);
  });
}
