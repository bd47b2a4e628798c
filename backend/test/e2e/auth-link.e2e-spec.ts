import { systemActor } from '../../src/auth/actor.js';
import { SignInLink, Session } from '../../src/auth/auth.entity.js';
import { ContactRoleName } from '../../src/customers/customer.entity.js';
import { LinkUse } from '../../src/tenancy/tenant.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { Browser } from '../support/browser.js';
import { aPlace, aReachableCustomer, aStaffUser, aTechnician, messagesTo, signedInStaff, tokenIn, type Place } from '../support/builders/auth.js';

let app: TestApp;
let place: Place;
beforeAll(async () => {
  app = await startApp();
  place = await aPlace(app);
});
afterAll(() => app.close());

let count = 0;
const anEmail = () => `personne${++count}@exemple.example`;
const aPhone = () => `(450) 555-${String(1000 + ++count)}`;
const ask = (browser: Browser, identifier: string) => browser.post('/portal/request-link', { identifier });

/** A customer's link as they find it in their mail, and the browser that asked. */
async function aLink(where = place): Promise<{ browser: Browser; token: string; email: string; customerId: string }> {
  const email = anEmail();
  const { id } = await aReachableCustomer(app, where.tenant.id, { email });
  const browser = new Browser(app, where.host);
  await ask(browser, email);
  const [mail] = await messagesTo(app, where.tenant.id, email);
  return { browser, token: tokenIn(mail!), email, customerId: id };
}

describe('asking for a link', () => {
  it('finds a customer by e-mail, number or any telephone, and writes to both channels', async () => {
    const [email, cell, home] = [anEmail(), aPhone(), aPhone()];
    const { number } = await aReachableCustomer(app, place.tenant.id, { email, cell, home });
    for (const identifier of [email.toUpperCase(), ` ${number.toLowerCase()}`, home, `+1 ${cell}`]) expect((await ask(new Browser(app, place.host), identifier)).body).toEqual({ ok: true, sent: [] });
    const [mail] = await messagesTo(app, place.tenant.id, email, 4);
    const [sms] = await messagesTo(app, place.tenant.id, cell, 4);
    expect(mail).toMatchObject({ channel: 'EMAIL', status: 'CAPTURED', template: 'sign-in-link' });
    expect(mail!.html).toContain(place.tenant.name);
    expect(sms!.text.length).toBeLessThan(700);
    const claims = JSON.parse(Buffer.from(tokenIn(mail!).split('.')[1]!, 'base64url').toString()) as Record<string, unknown>;
    expect(claims).toMatchObject({ sub: number, scope: 'customer', name: 'Jean Gagnon', email });
    expect(Number(claims['exp']) - Number(claims['iat'])).toBe(86_400);
    expect(JSON.parse(Buffer.from(tokenIn(mail!).split('.')[0]!, 'base64url').toString())).toEqual({ alg: 'HS256', typ: 'JWT', kid: 'dev' });
  });

  it('answers the same, header for header, for somebody nobody knows', async () => {
    const email = anEmail();
    await aReachableCustomer(app, place.tenant.id, { email });
    const [known, unknown] = await Promise.all([email, anEmail()].map((identifier) => ask(new Browser(app, place.host), identifier)));
    const shape = ({ status, text, headers }: typeof known & object) => ({ status, text, headers: Object.keys(headers).sort(), length: headers['content-length'] });
    expect(shape(known!)).toEqual(shape(unknown!));
  });

  it('wants an identifier', async () => {
    const { status, body } = await ask(new Browser(app, place.host), '  ');
    expect([status, body]).toEqual([400, { error: 'identifier_required' }]);
  });

  it('takes three in 15 minutes, exactly, from many processes at once', async () => {
    const identifier = anEmail();
    const tries = await Promise.all(Array.from({ length: 60 }, (_, i) => ask(new Browser(app, place.host), i % 2 ? identifier : ` ${identifier.toUpperCase()}`)));
    expect(tries.filter(({ status }) => status === 200)).toHaveLength(3);
    const refused = tries.find(({ status }) => status === 429)!;
    expect(refused.body).toMatchObject({ error: 'rate_limit', message: 'Trop de tentatives. Réessayez dans 15 min.' });
    expect(refused.body['retry_after_sec']).toBeGreaterThan(880);
    app.clock.set(new Date(Date.now() + 15 * 60_000 + 500));
    expect((await ask(new Browser(app, place.host), identifier)).status).toBe(200);
    app.clock.reset();
  });

  it('limits what one address may ask in all', async () => {
    const from = new Browser(app, place.host, { 'x-forwarded-for': '203.0.113.9' });
    const tries = await Promise.all(Array.from({ length: 64 }, () => ask(from, anEmail())));
    expect(tries.filter(({ status }) => status === 429)).toHaveLength(4);
  });

  it('tells where it went only where the tenant chose so', async () => {
    const open = await aPlace(app, { disclosingSignIn: true });
    const [both, mailOnly, smsOnly] = [anEmail(), anEmail(), aPhone()];
    const { number } = await aReachableCustomer(app, open.tenant.id, { email: both, cell: '(450) 555-1234' });
    await aReachableCustomer(app, open.tenant.id, { email: mailOnly });
    await aReachableCustomer(app, open.tenant.id, { cell: smsOnly });
    const answers = await Promise.all([number, mailOnly, smsOnly, anEmail()].map(async (identifier) => (await ask(new Browser(app, open.host), identifier)).body));
    expect(answers).toEqual([
      { ok: true, sent: ['sms', 'email'], redacted: ['***-***-1234', `p***${both.split('@')[0]!.slice(-1)}@exemple.example`] },
      { ok: true, sent: ['email'], redacted: [`p***${mailOnly.split('@')[0]!.slice(-1)}@exemple.example`] },
      { ok: true, sent: ['sms'], redacted: [`***-***-${smsOnly.slice(-4)}`] },
      { ok: true, sent: [] },
    ]);
  });
});

