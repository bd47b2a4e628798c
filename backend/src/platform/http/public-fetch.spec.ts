import type { lookup } from 'node:dns';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { isPublicAddress } from './public-address.js';
import { PrivateAddress, publicFetch } from './public-fetch.js';

let server: Server;
let base: string;
let sockets = 0;
let authorization: (string | undefined)[] = [];
beforeAll(async () => {
  server = createServer((request, response) => {
    authorization.push(request.headers.authorization);
    const [, to] = /^\/to\/(.+)$/.exec(request.url!) ?? [];
    if (to) response.writeHead(302, { location: decodeURIComponent(to) }).end();
    else if (request.url === '/long') response.end(Buffer.alloc(5_000));
    else request.pipe(response.writeHead(200, { 'x-method': request.method }));
  }).on('connection', () => void sockets++);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  base = `http://localhost:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((done) => {
  server.closeAllConnections();
  server.close(done);
}));
beforeEach(() => {
  sockets = 0;
  authorization = [];
});

const allowed = ['localhost'];
const names = (...addresses: string[]) => ((_host: string, _options: object, done: (error: null, all: object[]) => void) => done(null, addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })))) as unknown as typeof lookup;
const port = () => new URL(base).port;

describe('addresses that others chose', () => {
  it.each([
    'http://127.0.0.1', 'http://127.1', 'http://2130706433', 'http://0x7f000001', 'http://0.0.0.0', 'http://10.1.2.3', 'http://172.31.0.1', 'http://192.168.1.1', 'http://100.64.0.1', 'http://169.254.169.254/latest/meta-data',
    'http://[::1]', 'http://[::]', 'http://[::ffff:127.0.0.1]', 'http://[fe80::1]', 'http://[fd00::1]', 'http://[64:ff9b::7f00:1]', 'http://[2002:7f00:1::]', 'file:///etc/passwd', 'ftp://127.0.0.1',
  ])('%s is not asked', async (url) => {
    const at = /^http:/.test(url) ? Object.assign(new URL(url), { port: port() }).href : url;
    await expect(publicFetch(at, {}, { allowed: [] })).rejects.toThrow(PrivateAddress);
    expect(sockets).toBe(0);
  });

  it.each([['127.0.0.1'], ['::1'], ['8.8.8.8', '127.0.0.1'], ['2606:4700::1', 'fd00::1'], ['::ffff:10.0.0.1']])('a name that leads to %s is not asked', async (...addresses) => {
    await expect(publicFetch(`http://rebind.example:${port()}/`, {}, { allowed, ask: names(...addresses) })).rejects.toThrow(PrivateAddress);
    expect(sockets).toBe(0);
  });

  it('are not reached through a redirect either', async () => {
    for (const to of [`http://127.0.0.1:${port()}/secret`, `//[::1]:${port()}/secret`, 'http://169.254.169.254/', 'file:///etc/passwd']) await expect(publicFetch(`${base}/to/${encodeURIComponent(to)}`, {}, { allowed })).rejects.toThrow(PrivateAddress);
    expect(authorization).toHaveLength(4);
    await expect(publicFetch(`${base}/to/${encodeURIComponent('http://rebind.example/')}`, {}, { allowed, ask: names('10.0.0.1') })).rejects.toThrow(PrivateAddress);
  });

  it('that are public, or allowed by name, are asked as by fetch', async () => {
    const answer = await publicFetch(`${base}/to/${encodeURIComponent('/there')}`, { headers: { authorization: 'Bearer x' } }, { allowed });
    expect([answer.status, answer.headers.get('x-method'), await answer.text()]).toEqual([200, 'GET', '']);
    const posted = await publicFetch(base, { method: 'POST', body: new URLSearchParams({ a: 'é' }) }, { allowed });
    expect(await posted.text()).toBe('a=%C3%A9');
    expect((await publicFetch(`${base}/to/x`, { redirect: 'manual' }, { allowed })).status).toBe(302);
    await expect(publicFetch(`${base}/to/${encodeURIComponent(`${base}/to/x`)}`, { method: 'POST', body: 'x' }, { allowed })).rejects.toThrow('not followed');
    await publicFetch(`${base}/to/${encodeURIComponent(`http://127.0.0.1:${port()}/`)}`, { headers: { authorization: 'Bearer x' } }, { allowed: ['localhost', '127.0.0.1'] });
    expect(authorization).toEqual(['Bearer x', 'Bearer x', undefined, undefined, undefined, 'Bearer x', undefined]);
  });

  it('that lead on for ever, or answer without end, are left', async () => {
    const round = (depth: number): string => (depth ? `/to/${encodeURIComponent(round(depth - 1))}` : '/there');
    await expect(publicFetch(`${base}${round(4)}`, {}, { allowed })).rejects.toThrow('not followed');
    expect((await publicFetch(`${base}${round(3)}`, {}, { allowed })).status).toBe(200);
    const long = await publicFetch(`${base}/long`, {}, { allowed, mostBytes: 4_999 });
    await expect(long.text()).rejects.toThrow();
    await expect(publicFetch(base, { signal: AbortSignal.abort() }, { allowed })).rejects.toThrow();
  });
});

it.each([['8.8.8.8', true], ['1.1.1.1', true], ['2606:4700:4700::1111', true], ['172.32.0.1', true], ['2001:4860:4860::8888', true], ['198.18.0.1', false], ['255.255.255.255', false], ['ff02::1', false], ['2001:db8::1', false], ['nonsense', false]])('%s is public: %s', (address, expected) => expect(isPublicAddress(address)).toBe(expected));
