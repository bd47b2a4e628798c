// npm run bench:live : an event to every subscriber's socket against ws sending one prebuilt frame (goal S2).
//   --sockets 100,1000 --seconds 4 --keep .data/bench (the database of bench:reads; run that first)
import { fork, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { WebSocket } from 'ws';
import { freePort, startPostgres } from '../scripts/pg.mjs';

const here = import.meta.dirname;
const { values: given } = parseArgs({
  options: {
    sockets: { type: 'string', default: '100,1000' },
    seconds: { type: 'string', default: '4' },
    keep: { type: 'string', default: '.data/bench' },
  },
});
const counts = given.sockets.split(',').map(Number);
const seconds = Number(given.seconds);
/** Events under way at once, and how often one comes while latency is measured. */
const IN_FLIGHT = 4;
const PACED_MS = 200;
const PER_SESSION = 20;
const SUBSCRIBE = 'subscription { ticketChanged { id number subject status priority lastMessageAt customer { id name number } } }';
const REPLY = 'mutation Reply($id: ID!, $key: ID!) { replyToTicket(id: $id, key: $key, input: { body: "x" }) { __typename } }';

const dataDir = resolve(given.keep);
const database = await startPostgres({ dataDir: join(dataDir, 'pg'), port: await freePort(18_900) });
const env = {
  ...process.env,
  DATABASE_URL: database.url('demarc'),
  DATA_DIR: dataDir,
  DEMO: 'off',
  PORT: '0',
  LOG_LEVEL: 'error',
  BENCH_STAFF_SESSIONS: String(Math.ceil(Math.max(...counts) / PER_SESSION)),
};
const children = [];
try {
  spawnSync(process.execPath, ['backend/dist/cli.js', 'migrate'], { cwd: join(here, '..'), env, stdio: 'inherit' });
  const client = new pg.Client({ connectionString: database.url('demarc') });
  await client.connect();
  const {
    rows: [{ id: ticketId }],
  } = await client.query(`select id from ticket where status <> 'CLOSED' and customer_id is not null limit 1`);
  await client.end();
  const limit = await child('live-limit.mjs');
  const ours = await child('read-server.mjs');
  const rows = [];
  for (const count of counts) {
    const sample = await subscribed(ours, 1);
    const example = await new Promise((done) => {
      sample.heard = (text) => done(text);
      void reply(ours, ticketId);
    });
    sample.close();
    const results = {
      limit: await measure(limit, await connected(limit, count), () => limit.process.send({ frame: example })),
      ours: await measure(ours, await subscribed(ours, count), () => reply(ours, ticketId)),
    };
    for (const [name, result] of Object.entries(results))
      rows.push({
        sockets: count,
        variant: name,
        'deliveries/s': Math.round(result.perSecond),
        ratio: (result.perSecond / results.limit.perSecond).toFixed(2),
        'p50 ms': result.p50.toFixed(1),
        'p99 ms': result.p99.toFixed(1),
        'KB a socket': result.memory.toFixed(1),
      });
  }
  console.table(rows);
} finally {
  for (const one of children) one.kill('SIGTERM');
  await database.stop();
}

function child(script) {
  return new Promise((done, refuse) => {
    const one = fork(join(here, script), { env });
    children.push(one);
    one.once('message', (message) => done({ process: one, ...message }));
    one.once('exit', (code) => code && refuse(new Error(`${script} ended with ${code}`)));
  });
}

function memoryOf(server) {
  return new Promise((done) => {
    server.process.once('message', ({ memory }) => done(memory));
    server.process.send({});
  });
}

async function reply({ port, staff }, id) {
  const response = await fetch(`http://127.0.0.1:${port}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', cookie: staff },
    body: JSON.stringify({ query: REPLY, variables: { id, key: randomUUID() } }),
  });
  const { errors } = await response.json();
  if (errors) throw new Error(JSON.stringify(errors));
}

/** Sockets in one bundle: `heard` is called for each message of each. */
function bundle(server, count, open) {
  const group = { heard: () => undefined, count, sockets: [], close: () => group.sockets.forEach((socket) => socket.terminate()) };
  return Promise.all(Array.from({ length: count }, (_, i) => open(group, i))).then(() => group);
}

async function connected(server, count) {
  const before = await memoryOf(server);
  const group = await bundle(
    server,
    count,
    (group) =>
      new Promise((done, refuse) => {
        const socket = new WebSocket(`ws://127.0.0.1:${server.port}`);
        group.sockets.push(socket);
        socket
          .once('open', done)
          .once('error', refuse)
          .on('message', (data) => group.heard(data));
      }),
  );
  return Object.assign(group, { before });
}

async function subscribed(server, count) {
  const before = await memoryOf(server);
  const group = await bundle(
    server,
    count,
    (group, i) =>
      new Promise((done, refuse) => {
        const socket = new WebSocket(`ws://127.0.0.1:${server.port}/graphql`, 'graphql-transport-ws', {
          headers: { cookie: server.staffCookies[Math.floor(i / PER_SESSION)], origin: `http://127.0.0.1:${server.port}` },
        });
        group.sockets.push(socket);
        let acknowledged = false;
        socket
          .once('open', () => socket.send('{"type":"connection_init"}'))
          .once('error', refuse)
          .on('message', (data) => {
            if (acknowledged) {
              const text = String(data);
              if (text.startsWith('{"id"')) group.heard(text);
              return;
            }
            acknowledged = true;
            socket.send(JSON.stringify({ id: 'bench', type: 'subscribe', payload: { query: SUBSCRIBE } }));
            setTimeout(done, 500); // the subscription is answered by nothing until an event comes
          });
      }),
  );
  return Object.assign(group, { before });
}

async function measure(server, group, cause) {
  const memory = ((await memoryOf(server)) - group.before) / 1024 / group.count;
  let delivered = 0;
  let waiting = () => undefined;
  group.heard = () => {
    delivered++;
    if (delivered % group.count === 0) waiting();
  };
  // Throughput: a new event as soon as one has reached everybody.
  const start = performance.now();
  let events = 0;
  await new Promise((done, refuse) => {
    const next = () => {
      if (performance.now() - start > seconds * 1000) return done();
      events++;
      Promise.resolve(cause()).catch(refuse);
    };
    waiting = next;
    for (let i = 0; i < IN_FLIGHT; i++) next();
  });
  const perSecond = delivered / ((performance.now() - start) / 1000);
  // What is still under way arrives before the paced part begins.
  while (delivered < events * group.count) await new Promise((done) => setTimeout(done, 20));
  const times = [];
  for (let i = 0; i < 15; i++) {
    const began = performance.now();
    let left = group.count;
    await new Promise((done, refuse) => {
      group.heard = () => {
        times.push(performance.now() - began);
        if (!--left) done();
      };
      Promise.resolve(cause()).catch(refuse);
    });
    await new Promise((done) => setTimeout(done, PACED_MS));
  }
  group.close();
  times.sort((a, b) => a - b);
  return { perSecond, p50: times[Math.floor(times.length / 2)], p99: times[Math.floor(times.length * 0.99)], memory };
}
