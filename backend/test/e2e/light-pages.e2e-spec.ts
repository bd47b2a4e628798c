import { systemActor } from '../../src/auth/actor.js';
import { Device, DeviceKind, DeviceStatus } from '../../src/equipment/device.entity.js';
import { ServiceLocation } from '../../src/customers/customer.entity.js';
import { OutgoingMessage } from '../../src/messaging/outgoing-message.entity.js';
import { contactOf, staffOf } from '../support/actors.js';
import type { TestApp } from '../support/app.js';
import { Browser } from '../support/browser.js';
import { aCustomer } from '../support/builders.js';
import { aPlace, aReachableCustomer } from '../support/builders/auth.js';
import { anInvoice, quebecTaxes } from '../support/builders/invoices.js';
import { startWithStripe, until } from '../support/builders/payments.js';
import { as } from '../support/graph.js';

let app: TestApp;
beforeAll(async () => {
  ({ app } = await startWithStripe());
}, 60_000);
afterAll(() => app.close());

const HOUR = 3_600_000;
const from = (hours: number) => new Date(app.clock.now().getTime() + hours * HOUR).toISOString();
const PUBLISH = `mutation ($input: ServiceNoticeInput!) { publishServiceNotice(input: $input) { __typename ... on ServiceNotice { id state } ... on Problem { message } } }`;
const notice = (more: object = {}) => ({ kind: 'OUTAGE', titleFr: 'Panne à Prévost', titleEn: 'Outage in Prévost', textFr: 'Un câble est coupé.', textEn: 'A cable is cut.', places: ['Prévost'], startsAt: from(-1), ...more });
const english = { 'accept-language': 'en-CA,en;q=0.9' };

/** The text of a page without its markup. */
const words = (text: string): string => text.replace(/<style>.*?<\/style>/s, '').replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

describe('/status', () => {
  it('says that all is well, then what is going on, in the language of the visitor, without a session or a script', async () => {
    const place = await aPlace(app);
    const office = as(app, staffOf(place.tenant.id, 'support'));
    const visitor = new Browser(app, place.host);
    expect(words((await visitor.get('/status', english)).text)).toContain('Everything works as it should.');
    const { publishServiceNotice: made } = await office.run(PUBLISH, { input: notice() });
    expect(made).toMatchObject({ __typename: 'ServiceNotice', state: 'ONGOING' });
    await office.run(PUBLISH, { input: notice({ kind: 'MAINTENANCE', titleFr: 'Travaux <de nuit>', titleEn: 'Night <work>', places: [], startsAt: from(5), endsAt: from(9) }) });
    const [fr, en] = [await visitor.get('/status?lang=fr', english), await visitor.get('/status', english)];
    expect(fr.status).toBe(200);
    expect(fr.text).toContain('<html lang="fr">');
    expect(words(fr.text)).toMatch(/Une panne est en cours\..*Panne à Prévost.*Un câble est coupé\..*À venir.*Travaux &lt;de nuit&gt;.*Partout/);
    expect(words(en.text)).toMatch(/There is an outage\..*Outage in Prévost.*A cable is cut\..*To come.*Night &lt;work&gt;.*Everywhere/);
    expect(en.headers['set-cookie']).toBeUndefined();
    await office.run('mutation ($id: ID!) { endServiceNotice(id: $id) { __typename } }', { id: made.id });
    const after = await visitor.get('/status', english);
    expect(words(after.text)).toMatch(/Everything works as it should\..*The last seven days.*Outage in Prévost/);
    expect(after.headers['etag']).not.toBe(en.headers['etag']);
    expect((await visitor.get('/status', english)).headers['etag']).toBe(after.headers['etag']);
  });

  it('tells nobody of another provider’s outages, and is whole in less than 100 KB', async () => {
    const [mine, theirs] = [await aPlace(app), await aPlace(app)];
    for (let i = 0; i < 40; i++) await as(app, staffOf(theirs.tenant.id)).run(PUBLISH, { input: notice({ titleFr: `Panne ${i}`, textFr: 'x'.repeat(1_000) }) });
    expect((await new Browser(app, mine.host).get('/status')).text).not.toContain('Panne 1');
    const { text } = await new Browser(app, theirs.host).get('/status', { 'accept-encoding': 'identity' });
    expect(text).toContain('Panne 39');
    expect(Buffer.byteLength(text)).toBeLessThan(100_000);
  });

  it.each([
    ['that ends before it begins', { startsAt: '2026-11-22T10:00:00Z', endsAt: '2026-11-22T09:00:00Z' }, 'NoticeEndsBefore'],
    ['of maintenance without an end', { kind: 'MAINTENANCE' }, 'NoticeEndMissing'],
  ])('a notice %s is refused with what to do', async (_what, more, problem) => {
    const { tenant } = await aPlace(app);
    expect((await as(app, staffOf(tenant.id)).run(PUBLISH, { input: notice(more) })).publishServiceNotice).toMatchObject({ __typename: problem, message: expect.stringMatching(/\w{3}/) });
  });

  it('a notice without a title, or for a place that is none, says which field; one that is over stays as it was', async () => {
    const { tenant } = await aPlace(app);
    const office = as(app, staffOf(tenant.id));
    for (const [field, bad] of [['titleFr', { titleFr: ' ' }], ['places', { places: ['%'] }]] as const) expect((await office.errors(PUBLISH, { input: notice(bad) }))[0]!.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: { [field]: expect.any(String) } });
    const { publishServiceNotice: made } = await office.run(PUBLISH, { input: notice() });
    const end = () => office.run('mutation ($id: ID!) { endServiceNotice(id: $id) { __typename } }', { id: made.id });
    expect((await end()).endServiceNotice).toEqual({ __typename: 'ServiceNotice' });
    expect((await end()).endServiceNotice).toEqual({ __typename: 'NoticeOver' });
    expect((await office.run('mutation ($id: ID!, $input: ServiceNoticeInput!) { changeServiceNotice(id: $id, input: $input) { __typename } }', { id: made.id, input: notice() })).changeServiceNotice).toEqual({ __typename: 'NoticeOver' });
  });
});

