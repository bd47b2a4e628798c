import { OutgoingChannel } from '../../src/messaging/outgoing-message.entity.js';
import { CustomerKind } from '../../src/customers/customer.entity.js';
import { SignInCode } from '../../src/auth/proofs.entity.js';
import { SignInMethod } from '../../src/tenancy/tenant.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { Browser } from '../support/browser.js';
import { aPlace, aReachableCustomer, aStaffUser, codeIn, messagesTo, type Place } from '../support/builders/auth.js';

let app: TestApp;
let place: Place;
beforeAll(async () => {
  app = await startApp();
  place = await aPlace(app);
});
afterAll(() => app.close());

let serial = 0;
const anEmail = () => `code-${++serial}@example.com`;

async function asked(identifier: string, where = place): Promise<Browser> {
  const browser = new Browser(app, where.host);
  expect((await browser.post('/auth/request-code', { identifier })).body).toEqual({ ok: true, sent: [] });
  return browser;
}

/** Three digits away from the right ones. */
const wrong = (code: string) => code.replace(/\d/g, (digit) => String((Number(digit) + 3) % 10));

describe('signing in by a 6-digit code', () => {
  it('sends it to both addresses, and opens a session in the browser that asked', async () => {
    const email = anEmail();
    await aReachableCustomer(app, place.tenant.id, { email, cell: '450 555-7001' });
    const browser = await asked(` ${email.toUpperCase()}`);
    const [mail] = await messagesTo(app, place.tenant.id, email, 1, OutgoingChannel.EMAIL);
    const [sms] = await messagesTo(app, place.tenant.id, '450 555-7001', 1, OutgoingChannel.SMS);
    expect(codeIn(mail!)).toBe(codeIn(sms!));
    expect(mail!.subject).toContain(codeIn(mail!));
    const elsewhere = new Browser(app, place.host);
    expect((await elsewhere.post('/auth/code', { identifier: email, code: codeIn(mail!) })).body).toMatchObject({ error: 'code_gone', tries_left: 0 });
    const { status, body } = await browser.post('/auth/code', { identifier: email, code: ` ${codeIn(mail!).slice(0, 3)} ${codeIn(mail!).slice(3)}` });
    expect({ status, kind: body['session']?.kind }).toEqual({ status: 200, kind: 'customer' });
    expect((await browser.get('/auth/session')).body['session']).toMatchObject({ kind: 'customer' });
    expect((await browser.post('/auth/code', { identifier: email, code: codeIn(mail!) })).body).toMatchObject({ error: 'code_gone' });
  });

  it('keeps nothing from which the digits could be read', async () => {
    const email = anEmail();
    await aReachableCustomer(app, place.tenant.id, { email });
    await asked(email);
    const code = codeIn((await messagesTo(app, place.tenant.id, email))[0]!);
    const rows = await app.db.unscoped('a test reads what is kept', () => app.db.repo(SignInCode).findBy({ email }));
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(code);
  });

  it('says how many tries are left, in both languages, and is of no use after three', async () => {
    const email = anEmail();
    await aReachableCustomer(app, place.tenant.id, { email });
    const browser = await asked(email);
    const code = codeIn((await messagesTo(app, place.tenant.id, email))[0]!);
    const attempt = (digits: string, locale = 'fr') => browser.post('/auth/code', { identifier: email, code: digits, locale });
    expect((await attempt(wrong(code))).body).toEqual({ error: 'code_wrong', message: 'Ce n’est pas le bon code. Il vous reste 2 essais.', tries_left: 2 });
    expect((await attempt(wrong(code), 'en')).body).toEqual({ error: 'code_wrong', message: 'That is not the code. You have 1 try left.', tries_left: 1 });
    expect((await attempt(wrong(code))).body).toMatchObject({ error: 'code_gone', tries_left: 0 });
    expect((await attempt(code)).body).toMatchObject({ error: 'code_gone', message: 'Ce code ne fonctionne plus. Demandez-en un autre.' });
  });

  it('answers the same for somebody nobody knows, wrong codes and tries left included', async () => {
    const email = anEmail();
    await aReachableCustomer(app, place.tenant.id, { email });
    const known = await asked(email);
    const unknown = await asked('personne@nulle-part.example');
    const right = codeIn((await messagesTo(app, place.tenant.id, email))[0]!);
    for (let i = 0; i < 4; i++) {
      const [one, other] = [await known.post('/auth/code', { identifier: email, code: wrong(right) }), await unknown.post('/auth/code', { identifier: 'personne@nulle-part.example', code: '000000' })];
      expect({ status: one.status, text: one.text }).toEqual({ status: other.status, text: other.text });
    }
  });

  it('lets one browser guess three times, however many guesses come at once or in one request', async () => {
    const email = anEmail();
    await aReachableCustomer(app, place.tenant.id, { email });
    const browser = await asked(email);
    const code = codeIn((await messagesTo(app, place.tenant.id, email))[0]!);
    const guesses = Array.from({ length: 1_000 }, (_, n) => String(n).padStart(6, '0'));
    expect((await browser.post('/auth/code', { identifier: email, code: guesses })).body).toMatchObject({ error: 'code_wrong', tries_left: 2 });
    const all = await Promise.all(Array.from({ length: 20 }, () => browser.post('/auth/code', { identifier: email, code: wrong(code) })));
    expect(all.map(({ body }) => body['tries_left'] as number).sort()).toEqual([...Array<number>(19).fill(0), 1]);
    expect((await browser.post('/auth/code', { identifier: email, code })).body).toMatchObject({ error: 'code_gone' });
  });

  it('of 20 right answers at once takes one', async () => {
    const email = anEmail();
    await aReachableCustomer(app, place.tenant.id, { email });
    const browser = await asked(email);
    const code = codeIn((await messagesTo(app, place.tenant.id, email))[0]!);
    const all = await Promise.all(Array.from({ length: 20 }, () => browser.post('/auth/code', { identifier: email, code })));
    expect(all.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it('is gone after ten minutes, and another one replaces it', async () => {
    const email = anEmail();
    await aReachableCustomer(app, place.tenant.id, { email });
    const browser = await asked(email);
    const first = codeIn((await messagesTo(app, place.tenant.id, email))[0]!);
    app.clock.set(new Date(Date.now() + 10 * 60_000 + 1_000));
    expect((await browser.post('/auth/code', { identifier: email, code: first })).body).toMatchObject({ error: 'code_gone' });
    await browser.post('/auth/request-code', { identifier: email });
    const [, again] = await messagesTo(app, place.tenant.id, email, 2);
    expect((await browser.post('/auth/code', { identifier: email, code: codeIn(again!) })).status).toBe(200);
    app.clock.reset();
  });

  it('may be asked for three times in 15 minutes, and another person still may', async () => {
    const email = anEmail();
    const replies = await Promise.all(Array.from({ length: 5 }, () => new Browser(app, place.host).post('/auth/request-code', { identifier: email })));
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 200, 200, 429, 429]);
    expect(replies.find(({ status }) => status === 429)!.body).toMatchObject({ error: 'rate_limit', message: expect.stringMatching(/^Trop de tentatives. Réessayez dans \d+ min\.$/), retry_after_sec: expect.any(Number) });
    await asked(anEmail());
  });

  it('opens a choice where an e-mail is in two accounts', async () => {
    const email = anEmail();
    const [chalet, maison] = [await aReachableCustomer(app, place.tenant.id, { email, name: 'Chalet' }), await aReachableCustomer(app, place.tenant.id, { email, name: 'Maison' })];
    const browser = await asked(email);
    const { body } = await browser.post('/auth/code', { identifier: email, code: codeIn((await messagesTo(app, place.tenant.id, email))[0]!) });
    expect((body['choose'] as { name: string }[]).map(({ name }) => name).sort()).toEqual(['Chalet', 'Maison']);
    const stranger = new Browser(app, place.host);
    stranger.cookies.set('demarc_choice', browser.cookies.get('demarc_choice')!);
    expect((await stranger.post('/auth/choose', { customerId: chalet.id })).status).toBe(401);
    expect((await browser.post('/auth/choose', { customerId: maison.id })).body['session'].customer).toMatchObject({ id: maison.id, name: 'Maison' });
  });

  it('is sent to whom the policy lets use it, and to nobody else', async () => {
    const where = await aPlace(app, { companySignIn: [SignInMethod.PASSWORD], householdSignIn: [SignInMethod.CODE], staffSignIn: [SignInMethod.CODE] });
    const [household, company] = [anEmail(), anEmail()];
    await aReachableCustomer(app, where.tenant.id, { email: household });
    await aReachableCustomer(app, where.tenant.id, { email: company, kind: CustomerKind.COMPANY });
    const { email: staff } = await aStaffUser(app, where.tenant.id);
    const asking = await Promise.all([company, staff, household].map((email) => asked(email, where)));
    const code = codeIn((await messagesTo(app, where.tenant.id, household))[0]!);
    expect((await asking[2]!.post('/auth/code', { identifier: household, code })).status).toBe(200);
    const forStaff = codeIn((await messagesTo(app, where.tenant.id, staff))[0]!);
    expect((await asking[1]!.post('/auth/code', { identifier: staff, code: forStaff })).body['session']).toMatchObject({ kind: 'staff' });
    await expect(messagesTo(app, where.tenant.id, company, 1, undefined, 10)).rejects.toThrow('did not come');
  });

  it('says what is wrong with an address or number nobody can have', async () => {
    for (const path of ['/auth/request-code', '/portal/request-link']) {
      const ask = async (identifier: unknown, locale = 'en') => (await new Browser(app, place.host).post(path, { identifier, locale })).body;
      expect(await ask('jean@')).toEqual({ error: 'identifier_email', message: 'This e-mail address is not complete. Check it, for example name@example.com.' });
      expect(await ask('+999 555 123 4567', 'fr')).toEqual({ error: 'identifier_phone', message: 'Ce numéro de téléphone n’existe pas. Écrivez 10 chiffres, ou + et l’indicatif du pays.' });
      expect(await ask('+1 450 55')).toMatchObject({ error: 'identifier_phone' });
      expect(await ask('050 555-1234')).toMatchObject({ error: 'identifier_phone' });
      expect(await ask('  ')).toEqual({ error: 'identifier_required' });
      expect(await ask(['a', 'b'])).toEqual({ error: 'identifier_required' });
      for (const fine of ['+33 1 42 68 53 00', '450 555-1234', 'C-00042', '77']) expect(await ask(fine)).toEqual({ ok: true, sent: [] });
    }
  });
});
