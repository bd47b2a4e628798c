import { systemActor } from '../../src/auth/actor.js';
import { TransferToken } from '../../src/auth/auth.entity.js';
import { DomainsService } from '../../src/tenancy/domains.service.js';
import { startApp, type TestApp } from '../support/app.js';
import { Browser } from '../support/browser.js';
import { aPlace, aReachableCustomer, messagesTo, signedInStaff, tokenIn, type Place } from '../support/builders/auth.js';
import { startNameServer, type NameServer } from '../support/dns.js';

let app: TestApp;
let dns: NameServer;
beforeAll(async () => {
  dns = await startNameServer();
  app = await startApp({ env: { DNS_SERVERS: dns.address, PUBLIC_URL: 'https://demarc.example' } });
});
afterAll(async () => {
  await app.close();
  dns.close();
});

const add = 'mutation ($key: ID!, $host: String!, $kind: DomainKind!) { addDomain(host: $host, kind: $kind, key: $key) { __typename ... on TenantDomain { id host kind activeSince } ... on Problem { message } } }';
const check = 'mutation ($key: ID!, $id: ID!) { checkDomain(id: $id, key: $key) { __typename ... on TenantDomain { activeSince problem } ... on DomainNotPointing { expected why pointsAt message } } }';
const remove = 'mutation ($key: ID!, $id: ID!) { removeDomain(id: $id, key: $key) { __typename ... on Tenant { domains { host } } ... on Problem { message } } }';
let made = 0;
const aHost = () => `portail${++made}.client.example`;

/** A domain that leads to the place. */
async function anActive(desk: Browser, place: Place, kind: 'VANITY' | 'LEGACY' = 'VANITY'): Promise<{ id: string; host: string }> {
  const host = aHost();
  const { addDomain } = await desk.graph(add, { host, kind });
  dns.names.set(host, place.host);
  expect((await desk.graph(check, { id: addDomain.id })).checkDomain).toMatchObject({ __typename: 'TenantDomain', activeSince: expect.any(String) });
  return addDomain;
}

/** A customer who is signed in at the canonical host. */
async function aSignedInCustomer(place: Place): Promise<Browser> {
  const email = `${aHost()}@courriel.example`.replace('@', '.');
  const address = `c${made}@client.example`;
  await aReachableCustomer(app, place.tenant.id, { email: address, name: email });
  const browser = new Browser(app, place.host);
  await browser.post('/portal/request-link', { identifier: address });
  await browser.post('/auth/redeem', { token: tokenIn((await messagesTo(app, place.tenant.id, address))[0]!) });
  return browser;
}

const hashOf = (url: string) => new URLSearchParams(new URL(url).hash.split('?')[1]);
const who = async (browser: Browser) => (await browser.get('/auth/session')).body['session']?.name as string | undefined;

/** From the vanity host to the canonical one, and the address to come back to. */
async function awayAndBack(vanity: Browser, canonical: Browser): Promise<string> {
  const { url } = (await vanity.post('/auth/away', { next: '/invoices' })).body;
  const { body } = await canonical.post('/auth/transfer', { state: hashOf(url).get('return'), next: hashOf(url).get('next') });
  return body['url'] as string;
}