describe('the portal', () => {
  const MINE = '{ myAccount { notices { titleFr state } } }';

  it('shows a customer what concerns their own places, live, and nobody else', async () => {
    const { tenant } = await aPlace(app);
    const [here, there] = [await aCustomer(app, tenant.id), await aCustomer(app, tenant.id)];
    const at = (customerId: string, city: string, postalCode: string) => Object.assign(new ServiceLocation(), { customerId, line1: '1 rue Principale', city, postalCode });
    await app.db.tx(systemActor(tenant.id), () => app.db.repo(ServiceLocation).insert([at(here.id, 'PRÉVOST', 'J0R 1T0'), at(there.id, 'Mirabel', 'J7J 1A1')]));
    const [me, other] = [as(app, contactOf(tenant.id, here.id)), as(app, contactOf(tenant.id, there.id))];
    const feed = await me.subscribe('subscription { accountNoticesChanged { id notices { titleFr } } }');
    const office = as(app, staffOf(tenant.id));
    await office.run(PUBLISH, { input: notice() });
    await until(async () => JSON.stringify(feed.received), (text) => text.includes('Panne à Prévost'));
    await feed.close();
    await office.run(PUBLISH, { input: notice({ titleFr: 'Code postal J0R', places: ['j0r'], startsAt: from(2) }) });
    await office.run(PUBLISH, { input: notice({ kind: 'MAINTENANCE', titleFr: 'Travaux finis', places: [], startsAt: from(-9), endsAt: from(-2) }) });
    expect((await me.run(MINE))['myAccount'].notices).toEqual([{ titleFr: 'Code postal J0R', state: 'UPCOMING' }, { titleFr: 'Panne à Prévost', state: 'ONGOING' }]);
    expect((await other.run(MINE))['myAccount'].notices).toEqual([]);
    expect((await me.errors(PUBLISH, { input: notice() }))[0]!.extensions.code).toBe('FORBIDDEN');
  }, 30_000);
});

