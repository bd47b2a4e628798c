import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { WebSocket } from 'ws';
import type { Actor } from '../../src/auth/actor.js';
import { contactOf, staffOf, technicianOf } from '../support/actors.js';
import { startApp, type TestApp } from '../support/app.js';
import { aCustomer, aTenant, hostOf } from '../support/builders.js';
import { aTechnician } from '../support/builders/dispatch.js';
import { as } from '../support/graph.js';
import { cloneDatabase, type TestDatabase } from '../support/pg-clone.js';
import { startServer, type Server } from '../support/process.js';
import { headersOf } from '../support/sign-in.js';

/** Three processes of the built server on one database, and the test's own application for making rows and sessions. */
let database: TestDatabase;
let app: TestApp;
let servers: Server[];
beforeAll(async () => {
  database = await cloneDatabase();
  app = await startApp({ database, env: { WORKER: 'off' } });
  servers = await Promise.all([startServer(database.url), startServer(database.url, { WORKER: 'off' }), startServer(database.url, { WORKER: 'off' })]);
}, 150_000);
afterAll(async () => {
  await Promise.all(servers.map((server) => server.stop('SIGKILL')));
  await app.close();
  await database.drop();
}, 30_000);

const on = ({ url }: Server): TestApp => ({ ...app, url });
const code = async (server: Server, actor: Actor, query = '{ me { name } }', variables = {}): Promise<string | undefined> => (await as(on(server), actor).answer(query, variables)).errors?.[0]!.extensions.code;

/** Opens a socket in this actor's name; says when it was closed, and with which code. */
async function socketOf(server: Server, actor: Actor): Promise<{ readonly closed: Promise<{ readonly code: number; readonly at: number }> }> {
  const headers = await headersOf(app, actor);
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', { headers: { ...headers, origin: `http://${headers['host']!}` } });
  const closed = new Promise<{ code: number; at: number }>((resolve) => socket.on('close', (why) => resolve({ code: why, at: performance.now() })));
  await new Promise((resolve, reject) => {
    socket.on('open', () => socket.send(JSON.stringify({ type: 'connection_init' })));
    socket.on('message', resolve);
    socket.on('error', reject);
  });
  return { closed };
}

/** How long it takes until something is so; it must be within the second. */
async function within(second: number, isSo: () => Promise<boolean>): Promise<void> {
  const began = performance.now();
  while (!(await isSo())) if (performance.now() - began > second * 1_000) throw new Error(`Not so within ${second} s`);
}

