import { startApp } from '../support/app.js';
import { Browser } from '../support/browser.js';
import { aCustomer } from '../support/builders.js';
import { aPlace, signedInStaff } from '../support/builders/auth.js';
import { PRODUCTION } from '../support/production.js';

const MINT = 'mutation ($key: ID!, $input: ApiKeyInput!) { mintApiKey(key: $key, input: $input) { ... on ApiKeyMinted { key } } }';
const PATHS = ['/explorer', '/explorer/explorer.js', '/explorer/explorer.css', '/explorer/schema'];

describe('the page to try the API', () => {
  it('asks with a key alone: a session beside it counts for nothing', async () => {
    const app = await startApp();
    const place = await aPlace(app);
    const owner = await signedInStaff(app, place);
    const { key } = (await owner.graph(MINT, { input: { name: 'Explorer', permissions: ['tickets:read'], days: 1 } })).mintApiKey as { key: string };
    const run = async (body: unknown) => {
      const { status, headers, body: answer } = await owner.post('/explorer/run', body, { 'content-type': 'text/plain', origin: 'null', 'sec-fetch-site': 'cross-site' });
      expect(headers).toMatchObject({ 'access-control-allow-origin': '*', 'cache-control': 'no-store' });
      expect(headers['set-cookie']).toBeUndefined();
      return { status, answer };
    };
    expect(await run({ key, query: '{ tickets { totalCount } }' })).toEqual({ status: 200, answer: { data: { tickets: { totalCount: 0 } } } });
    expect(await run({ key, query: '{ customers { totalCount } }' })).toMatchObject({ answer: { errors: [{ extensions: { code: 'FORBIDDEN' } }] } });
    expect(await run({ key: 'dmk_nothing', query: '{ me { name } }' })).toMatchObject({ answer: { errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] } });
    for (const body of [{ query: '{ me { name } }' }, { key: 'a b', query: '{ me { name } }' }, null, 'x']) expect((await run(body)).status).toBe(400);
    const stranger = new Browser(app, place.host);
    const listen = (asked: object) => stranger.stream('/explorer/live', asked);
    const news = listen({ key, query: 'subscription { ticketChanged { subject } }' });
    expect(await news.line(0)).toEqual({ listening: true });
    const customer = await aCustomer(app, place.tenant.id);
    const OPEN = 'mutation ($key: ID!, $input: OpenTicketInput!) { openTicket(input: $input, key: $key) { ... on Ticket { subject } } }';
    await owner.graph(OPEN, { input: { customerId: customer.id, subject: 'Internet lent', description: 'Depuis lundi.' } });
    expect(await news.line(1)).toMatchObject({ data: { ticketChanged: { subject: 'Internet lent' } }, extensions: { seq: expect.any(Number) } });
    await owner.graph('mutation ($key: ID!, $id: ID!) { revokeApiKey(id: $id, key: $key) { __typename } }', { id: (await owner.graph('{ apiKeys { id } }')).apiKeys[0].id });
    expect(await news.line(2)).toMatchObject({ closed: 4403 });
    await news.done;
    expect(await listen({ key: 'dmk_nothing', query: 'subscription { ticketChanged { subject } }' }).line(0)).toMatchObject({ closed: 4403 });
    const { key: other } = (await owner.graph(MINT, { input: { name: 'Other', permissions: ['tickets:read'], days: 1 } })).mintApiKey as { key: string };
    const refused = listen({ key: other, query: 'subscription { customerChanged(id: "0190b3f0-0000-7000-8000-000000000000") { name } }' });
    expect(await refused.line(1)).toMatchObject({ errors: [{ extensions: { code: 'FORBIDDEN' } }] });
    await refused.done;
    const pages = await Promise.all(PATHS.map((path) => stranger.get(path)));
    expect(pages.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(pages[0]!.headers['content-security-policy']).toMatch(/^sandbox allow-scripts; default-src 'none'; script-src 'self'; .*trusted-types 'none'$/);
    expect(pages[0]!.text).not.toMatch(/https?:\/\//);
    expect(pages[3]!.body['__schema'].types.length).toBeGreaterThan(100);
    await app.close();
  }, 60_000);

  it('is not there in production', async () => {
    const app = await startApp({ env: PRODUCTION });
    const { host } = await aPlace(app);
    const browser = new Browser(app, host);
    for (const path of PATHS) expect((await browser.get(path)).status).toBe(404);
    for (const path of ['/explorer/run', '/explorer/live']) expect((await browser.post(path, { key: 'dmk_x', query: '{ me { name } }' })).status).toBe(404);
    await app.close();
  }, 60_000);
});