describe('/pay', () => {
  const send = (visitor: Browser, number: string, how = 'EMAIL') => visitor.form('/pay?lang=en', { number, how });

  it('sends the link of a number that is known; the page says the same for one that is not, in the same words', async () => {
    const place = await aPlace(app);
    const tenantId = place.tenant.id;
    await quebecTaxes(app, tenantId);
    const customer = await aReachableCustomer(app, tenantId, { email: 'nathalie@client.example', cell: '514 555-0142' });
    const invoice = await anInvoice(app, staffOf(tenantId, 'billing'), customer.id);
    const visitor = new Browser(app, place.host);
    const [known, unknown] = [await send(visitor, ` ${invoice.number.toLowerCase()} `), await send(visitor, 'INV-1999-999999')];
    expect([known.status, unknown.status]).toEqual([200, 200]);
    expect(known.text).toBe(unknown.text);
    expect(known.text).not.toContain('nathalie');
    const letters = await until(() => app.db.tx(systemActor(tenantId), () => app.db.repo(OutgoingMessage).findBy({ template: 'payment-link' })), (found) => found.length > 0);
    expect(letters.map(({ recipient, text }) => [recipient, /\/pay\/[\w-]{40,}/.test(text)])).toEqual([['nathalie@client.example', true]]);
  }, 30_000);

  it('by account number falls back to the other way where there is no cell phone', async () => {
    const place = await aPlace(app);
    const tenantId = place.tenant.id;
    await quebecTaxes(app, tenantId);
    const customer = await aReachableCustomer(app, tenantId, { email: 'marc@client.example' });
    await anInvoice(app, staffOf(tenantId, 'billing'), customer.id);
    const [{ number }] = await app.db.tx(systemActor(tenantId), () => app.db.query<{ number: string }>('select number from customer where id = $1', [customer.id])) as [{ number: string }];
    await send(new Browser(app, place.host), number, 'SMS');
    const letters = await until(() => app.db.tx(systemActor(tenantId), () => app.db.repo(OutgoingMessage).findBy({ template: 'payment-link' })), (found) => found.length > 0);
    expect(letters.map(({ recipient }) => recipient)).toEqual(['marc@client.example']);
  }, 30_000);

  it.each(['', 'x', '<script>alert(1)</script>', 'ABCDEF', '1'.repeat(200)])('says beside the field what is wrong with %j', async (number) => {
    const { host } = await aPlace(app);
    const { status, text } = await send(new Browser(app, host), number);
    expect(status).toBe(422);
    expect(text).toContain('aria-invalid="true"');
    expect(words(text)).toContain('This number is not complete.');
    expect(text).not.toContain('<script>alert');
  });

  it('takes three tries of one number, then asks to wait, known or not; another site can send nothing', async () => {
    const { host } = await aPlace(app);
    const visitor = new Browser(app, host);
    const answers = [];
    for (let i = 0; i < 4; i++) answers.push(await send(visitor, 'C-99999'));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429]);
    expect(Number(answers[3]!.headers['retry-after'])).toBeGreaterThan(0);
    expect(words(answers[3]!.text)).toMatch(/Too many attempts/);
    const foreign = new Browser(app, host, { origin: 'https://evil.example' });
    expect((await foreign.form('/pay', { number: 'C-00001' })).status).toBe(403);
  });

  it('of one network address, ten numbers are the most', async () => {
    const { host } = await aPlace(app);
    const guesser = new Browser(app, host, { 'x-forwarded-for': '203.0.113.77' });
    const answers = [];
    for (let i = 0; i < 11; i++) answers.push((await send(guesser, `C-0000${i}`)).status);
    expect(answers).toEqual([...Array<number>(10).fill(200), 429]);
  });
});

describe('/q/<code>', () => {
  it('says what the device is and how to start it again, and nothing of whose it is', async () => {
    const place = await aPlace(app);
    const tenantId = place.tenant.id;
    const customer = await aReachableCustomer(app, tenantId, { email: 'nathalie@client.example' });
    const device = await app.db.tx(systemActor(tenantId), () => app.db.repo(Device).save(Object.assign(new Device(), { serial: 'HWTC12345678', serialKey: 'HWTC12345678', mac: 'AA:BB:CC:DD:EE:FF', kind: DeviceKind.ONT, brand: 'Huawei', model: 'EG8145V5', status: DeviceStatus.INSTALLED, customerId: customer.id })));
    const { device: { helpPath } } = await as(app, staffOf(tenantId)).run('query ($id: ID!) { device(id: $id) { helpPath } }', { id: device.id });
    const visitor = new Browser(app, place.host);
    const { status, text } = await visitor.get(helpPath as string, english);
    expect(status).toBe(200);
    expect(words(text)).toMatch(/Fibre terminal.*Huawei EG8145V5.*Restart the device.*Unplug/);
    for (const never of ['HWTC', 'AA:BB', 'DD:EE', 'nathalie', device.id, customer.id]) expect(text).not.toContain(never);
    const picture = await visitor.get(`${String(helpPath)}/qr.svg`);
    expect([picture.headers['content-type'], picture.text.slice(0, 4)]).toEqual(['image/svg+xml', '<svg']);
    const elsewhere = await aPlace(app);
    for (const [browser, path] of [[new Browser(app, elsewhere.host), helpPath as string], [visitor, `/q/${'0'.repeat(32)}`], [visitor, '/q/%00'], [visitor, '/q/..%2f..%2fetc'], [visitor, `/q/${device.id}`]] as const) {
      const missing = await browser.get(path, english);
      expect([missing.status, words(missing.text).includes('We do not know this code')]).toEqual([404, true]);
    }
  });

  it('lets one network address try sixty codes, then asks to wait', async () => {
    const { host } = await aPlace(app);
    const guesser = new Browser(app, host, { 'x-forwarded-for': '203.0.113.78' });
    const statuses = [];
    for (let i = 0; i < 61; i++) statuses.push((await guesser.get(`/q/${i.toString(16).padStart(32, '0')}`)).status);
    expect(statuses).toEqual([...Array<number>(60).fill(404), 429]);
  });
});

describe('/eta', () => {
  it('is one page for everybody: the secret never reaches the server but in the body of a question', async () => {
    const { host } = await aPlace(app);
    const visitor = new Browser(app, host);
    const { status, text, headers } = await visitor.get('/eta?lang=en');
    expect([status, headers['referrer-policy']]).toEqual([200, 'same-origin']);
    expect(text).toContain('<html lang="en">');
    expect(text).toContain('src="/light/eta.js"');
    expect((await visitor.post('/eta/open', { secret: 'x'.repeat(32) })).status).toBe(404);
  });
});
