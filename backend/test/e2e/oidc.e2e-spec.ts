import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { generateKeyPair, SignJWT, type CryptoKey } from 'jose';
import { systemActor } from '../../src/auth/actor.js';
import { StaffUser } from '../../src/auth/auth.entity.js';
import { IdentityProvider } from '../../src/auth/oidc/identity-provider.entity.js';
import { CustomerKind } from '../../src/customers/customer.entity.js';
import { SignInMethod } from '../../src/tenancy/tenant.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { Browser, type Reply } from '../support/browser.js';
import { aPlace, aReachableCustomer, aStaffUser, signedInStaff, type Place } from '../support/builders/auth.js';
import { anIdp, IdpBrowser, type Idp, type Known } from '../support/idp.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ env: { PUBLIC_URL: 'http://portail.example' } });
});
afterAll(() => app.close(), 30_000);

const SAVE = 'mutation ($key: ID!, $id: ID, $input: IdentityProviderInput!) { saveIdentityProvider(key: $key, id: $id, input: $input) { __typename ... on IdentityProvider { id label hasSecret version } ... on BeyondYourRights { permissions } ... on Problem { message } } }';
const CHECK = 'mutation ($key: ID!, $id: ID!) { checkIdentityProvider(key: $key, id: $id) { ok problem detail } }';
const TABLE = [{ group: 'direction', role: 'owner' }, { group: 'ops', role: 'dispatcher' }];

interface Setting {
  readonly place: Place;
  readonly idp: Idp;
  readonly owner: Browser;
  readonly id: string;
}

/** A provider of service with a provider of identities, as its owner sets it up. */
async function aSetting(more: { readonly path?: string; readonly input?: object } = {}): Promise<Setting> {
  const place = await aPlace(app, { companySignIn: [SignInMethod.PASSWORD, SignInMethod.OIDC] });
  const at = `http://${place.host}`;
  const idp = await anIdp({ ...(more.path === undefined ? {} : { path: more.path }), redirectUris: [`${at}/auth/oidc/callback`], logoutTo: `${at}/` });
  closing.push(() => idp.close());
  const owner = await signedInStaff(app, place);
  const input = { label: 'Authentik', realm: 'STAFF', issuer: idp.issuer, clientId: idp.clientId, clientSecret: idp.clientSecret, roles: TABLE, ...more.input };
  const { saveIdentityProvider } = await owner.graph(SAVE, { input });
  expect(saveIdentityProvider.__typename).toBe('IdentityProvider');
  return { place, idp, owner, id: saveIdentityProvider.id as string };
}
const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const path = (href: string): string => href.slice(new URL(href).origin.length);
const person = (sub: string, claims: object): Known => ({ sub, claims: { name: 'Anne Roy', email: `${sub}@nord.example`, email_verified: true, ...claims } });

/** Goes to the provider as somebody and comes back with whatever it says. */
async function comeBack({ place, idp, id }: Setting, known: Known, at = new IdpBrowser(), browser = new Browser(app, place.host)) {
  idp.people.set(known.sub, known);
  const start = await browser.get(`/auth/oidc/${id}/start`);
  const back = await at.signIn(String(start.headers['location']), known.sub);
  return { start, back, browser, at, answer: await browser.get(path(back)) };
}

