import { connect } from 'node:net';
import { contactOf, staffOf } from '../support/actors.js';
import { startApp, type TestApp } from '../support/app.js';
import { Browser } from '../support/browser.js';
import { aCustomer, aTenant, hostOf } from '../support/builders.js';
import { aPlace, aStaffUser, PASSWORD } from '../support/builders/auth.js';
import { anInvoice, quebecTaxes } from '../support/builders/invoices.js';
import { fetchAs, type Sent } from '../support/http.js';
import { PRODUCTION } from '../support/production.js';

let app: TestApp;
let host: string;
let tenantId: string;
let invoiceId: string;
beforeAll(async () => {
  app = await startApp({ env: PRODUCTION });
  tenantId = (await aTenant(app)).id;
  host = await hostOf(app, tenantId);
  await quebecTaxes(app, tenantId);
  const customer = await aCustomer(app, tenantId);
  invoiceId = (await anInvoice(app, staffOf(tenantId), customer.id)).id;
});
afterAll(() => app.close());

type Told = Readonly<Record<string, string>>;

/** What has to stand on every answer, whatever it is. */
function faultsOf(what: string, told: Told, isSecure = true): string[] {
  const policy = told['content-security-policy'] ?? '';
  const part = (name: string) => policy.split('; ').find((piece) => piece.startsWith(`${name} `)) ?? policy.split('; ').find((piece) => piece.startsWith('default-src ')) ?? '';
  const faults: readonly (readonly [boolean, string])[] = [
    [!policy, 'has no content security policy'],
    [/unsafe|https?:|\*|data:|blob:/.test(part('script-src')), 'runs scripts of others'],
    [/unsafe|https?:|\*|data:|blob:/.test(part('style-src')), 'takes style sheets of others'],
    [!policy.includes("frame-ancestors 'none'"), 'may be framed'],
    [!/default-src 'none'|require-trusted-types-for 'script'/.test(policy), 'makes scripts of text'],
    [!/default-src 'none'|(base-uri 'self'.*object-src 'none')/.test(policy), 'may be given another base or a plug-in'],
    [told['x-content-type-options'] !== 'nosniff', 'may be taken for something else'],
    [told['referrer-policy'] !== 'no-referrer', 'tells where one comes from'],
    [isSecure !== /^max-age=31536000/.test(told['strict-transport-security'] ?? ''), isSecure ? 'does not insist on TLS' : 'insists on TLS on one’s own machine'],
  ];
  return faults.filter(([applies]) => applies).map(([, fault]) => `${what} ${fault}`);
}

const json = (body: unknown, headers: Told = {}): Sent => ({ method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers } });

/** Each kind of answer: pages, files, data, redirects, refusals and errors. */
const kinds = (): readonly (readonly [who: 'stranger' | 'office' | 'customer', path: string, sent?: Sent])[] => [
  ...['/', '/index.html', '/ngsw-worker.js', '/favicon.svg', '/i18n/fr.json', '/manifest.webmanifest', '/ops', '/j', '/view', '/nothing-here', '/nothing-here.js', '/%ff', '/..%2f..%2fetc%2fpasswd', `/${'x'.repeat(600)}`].map((path) => ['stranger', path] as const),
  ...['/auth/tenant', '/auth/session', '/auth/accounts', '/auth/oidc/nobody/start', '/auth/oidc/callback?code=1&state=2', '/health/live', '/health/ready', '/metrics', '/payments/return?checkout=1', '/payments/status?session=1'].map((path) => ['stranger', path] as const),
  ...['/auth/password', '/portal/request-link', '/auth/redeem', '/auth/passkey/begin', '/auth/code', '/share/open', '/telemetry', '/webhooks/stripe', '/graphql'].flatMap((path) => [json({ identifier: 'a@b.example', token: 'x', query: '{ me { name } }' }), json('{ "a'), json({}, { origin: 'https://evil.example' }), json('x'.repeat(1_100_000)), { method: 'POST', body: '<a/>', headers: { 'content-type': 'text/xml' } }].map((sent) => ['stranger', path, sent] as const)),
  ['stranger', '/graphql'], ['stranger', '/', { method: 'HEAD' }], ['stranger', '/', { method: 'OPTIONS' }], ['stranger', '/auth/tenant', { headers: { host: 'nobodys.example' } }],
  ['office', '/graphql', json({ query: '{ me { name } }' })], ['office', '/graphql', json({ query: '{ customers { totalCount } }' })], ['office', '/graphql', json({ query: '{ nonsense }' })],
  ['office', '/graphql', json({ query: 'mutation { signOutEverywhere(key: "protection-1") { __typename } }' })],
  ['office', `/files/invoices/${invoiceId}.pdf`], ['stranger', `/files/invoices/${invoiceId}.pdf`], ['customer', `/files/invoices/${invoiceId}.pdf`],
  ['office', '/files/accounting/sage.csv?from=2026-01-01&to=2026-12-31'], ['office', '/files/audit.csv', json({})], ['office', '/files/scan/1'], ['stranger', '/files/job-photo/1'], ['stranger', '/files/logo/1.png'], ['office', '/files/scan', json({})],
];

