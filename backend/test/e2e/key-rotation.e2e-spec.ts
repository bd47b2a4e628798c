import { decodeProtectedHeader } from 'jose';
import { startApp, type TestApp } from '../support/app.js';
import { Browser } from '../support/browser.js';
import { aPlace, aReachableCustomer, messagesTo, PASSWORD, aStaffUser, tokenIn } from '../support/builders/auth.js';
import { cloneDatabase, type TestDatabase } from '../support/pg-clone.js';
import { ACCESS_SECONDS } from '../../src/auth/session-tokens.js';

const [OLD, NEW] = ['old:first-secret-of-the-server-0123456789', 'new:second-secret-of-the-server-987654321'] as const;
let database: TestDatabase;
const running: TestApp[] = [];
beforeAll(async () => {
  database = await cloneDatabase();
});
afterAll(async () => {
  for (const app of running) await app.close();
  await database.drop();
});

/** The server stops and starts again with other keys; the database stays. */
async function restart(keys: string, minutesLater = 0): Promise<TestApp> {
  await running.pop()?.close();
  const app = await startApp({ database, env: { SECRET_KEYS: keys } });
  running.push(app);
  app.clock.set(new Date(Date.now() + minutesLater * 60_000));
  return app;
}

/** The same browser, with its cookies, at the restarted server. */
function again(app: TestApp, { host, cookies }: Browser): Browser {
  const browser = new Browser(app, host);
  for (const [name, value] of cookies) browser.cookies.set(name, value);
  return browser;
}

const who = async (browser: Browser): Promise<string | undefined> => (await browser.get('/auth/session')).body['session']?.name;
const keyOf = (token: string): unknown => decodeProtectedHeader(token).kid;

describe('changing the secret', () => {
  it('signs nobody out: the newest key signs, older ones still verify, and whoever comes back is moved over', async () => {
    let app = await restart(OLD);
    const place = await aPlace(app);
    const { email } = await aStaffUser(app, place.tenant.id);
    let desk = new Browser(app, place.host);
    await desk.post('/auth/password', { identifier: email, password: PASSWORD });
    await aReachableCustomer(app, place.tenant.id, { email: 'jean@client.example' });
    let home = new Browser(app, place.host);
    await home.post('/portal/request-link', { identifier: 'jean@client.example' });
    const link = tokenIn((await messagesTo(app, place.tenant.id, 'jean@client.example'))[0]!);
    expect([keyOf(desk.cookies.get('demarc_session')!), keyOf(link)]).toEqual(['old', 'old']);

    app = await restart(`${NEW},${OLD}`);
    desk = again(app, desk);
    home = again(app, home);
    expect(await who(desk)).toBe('Camille Roy');
    expect((await home.post('/auth/redeem', { token: link })).body['session'].name).toBe('Jean Gagnon');
    expect(keyOf(home.cookies.get('demarc_session')!)).toBe('new');

    app = await restart(`${NEW},${OLD}`, ACCESS_SECONDS / 60 + 1);
    desk = again(app, desk);
    expect(await who(desk)).toBe('Camille Roy');
    expect([keyOf(desk.cookies.get('demarc_session')!), desk.cookies.get('demarc_refresh')!.split('.')[0]]).toEqual(['new', 'new']);

    app = await restart(NEW, 60);
    expect([await who(again(app, desk)), await who(again(app, home))]).toEqual(['Camille Roy', 'Jean Gagnon']);
    expect(await who(again(app, Object.assign(new Browser(app, place.host), { cookies: new Map([['demarc_refresh', `old.${desk.cookies.get('demarc_refresh')!.split('.').slice(1).join('.')}`]]) })))).toBeUndefined();
  }, 60_000);

  it('keeps a kind of token from being taken for another, and a realm from vouching for another', async () => {
    const app = await restart(`${NEW},${OLD}`);
    const place = await aPlace(app);
    await aReachableCustomer(app, place.tenant.id, { email: 'a@client.example' });
    const asker = new Browser(app, place.host);
    await asker.post('/portal/request-link', { identifier: 'a@client.example' });
    const link = tokenIn((await messagesTo(app, place.tenant.id, 'a@client.example'))[0]!);
    const asSession = new Browser(app, place.host);
    asSession.cookies.set('demarc_session', link);
    expect(await who(asSession)).toBeUndefined();
    const { email } = await aStaffUser(app, place.tenant.id);
    const desk = new Browser(app, place.host);
    await desk.post('/auth/password', { identifier: email, password: PASSWORD });
    expect((await desk.post('/auth/redeem', { token: desk.cookies.get('demarc_session') })).body).toMatchObject({ error: 'link_invalid' });
    const asRefresh = new Browser(app, place.host);
    asRefresh.cookies.set('demarc_refresh', desk.cookies.get('demarc_session')!);
    expect(await who(asRefresh)).toBeUndefined();
  }, 30_000);
});