describe('signing in by the company’s provider', () => {
  it.each([
    ['at the root', '', { groups: ['ops'] }, {}],
    ['as Keycloak names issuers and roles', '/realms/nord', { realm_access: { roles: ['offline_access', 'ops'] } }, { groupsClaim: 'realm_access.roles' }],
    ['as Keycloak names groups, with the full path', '/realms/nord', { groups: ['/ops'] }, {}],
    ['as Authentik names issuers, with a slash at the end', '/application/o/demarc/', { groups: ['ops'] }, {}],
  ])('opens a session with the role of the group: %s', async (_, form, claims, input) => {
    const setting = await aSetting({ path: form, input });
    const { start, answer, browser } = await comeBack(setting, person('anne', claims));
    const url = new URL(String(start.headers['location']));
    expect(Object.fromEntries(url.searchParams)).toMatchObject({ response_type: 'code', code_challenge_method: 'S256', client_id: 'demarc', scope: 'openid profile email', state: expect.stringMatching(/.{20,}/) as string, nonce: expect.stringMatching(/.{20,}/) as string, code_challenge: expect.stringMatching(/^[\w-]{43}$/) as string });
    expect([answer.status, answer.headers['location']]).toEqual([302, '/#/ops']);
    const { session } = (await browser.get('/auth/session')).body;
    expect(session).toMatchObject({ kind: 'staff', name: 'Anne Roy' });
    expect(session.permissions).toContain('dispatch:write');
    expect(session.permissions).not.toContain('settings:write');
    await logged(setting.owner, ['session.started', 'employee.provided', 'identity-provider.added']);
  });

  it('makes an employee once, and follows the groups from then on', async () => {
    const setting = await aSetting();
    await comeBack(setting, person('anne', { groups: ['ops'] }));
    const { browser } = await comeBack(setting, person('anne', { groups: ['direction', 'ops'], email: 'new-address@nord.example' }));
    expect((await browser.get('/auth/session')).body['session'].permissions).toContain('settings:write');
    const users = await app.db.tx(systemActor(setting.place.tenant.id), () => app.db.repo(StaffUser).findBy({ name: 'Anne Roy' }));
    expect(users.map(({ role, email, passwordHash }) => [role, email, passwordHash])).toEqual([['owner', 'anne@nord.example', null]]);
  });

  it('finds an employee who is there already by a verified address only', async () => {
    const setting = await aSetting();
    const user = await aStaffUser(app, setting.place.tenant.id, 'dispatcher', 'marc@nord.example');
    const unverified = await comeBack(setting, person('marc', { groups: ['ops'], email_verified: false }));
    expect([refusalIn(unverified.answer), (await unverified.browser.get('/auth/session')).body['session']]).toEqual(['unverified', null]);
    const { browser } = await comeBack(setting, person('marc', { groups: ['ops'] }));
    expect((await browser.get('/auth/session')).body['session'].name).toBe(user.name);
  });

  it('lets in those who are employees already, with the role they have, where the provider names no groups, as Google', async () => {
    const setting = await aSetting({ input: { roles: [] } });
    await aStaffUser(app, setting.place.tenant.id, 'billing', 'marc@nord.example');
    const { browser } = await comeBack(setting, person('marc', { hd: 'nord.example' }));
    const { session } = (await browser.get('/auth/session')).body;
    expect(session.permissions).toContain('payments:write');
    expect(session.permissions).not.toContain('settings:write');
    expect(refusalIn((await comeBack(setting, person('stranger', { hd: 'nord.example' }))).answer)).toBe('unknown');
    expect(refusalIn((await comeBack(setting, person('marc2', { email: 'marc@nord.example', email_verified: false }))).answer)).toBe('unverified');
  });

  it('never leaves the office without an owner', async () => {
    const setting = await aSetting();
    await comeBack(setting, person('anne', { groups: ['direction'] }));
    await app.db.tx(systemActor(setting.place.tenant.id), () => app.db.repo(StaffUser).update({ name: 'Camille Roy' }, { role: 'viewer' }));
    const { browser } = await comeBack(setting, person('anne', { groups: ['ops'] }));
    expect((await browser.get('/auth/session')).body['session'].permissions).toContain('settings:write');
  });

  it.each([
    ['has no group that fits', { groups: ['sales'] }, 'no_group'],
    ['has no groups at all', {}, 'no_group'],
    ['has no address', { groups: ['ops'], email: undefined }, 'no_email'],
  ])('refuses whoever %s, and leads back to our own sign-in page', async (_, claims, why) => {
    const setting = await aSetting();
    const { answer, browser } = await comeBack(setting, person('anne', claims));
    expect(refusalIn(answer)).toBe(why);
    expect((await browser.get('/auth/session')).body['session']).toBeNull();
  });

  it('refuses a closed account', async () => {
    const setting = await aSetting();
    await comeBack(setting, person('anne', { groups: ['ops'] }));
    await app.db.tx(systemActor(setting.place.tenant.id), () => app.db.repo(StaffUser).update({ name: 'Anne Roy' }, { active: false }));
    expect(refusalIn((await comeBack(setting, person('anne', { groups: ['ops'] }))).answer)).toBe('closed');
  });

  it('takes a code once, in the browser that left, with its state, within ten minutes', async () => {
    const setting = await aSetting();
    const first = await comeBack(setting, person('anne', { groups: ['ops'] }));
    expect(refusalIn(await first.browser.get(path(first.back)))).toBe('stale');
    const left = async (change: (back: URL, browser: Browser) => Browser | void) => {
      const browser = new Browser(app, setting.place.host);
      const start = await browser.get(`/auth/oidc/${setting.id}/start`);
      const back = new URL(await first.at.signIn(String(start.headers['location']), 'anne'));
      const by = change(back, browser) ?? browser;
      const why = refusalIn(await by.get(path(back.href)));
      expect((await by.get('/auth/session')).body['session']).toBeNull();
      return why;
    };
    expect(await left(() => new Browser(app, setting.place.host))).toBe('stale');
    expect(await left((back) => back.searchParams.set('state', 'other'))).toBe('stale');
    expect(await left((back) => back.searchParams.set('iss', 'https://evil.example'))).toBe('misconfigured');
    expect(await left((back) => back.searchParams.set('code', 'made-up'))).toBe('stale');
    expect(await left((back) => void (back.search = `?state=${back.searchParams.get('state')}&error=access_denied&iss=${encodeURIComponent(setting.idp.issuer)}`))).toBe('cancelled');
    expect(await left((_back, browser) => void browser.cookies.set('demarc_oidc', `${browser.cookies.get('demarc_oidc')!.slice(0, -4)}AAAA`))).toBe('stale');
    expect(await left(() => app.clock.set(new Date(Date.now() + 601_000)))).toBe('stale');
    app.clock.reset();
  });

  it('goes on to where somebody wanted to go, and nowhere else', async () => {
    const setting = await aSetting();
    const go = async (next: string) => {
      const browser = new Browser(app, setting.place.host);
      setting.idp.people.set('anne', person('anne', { groups: ['ops'] }));
      const start = await browser.get(`/auth/oidc/${setting.id}/start?next=${encodeURIComponent(next)}`);
      return (await browser.get(path(await new IdpBrowser().signIn(String(start.headers['location']), 'anne')))).headers['location'];
    };
    expect(await go('/ops/tickets?x=1')).toBe('/#/ops/tickets?x=1');
    for (const bad of ['//evil.example', 'https://evil.example', '/\\evil.example', '/a\r\nset-cookie: x=1']) expect(await go(bad)).toBe('/#/ops');
  });
});

