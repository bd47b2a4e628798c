import { readFileSync } from 'node:fs';
import { WebSocket } from 'ws';
import { Config } from '../../src/platform/config/config.js';
import { MOST_ALIASES, MOST_COST, MOST_DEPTH, MOST_TOKENS } from '../../src/platform/graphql/limits.js';
import { startApp, type TestApp } from '../support/app.js';
import { Browser } from '../support/browser.js';
import { aPlace, signedInStaff, type Place } from '../support/builders/auth.js';
import { aCustomer } from '../support/builders.js';

const text = readFileSync(new URL('../../../docs/api.md', import.meta.url), 'utf8');

interface Example {
  readonly query: string;
  readonly variables: string;
  readonly answer: string;
}

/** A document with its variables and its answer, in the order of the page. */
const examples: Example[] = [...text.matchAll(/```graphql\n([\s\S]*?)```\s*```json variables\n([\s\S]*?)```\s*```json answer\n([\s\S]*?)```/g)].map(([, query, variables, answer]) => ({ query: query!, variables: variables!, answer: answer! }));
const conversation = /```json socket\n([\s\S]*?)```/.exec(text)![1]!.trim().split('\n');

let app: TestApp;
let place: Place;
let key: string;
let socket: WebSocket | undefined;
const known = new Map<string, string>();
beforeAll(async () => {
  app = await startApp();
  place = await aPlace(app);
  known.set('customerId', (await aCustomer(app, place.tenant.id)).id);
  await aCustomer(app, place.tenant.id);
  const owner = await signedInStaff(app, place);
  const minted = await owner.graph('mutation ($key: ID!, $input: ApiKeyInput!) { mintApiKey(key: $key, input: $input) { ... on ApiKeyMinted { key } } }', { input: { name: 'Docs', permissions: ['customers:read', 'tickets:read', 'tickets:write'], days: 1 } });
  key = minted.mintApiKey.key;
  known.set('key', key);
}, 60_000);
afterAll(async () => {
  socket?.terminate();
  await app.close();
}, 60_000);

/** `<name>` in an example stands for what an earlier step showed. */
const filled = (json: string): Record<string, unknown> => JSON.parse(json.replace(/<(\w+)>/g, (_all, name: string) => JSON.stringify(known.get(name)!).slice(1, -1))) as Record<string, unknown>;

/** `…` in an answer stands for any text. */
const expected = (value: unknown): unknown =>
  value === '…' ? expect.any(String) : Array.isArray(value) ? value.map(expected) : typeof value === 'object' && value ? Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, expected(inner)])) : value;