describe('on three processes', () => {
  it('an ended session is over everywhere within a second, its open sockets too', async () => {
    const { id: tenantId } = await aTenant(app);
    const clerk = staffOf(tenantId);
    for (const server of servers) expect(await code(server, clerk)).toBeUndefined();
    const sockets = await Promise.all(servers.map((server) => socketOf(server, clerk)));
    const bystander = await socketOf(servers[2]!, staffOf(tenantId));
    let isClosed = false;
    void bystander.closed.then(() => (isClosed = true));
    const began = performance.now();
    await as(on(servers[0]!), clerk).run('mutation { signOutEverywhere }');
    await Promise.all(servers.map((server) => within(1, async () => (await code(server, clerk)) === 'UNAUTHENTICATED')));
    for (const { code: why, at } of await Promise.all(sockets.map(({ closed }) => closed))) expect({ why, quick: at - began < 1_000 }).toEqual({ why: 4403, quick: true });
    expect(isClosed).toBe(false);
  });

  it('another role holds everywhere within a second, and open sockets start again with it', async () => {
    const { id: tenantId } = await aTenant(app);
    const [boss, clerk] = [staffOf(tenantId), staffOf(tenantId, 'viewer', { name: 'Camille' })];
    for (const server of servers) expect(await code(server, clerk, '{ customers { totalCount } }')).toBeUndefined();
    const socket = await socketOf(servers[1]!, clerk);
    await as(on(servers[2]!), boss).run('mutation ($input: RoleInput!) { createRole(input: $input) { __typename } }', { input: { name: 'nothing', permissions: ['tenant:read'] } });
    await as(on(servers[2]!), boss).run('mutation ($id: ID!, $input: EmployeeChange!) { updateEmployee(id: $id, input: $input) { __typename ... on Problem { message } } }', { id: clerk.staffId, input: { role: 'nothing' } });
    const began = performance.now();
    await Promise.all(servers.map((server) => within(1, async () => (await code(server, clerk, '{ customers { totalCount } }')) === 'FORBIDDEN')));
    expect((await socket.closed).at - began).toBeLessThan(1_000);
  });

  it('a visit taken from a technician is theirs no more within a second', async () => {
    const { id: tenantId } = await aTenant(app);
    const customer = await aCustomer(app, tenantId);
    const { id: technicianId } = await aTechnician(app, tenantId);
    const [office, technician] = [staffOf(tenantId, 'dispatcher'), technicianOf(tenantId, technicianId)];
    const dispatcher = as(on(servers[0]!), office);
    const { createJob } = await dispatcher.run('mutation ($input: JobInput!) { createJob(input: $input) { ... on Job { id version } } }', { input: { customerId: customer.id, title: 'Visite' } });
    const schedule = 'mutation ($id: ID!, $version: Int!, $technicianId: ID!, $startsAt: DateTime!) { scheduleJob(id: $id, version: $version, technicianId: $technicianId, startsAt: $startsAt) { __typename ... on Job { version } } }';
    const { scheduleJob } = await dispatcher.run(schedule, { id: createJob.id, version: createJob.version, technicianId, startsAt: '2026-12-01T15:00:00.000Z' });
    expect(scheduleJob.__typename).toBe('Job');
    const sees = async (server: Server): Promise<boolean> => JSON.stringify(await as(on(server), technician).answer('{ fieldDay(day: "2026-12-01") { jobs { id } } }')).includes(createJob.id);
    for (const server of servers) expect(await sees(server)).toBe(true);
    await dispatcher.run('mutation ($id: ID!, $version: Int!) { unassignJob(id: $id, version: $version) { __typename } }', { id: createJob.id, version: scheduleJob.version });
    await Promise.all(servers.map((server) => within(1, async () => !(await sees(server)))));
  });

  it('a customer’s colleague taken away loses every process within a second', async () => {
    const { id: tenantId } = await aTenant(app);
    const customer = await aCustomer(app, tenantId);
    const [boss, contact] = [staffOf(tenantId), contactOf(tenantId, customer.id)];
    for (const server of servers) expect(await code(server, contact)).toBeUndefined();
    const { customer: shown } = await as(on(servers[1]!), boss).run('query ($id: ID!) { customer(id: $id) { contacts { id } } }', { id: customer.id });
    await as(on(servers[1]!), boss).run('mutation ($id: ID!) { removeContact(id: $id) { id } }', { id: shown.contacts[0].id });
    await Promise.all(servers.map((server) => within(1, async () => (await code(server, contact)) === 'UNAUTHENTICATED')));
  });

  it('a limit is exact: of 10,000 tries at once, some of them while a process is replaced, as many pass as may', async () => {
    const { id: tenantId } = await aTenant(app);
    const host = await hostOf(app, tenantId);
    const agent = new Agent({ keepAlive: true, maxSockets: 40 });
    const body = JSON.stringify({ identifier: `${randomUUID()}@client.example` });
    const post = (server: Server) => new Promise<number>((resolve, reject) => {
      const sent = request(`${server.url}/portal/request-link`, { method: 'POST', agent, headers: { host, origin: `http://${host}`, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) } }, (response) => {
        response.resume();
        response.on('end', () => resolve(response.statusCode!));
      });
      sent.on('error', reject);
      sent.end(body);
    });
    const answers = new Map<number, number>();
    let left = 10_000;
    const one = async (index: number): Promise<void> => {
      for (; left > 0; ) {
        left--;
        // A process that goes away while it is asked has not tried; another one is asked.
        const status = await post(servers[index % 3]!).catch(() => post(servers[0]!));
        answers.set(status, (answers.get(status) ?? 0) + 1);
      }
    };
    const all = Promise.all(Array.from({ length: 90 }, (_, index) => one(index)));
    await within(30, async () => new Promise((resolve) => setImmediate(() => resolve(left < 8_000))));
    await servers[2]!.stop('SIGKILL');
    servers[2] = await startServer(database.url, { WORKER: 'off' });
    await all;
    agent.destroy();
    expect(Object.fromEntries(answers)).toEqual({ 200: 3, 429: 9_997 });
  }, 180_000);
});