describe('a link', () => {
  it('opens at once where it was asked for, and there again until it expires', async () => {
    const { browser, token, customerId } = await aLink();
    const { status, body } = await browser.post('/auth/redeem', { token });
    expect([status, body['session'].kind, body['session'].customer.id]).toEqual([200, 'customer', customerId]);
    expect((await browser.post('/auth/redeem', { token })).body['session']).toBeDefined();
    expect(await sessionsOf(customerId)).toBe(1);
    app.clock.set(new Date(Date.now() + 24 * 3_600_000 + 1_000));
    expect((await browser.post('/auth/redeem', { token })).body).toMatchObject({ error: 'link_expired' });
    app.clock.reset();
  });

  it('asks for one tap anywhere else, burns nothing until then, and is spent afterwards', async () => {
    const { browser, token } = await aLink();
    const phone = new Browser(app, place.host);
    const scanner = new Browser(app, place.host);
    expect((await scanner.post('/auth/redeem', { token })).body).toEqual({ confirm: true, name: 'Jean Gagnon' });
    expect((await phone.post('/auth/redeem', { token })).body).toEqual({ confirm: true, name: 'Jean Gagnon' });
    expect((await phone.post('/auth/redeem', { token, confirm: true })).body['session']).toBeDefined();
    for (const elsewhere of [browser, scanner]) expect((await elsewhere.post('/auth/redeem', { token, confirm: true })).body).toMatchObject({ error: 'link_spent' });
  });

  it('redeemed a hundred times at once makes one session', async () => {
    const { token, customerId } = await aLink();
    const answers = await Promise.all(Array.from({ length: 100 }, () => new Browser(app, place.host).post('/auth/redeem', { token, confirm: true })));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(await sessionsOf(customerId)).toBe(1);
  });

  it('redeemed a hundred times at once by the browser that asked makes one session', async () => {
    const { browser, token, customerId } = await aLink();
    const answers = await Promise.all(Array.from({ length: 100 }, () => browser.post('/auth/redeem', { token })));
    expect(answers.every(({ status }) => status === 200)).toBe(true);
    expect(await sessionsOf(customerId)).toBe(1);
  });

  it('lets choose when an address means several accounts', async () => {
    const email = anEmail();
    const [mine, firm] = [await aReachableCustomer(app, place.tenant.id, { email }), await aReachableCustomer(app, place.tenant.id, { name: 'Atelier Gagnon', billingEmail: email })];
    const stranger = await aReachableCustomer(app, place.tenant.id);
    const browser = new Browser(app, place.host);
    await ask(browser, email);
    const [mail] = await messagesTo(app, place.tenant.id, email);
    const { body } = await browser.post('/auth/redeem', { token: tokenIn(mail!) });
    expect(new Set(body['choose'].map(({ customerId }: { customerId: string }) => customerId))).toEqual(new Set([mine.id, firm.id]));
    expect((await browser.get('/auth/session')).body['session']).toBeNull();
    expect((await browser.post('/auth/choose', { customerId: stranger.id })).status).toBe(401);
    expect((await new Browser(app, place.host).post('/auth/choose', { customerId: mine.id })).status).toBe(401);
    expect((await browser.post('/auth/choose', { customerId: firm.id })).body['session']).toMatchObject({ customer: { id: firm.id, name: 'Atelier Gagnon' } });
  });

  it('gives a contact the rights of their role at that customer', async () => {
    const email = anEmail();
    await aReachableCustomer(app, place.tenant.id, { email, role: ContactRoleName.VIEWER, cell: aPhone() });
    const browser = new Browser(app, place.host);
    await ask(browser, email);
    const [mail] = await messagesTo(app, place.tenant.id, email);
    const { body } = await browser.post('/auth/redeem', { token: tokenIn(mail!) });
    expect(body['session'].permissions).toEqual(['tenant:read', 'own:read']);
  });

  it.each([
    [LinkUse.ONCE, 'link_spent', 'link_spent'],
    [LinkUse.BROWSER, undefined, 'link_spent'],
    [LinkUse.EVERYWHERE, undefined, undefined],
  ])('used %s: again in the same browser %s, elsewhere %s', async (linkUse, again, elsewhere) => {
    const there = await aPlace(app, { linkUse });
    const { browser, token } = await aLink(there);
    await browser.post('/auth/redeem', { token });
    expect((await browser.post('/auth/redeem', { token })).body['error']).toBe(again);
    expect((await new Browser(app, there.host).post('/auth/redeem', { token, confirm: true })).body['error']).toBe(elsewhere);
  });

  it('works for as many hours as the tenant decided', async () => {
    const short = await aPlace(app, { linkHours: 1 });
    const { browser, token } = await aLink(short);
    app.clock.set(new Date(Date.now() + 3_601_000));
    expect((await browser.post('/auth/redeem', { token })).body['error']).toBe('link_expired');
    app.clock.reset();
  });

  it('of another provider opens nothing', async () => {
    const { token } = await aLink();
    const elsewhere = await aPlace(app);
    expect((await new Browser(app, elsewhere.host).post('/auth/redeem', { token, confirm: true })).body['error']).toBe('link_invalid');
  });
});