describe('the page for programs', () => {
  it('has its examples', () => expect(examples.length).toBeGreaterThanOrEqual(5));

  it('shows what really happens, in its order', async () => {
    const program = new Browser(app, place.host, { authorization: `Bearer ${key}` });
    for (const { query, variables, answer } of examples) {
      const { body } = await program.post('/graphql', { query, variables: filled(variables) });
      expect(body).toMatchObject(expected(JSON.parse(answer)) as object);
      const cursor = /"endCursor":"((?:[^"\\]|\\.)*)"/.exec(JSON.stringify(body))?.[1];
      if (cursor) known.set('endCursor', JSON.parse(`"${cursor}"`) as string);
    }
  }, 60_000);

  it('speaks over the socket as it says, and news carry a number', async () => {
    socket = new WebSocket(`${app.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', { headers: { host: place.host } });
    const received: Record<string, unknown>[] = [];
    let wake = (): void => undefined;
    const wire = socket;
    wire.on('message', (data) => {
      received.push(JSON.parse(String(data)) as Record<string, unknown>);
      wake();
    });
    const next = async (): Promise<Record<string, unknown>> => {
      while (!received.length) await new Promise<void>((resolve) => (wake = resolve));
      return received.shift()!;
    };
    await new Promise((resolve) => wire.on('open', resolve));
    for (const line of conversation) {
      const message = filled(line.slice(2));
      if (line.startsWith('→')) wire.send(JSON.stringify(message));
      else expect(await next()).toMatchObject(message);
    }
    // The server answers in order: once the ping is answered the subscription has been taken.
    wire.send(JSON.stringify({ type: 'ping' }));
    expect(await next()).toMatchObject({ type: 'pong' });
    const program = new Browser(app, place.host, { authorization: `Bearer ${key}` });
    const { openTicket } = await program.graph('mutation ($key: ID!, $input: OpenTicketInput!) { openTicket(key: $key, input: $input) { __typename ... on Ticket { id number } } }', { input: { customerId: known.get('customerId'), subject: 'Slow again', description: 'Since noon.' } });
    expect(openTicket).toMatchObject({ __typename: 'Ticket' });
    await program.graph('mutation ($key: ID!, $id: ID!, $input: UpdateTicketInput!) { updateTicket(key: $key, id: $id, input: $input) { id } }', { id: openTicket.id, input: { priority: 'HIGH' } });
    // What the examples above did may be told first.
    let news = await next();
    while (!JSON.stringify(news).includes(openTicket.number as string)) news = await next();
    expect(news).toMatchObject({ id: '1', type: 'next', payload: { data: { ticketChanged: { number: openTicket.number } }, extensions: { seq: expect.any(Number) } } });
  }, 60_000);

  it('publishes the limits that hold', async () => {
    const told = (number: number) => number.toLocaleString('en');
    expect(text).toContain(`at most ${told(MOST_TOKENS)} tokens, ${told(MOST_DEPTH)} levels and ${told(MOST_ALIASES)} aliases, and a cost of ${told(MOST_COST)}:`);
    expect(text).toContain(`${told(new Config({ DATABASE_URL: 'postgres://x/y' }).costPerMinute)} points a minute`);
    const program = new Browser(app, place.host, { authorization: `Bearer ${key}` });
    const refused = async (query: string) => (await program.graph(query))['error'] as string;
    const aliases = (count: number) => `{ ${Array.from({ length: count }, (_, i) => `a${i}: __typename`).join(' ')} }`;
    expect([await refused(aliases(MOST_ALIASES)), await refused(aliases(MOST_ALIASES + 1))]).toEqual([undefined, 'TOO_COMPLEX']);
    expect(await refused(`{ customers(first: 100) { nodes { id number name kind language status city email phone createdAt } } }`)).toMatch(/TOO_COMPLEX|GRAPHQL_VALIDATION_FAILED/);
    expect(await refused(`{ ${'me { name } '.repeat(400)} }`)).toBe('GRAPHQL_PARSE_FAILED');
  });
});

describe('the allowance of a minute', () => {
  it('is each key’s own', async () => {
    const small = await startApp({ env: { COST_PER_MINUTE: '1000' } });
    const there = await aPlace(small);
    const keys: string[] = [];
    for (const name of ['one', 'two']) {
      const owner = await signedInStaff(small, there);
      keys.push((await owner.graph('mutation ($key: ID!, $input: ApiKeyInput!) { mintApiKey(key: $key, input: $input) { ... on ApiKeyMinted { key } } }', { input: { name, permissions: ['customers:read'], days: 1 } })).mintApiKey.key as string);
    }
    const [one, two] = keys.map((bearer) => new Browser(small, there.host, { authorization: `Bearer ${bearer}` }));
    const ask = (browser: Browser) => browser.post('/graphql', { query: '{ customers(first: 100) { nodes { id number name } totalCount } }' });
    // The minute may turn in between, which gives everything back once.
    let answer = await ask(one!);
    for (let tries = 0; answer.status === 200 && tries < 12; tries++) answer = await ask(one!);
    const other = await ask(two!);
    await small.close();
    expect(answer).toMatchObject({ status: 429, headers: { 'retry-after': expect.stringMatching(/^\d+$/) }, body: { errors: [{ extensions: { code: 'RATE_LIMITED', retryAfterSeconds: expect.any(Number) } }] } });
    expect(other).toMatchObject({ status: 200, body: { data: { customers: { totalCount: 0 } } } });
  }, 60_000);
});