describe('a domain of the provider’s own', () => {
  it('says why it does not lead here yet, and leads here once its CNAME does', async () => {
    const place = await aPlace(app);
    const desk = await signedInStaff(app, place, 'admin');
    const host = aHost();
    const { addDomain } = await desk.graph(add, { host: `https://${host.toUpperCase()}/#/login`, kind: 'VANITY' });
    expect(addDomain).toMatchObject({ __typename: 'TenantDomain', host, kind: 'VANITY', activeSince: null });
    const verdict = async () => (await desk.graph(check, { id: addDomain.id })).checkDomain;
    expect(await verdict()).toEqual({ __typename: 'DomainNotPointing', expected: place.host, why: 'NO_RECORD', pointsAt: null, message: `${host} n’a pas encore d’enregistrement CNAME. Créez-le chez votre registraire, vers ${place.host}, puis attendez quelques minutes.` });
    dns.names.set(host, 'parking.example');
    expect(await verdict()).toMatchObject({ why: 'POINTS_ELSEWHERE', pointsAt: 'parking.example', message: expect.stringContaining('mène à parking.example') });
    dns.names.set('parking.example', place.host);
    expect(await verdict()).toEqual({ __typename: 'TenantDomain', activeSince: expect.any(String), problem: null });
    expect((await new Browser(app, host).get('/auth/tenant')).body).toMatchObject({ name: place.tenant.name, elsewhere: true });
  });

  it('says when the name servers do not answer', async () => {
    const desk = await signedInStaff(app, await aPlace(app), 'admin');
    const host = aHost();
    dns.silent.add(host);
    const { addDomain } = await desk.graph(add, { host, kind: 'VANITY' });
    expect((await desk.graph(check, { id: addDomain.id })).checkDomain).toMatchObject({ why: 'NO_ANSWER', message: expect.stringContaining('ne répondent pas') });
    dns.silent.delete(host);
  }, 30_000);

  it('is looked up by itself until it is active, and never after', async () => {
    const place = await aPlace(app);
    const desk = await signedInStaff(app, place, 'admin');
    const host = aHost();
    await desk.graph(add, { host, kind: 'VANITY' });
    const work = app.app.get(DomainsService, { strict: false });
    await work.checkPending();
    expect((await desk.graph('{ tenant { domains { host problem } } }')).tenant.domains).toContainEqual({ host, problem: 'NO_RECORD' });
    dns.names.set(host, place.host);
    await work.checkPending();
    dns.names.delete(host);
    const asked = dns.asked.filter((name) => name === host).length;
    await work.checkPending();
    expect(dns.asked.filter((name) => name === host)).toHaveLength(asked);
    expect((await new Browser(app, host).get('/auth/tenant')).body['name']).toBe(place.tenant.name);
  });

  it('belongs to one provider: to the one it leads to', async () => {
    const [one, other] = [await aPlace(app), await aPlace(app)];
    const [desk, thief] = [await signedInStaff(app, one, 'admin'), await signedInStaff(app, other, 'admin')];
    const host = aHost();
    const wished = (await thief.graph(add, { host, kind: 'LEGACY' })).addDomain;
    dns.names.set(host, one.host);
    expect((await thief.graph(check, { id: wished.id })).checkDomain).toMatchObject({ why: 'POINTS_ELSEWHERE', pointsAt: one.host });
    const right = (await desk.graph(add, { host, kind: 'VANITY' })).addDomain;
    expect((await desk.graph(check, { id: right.id })).checkDomain.__typename).toBe('TenantDomain');
    dns.names.set(host, other.host);
    expect((await thief.graph(check, { id: wished.id })).checkDomain).toMatchObject({ why: 'TAKEN' });
    expect((await thief.graph(check, { id: right.id }))).toEqual({ error: 'NOT_FOUND' });
    expect((await thief.graph(remove, { id: right.id }))).toEqual({ error: 'NOT_FOUND' });
    expect((await new Browser(app, host).get('/auth/tenant')).body['name']).toBe(one.tenant.name);
  });

  it('cannot be what is no host, nor what is there already; the canonical one stays', async () => {
    const place = await aPlace(app);
    const desk = await signedInStaff(app, place, 'admin');
    for (const host of ['10.0.0.1', 'localhost', 'un domaine', 'a..b']) expect(await desk.graph(add, { host, kind: 'VANITY' })).toEqual({ error: 'BAD_USER_INPUT' });
    expect(await desk.graph(add, { host: aHost(), kind: 'CANONICAL' })).toEqual({ error: 'BAD_USER_INPUT' });
    expect((await desk.graph(add, { host: place.host, kind: 'LEGACY' })).addDomain.__typename).toBe('DomainAlreadyYours');
    const { domains } = (await desk.graph('{ tenant { host domains { id host kind } } }')).tenant;
    expect((await desk.graph(remove, { id: domains[0].id })).removeDomain).toMatchObject({ __typename: 'DomainStays' });
    const vanity = await anActive(desk, place);
    expect((await desk.graph(remove, { id: vanity.id })).removeDomain).toEqual({ __typename: 'Tenant', domains: [{ host: place.host }] });
    expect(await (await signedInStaff(app, place, 'billing')).graph(add, { host: aHost(), kind: 'VANITY' })).toEqual({ error: 'FORBIDDEN' });
  });
});

