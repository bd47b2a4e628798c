import { randomUUID } from 'node:crypto';
import { WebSocket } from 'ws';
import { systemActor } from '../../src/auth/actor.js';
import { ApiKey } from '../../src/auth/api-key.entity.js';
import { RecordedAnswer } from '../../src/platform/graphql/recorded-answer.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { Browser } from '../support/browser.js';
import { aCustomer } from '../support/builders.js';
import { aPlace, signedInStaff, type Place } from '../support/builders/auth.js';
import { cloneDatabase, type TestDatabase } from '../support/pg-clone.js';

let app: TestApp;
let database: TestDatabase;
let place: Place;
let owner: Browser;
beforeAll(async () => {
  database = await cloneDatabase();
  app = await startApp({ database });
  place = await aPlace(app);
  owner = await signedInStaff(app, place);
});
afterAll(async () => {
  for (const socket of opened) socket.terminate();
  await app.close();
  await database.drop();
}, 30_000);

const opened: WebSocket[] = [];

const MINT = 'mutation ($key: ID!, $input: ApiKeyInput!) { mintApiKey(key: $key, input: $input) { __typename ... on ApiKeyMinted { key apiKey { id name start permissions expiresAt createdByName } } ... on BeyondYourRights { permissions } ... on Problem { message } } }';
const REVOKE = 'mutation ($key: ID!, $id: ID!) { revokeApiKey(key: $key, id: $id) { id revokedAt } }';
const KEYS = '{ apiKeys { id name start permissions lastUsedAt revokedAt } }';
const CUSTOMERS = '{ customers(first: 5) { nodes { name } } }';

async function aKey(permissions: readonly string[], days = 30): Promise<{ key: string; id: string }> {
  const { mintApiKey } = await owner.graph(MINT, { input: { name: 'Comptabilité', permissions, days } });
  return { key: mintApiKey.key as string, id: mintApiKey.apiKey.id as string };
}

const program = (key: string, at: Place = place, of: TestApp = app) => new Browser(of, at.host, { authorization: `Bearer ${key}` });

