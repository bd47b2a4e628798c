import { startApp, type TestApp } from '../support/app.js';
import { Browser } from '../support/browser.js';
import { cloneDatabase, type TestDatabase } from '../support/pg-clone.js';
import { aPlace, aStaffUser, PASSWORD, signedInStaff, type Place } from '../support/builders/auth.js';

let app: TestApp;
let database: TestDatabase;
let place: Place;
beforeAll(async () => {
  database = await cloneDatabase();
  app = await startApp({ database });
  place = await aPlace(app);
});
afterAll(async () => {
  await app.close();
  await database.drop();
});

describe('signing in by password', () => {
  it('opens a session with the rights of the role', async () => {
    const { email } = await aStaffUser(app, place.tenant.id, 'dispatcher');
    const browser = new Browser(app, place.host);
    const { status, body, headers } = await browser.post('/auth/password', { identifier: ` ${email.toUpperCase()} `, password: PASSWORD });
    expect(status).toBe(200);
    expect(body['session']).toMatchObject({ kind: 'staff', name: 'Camille Roy', tenant: { slug: place.tenant.slug } });
    expect(body['session'].permissions).toContain('dispatch:write');
    expect(body['session'].permissions).not.toContain('settings:write');
    expect(String(headers['set-cookie'])).toMatch(/demarc_session=[^;]+; Path=\/; Max-Age=900; HttpOnly; SameSite=Lax/);
    expect((await browser.get('/auth/session')).body['session']).toMatchObject({ kind: 'staff' });
    expect(await browser.graph('{ me { kind name } }')).toEqual({ me: { kind: 'staff', name: 'Camille Roy' } });
  });

  it('says the same for a wrong password and a name nobody has', async () => {
    const { email } = await aStaffUser(app, place.tenant.id);
    const [wrong, nobody] = await Promise.all([email, 'personne@bureau.example'].map((identifier) => new Browser(app, place.host).post('/auth/password', { identifier, password: 'non' })));
    expect(wrong!.status).toBe(401);
    expect({ ...wrong!, headers: {} }).toEqual({ ...nobody!, headers: {} });
  });

  it('refuses the right password of an office at another provider’s address', async () => {
    const { email } = await aStaffUser(app, place.tenant.id);
    const elsewhere = await aPlace(app);
    expect((await new Browser(app, elsewhere.host).post('/auth/password', { identifier: email, password: PASSWORD })).status).toBe(401);
  });

  it('stops after ten tries within 15 minutes, and not for longer', async () => {
    const { email } = await aStaffUser(app, place.tenant.id);
    const tries = await Promise.all(Array.from({ length: 14 }, () => new Browser(app, place.host).post('/auth/password', { identifier: email, password: 'non' })));
    expect(tries.map(({ status }) => status).sort()).toEqual([...Array<number>(10).fill(401), ...Array<number>(4).fill(429)]);
    app.clock.set(new Date(Date.now() + 15 * 60_000 + 1_000));
    expect((await new Browser(app, place.host).post('/auth/password', { identifier: email, password: PASSWORD })).status).toBe(200);
    app.clock.reset();
  });

  it('takes JSON of our own pages only', async () => {
    const browser = new Browser(app, place.host);
    const attempt = { identifier: 'a@b.ca', password: 'x' };
    expect((await browser.post('/auth/password', attempt, { origin: 'https://evil.example' })).status).toBe(403);
    expect((await browser.post('/auth/password', attempt, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await browser.post('/auth/password', attempt, { 'content-type': 'text/plain' })).status).toBe(415);
  });
});

describe('a session', () => {
  it('is renewed after its token has expired, while its row is alive', async () => {
    const browser = await signedInStaff(app, place);
    const first = browser.cookies.get('demarc_session')!;
    app.clock.set(new Date(Date.now() + 16 * 60_000));
    expect((await browser.get('/auth/session')).body['session']).toMatchObject({ kind: 'staff' });
    expect(browser.cookies.get('demarc_session')).not.toBe(first);
    const bearer = new Browser(app, place.host, { authorization: `Bearer ${first}` });
    expect((await bearer.get('/auth/session')).body['session']).toBeNull();
    app.clock.reset();
  });

  it('is listed with its device, and ends one by one or all at once', async () => {
    const { email } = await aStaffUser(app, place.tenant.id);
    const agents = ['Mozilla/5.0 (Windows NT 10.0) Firefox/140.0', 'Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile Safari/537.36'];
    const [desk, phone] = await Promise.all(agents.map(async (agent) => {
      const browser = new Browser(app, place.host, { 'user-agent': agent });
      await browser.post('/auth/password', { identifier: email, password: PASSWORD });
      return browser;
    }));
    const { sessions } = await desk!.graph('{ sessions { id device lastUsedAt } }');
    expect((sessions as { device: string }[]).map(({ device }) => device).sort()).toEqual(['Chrome · Android', 'Firefox · Windows']);
    const other = (sessions as { id: string; device: string }[]).find(({ device }) => device.includes('Android'))!;
    expect(await desk!.graph('mutation ($key: ID!, $id: ID!) { revokeSession(id: $id, key: $key) }', { id: other.id })).toEqual({ revokeSession: true });
    expect((await phone!.get('/auth/session')).body['session']).toBeNull();
    expect(await desk!.graph('mutation ($key: ID!) { signOutEverywhere(key: $key) }')).toEqual({ signOutEverywhere: 1 });
    expect(await desk!.graph('{ me { name } }')).toEqual({ error: 'UNAUTHENTICATED' });
  });

  it('of somebody else cannot be ended', async () => {
    const [mine, yours] = [await signedInStaff(app, place), await signedInStaff(app, place)];
    const { me } = await yours.graph('{ me { sessionId } }');
    expect(await mine.graph('mutation ($key: ID!, $id: ID!) { revokeSession(id: $id, key: $key) }', { id: me.sessionId })).toEqual({ error: 'NOT_FOUND' });
    expect((await yours.get('/auth/session')).body['session']).not.toBeNull();
  });

  it('is not ended in the place of one that was left without network', async () => {
    const browser = await signedInStaff(app, place);
    const { id } = (await browser.get('/auth/session')).body['session'] as { id: string };
    expect((await browser.post('/auth/sign-out', { session: '01a20000-0000-7000-8000-000000000000' })).status).toBe(204);
    expect((await browser.get('/auth/session')).body['session']).toMatchObject({ id });
    expect((await browser.post('/auth/sign-out', { session: id })).status).toBe(204);
    expect((await browser.get('/auth/session')).body['session']).toBeNull();
  });

  it('closes its sockets within a second, in every process', async () => {
    const browser = await signedInStaff(app, place);
    const other = await startApp({ database });
    const there = new Browser(other, place.host);
    for (const [name, value] of browser.cookies) there.cookies.set(name, value);
    const sockets = [browser.socket(), there.socket()];
    expect(await Promise.all(sockets.map(({ opened }) => opened))).toEqual(['connection_ack', 'connection_ack']);
    const began = Date.now();
    expect((await browser.post('/auth/sign-out', {})).status).toBe(204);
    expect(await Promise.all(sockets.map(({ closed }) => closed))).toEqual([4403, 4403]);
    expect(Date.now() - began).toBeLessThan(1_000);
    expect((await there.get('/auth/session')).body['session']).toBeNull();
    await other.close();
  });
});