/** What is answered to bytes that are no request of any browser. */
function answerTo(bytes: string): Promise<{ status: string; told: Told }> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(app.url).port), '127.0.0.1', () => socket.write(bytes));
    let text = '';
    socket.on('data', (chunk) => (text += chunk.toString('latin1')));
    socket.on('error', reject);
    socket.on('close', () => {
      const [status = '', ...lines] = text.split('\r\n\r\n')[0]!.split('\r\n');
      resolve({ status, told: Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 2)])) });
    });
  });
}

describe('every answer', () => {
  it('brings its protection, whatever it is', async () => {
    const actors = { stranger: null, office: staffOf(tenantId), customer: contactOf(tenantId, (await aCustomer(app, tenantId)).id) };
    const seen = new Set<number>();
    const faults: string[] = [];
    for (const [who, path, sent] of kinds()) {
      const response = await fetchAs(app, actors[who] ? { ...actors[who], sessionId: crypto.randomUUID() } : null, path, { ...sent, headers: { ...(who === 'stranger' ? { host } : {}), ...sent?.headers } });
      seen.add(response.status);
      faults.push(...faultsOf(`${sent?.method ?? 'GET'} ${path.slice(0, 40)} (${response.status})`, Object.fromEntries(response.headers)));
    }
    expect(faults).toEqual([]);
    for (const status of [200, 302, 303, 400, 401, 403, 404, 405, 413, 415]) expect([...seen]).toContain(status);
    expect([...seen].filter((status) => status >= 500)).toEqual([]);
  }, 120_000);

  it('even where there is no request to speak of', async () => {
    const upgrade = (path: string) => `GET ${path} HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nOrigin: https://evil.example\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n`;
    const heard = await Promise.all(['NONSENSE\r\n\r\n', `GET / HTTP/1.1\r\nHost: ${host}\r\nX: ${'x'.repeat(40_000)}\r\n\r\n`, upgrade('/graphql'), upgrade('/elsewhere')].map(answerTo));
    expect(heard.map(({ status }) => status.split(' ')[1])).toEqual(['400', '431', '403', '403']);
    expect(heard.flatMap(({ status, told }) => faultsOf(status, told))).toEqual([]);
  });

  it('keeps a session in cookies that no script reads, and takes it from no address', async () => {
    const place = await aPlace(app);
    const { email } = await aStaffUser(app, place.tenant.id);
    const browser = new Browser(app, place.host);
    const signedIn = await browser.post('/auth/password', { identifier: email, password: PASSWORD }, { origin: `https://${place.host}` });
    expect(signedIn.status).toBe(200);
    const cookies = [signedIn.headers['set-cookie'] ?? []].flat();
    expect(cookies.length).toBeGreaterThan(1);
    for (const cookie of cookies) expect(cookie).toMatch(/; HttpOnly; SameSite=Lax; Secure$/);
    const secrets = [...browser.cookies.values()];
    for (const secret of secrets) expect(signedIn.text).not.toContain(secret);
    const stranger = new Browser(app, place.host);
    for (const name of ['token', 'access_token', 'demarc_session']) expect((await stranger.get(`/auth/session?${name}=${browser.cookies.get('demarc_session')!}`)).body['session']).toBeNull();
    const page = await browser.get('/');
    for (const secret of secrets) expect(page.text).not.toContain(secret);
  });

  it('insists on TLS in production only', async () => {
    const clone = await startApp();
    const response = await fetchAs(clone, null, '/health/live');
    await clone.close();
    expect(faultsOf('a clone', Object.fromEntries(response.headers), false)).toEqual([]);
  });
});
