import { WebSocket } from 'ws';
import type { Actor } from '../../src/auth/actor.js';
import { staffOf } from '../support/actors.js';
import { startApp, type TestApp } from '../support/app.js';
import { aTenant } from '../support/builders.js';
import { headersOf } from '../support/sign-in.js';

let app: TestApp;
let office: Actor;
let own: Readonly<Record<string, string>>;
beforeAll(async () => {
  app = await startApp();
  office = staffOf((await aTenant(app)).id);
  own = await headersOf(app, office);
});
afterAll(() => app.close());

interface Message {
  readonly type: string;
  readonly id?: string;
  readonly payload?: readonly { readonly extensions: { readonly code: string } }[];
}

/** A bare socket that keeps what it hears. */
function open(headers: Readonly<Record<string, string>>, protocol = 'graphql-transport-ws', at = app) {
  const socket = new WebSocket(`${at.url.replace('http', 'ws')}/graphql`, protocol, { headers });
  const heard: Message[] = [];
  let wake = (): void => undefined;
  socket.on('message', (data) => {
    heard.push(JSON.parse(String(data)) as Message);
    wake();
  });
  const closed = new Promise<number>((resolve) => socket.on('close', resolve));
  const opened = new Promise<void>((resolve, reject) => {
    socket.on('open', () => resolve());
    socket.on('error', reject);
  });
  return {
    socket, heard, closed, opened,
    say: (message: object) => socket.send(JSON.stringify(message)),
    until: async (fits: (message: Message) => boolean): Promise<Message> => {
      for (;;) {
        const found = heard.find(fits);
        if (found) return found;
        await new Promise<void>((resolve) => (wake = resolve));
      }
    },
  };
}

/** One that has been greeted. */
async function greeted(headers: Readonly<Record<string, string>>) {
  const one = open({ ...headers, origin: `http://${headers['host']!}` });
  await one.opened;
  one.say({ type: 'connection_init' });
  await Promise.race([one.until(({ type }) => type === 'connection_ack'), one.closed]);
  return one;
}

const subscribe = (id: string, query = 'subscription { ticketChanged { id } }') => ({ id, type: 'subscribe', payload: { query } });

describe('who may knock', () => {
  it.each<[string, (host: string) => Record<string, string>]>([
    ['foreign', () => ({ origin: 'https://evil.example' })],
    ['null', () => ({ origin: 'null' })],
    ['missing', () => ({})],
    ['empty', () => ({ origin: '' })],
    ['longer look-alike', (host) => ({ origin: `http://${host}.evil.example` })],
    ['prefixed look-alike', (host) => ({ origin: `http://evil-${host}` })],
    ['user-name look-alike', (host) => ({ origin: `http://${host}@evil.example` })],
    ['other port of the same', (host) => ({ origin: `http://${host}:8443` })],
    ['malformed', (host) => ({ origin: host })],
  ])('a %s page is refused before the socket opens', async (_what, origin) => {
    const one = open({ ...own, ...origin(own['host']!) });
    await expect(one.opened).rejects.toThrow('403');
    expect(one.heard).toEqual([]);
  });

  it('another protocol than ours is not spoken', async () => {
    const one = open({ ...own, origin: `http://${own['host']!}` }, 'graphql-ws');
    await expect(one.opened).rejects.toThrow();
  });

  it('nobody without a session', async () => {
    const one = await greeted({ host: own['host']! });
    expect(await one.closed).toBe(4403);
    expect(one.heard).toEqual([]);
  });

  it('whoever says nothing is shown out after three seconds', async () => {
    const began = performance.now();
    const one = open({ ...own, origin: `http://${own['host']!}` });
    expect(await one.closed).toBe(4408);
    expect(performance.now() - began).toBeGreaterThan(2_900);
  });

  it('nobody who asks before the greeting', async () => {
    const one = open({ ...own, origin: `http://${own['host']!}` });
    await one.opened;
    one.say(subscribe('early'));
    expect(await one.closed).toBe(4401);
  });
});

describe('what fits through', () => {
  it('twenty sockets a session, and a place is free again when one closes', async () => {
    const headers = await headersOf(app, staffOf(office.tenantId));
    const all = await Promise.all(Array.from({ length: 20 }, () => greeted(headers)));
    expect(all.filter(({ heard }) => heard[0]?.type === 'connection_ack')).toHaveLength(20);
    expect(await (await greeted(headers)).closed).toBe(4403);
    all[0]!.socket.close();
    await all[0]!.closed;
    const again = await greeted(headers);
    expect(again.heard[0]?.type).toBe('connection_ack');
    for (const { socket } of [...all, again]) socket.terminate();
  });

  it('fifty subscriptions a socket', async () => {
    const one = await greeted(await headersOf(app, staffOf(office.tenantId)));
    for (let i = 0; i < 51; i++) one.say(subscribe(`s${i}`));
    const refusal = await one.until(({ type }) => type === 'error');
    expect([refusal.payload![0]!.extensions.code, one.heard.filter(({ type }) => type === 'error').length]).toEqual(['RATE_LIMITED', 1]);
    one.socket.terminate();
  });

  it('no message over 64 KB', async () => {
    const one = await greeted(await headersOf(app, staffOf(office.tenantId)));
    one.say(subscribe('big', `subscription { ticketChanged { id } } # ${'x'.repeat(65 * 1024)}`));
    expect(await one.closed).toBe(1009);
  });

  it.each([
    ['queries', '{ me { name } }', 'GRAPHQL_VALIDATION_FAILED'],
    ['mutations', 'mutation { signOutEverywhere(key: "12345678") }', 'GRAPHQL_VALIDATION_FAILED'],
    ['what HTTP would not take: depth', `subscription { ticketChanged { ${'customer { tickets(first: 1) { '.repeat(5)} id ${'} }'.repeat(5)} } }`, expect.stringMatching(/TOO_COMPLEX|GRAPHQL_VALIDATION_FAILED/)],
    ['what HTTP would not take: aliases', `subscription { ticketChanged { ${Array.from({ length: 16 }, (_, i) => `a${i}: id`).join(' ')} } }`, 'TOO_COMPLEX'],
    ['what HTTP would not take: tokens', `subscription { ticketChanged { ${'id '.repeat(1_100)} } }`, 'GRAPHQL_PARSE_FAILED'],
    ['unknown documents', 'subscription { nothing }', 'GRAPHQL_VALIDATION_FAILED'],
  ])('no %s', async (_what, query, code) => {
    const one = await greeted(await headersOf(app, staffOf(office.tenantId)));
    one.say(subscribe('q', query));
    const answer = await one.until(({ type }) => type === 'error' || type === 'next');
    expect([answer.type, answer.payload![0]!.extensions.code]).toEqual(['error', code]);
    one.socket.terminate();
  });
});

it('a server that goes away tells its sockets to come back, and waits for none of them', async () => {
  const other = await startApp();
  const headers = await headersOf(other, staffOf((await aTenant(other)).id));
  const one = open({ ...headers, origin: `http://${headers['host']!}` }, 'graphql-transport-ws', other);
  await one.opened;
  one.say({ type: 'connection_init' });
  await one.until(({ type }) => type === 'connection_ack');
  const gone = other.close();
  expect(await one.closed).toBe(1012);
  await gone;
});