describe('a contact of a company', () => {
  const forCustomers = { input: { realm: 'CUSTOMER', roles: [] } };

  it('comes in by a verified address, without any group', async () => {
    const setting = await aSetting(forCustomers);
    const customer = await aReachableCustomer(app, setting.place.tenant.id, { email: 'anne@nord.example', name: 'Nord inc.', kind: CustomerKind.COMPANY });
    const { answer, browser } = await comeBack(setting, person('anne', {}));
    expect(answer.headers['location']).toBe('/#/');
    expect((await browser.get('/auth/session')).body['session']).toMatchObject({ kind: 'customer', customer: { id: customer.id } });
  });

  it('chooses among several accounts, and is refused with an address that nobody has', async () => {
    const setting = await aSetting(forCustomers);
    const all = [];
    for (const name of ['Nord inc.', 'Sud inc.']) all.push(await aReachableCustomer(app, setting.place.tenant.id, { email: 'anne@nord.example', name, kind: CustomerKind.COMPANY }));
    const { answer, browser } = await comeBack(setting, person('anne', {}));
    expect(answer.status).toBe(200);
    for (const { id, name } of all) expect(answer.text).toMatch(new RegExp(`<a href="/auth/oidc/choose/${id}">${name}`));
    expect(refusalIn(await new Browser(app, setting.place.host).get(`/auth/oidc/choose/${all[1]!.id}`))).toBe('stale');
    expect((await browser.get(`/auth/oidc/choose/${all[1]!.id}`)).status).toBe(302);
    expect((await browser.get('/auth/session')).body['session'].customer.name).toBe('Sud inc.');
    expect(refusalIn((await comeBack(setting, person('nobody', {}))).answer)).toBe('unknown');
  });

  it('of a household comes in only where the policy says so', async () => {
    const setting = await aSetting(forCustomers);
    await aReachableCustomer(app, setting.place.tenant.id, { email: 'anne@nord.example' });
    expect(refusalIn((await comeBack(setting, person('anne', {}))).answer)).toBe('unknown');
  });
});

