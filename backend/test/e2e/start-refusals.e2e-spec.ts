import pg from 'pg';
import { cloneDatabase, type TestDatabase } from '../support/pg-clone.js';
import { runServerFile } from '../support/process.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await cloneDatabase();
});
afterAll(() => database.drop());

/** Everything a production server needs, nothing it must not have. */
const right = (): Record<string, string | undefined> => ({
  NODE_ENV: 'production', DATABASE_URL: database.url, DATA_DIR: process.env['TEST_DATA_DIR'], PORT: '0', HOST: '127.0.0.1', PUBLIC_URL: 'https://portail.fibre.ca', LOG_LEVEL: 'error',
  SECRET_KEYS: 'k1:1f0c9e7Zb3T5qLw8YxRm2Kp6Vd4Hs0Ga', STRIPE_SECRET_KEY: 'sk_live_51NxQ0000', STRIPE_WEBHOOK_SECRET: 'whsec_8Zk2p0000',
});

/** A process whose clock is ahead of the database's. */
const minutesAhead = (minutes: number) => `--import=data:text/javascript,${encodeURIComponent(`const now = Date.now; Date.now = () => now() + ${minutes * 60_000};`)}`;

async function inDatabase(text: string): Promise<void> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query(`set session_replication_role = replica`);
  await client.query(text);
  await client.end();
}

describe('a production server', () => {
  it('starts when everything is right', async () => {
    const { out, err } = await runServerFile('main.js', { env: right(), until: /Demarc is at/ });
    expect({ out, err }).toEqual({ out: expect.stringMatching(/^Demarc is at http/), err: '' });
  }, 120_000);

  it.each<[string, Record<string, string | undefined>, string]>([
    ['with the demonstration', { DEMO: 'on' }, 'DEMO must be off in production.'],
    ['without a secret', { SECRET_KEYS: undefined }, 'SECRET_KEYS must be set in production, as kid:secret.'],
    ['with the development secret', { SECRET_KEYS: 'dev:development-only-secret-never-in-production' }, 'Each of SECRET_KEYS must be a secret of its own made by chance, for example with: openssl rand -base64 36'],
    ['with a secret from a manual', { SECRET_KEYS: 'k:change-me-change-me-change-me-change-me' }, 'Each of SECRET_KEYS must be a secret of its own made by chance, for example with: openssl rand -base64 36'],
    ['with a short secret', { SECRET_KEYS: 'k:short' }, 'Each of SECRET_KEYS must be kid:secret: a short name of letters and digits, and a secret of at least 32 characters.'],
    ['without a key of Stripe', { STRIPE_SECRET_KEY: undefined }, 'STRIPE_SECRET_KEY must be set in production.'],
    ['with a published key of Stripe', { STRIPE_SECRET_KEY: 'pk_live_51NxQ' }, 'STRIPE_SECRET_KEY must be a secret key of Stripe, which begins with sk_ or rk_.'],
    ['without the secret of the webhook', { STRIPE_WEBHOOK_SECRET: undefined }, 'STRIPE_WEBHOOK_SECRET must be set in production.'],
    ['with payments sent to a sandbox', { STRIPE_API_BASE: 'http://127.0.0.1:4242' }, 'STRIPE_API_BASE leads to a sandbox: take it away in production.'],
    ['with links that travel in the open', { PUBLIC_URL: 'http://portail.fibre.ca' }, 'PUBLIC_URL must be an https:// address in production.'],
    ['with links to itself', { PUBLIC_URL: 'https://localhost:3000' }, 'PUBLIC_URL must be the address people reach this server at, not this machine’s own.'],
    ['believing any certificate', { NODE_TLS_REJECT_UNAUTHORIZED: '0' }, 'NODE_TLS_REJECT_UNAUTHORIZED=0 accepts any certificate: take it away in production.'],
    ['with a debugger', { NODE_OPTIONS: '--inspect=127.0.0.1:0' }, 'The debugger (--inspect) lets anybody who reaches it read every secret: take it away in production.'],
    ['writing everything down', { LOG_LEVEL: 'debug' }, 'LOG_LEVEL must be info, warn, error or silent in production.'],
    ['misspelt', { NODE_ENV: 'Production' }, 'NODE_ENV must be production, development, test or not set at all, not Production.'],
    ['with a clock that is off', { NODE_OPTIONS: minutesAhead(7) }, 'The clock of this machine is 7 min ahead of the database’s: set both by NTP, because sign-in links, codes and payments depend on it.'],
  ])('does not start %s, and says why in one sentence', async (_what, wrong, sentence) => {
    const { code, out, err } = await runServerFile('main.js', { env: { ...right(), ...wrong } });
    const said = err.split('\n').filter((line) => line && !/^\(node:|^\(Use|Debugger|^For help/.test(line));
    expect({ code, out, said }).toEqual({ code: 1, out: '', said: [sentence] });
  }, 120_000);

  it('does not start on a database in which a door was left open, and neither does its worker', async () => {
    const tenant = (column: string, value: string) => inDatabase(`insert into tenant (id, slug, name, legal_name, ${column}) values (gen_random_uuid(), 'nord', 'Fibre Nord', 'Fibre Nord inc.', ${value})`);
    const start = async (env: Record<string, string> = {}, file = 'main.js') => (await runServerFile(file, { env: { ...right(), ...env }, until: /Demarc is at/ })).err.trim();
    const demo = 'The demonstration provider Fibre Nord (nord), whose passwords everybody can read, is in this database: production needs a database without it.';
    await tenant('demo', 'true');
    expect([await start(), await start({}, 'worker.js')]).toEqual([demo, demo]);
    await inDatabase('delete from tenant');
    await tenant('sign_in_as', `'[{"label":"Bureau","identifier":"a@b.example"}]'`);
    expect(await start()).toBe(demo);
    await inDatabase('delete from tenant');
    await tenant('link_use', `'EVERYWHERE'`);
    expect(await start()).toBe('The sign-in links of Fibre Nord (nord) open for anybody who holds them: set OPEN_LINKS=allowed if that is meant.');
    expect(await start({ OPEN_LINKS: 'allowed' })).toBe('');
    await inDatabase('delete from tenant');
  }, 240_000);
});
