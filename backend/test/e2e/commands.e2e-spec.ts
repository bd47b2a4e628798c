import { randomUUID } from 'node:crypto';
import { systemActor } from '../../src/auth/actor.js';
import { Realm, SignInLink } from '../../src/auth/auth.entity.js';
import { Language } from '../../src/tenancy/tenant.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { Browser } from '../support/browser.js';
import { aTenant } from '../support/builders.js';
import { cloneDatabase, type TestDatabase } from '../support/pg-clone.js';
import { runServerFile } from '../support/process.js';

let database: TestDatabase;
let app: TestApp;
beforeAll(async () => {
  database = await cloneDatabase();
  app = await startApp({ database });
});
afterAll(async () => {
  await app.close();
  await database.drop();
});

const cli = (line: readonly string[], input = '') => runServerFile('cli.js', { args: line, input, env: { DATABASE_URL: database.url, DATA_DIR: process.env['TEST_DATA_DIR'], DEMO: 'off', LOG_LEVEL: 'error', PUBLIC_URL: 'https://demarc.example' } });
const aLink = (tenantId: string, endedMinutesAgo: number, more: Partial<SignInLink> = {}) =>
  app.db.tx(systemActor(tenantId), () => app.db.repo(SignInLink).insert(Object.assign(new SignInLink(), {
    realm: Realm.STAFF, subject: randomUUID(), name: 'X', email: null, phone: null, language: Language.FR, subjectId: null, choices: [], jobId: null, askedBy: null, redeemedBy: null, usedAt: null, revokedAt: null, expiresAt: new Date(Date.now() - endedMinutesAgo * 60_000), ...more,
  }) as never));
const linksOf = (tenantId: string) => app.db.tx(systemActor(tenantId), () => app.db.repo(SignInLink).count());

describe('the command line', () => {
  it('makes a provider and its first employee, who signs in at its host', async () => {
    const made = await cli(['tenant', 'add', '--slug', 'nord', '--name', 'Fibre Nord', '--host', 'https://Portail.Nord.ca/', '--time-zone', 'America/Winnipeg', '--language', 'en']);
    expect(made).toMatchObject({ code: 0, out: expect.stringContaining('Fibre Nord is at https://portail.nord.ca') });
    const added = await cli(['staff', 'add', '--tenant', 'nord', '--email', 'Anne@Nord.ca', '--name', 'Anne Roy']);
    expect(added).toMatchObject({ code: 0, err: '', out: expect.stringMatching(/^Anne Roy now works for Fibre Nord as owner, and chooses a password here within 7 days, once:\nhttps:\/\/portail\.nord\.ca\/#\/mot-de-passe\?token=\S+\n$/) });
    const token = /token=(\S+)/.exec(added.out)![1]!;
    const set = () => new Browser(app, 'portail.nord.ca').post('/auth/set-password', { token, password: 'une-phrase-de-passe' });
    expect((await set()).body['session']).toMatchObject({ name: 'Anne Roy', kind: 'staff' });
    expect((await set()).body).toMatchObject({ error: 'link_spent' });
    expect(await cli(['staff', 'add', '--tenant', 'nord', '--email', 'luc@nord.ca', '--name', 'Luc Roy', '--role', 'viewer', '--ask-password'], 'une-autre-phrase\n')).toMatchObject({ code: 0, err: '', out: 'Luc Roy can now sign in to Fibre Nord as viewer.\n' });
    expect((await new Browser(app, 'portail.nord.ca').post('/auth/password', { identifier: 'luc@nord.ca', password: 'une-autre-phrase' })).status).toBe(200);
    const browser = new Browser(app, 'portail.nord.ca');
    const { session } = (await browser.post('/auth/password', { identifier: 'anne@nord.ca', password: 'une-phrase-de-passe' })).body;
    expect(session).toMatchObject({ name: 'Anne Roy', locale: 'en', tenant: { name: 'Fibre Nord', timeZone: 'America/Winnipeg' } });
    expect(session.permissions).toContain('settings:write');
  }, 120_000);

  it.each<[string, string[], string, string]>([
    ['a name that is taken', ['tenant', 'add', '--slug', 'nord', '--name', 'X', '--host', 'x.example'], '', 'There already is a provider nord.'],
    ['a host that is taken', ['tenant', 'add', '--slug', 'sud', '--name', 'X', '--host', 'portail.nord.ca'], '', 'portail.nord.ca already leads to a provider.'],
    ['a host that is none', ['tenant', 'add', '--slug', 'sud', '--name', 'X', '--host', '10.0.0.1'], '', '10.0.0.1 is no host name, such as portail.nord.ca.'],
    ['a zone that is none', ['tenant', 'add', '--slug', 'sud', '--name', 'X', '--host', 's.example', '--time-zone', 'Mars'], '', 'Mars is no time zone, such as America/Toronto.'],
    ['somebody known', ['staff', 'add', '--tenant', 'nord', '--email', 'ANNE@nord.ca', '--name', 'Y'], 'une-phrase-de-passe\n', 'ANNE@nord.ca already works for Fibre Nord.'],
    ['a short password', ['staff', 'add', '--tenant', 'nord', '--email', 'b@nord.ca', '--name', 'Y', '--ask-password'], 'short\n', 'A password needs at least 12 characters. Nothing was made.'],
    ['a role that is none', ['staff', 'add', '--tenant', 'nord', '--email', 'b@nord.ca', '--name', 'Y', '--role', 'king'], '', 'There is no role king; there are owner, admin, dispatcher, billing, support, technician, viewer.'],
    ['a provider that is none', ['staff', 'add', '--tenant', 'est', '--email', 'b@nord.ca', '--name', 'Y'], '', 'There is no provider est; there are nord.'],
    ['a password on the line', ['staff', 'add', '--tenant', 'nord', '--email', 'b@nord.ca', '--name', 'Y', '--password', 'secret'], '', "Unknown option '--password'"],
    ['half a command', ['tokens'], '', 'npm run cli -- tokens prune [--tenant slug] [--minutes 1440] [--dry-run]'],
    ['no number of minutes', ['tokens', 'prune', '--minutes', 'soon'], '', '--minutes takes a whole number: how long ago the tokens must have ended.'],
  ])('refuses %s with a sentence', async (_what, line, input, sentence) => {
    const { code, out, err } = await cli(line, input);
    expect({ code, out, err: err.trim() }).toEqual({ code: 1, out: '', err: expect.stringContaining(sentence) });
  }, 120_000);

  it('takes away what can open nothing any more, of one provider or of all, and first only counts', async () => {
    const [one, other] = [await aTenant(app), await aTenant(app)];
    for (const { id } of [one, other]) {
      await aLink(id, 120);
      await aLink(id, 10);
      await aLink(id, -60);
      await aLink(id, -60, { revokedAt: new Date(Date.now() - 120 * 60_000) });
    }
    const prune = async (...more: string[]) => (await cli(['tokens', 'prune', '--minutes', '60', ...more])).out.trim();
    expect(await prune('--dry-run')).toMatch(/^Would take away 4 sign in link/);
    expect(await linksOf(one.id)).toBe(4);
    expect(await prune('--tenant', one.slug)).toMatch(/^Took away 2 sign in link.* of Provider/);
    expect([await linksOf(one.id), await linksOf(other.id)]).toEqual([2, 4]);
    expect(await prune()).toMatch(/^Took away 2 sign in link/);
    expect(await prune('--dry-run')).toMatch(/^Would take away 0 sign in link/);
    expect([await linksOf(one.id), await linksOf(other.id)]).toEqual([2, 2]);
  }, 240_000);
});
