import pg from 'pg';
import { startApp, type TestApp } from '../support/app.js';
import { Browser, type Reply } from '../support/browser.js';
import { aPlace, aReachableCustomer, aStaffUser, type Place } from '../support/builders/auth.js';
import { ContactPassword } from '../../src/auth/proofs.entity.js';
import { StaffUser } from '../../src/auth/auth.entity.js';
import { Contact } from '../../src/customers/customer.entity.js';
import { systemActor } from '../../src/auth/actor.js';

/** Nothing works in the background here, so that every statement heard is the answer's own. */
let app: TestApp;
let place: Place;
beforeAll(async () => {
  app = await startApp({ env: { WORKER: 'off' } });
  place = await aPlace(app);
  await aStaffUser(app, place.tenant.id, 'owner', 'known@office.example');
  await aReachableCustomer(app, place.tenant.id, { email: 'known@home.example' });
  await app.db.tx(systemActor(place.tenant.id), async () => {
    const { passwordHash } = await app.db.repo(StaffUser).findOneByOrFail({ email: 'known@office.example' });
    const { id } = await app.db.repo(Contact).findOneByOrFail({ email: 'known@home.example' });
    await app.db.repo(ContactPassword).save({ ownerId: id, hash: passwordHash, invitedAt: new Date(), activatedAt: new Date() } as ContactPassword);
  });
});
afterAll(() => app.close());

/** The statements that are sent while something is asked, but for the word that an event waits, which goes out in its own time. */
async function statementsOf(ask: () => Promise<Reply>): Promise<{ reply: Reply; statements: string[] }> {
  const statements: string[] = [];
  const own = pg.Client.prototype.query as (...args: unknown[]) => unknown;
  pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
    const [first] = args as [string | { readonly text?: string }];
    statements.push((typeof first === 'string' ? first : first.text ?? '').replace(/\s+/g, ' '));
    return own.apply(this, args);
  } as never;
  try {
    const reply = await ask();
    return { reply, statements: statements.filter((text) => !text.includes('pg_notify')) };
  } finally {
    pg.Client.prototype.query = own as never;
  }
}

describe('signing in', () => {
  it.each<[string, object]>([
    ['/auth/password', { password: 'not the right one' }],
    ['/auth/forgot', {}],
    ['/portal/request-link', {}],
    ['/auth/request-code', {}],
    ['/auth/code', { code: '000000' }],
  ])('by %s asks the database the same for somebody who exists as for nobody, and answers the same', async (path, more) => {
    const heard = [];
    for (const identifier of ['warm@nowhere.example', 'nobody@nowhere.example', 'known@office.example', 'known@home.example']) {
      const browser = new Browser(app, place.host);
      await browser.get('/auth/tenant');
      const { reply, statements } = await statementsOf(() => browser.post(path, { identifier, ...more }));
      const { date: _date, 'set-cookie': _cookies, ...headers } = reply.headers;
      heard.push({ status: reply.status, text: reply.text, headers, statements });
    }
    const [, nobody, office, home] = heard;
    expect(nobody!.statements.length).toBeGreaterThan(1);
    expect(office).toEqual(nobody);
    expect(home).toEqual(nobody);
  });
});