/** A program's socket: no page, no cookie, a key in its first message. Resolves with the answer and, later, the close code. */
function socketOf(params: object | undefined, headers: Readonly<Record<string, string>> = {}, of: TestApp = app) {
  const socket = new WebSocket(`${of.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', { headers: { host: place.host, ...headers } });
  opened.push(socket);
  const closed = new Promise<number>((resolve) => socket.on('close', (code) => resolve(code)));
  const answered = new Promise<string>((resolve) => {
    socket.on('open', () => socket.send(JSON.stringify({ type: 'connection_init', ...(params ? { payload: params } : {}) })));
    socket.on('message', (data) => resolve((JSON.parse(String(data)) as { type: string }).type));
    socket.on('unexpected-response', (_request, response) => resolve(`HTTP ${response.statusCode}`));
    socket.on('error', () => resolve('error'));
    socket.on('close', (code) => resolve(`closed ${code}`));
  });
  return { answered, closed, socket };
}

describe('a key', () => {
  it('is shown once, and nothing that could open anything is kept', async () => {
    const variables = { key: randomUUID(), input: { name: ' Comptabilité ', permissions: ['customers:read'], days: 30 } };
    const { mintApiKey } = await owner.graph(MINT, variables);
    expect(mintApiKey.key).toMatch(/^dmk_[\w-]{43}$/);
    expect(mintApiKey.apiKey).toMatchObject({ name: 'Comptabilité', start: mintApiKey.key.slice(0, 10), permissions: ['customers:read'], createdByName: 'Camille Roy' });
    expect((await owner.graph(MINT, variables)).mintApiKey).toEqual({ ...mintApiKey, key: null });
    const kept = await app.db.tx(systemActor(place.tenant.id), async () => [await app.db.repo(ApiKey).find(), await app.db.repo(RecordedAnswer).find(), await app.db.query('select payload from outbox_event'), await app.db.query('select * from audit_entry')]);
    expect(JSON.stringify(kept)).not.toContain(mintApiKey.key.slice(10));
    expect((await owner.graph(KEYS)).apiKeys.some(({ id }: { id: string }) => id === mintApiKey.apiKey.id)).toBe(true);
  });

  it('may do what it was given and nothing else, at its provider only', async () => {
    await aCustomer(app, place.tenant.id, { name: 'Jean Gagnon' });
    const { key } = await aKey(['customers:read', 'tenant:read']);
    expect((await program(key).graph(CUSTOMERS)).customers.nodes).toContainEqual({ name: 'Jean Gagnon' });
    expect(await program(key).graph('{ me { kind name permissions } }')).toEqual({ me: { kind: 'integrator', name: 'Comptabilité', permissions: ['customers:read', 'tenant:read'] } });
    expect(await program(key).graph('{ invoices(first: 1, filter: {}) { nodes { id } } }')).toEqual({ error: 'FORBIDDEN' });
    expect(await program(key).graph('mutation ($key: ID!) { signOutEverywhere(key: $key) }')).toEqual({ error: 'NOT_FOUND' });
    expect(await program(key, await aPlace(app)).graph(CUSTOMERS)).toEqual({ error: 'UNAUTHENTICATED' });
    expect((await owner.graph(KEYS)).apiKeys[0].lastUsedAt).not.toBeNull();
  });

  it.each(['dmk_', 'dmk_wrong', `dmk_${'A'.repeat(43)}`, `dmk_${'A'.repeat(5_000)}`, 'dmk_\u0000'])('that nobody made opens nothing: %s', async (key) => {
    const response = await fetch(`${app.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${encodeURIComponent(key)}` }, body: JSON.stringify({ query: CUSTOMERS }) });
    expect(((await response.json()) as { errors: { extensions: { code: string } }[] }).errors[0]!.extensions.code).toBe('UNAUTHENTICATED');
  });

  it('ends when it expires', async () => {
    const { key } = await aKey(['customers:read'], 1);
    expect((await program(key).graph(CUSTOMERS)).error).toBeUndefined();
    app.clock.set(new Date(Date.now() + 86_400_000 + 1_000));
    expect(await program(key).graph(CUSTOMERS)).toEqual({ error: 'UNAUTHENTICATED' });
    app.clock.reset();
  });

  it('ends within a second of being revoked, sockets of every process included', async () => {
    const { key, id } = await aKey(['customers:read', 'tickets:read']);
    const other = await startApp({ database });
    expect((await program(key, place, other).graph(CUSTOMERS)).error).toBeUndefined();
    const sockets = [socketOf({ authorization: `Bearer ${key}` }), socketOf({ authorization: `Bearer ${key}` }, {}, other)];
    expect(await Promise.all(sockets.map(({ answered }) => answered))).toEqual(['connection_ack', 'connection_ack']);
    const began = Date.now();
    expect((await owner.graph(REVOKE, { id })).revokeApiKey.revokedAt).not.toBeNull();
    expect(await Promise.all(sockets.map(({ closed }) => closed))).toEqual([4403, 4403]);
    expect(Date.now() - began).toBeLessThan(1_000);
    expect(await program(key).graph(CUSTOMERS)).toEqual({ error: 'UNAUTHENTICATED' });
    expect(await program(key, place, other).graph(CUSTOMERS)).toEqual({ error: 'UNAUTHENTICATED' });
    await other.close();
  });

  it('is the only way to a socket without a page', async () => {
    const { key } = await aKey(['tickets:read']);
    const cookie = { cookie: owner.cookieHeader() };
    expect(await socketOf({ authorization: `Bearer ${key}` }).answered).toBe('connection_ack');
    expect(await socketOf(undefined, { authorization: `Bearer ${key}` }).answered).toBe('connection_ack');
    expect(await socketOf(undefined).answered).toBe('closed 4403');
    expect(await socketOf({ authorization: 'Bearer dmk_wrong' }).answered).toBe('closed 4403');
    expect(await socketOf({ authorization: { bearer: key } }).answered).toBe('closed 4403');
    expect(await socketOf(undefined, cookie).answered).toBe('HTTP 403');
    expect(await socketOf({ authorization: `Bearer ${key}` }, { origin: 'https://evil.example' }).answered).toBe('HTTP 403');
  });

  it('is minted by those who may, with what they have', async () => {
    const viewer = await signedInStaff(app, place, 'viewer');
    expect(await viewer.graph(MINT, { input: { name: 'x', permissions: ['customers:read'], days: 1 } })).toEqual({ error: 'FORBIDDEN' });
    expect(await viewer.graph(KEYS)).toEqual({ error: 'FORBIDDEN' });
    expect((await owner.graph(MINT, { input: { name: 'x', permissions: ['field:work'], days: 1 } })).mintApiKey).toMatchObject({ __typename: 'BeyondYourRights', permissions: ['field:work'] });
    for (const [input, field] of [[{ name: ' ', permissions: ['customers:read'], days: 1 }, 'name'], [{ name: 'x', permissions: [], days: 1 }, 'permissions'], [{ name: 'x', permissions: ['customers:read'], days: 366 }, 'days'], [{ name: 'x', permissions: ['own:pay'], days: 1 }, 'input.permissions']] as const) {
      const { body } = await owner.post('/graphql', { query: MINT, variables: { key: randomUUID(), input } });
      expect(body['errors'][0].extensions).toMatchObject({ code: 'BAD_USER_INPUT' });
      expect(Object.keys(body['errors'][0].extensions.fields)).toEqual([field]);
    }
    const { id } = await aKey(['customers:read']);
    expect(await (await signedInStaff(app, await aPlace(app))).graph(REVOKE, { id })).toEqual({ error: 'NOT_FOUND' });
  });
});