describe('signing out', () => {
  it('here leads to signing out there', async () => {
    const setting = await aSetting();
    const { browser, at } = await comeBack(setting, person('anne', { groups: ['ops'] }));
    const { status, body } = await browser.post('/auth/sign-out', {});
    expect(status).toBe(200);
    const url = new URL(body['next']);
    expect(url.origin).toBe(new URL(setting.idp.issuer).origin);
    expect(url.searchParams.get('id_token_hint')).toMatch(/^ey/);
    expect(await at.signOut(url.href)).toBe(`http://${setting.place.host}/`);
    expect((await browser.get('/auth/session')).body['session']).toBeNull();
  });

  it('with a password only stays here', async () => {
    const { owner } = await aSetting();
    expect((await owner.post('/auth/sign-out', {})).status).toBe(204);
  });

  it('there ends sessions and sockets here, by a message that counts once', async () => {
    const setting = await aSetting();
    const { browser } = await comeBack(setting, person('anne', { groups: ['ops'] }));
    const socket = browser.socket();
    expect(await socket.opened).toBe('connection_ack');
    const token = await logoutToken(setting, { sub: 'anne' });
    expect((await deliver(setting, token)).status).toBe(200);
    expect(await socket.closed).toBe(4403);
    expect((await browser.get('/auth/session')).body['session']).toBeNull();
    expect((await deliver(setting, token)).status).toBe(400);
  });

  it('is refused when the message is not the provider’s logout message for us', async () => {
    const setting = await aSetting();
    const { browser } = await comeBack(setting, person('anne', { groups: ['ops'] }));
    const stranger = (await generateKeyPair('RS256')).privateKey;
    const bad: [string, Promise<string>][] = [
      ['another key', logoutToken(setting, { sub: 'anne' }, { key: stranger })],
      ['another audience', logoutToken(setting, { sub: 'anne' }, { aud: 'somebody-else' })],
      ['another issuer', logoutToken(setting, { sub: 'anne' }, { iss: 'https://evil.example' })],
      ['a nonce, as ID tokens have', logoutToken(setting, { sub: 'anne', nonce: 'x' })],
      ['no event', logoutToken(setting, { sub: 'anne', events: {} })],
      ['nobody', logoutToken(setting, {})],
      ['too old', logoutToken(setting, { sub: 'anne' }, { iat: Math.floor(Date.now() / 1000) - 3_600 })],
      ['another type', logoutToken(setting, { sub: 'anne' }, { typ: 'at+jwt' })],
      ['nonsense', Promise.resolve('x.y.z')],
    ];
    for (const [what, token] of bad) expect([what, (await deliver(setting, await token)).status]).toEqual([what, 400]);
    expect((await deliver(setting, undefined)).status).toBe(400);
    expect((await browser.get('/auth/session')).body['session']).not.toBeNull();
  });
});

