import { startApp, type TestApp } from '../support/app.js';
import { Browser } from '../support/browser.js';
import { aPlace, aReachableCustomer, aStaffUser, messagesTo, PASSWORD, tokenIn, type Place } from '../support/builders/auth.js';
import { cloneDatabase, type TestDatabase } from '../support/pg-clone.js';
import { ACCESS_SECONDS } from '../../src/auth/session-tokens.js';

/** Two processes at one database: a server starts only within a minute of the database's clock, so these are as far apart as any two can be. */
let database: TestDatabase;
let fast: TestApp;
let slow: TestApp;
let place: Place;
const MINUTE = 60_000;
beforeAll(async () => {
  database = await cloneDatabase();
  [fast, slow] = [await startApp({ database }), await startApp({ database, env: { WORKER: 'off' } })];
  set(0);
  place = await aPlace(fast);
}, 60_000);
afterAll(async () => {
  await slow.close();
  await fast.close();
  await database.drop();
});

/** So many minutes from now, with one process a minute ahead and the other a minute behind. */
function set(minutes: number): void {
  fast.clock.set(new Date(Date.now() + (minutes + 1) * MINUTE));
  slow.clock.set(new Date(Date.now() + (minutes - 1) * MINUTE));
}

/** The same browser at the other process. */
function at(app: TestApp, { host, cookies }: Browser): Browser {
  const browser = new Browser(app, host);
  for (const [name, value] of cookies) browser.cookies.set(name, value);
  return browser;
}

const who = async (browser: Browser): Promise<string | undefined> => (await browser.get('/auth/session')).body['session']?.name as string | undefined;

async function aLink(app: TestApp, email: string): Promise<{ asker: Browser; token: string }> {
  await aReachableCustomer(fast, place.tenant.id, { email });
  const asker = new Browser(app, place.host);
  await asker.post('/portal/request-link', { identifier: email });
  return { asker, token: tokenIn((await messagesTo(fast, place.tenant.id, email))[0]!) };
}

describe('two processes whose clocks are two minutes apart', () => {
  it('take each other’s links, sessions and renewals', async () => {
    set(0);
    for (const [made, used, email] of [[fast, slow, 'a@client.example'], [slow, fast, 'b@client.example']] as const) {
      const { asker, token } = await aLink(made, email);
      const there = at(used, asker);
      expect((await there.post('/auth/redeem', { token })).status).toBe(200);
      expect([await who(there), await who(at(made, there))]).toEqual(['Jean Gagnon', 'Jean Gagnon']);
    }
    const { email } = await aStaffUser(fast, place.tenant.id);
    const desk = new Browser(fast, place.host);
    expect((await desk.post('/auth/password', { identifier: email, password: PASSWORD })).status).toBe(200);
    expect(await at(slow, desk).graph('{ me { name } }')).toEqual({ me: { name: 'Camille Roy' } });
    // Between the two ends of an access token one still takes it and the other renews it: nobody notices.
    set(ACCESS_SECONDS / 60);
    const [late, early] = [at(fast, desk), at(slow, desk)];
    expect([await who(late), await who(early)]).toEqual(['Camille Roy', 'Camille Roy']);
    expect(late.cookies.get('demarc_session')).not.toBe(desk.cookies.get('demarc_session'));
    expect(await who(at(slow, late))).toBe('Camille Roy');
    set(0);
  }, 60_000);

  it('end a link within these two minutes of its hour, with a clear answer, and a spent one stays spent on both', async () => {
    const { asker, token } = await aLink(fast, 'c@client.example');
    const hours = place.tenant.linkHours;
    set(hours * 60 + 3);
    for (const app of [fast, slow]) expect(await at(app, asker).post('/auth/redeem', { token })).toMatchObject({ status: 401, body: { error: 'link_expired', message: expect.stringMatching(/\w{4}/) } });
    set(0);
    const again = await aLink(slow, 'd@client.example');
    const elsewhere = new Browser(fast, place.host);
    expect((await elsewhere.post('/auth/redeem', { token: again.token, confirm: true })).status).toBe(200);
    for (const app of [fast, slow]) expect(await new Browser(app, place.host).post('/auth/redeem', { token: again.token, confirm: true })).toMatchObject({ status: 401, body: { error: 'link_spent' } });
  }, 60_000);
});