describe('a vanity host', () => {
  it('sends people to the canonical host to sign in and takes them back, where they were going', async () => {
    const place = await aPlace(app);
    const { host } = await anActive(await signedInStaff(app, place, 'admin'), place);
    const vanity = new Browser(app, host);
    const { url } = (await vanity.post('/auth/away', { next: '/invoices' })).body;
    expect(url).toMatch(new RegExp(`^https://${place.host}/#/login\\?return=.+&next=%2Finvoices$`));
    const canonical = await aSignedInCustomer(place);
    const back = (await canonical.post('/auth/transfer', { state: hashOf(url).get('return'), next: '/invoices' })).body['url'] as string;
    expect(back).toMatch(new RegExp(`^https://${host}/#/handoff\\?token=[\\w-]{43}&next=%2Finvoices$`));
    expect(await who(vanity)).toBeUndefined();
    expect((await vanity.post('/auth/handoff', { token: hashOf(back).get('token') })).body).toEqual({ ok: true });
    expect(await who(vanity)).toBe(await who(canonical));
    // One session under two names: signing out at either ends both.
    await vanity.post('/auth/sign-out', {});
    expect(await who(canonical)).toBeUndefined();
  });

  it('opens once, for 90 seconds, in the browser that left, and nowhere else', async () => {
    const place = await aPlace(app);
    const desk = await signedInStaff(app, place, 'admin');
    const [{ host }, elsewhere] = [await anActive(desk, place), await anActive(desk, place)];
    const canonical = await aSignedInCustomer(place);
    const vanity = new Browser(app, host);
    const error = async (browser: Browser, token: string | null) => (await browser.post('/auth/handoff', { token })).body['error'];
    let token = hashOf(await awayAndBack(vanity, canonical)).get('token');
    const stranger = new Browser(app, host);
    await stranger.post('/auth/away', {});
    expect(await error(stranger, token)).toBe('handoff_invalid');
    const otherHost = new Browser(app, elsewhere.host);
    for (const [name, value] of vanity.cookies) otherHost.cookies.set(name, value);
    expect(await error(otherHost, token)).toBe('handoff_invalid');
    const all = await Promise.all(Array.from({ length: 20 }, () => vanity.post('/auth/handoff', { token })));
    expect(all.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(await error(vanity, token)).toBe('handoff_spent');
    token = hashOf(await awayAndBack(vanity, canonical)).get('token');
    app.clock.set(new Date(Date.now() + 91_000));
    expect(await vanity.post('/auth/handoff', { token })).toMatchObject({ status: 401, body: { error: 'handoff_expired', message: expect.stringContaining('90 secondes') } });
    app.clock.reset();
    for (const forged of ['', 'x', 'A'.repeat(43), '../../etc']) expect(await error(vanity, forged)).toBe('handoff_invalid');
    const rows = await app.db.tx(systemActor(place.tenant.id), () => app.db.repo(TransferToken).find());
    expect(JSON.stringify(rows)).not.toContain(token);
  });

  it('is not told to strangers, other providers or old requests', async () => {
    const [place, other] = [await aPlace(app), await aPlace(app)];
    const { host } = await anActive(await signedInStaff(app, place, 'admin'), place);
    const state = hashOf((await new Browser(app, host).post('/auth/away', {})).body['url']).get('return');
    expect((await new Browser(app, place.host).post('/auth/transfer', { state })).status).toBe(401);
    const foreigner = await aSignedInCustomer(other);
    expect((await foreigner.post('/auth/transfer', { state })).body['error']).toBe('handoff_invalid');
    const customer = await aSignedInCustomer(place);
    for (const forged of ['', 'dev.e30.x', `${state}x`]) expect((await customer.post('/auth/transfer', { state: forged })).body['error']).toBe('handoff_invalid');
    expect((await customer.post('/auth/away', {})).status).toBe(409);
    expect((await customer.post('/auth/transfer', { state }, { origin: 'https://evil.example' })).status).toBe(403);
    app.clock.set(new Date(Date.now() + 31 * 60_000));
    expect((await customer.post('/auth/transfer', { state })).body['error']).toBe('handoff_invalid');
    app.clock.reset();
  });
});

describe('a legacy host', () => {
  it('leads on to the canonical host with path, query and method kept', async () => {
    const place = await aPlace(app);
    const { host } = await anActive(await signedInStaff(app, place, 'admin'), place, 'LEGACY');
    const browser = new Browser(app, host);
    for (const path of ['/', '/ops/', '/files/logo/x.png?size=2', '/q/AB12?from=label&x=%C3%A9', '/index.html']) {
      expect(await browser.get(path)).toMatchObject({ status: 308, headers: { location: `https://${place.host}${path}` } });
    }
    expect(await browser.post('/portal/request-link', { identifier: 'x' })).toMatchObject({ status: 308, headers: { location: `https://${place.host}/portal/request-link` } });
    expect(await browser.post('/graphql', { query: '{ __typename }' })).toMatchObject({ status: 308 });
  });
});