describe('links of the office', () => {
  const send = 'mutation ($key: ID!, $id: ID!) { sendSignInLink(customerId: $id, key: $key) { __typename ... on SignInLinkSent { channels } ... on Problem { message } } }';

  it('count as asked by no browser, and can be taken back', async () => {
    const desk = await signedInStaff(app, place, 'support');
    const [email, cell] = [anEmail(), aPhone()];
    const { id } = await aReachableCustomer(app, place.tenant.id, { email, cell });
    expect(await desk.graph(send, { id })).toEqual({ sendSignInLink: { __typename: 'SignInLinkSent', channels: ['EMAIL', 'SMS'] } });
    const [mail] = await messagesTo(app, place.tenant.id, email);
    expect((await desk.post('/auth/redeem', { token: tokenIn(mail!) })).body).toMatchObject({ confirm: true });
    expect(await desk.graph('mutation ($key: ID!, $id: ID!) { revokeSignInLinks(customerId: $id, key: $key) }', { id })).toEqual({ revokeSignInLinks: 1 });
    expect((await new Browser(app, place.host).post('/auth/redeem', { token: tokenIn(mail!), confirm: true })).body['error']).toBe('link_spent');
  });

  it('say when there is nowhere to send them, and need the right', async () => {
    const { id } = await aReachableCustomer(app, place.tenant.id);
    expect(await (await signedInStaff(app, place, 'support')).graph(send, { id })).toMatchObject({ sendSignInLink: { __typename: 'NowhereToSend' } });
    expect(await (await signedInStaff(app, place, 'viewer')).graph(send, { id })).toEqual({ error: 'FORBIDDEN' });
    const elsewhere = await aPlace(app);
    expect(await (await signedInStaff(app, elsewhere)).graph(send, { id })).toEqual({ error: 'NOT_FOUND' });
  });

  it('open a technician’s phone at the job', async () => {
    const desk = await signedInStaff(app, place, 'dispatcher');
    const phone = aPhone();
    const { id } = await aTechnician(app, place.tenant.id, { phone });
    const jobId = '01900000-0000-7000-8000-000000000001';
    const { sendTechnicianLink } = await desk.graph('mutation ($key: ID!, $id: ID!, $jobId: ID) { sendTechnicianLink(technicianId: $id, jobId: $jobId, key: $key) { __typename } }', { id, jobId });
    expect(sendTechnicianLink.__typename).toBe('SignInLinkSent');
    const [sms] = await messagesTo(app, place.tenant.id, phone);
    const { body } = await new Browser(app, place.host).post('/auth/redeem', { token: tokenIn(sms!), confirm: true });
    expect(body).toMatchObject({ session: { kind: 'technician', technicianId: id, name: 'Alex Côté' }, next: `/j/${jobId}` });
  });

  it('reach staff and technicians through the same door', async () => {
    const email = anEmail();
    await aStaffUser(app, place.tenant.id, 'billing', email);
    const technician = anEmail();
    await aTechnician(app, place.tenant.id, { email: technician });
    const kinds = await Promise.all([email, technician].map(async (identifier) => {
      const browser = new Browser(app, place.host);
      await ask(browser, identifier);
      const [mail] = await messagesTo(app, place.tenant.id, identifier);
      return (await browser.post('/auth/redeem', { token: tokenIn(mail!) })).body['session'].kind as string;
    }));
    expect(kinds).toEqual(['staff', 'technician']);
  });
});

it('links are kept without their token', async () => {
  const { token } = await aLink();
  const rows = await app.db.tx(systemActor(place.tenant.id), () => app.db.repo(SignInLink).find());
  expect(JSON.stringify(rows)).not.toContain(token.split('.')[2]);
});

function sessionsOf(customerId: string): Promise<number> {
  return app.db.tx(systemActor(place.tenant.id), () => app.db.repo(Session).countBy({ customerId }));
}