describe('settings', () => {
  it('keep the secret sealed and never show it, and are for those who may', async () => {
    const setting = await aSetting();
    const row = await app.db.tx(systemActor(setting.place.tenant.id), () => app.db.repo(IdentityProvider).findOneByOrFail({ id: setting.id }));
    expect(row.clientSecret).toMatch(/^dev\.[\w-]+\.[\w-]+\.[\w-]+$/);
    const kept = await app.db.tx(systemActor(setting.place.tenant.id), async () => [await app.db.query('select * from audit_entry'), await app.db.query('select * from recorded_answer'), await app.db.query('select * from outbox_event')]);
    expect(JSON.stringify(kept)).not.toContain(setting.idp.clientSecret);
    const { identityProviders } = await setting.owner.graph('{ identityProviders { id hasSecret roles { group role } } }');
    expect(identityProviders).toEqual([{ id: setting.id, hasSecret: true, roles: TABLE }]);
    const admin = await signedInStaff(app, setting.place, 'dispatcher');
    expect(await admin.graph('{ identityProviders { id } }')).toEqual({ error: 'FORBIDDEN' });
  });

  it('say what is wrong before anybody meets it', async () => {
    const setting = await aSetting();
    const check = async (input: object) => {
      await setting.owner.graph(SAVE, { id: setting.id, input: { label: 'Authentik', realm: 'STAFF', issuer: setting.idp.issuer, clientId: 'demarc', roles: TABLE, ...input } });
      return (await setting.owner.graph(CHECK, { id: setting.id })).checkIdentityProvider;
    };
    expect(await check({})).toEqual({ ok: true, problem: null, detail: null });
    expect(await check({ issuer: `${setting.idp.issuer}/elsewhere` })).toMatchObject({ ok: false });
    expect(await check({ issuer: 'http://localhost:1' })).toMatchObject({ ok: false, problem: 'Le service de connexion ne répond pas' });
    const here = setting.idp.issuer.replace(/localhost/, '127.0.0.1');
    for (const issuer of [here, here.replace('127.0.0.1', '[::1]'), 'http://169.254.169.254/latest']) expect(await check({ issuer })).toEqual({ ok: false, problem: 'La connexion n’est pas bien réglée', detail: 'the address is in a private network' });
    const { body } = await setting.owner.post('/graphql', { query: SAVE, variables: { key: randomUUID(), input: { label: '', realm: 'STAFF', issuer: 'nord', clientId: '', scopes: 'profile', roles: [] } } });
    expect(Object.keys(body['errors'][0].extensions.fields).sort()).toEqual(['clientId', 'issuer', 'label', 'scopes']);
    expect((await setting.owner.graph(SAVE, { id: setting.id, input: { label: 'x', realm: 'STAFF', issuer: setting.idp.issuer, clientId: 'x', roles: [{ group: 'a', role: 'nobody' }] } })).saveIdentityProvider.__typename).toBe('RoleUnknown');
  });

  it('put a plain link on the sign-in page, where the policy offers it', async () => {
    const setting = await aSetting();
    const { body } = await new Browser(app, setting.place.host).get('/auth/tenant');
    expect(body['methods']).toContain('oidc');
    expect(body['providers']).toEqual([{ label: 'Authentik', href: `/auth/oidc/${setting.id}/start` }]);
    const without = await aPlace(app);
    expect((await new Browser(app, without.host).get('/auth/tenant')).body['methods']).not.toContain('oidc');
    expect(refusalIn(await new Browser(app, without.host).get(`/auth/oidc/${setting.id}/start`))).toBe('not_offered');
  });

  it('a provider that is away, or answers with failures, leads back to our own sign-in page and is in the log', async () => {
    const away = createServer();
    await new Promise<void>((done) => away.listen(0, '127.0.0.1', done));
    const port = (away.address() as AddressInfo).port;
    const setting = await aSetting({ input: { issuer: `http://localhost:${port}` } });
    for (const [status, why] of [[503, 'unreachable'], [500, 'unreachable'], [404, 'misconfigured']] as const) {
      away.removeAllListeners('request');
      away.on('request', (_request, response) => response.writeHead(status).end('<h1>nginx</h1>'));
      expect(refusalIn(await new Browser(app, setting.place.host).get(`/auth/oidc/${setting.id}/start`))).toBe(why);
    }
    away.closeAllConnections();
    await new Promise((done) => away.close(done));
    expect(refusalIn(await new Browser(app, setting.place.host).get(`/auth/oidc/${setting.id}/start`))).toBe('unreachable');
    await logged(setting.owner, ['session.refused']);
  });

  it('a wrong secret leads back there too', async () => {
    const setting = await aSetting({ input: { clientSecret: 'wrong' } });
    const { answer } = await comeBack(setting, person('anne', { groups: ['ops'] }));
    expect(refusalIn(answer)).toBe('misconfigured');
  });
});

/** Why somebody was led back to our sign-in page; nothing of the provider's own words comes with them. */
function refusalIn({ status, headers, text }: Reply): string | undefined {
  expect({ status, text }).toEqual({ status: 303, text: '' });
  return /^\/#\/login\?refused=(\w+)$/.exec(String(headers['location']))?.[1];
}

/** A logout token with the provider's own key, or with something wrong about it. */
async function logoutToken({ idp }: Setting, claims: object, wrong: { key?: CryptoKey; aud?: string; iss?: string; iat?: number; typ?: string } = {}): Promise<string> {
  return new SignJWT({ events: { 'http://schemas.openid.net/event/backchannel-logout': {} }, ...claims })
    .setProtectedHeader({ alg: 'RS256', kid: 'one', typ: wrong.typ ?? 'logout+jwt' })
    .setIssuer(wrong.iss ?? idp.issuer).setAudience(wrong.aud ?? idp.clientId).setIssuedAt(wrong.iat ?? Math.floor(Date.now() / 1000)).setJti(randomUUID())
    .sign(wrong.key ?? idp.signingKey);
}

/** Waits until the log has entries of all these actions; it is written a moment after the deed. */
async function logged(owner: Browser, actions: readonly string[]): Promise<void> {
  const has = async (): Promise<boolean> => {
    const { auditEntries } = await owner.graph('{ auditEntries(first: 50) { nodes { action } } }');
    const found = new Set(auditEntries.nodes.map(({ action }: { action: string }) => action));
    return actions.every((action) => found.has(action));
  };
  for (let i = 0; i < 100 && !(await has()); i++) await new Promise((resolve) => setTimeout(resolve, 50));
  expect(await has()).toBe(true);
}

/** Delivers a message to the address that the provider would call. */
async function deliver({ place, id }: Setting, token: string | undefined): Promise<{ readonly status: number }> {
  return new Browser(app, place.host).form(`/auth/oidc/${id}/logout`, token === undefined ? {} : { logout_token: token });
}
