import { randomUUID } from 'node:crypto';
import { RateWindow } from '../../src/auth/auth.entity.js';
import { staffOf } from '../support/actors.js';
import { startApp, type TestApp } from '../support/app.js';
import { aTenant } from '../support/builders.js';
import { aReachableCustomer } from '../support/builders/auth.js';
import { as } from '../support/graph.js';
import { fetchAs } from '../support/http.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ env: { COST_PER_MINUTE: '2000' } });
});
afterAll(() => app.close());

const tries = () => app.db.unscoped('the test counts tries', async () => (await app.db.repo(RateWindow).find()).filter(({ bucket }) => bucket.startsWith('sendSignInLink:')).map(({ hits }) => hits.length));

/** As many aliases of one limited field as wanted, each a request of its own kind. */
const links = (count: number, customerId: string) => `mutation { ${Array.from({ length: count }, (_, i) => `a${i}: sendSignInLink(customerId: "${customerId}", key: "${randomUUID()}") { __typename }`).join(' ')} }`;

describe('a limited operation', () => {
  it('counts each alias as a try of its own, exactly, and says how long to wait', async () => {
    const { id: tenantId } = await aTenant(app);
    const customer = await aReachableCustomer(app, tenantId, { email: 'a@client.example' });
    const clerk = as(app, staffOf(tenantId, 'support'));
    const answers = await Promise.all(Array.from({ length: 9 }, () => clerk.answer(links(15, customer.id))));
    const refused = answers.flatMap(({ errors }) => errors ?? []);
    expect(await tries()).toEqual([120]);
    // The field is not null, so a document stops at its first refusal.
    expect(answers.filter(({ data }) => data === null).length).toBe(refused.length);
    expect(refused.length).toBeGreaterThan(0);
    for (const { extensions } of refused) expect(extensions).toMatchObject({ code: 'RATE_LIMITED', retryAfterSeconds: expect.any(Number) });
    const another = as(app, staffOf(tenantId, 'support'));
    expect((await another.answer(links(1, customer.id))).errors).toBeUndefined();
  });

  it('tried a thousand times in one document, or in one list of documents, is one refusal and no try', async () => {
    const { id: tenantId } = await aTenant(app);
    const customer = await aReachableCustomer(app, tenantId, { email: 'b@client.example' });
    const clerk = staffOf(tenantId, 'support');
    const before = await tries();
    const { status, errors, data } = await as(app, clerk).answer(links(1_000, customer.id));
    expect({ status, data, codes: errors!.map(({ extensions }) => extensions.code) }).toEqual({ status: 400, data: null, codes: ['GRAPHQL_PARSE_FAILED'] });
    const aliases = await as(app, clerk).answer(`{ ${Array.from({ length: 100 }, (_, i) => `a${i}: me { name }`).join(' ')} }`);
    expect(aliases.errors!.map(({ extensions }) => extensions.code)).toEqual(['TOO_COMPLEX']);
    const list = await fetchAs(app, clerk, '/graphql', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(Array.from({ length: 1_000 }, () => ({ query: links(1, customer.id) }))) });
    expect({ status: list.status, body: await list.json() }).toMatchObject({ status: 400, body: { errors: [{ extensions: { code: 'GRAPHQL_PARSE_FAILED' } }] } });
    expect(await tries()).toEqual(before);
  });
});

describe('the allowance of a minute', () => {
  const page = '{ customers(first: 100) { nodes { id name number } } }';
  it('is spent by cost, is each session’s own, and ends with 429 and the seconds to wait', async () => {
    const { id: tenantId } = await aTenant(app);
    const [greedy, modest] = [staffOf(tenantId), staffOf(tenantId)];
    const ask = () => fetchAs(app, greedy, '/graphql', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query: page }) });
    const answers = [];
    for (let i = 0; i < 12; i++) answers.push(await ask());
    const statuses = answers.map(({ status }) => status);
    // 401 points a page, 2,000 a minute: four pages, or some more where the minute turns in between.
    expect(statuses.slice(0, 4)).toEqual([200, 200, 200, 200]);
    expect(statuses).toContain(429);
    const refusal = answers.find(({ status }) => status === 429)!;
    expect(Number(refusal.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await refusal.json()).toMatchObject({ errors: [{ extensions: { code: 'RATE_LIMITED' } }], data: null });
    expect((await as(app, modest).answer(page)).status).toBe(200);
  });

  it('holds over the socket too', async () => {
    const { id: tenantId } = await aTenant(app);
    const greedy = staffOf(tenantId);
    for (let i = 0; i < 8; i++) await as(app, greedy).answer(page);
    const feed = await as(app, greedy).subscribe('subscription { ticketChanged { id number subject } }');
    await expect(feed.next()).rejects.toThrow('RATE_LIMITED');
    await feed.close();
  });

  it('cannot be spared by hiding the size of a list in a variable', async () => {
    const { id: tenantId } = await aTenant(app);
    const office = as(app, staffOf(tenantId));
    const [error] = await office.errors('query ($n: Int!) { customers(first: $n) { nodes { id name number kind status language currency billingEmail locations { id } phones { id } contacts { id } } } }', { n: 100 });
    expect(error!.extensions.code).toBe('TOO_COMPLEX');
  });
});
