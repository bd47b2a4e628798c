import sharp from 'sharp';
import { WebSocket } from 'ws';
import { systemActor } from '../../src/auth/actor.js';
import { startApp, type TestApp } from '../support/app.js';
import { staffOf } from '../support/actors.js';
import { Browser } from '../support/browser.js';
import { aPlace, aReachableCustomer, messagesTo, signedInStaff, tokenIn, type Place } from '../support/builders/auth.js';
import { anInvoice, quebecTaxes } from '../support/builders/invoices.js';
import { fetchAs } from '../support/http.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

/** The newest of so many links sent to an address, which is told about an invoice as well. */
async function linkTo(tenantId: string, email: string, count = 1): Promise<string> {
  const messages = await messagesTo(app, tenantId, email, count + 1);
  return tokenIn(messages.filter(({ template }) => template === 'sign-in-link').at(-1)!);
}

const CANARY = 'Canari-du-premier';

/** A provider with a customer, an invoice, a ticket, a logo and both a desk and a customer signed in. */
async function aBusiness(word: string): Promise<{ place: Place; desk: Browser; home: Browser; customerId: string; invoiceId: string; logo: string }> {
  const place = await aPlace(app, { name: `${word} télécom` });
  const tenantId = place.tenant.id;
  await quebecTaxes(app, tenantId);
  const boss = staffOf(tenantId, 'admin');
  const email = `${word.toLowerCase()}@client.example`;
  const customer = await aReachableCustomer(app, tenantId, { email, name: `${word} Tremblay` });
  const { id: invoiceId } = await anInvoice(app, boss, customer.id);
  const form = new FormData();
  form.set('logo', new Blob([new Uint8Array(await sharp({ create: { width: 64, height: 32, channels: 3, background: '#123456' } }).png().toBuffer())]), 'logo.png');
  const { logoUrl } = (await (await fetchAs(app, boss, '/files/logo', { method: 'POST', body: form })).json()) as { logoUrl: string };
  const home = new Browser(app, place.host);
  await home.post('/portal/request-link', { identifier: email });
  await home.post('/auth/redeem', { token: await linkTo(tenantId, email) });
  return { place, desk: await signedInStaff(app, place, 'owner'), home, customerId: customer.id, invoiceId, logo: logoUrl };
}

/** What a live socket answers to a subscription, or how it was closed. */
function asked(browser: Browser, query: string, origin = `http://${browser.host}`): Promise<string> {
  return new Promise((resolve, reject) => {
    const { host } = browser;
    const cookie = browser.cookieHeader();
    const socket = new WebSocket(`${app.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', { headers: { host, origin, cookie } });
    socket.on('open', () => socket.send(JSON.stringify({ type: 'connection_init' })));
    socket.on('close', (code) => resolve(`closed ${code}`));
    socket.on('unexpected-response', (_request, response) => resolve(`refused ${response.statusCode}`));
    socket.on('error', reject);
    socket.on('message', (data) => {
      const text = String(data);
      if (text.includes('connection_ack')) return socket.send(JSON.stringify({ type: 'subscribe', id: '1', payload: { query } }));
      resolve(text);
      socket.close();
    });
  });
}

/** The same cookies at another provider's address. */
function carried(browser: Browser, host: string): Browser {
  const there = new Browser(app, host);
  for (const [name, value] of browser.cookies) there.cookies.set(name, value);
  return there;
}

describe('a second provider on its own host', () => {
  it('is another world: names, sessions, rows, live news, files and papers of the first are not there', async () => {
    const [first, second] = [await aBusiness(CANARY), await aBusiness('Deuxieme')];
    const visitor = new Browser(app, second.place.host);
    expect((await visitor.get('/auth/tenant')).text).not.toContain(CANARY);
    expect((await visitor.get('/')).text).not.toContain(CANARY);

    // Over HTTP: the session of one host is nobody at the other, and ids of the first are nothing.
    for (const browser of [first.desk, first.home]) {
      const there = carried(browser, second.place.host);
      expect((await there.get('/auth/session')).body).toEqual({ session: null });
      expect(await there.graph('{ tenant { name } }')).toEqual({ error: 'UNAUTHENTICATED' });
    }
    const queries: [string, Record<string, unknown>][] = [
      ['query ($id: ID!) { customer(id: $id) { name } }', { id: first.customerId }],
      ['query ($id: ID!) { invoice(id: $id) { number customer { name } } }', { id: first.invoiceId }],
      ['query { customers { nodes { name } totalCount } }', {}],
      ['query { invoices { nodes { customer { name } } } }', {}],
      ['query { outgoingMessages { nodes { recipient text } } }', {}],
      ['query { auditEntries { nodes { actorName target } } }', {}],
      ['query { tenant { name domains { host } } }', {}],
    ];
    for (const [query, variables] of queries) {
      const { text } = await second.desk.post('/graphql', { query, variables });
      expect(text).not.toMatch(new RegExp(`${CANARY}|${CANARY.toLowerCase()}|${first.place.host}`));
    }
    expect((await second.desk.graph('query { customers { totalCount } }')).customers.totalCount).toBe(1);

    // Over WebSocket: the cookie of the first host opens nothing at the second, nor from the first's pages.
    const query = 'subscription { activeAlertCountChanged }';
    expect(await asked(carried(first.desk, second.place.host), query)).toBe('closed 4403');
    expect(await asked(second.desk, query, `http://${first.place.host}`)).toBe('refused 403');

    // Files and papers.
    expect((await first.home.get(`/files/invoices/${first.invoiceId}.pdf`)).headers['content-type']).toBe('application/pdf');
    for (const browser of [second.desk, second.home]) expect((await browser.get(`/files/invoices/${first.invoiceId}.pdf`)).status).toBe(404);
    expect((await carried(first.home, second.place.host).get(`/files/invoices/${first.invoiceId}.pdf`)).headers['location']).toBe('/#/login');
    expect((await new Browser(app, first.place.host).get(first.logo)).status).toBe(200);
    expect((await visitor.get(first.logo)).status).toBe(404);

    // A link of the first is no link at the second.
    await first.home.post('/portal/request-link', { identifier: `${CANARY.toLowerCase()}@client.example` });
    const token = await linkTo(first.place.tenant.id, `${CANARY.toLowerCase()}@client.example`, 2);
    expect((await visitor.post('/auth/redeem', { token, confirm: true })).body['error']).toBe('link_invalid');
    expect((await first.home.post('/auth/redeem', { token })).status).toBe(200);
    expect(await app.db.tx(systemActor(second.place.tenant.id), () => app.db.query('select id from customer where name like $1', [`${CANARY}%`]))).toEqual([]);
  }, 60_000);
});
