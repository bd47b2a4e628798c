// npm run bench:signin-timing: whether the time of an answer tells an address that is known from one that is not (goal X3).
//   Known and unknown are asked for in turns, changing who is first; what is told is the median of the differences of the pairs,
//   so that a machine that grows slower or faster meanwhile changes nothing, and the range that holds it with 95 %.
//   4,000 links; 4,000 passwords of the office and 4,000 of the portal around a hash that costs nothing, because a hash of
//   86 ms would hide any difference of the path around it; and 400 passwords with the real hash, which is the same for both.
import 'reflect-metadata';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import crypto from 'node:crypto';
import { Agent, request } from 'node:http';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import pg from 'pg';
import { alone, buildServer, runNode } from '../scripts/build.mjs';
import { freePort, startPostgres } from '../scripts/pg.mjs';
import { inRoot, main } from '../scripts/plain.mjs';

const LINKS = 4_000;
const PATHS = 4_000;
const PASSWORDS = 400;
const PASSWORD = 'Sirop-d’érable-2026';
const load = (path) => import(new URL(`../backend/dist/${path}`, import.meta.url).href);

const hash = { real: crypto.argon2, isReal: true };
crypto.argon2 = (algorithm, options, done) => (hash.isReal ? hash.real(algorithm, options, done) : setImmediate(done, null, Buffer.alloc(options.tagLength, 1)));
syncBuiltinESMExports();

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
    hash.isReal = false;
    await compare('The path around a password of the office', password, PATHS, (i) => `k${i}@office.example`, (i) => `u${i}@office.example`);
    await compare('The path around a password of the portal', password, PATHS, (i) => `k${i}@home.example`, (i) => `u${i}@home.example`);
    hash.isReal = true;
    await compare('A password', password, PASSWORDS, (i) => `k${PATHS / 2 + i}@office.example`, (i) => `u${PATHS / 2 + i}@office.example`);
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
  const [{ Tenant }, { Contact, Customer, CustomerContact }, { StaffService }, { systemActor }, { Db }, { StaffUser }, { ContactPassword }] = await Promise.all(['tenancy/tenant.entity.js', 'customers/customer.entity.js', 'auth/staff.service.js', 'auth/actor.js', 'platform/db/db.js', 'auth/auth.entity.js', 'auth/proofs.entity.js'].map(load));
  const service = (type) => app.get(type, { strict: false });
  const db = service(Db);
  const tenant = await db.unscoped('the provider of the measurement', () => db.repo(Tenant).save(Object.assign(new Tenant(), { slug: 'timing', name: 'Timing', legalName: 'Timing inc.' })));
  const first = await service(StaffService).add(tenant.id, { email: 'first@office.example', name: 'K', role: 'viewer', password: PASSWORD });
  await db.tx(systemActor(tenant.id), async () => {
    const { passwordHash } = await db.repo(StaffUser).findOneByOrFail({ id: first.id });
    const save = async (type, count, row) => {
      const saved = [];
      for (let i = 0; i < count; i += 500) saved.push(...(await db.repo(type).save(Array.from({ length: Math.min(500, count - i) }, (_, j) => Object.assign(new type(), row(i + j))))));
      return saved;
    };
    const customers = await save(Customer, LINKS / 2, (i) => ({ number: `C-${i}`, name: 'Known', billingEmail: `k${i}@client.example` }));
    await save(StaffUser, PATHS / 2 + PASSWORDS / 2, (i) => ({ email: `k${i}@office.example`, name: 'K', role: 'viewer', active: true, passwordHash }));
    const contacts = await save(Contact, PATHS / 2, (i) => ({ name: 'K', email: `k${i}@home.example` }));
    await save(CustomerContact, PATHS / 2, (i) => ({ customerId: customers[i % customers.length].id, contactId: contacts[i].id, role: 'OWNER' }));
    await save(ContactPassword, PATHS / 2, (i) => ({ ownerId: contacts[i].id, hash: passwordHash, invitedAt: new Date(), activatedAt: new Date() }));
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
  const differences = times.known.map((ms, i) => ms - times.unknown[i]).sort((a, b) => a - b);
  const [low, high] = rangeOfMedian(differences.length).map((at) => differences[at]);
  console.log(`${what}, ${count} tries: known ${median(times.known).toFixed(3)} ms, unknown ${median(times.unknown).toFixed(3)} ms, difference of pairs ${median(differences).toFixed(3)} ms (95 %: ${low.toFixed(3)} to ${high.toFixed(3)}); answers ${same ? 'the same' : `differ: ${JSON.stringify([[...answers.known].slice(0, 3), [...answers.unknown].slice(0, 3)])}`}`);
}

/** Between which of so many sorted values the median of all that could be measured lies, 19 times of 20. */
function rangeOfMedian(count) {
  const half = 0.98 * Math.sqrt(count);
  return [Math.max(0, Math.floor(count / 2 - half)), Math.min(count - 1, Math.ceil(count / 2 + half))];
}

function median(values) {
  return [...values].sort((x, y) => x - y)[Math.floor(values.length / 2)];
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
