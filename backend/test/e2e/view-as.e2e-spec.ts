import { randomUUID } from 'node:crypto';
import { WebSocket } from 'ws';
import { startApp, type TestApp } from '../support/app.js';
import { Browser } from '../support/browser.js';
import { aPlace, aReachableCustomer, signedInStaff, type Place } from '../support/builders/auth.js';

let app: TestApp;
let place: Place;
beforeAll(async () => {
  app = await startApp();
});
beforeEach(async () => {
  place = await aPlace(app);
});
afterAll(() => app.close(), 30_000);


/** A support person with a customer to look at. */
async function looking(): Promise<{ office: Browser; customerId: string }> {
  const { id } = await aReachableCustomer(app, place.tenant.id, { name: 'Jean Gagnon', email: `${randomUUID()}@client.example` });
  const office = await signedInStaff(app, place, 'support');
  expect((await office.post('/auth/view-as', { customerId: id })).body).toEqual({ next: '/view/' });
  return { office, customerId: id };
}

const graph = async (browser: Browser, query: string, variables: object = {}) => (await browser.post('/view/graphql', { query, variables: { key: randomUUID(), ...variables } })).body;

describe('seeing what a customer sees', () => {
  it('opens the portal of that customer below its own path, while the office stays who it is', async () => {
    const { office } = await looking();
    const { session } = (await office.get('/view/auth/session')).body;
    expect(session).toMatchObject({ kind: 'customer', customer: { name: 'Jean Gagnon' }, viewing: { by: 'Camille Roy', until: expect.any(String) as string } });
    expect(new Date(session.viewing.until).getTime() - Date.now()).toBeGreaterThan(29 * 60_000);
    expect((await office.get('/auth/session')).body['session']).toMatchObject({ kind: 'staff', name: 'Camille Roy' });
    expect((await office.get('/auth/session')).body['session'].viewing).toBeUndefined();
    expect((await graph(office, '{ me { kind } }'))['data']).toEqual({ me: { kind: 'customer' } });
    expect((await office.graph('{ me { kind } }')).me.kind).toBe('staff');
  });

  it('changes nothing: every mutation is refused and says why', async () => {
    const { office } = await looking();
    const { errors } = await graph(office, 'mutation ($key: ID!, $input: OpenTicketInput!) { openTicket(key: $key, input: $input) { __typename } }', { input: { subject: 'x', description: 'y' } });
    expect(errors[0]).toMatchObject({ message: expect.stringMatching(/regarder|looking/) as string, extensions: { code: 'READ_ONLY' } });
    expect((await graph(office, 'mutation ($key: ID!) { signOutEverywhere(key: $key) }'))['errors'][0].extensions.code).toBe('READ_ONLY');
    for (const path of ['/view/auth/password', '/view/auth/sign-out', '/view/files/scan', '/view/auth/view-as']) expect((await office.post(path, {})).status).toBe(404);
    expect((await office.get('/view/auth/session')).body['session'].kind).toBe('customer');
  });

  it('is over after 30 minutes, however busy it was', async () => {
    const { office } = await looking();
    for (const minutes of [10, 20, 29]) {
      app.clock.set(new Date(Date.now() + minutes * 60_000));
      expect((await office.get('/view/auth/session')).body['session']).not.toBeNull();
      app.clock.reset();
    }
    app.clock.set(new Date(Date.now() + 30 * 60_000 + 1_000));
    expect((await office.get('/view/auth/session')).body['session']).toBeNull();
    app.clock.reset();
  });

  it('is written in the log with its beginning and end, by whom and whom they saw', async () => {
    const { office, customerId } = await looking();
    expect((await office.post('/view/auth/view-end', {})).body).toEqual({ next: `/#/ops/customers/${customerId}` });
    expect((await office.get('/view/auth/session')).body['session']).toBeNull();
    const owner = await signedInStaff(app, place);
    const { auditEntries } = await owner.graph('{ auditEntries(first: 10, filter: { action: "view-as." }) { nodes { actorKind actorName action target } } }');
    expect(auditEntries.nodes).toEqual(['view-as.ended', 'view-as.started'].map((action) => ({ actorKind: 'staff', actorName: 'Camille Roy', action, target: `customer:${customerId}` })));
  });

  it('is no device of the customer’s', async () => {
    const { office, customerId } = await looking();
    expect((await graph(office, '{ sessions { id } }'))['data']).toEqual({ sessions: [] });
    expect((await office.graph('query ($id: ID!) { customer(id: $id) { sessions { id } } }', { id: customerId })).customer.sessions).toEqual([]);
  });

  it('ends within a second when the provider switches it off or the role loses it, sockets included', async () => {
    const { office, customerId } = await looking();
    const view = () => {
      const socket = new WebSocket(`${app.url.replace('http', 'ws')}/view/graphql`, 'graphql-transport-ws', { headers: { host: place.host, origin: `http://${place.host}`, cookie: office.cookieHeader() } });
      const closed = new Promise<number>((resolve) => socket.on('close', resolve));
      const acked = new Promise<string>((resolve) => socket.on('message', (data) => resolve((JSON.parse(String(data)) as { type: string }).type)));
      socket.on('open', () => socket.send(JSON.stringify({ type: 'connection_init' })));
      return { closed, acked };
    };
    const socket = view();
    expect(await socket.acked).toBe('connection_ack');
    const owner = await signedInStaff(app, place);
    await owner.graph('mutation ($key: ID!) { updateTenant(key: $key, input: { viewAsCustomer: false }) { __typename } }');
    const began = Date.now();
    expect(await socket.closed).toBe(4205);
    expect(Date.now() - began).toBeLessThan(1_500);
    expect(await view().closed).toBe(4403);
    expect((await office.get('/view/auth/session')).body['session']).toBeNull();
    expect((await office.post('/auth/view-as', { customerId })).body['error']).toBe('switched_off');
  });

  it('is for those who may, of their own customers', async () => {
    const { customerId, office } = await looking();
    const dispatcher = await signedInStaff(app, place, 'dispatcher');
    expect((await dispatcher.post('/auth/view-as', { customerId })).body['error']).toBe('forbidden');
    expect((await new Browser(app, place.host).post('/auth/view-as', { customerId })).status).toBe(403);
    const elsewhere = await aPlace(app);
    expect((await (await signedInStaff(app, elsewhere)).post('/auth/view-as', { customerId })).status).toBe(404);
    expect((await office.post('/auth/view-as', { customerId: 'x' })).status).toBe(404);
    expect((await office.post('/auth/view-as', { customerId }, { origin: 'https://evil.example' })).status).toBe(403);
    const stolen = new Browser(app, elsewhere.host);
    stolen.cookies.set('demarc_view', office.cookies.get('demarc_view')!);
    expect((await stolen.get('/view/auth/session')).body['session']).toBeNull();
    const plain = new Browser(app, place.host);
    plain.cookies.set('demarc_session', office.cookies.get('demarc_view')!);
    plain.cookies.set('demarc_refresh', office.cookies.get('demarc_view')!);
    expect((await plain.get('/auth/session')).body['session']).toBeNull();
    plain.cookies.set('demarc_session', office.cookies.get('demarc_session')!);
    expect((await plain.get('/view/auth/session')).body['session']).toBeNull();
  });
});
