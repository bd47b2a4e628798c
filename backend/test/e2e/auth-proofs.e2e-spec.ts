import { generate } from 'otplib';
import { Contact, ContactRoleName, CustomerContact, CustomerKind } from '../../src/customers/customer.entity.js';
import { systemActor } from '../../src/auth/actor.js';
import { ContactPasswordToken } from '../../src/auth/proofs.entity.js';
import { SignInMethod, StepUpArea } from '../../src/tenancy/tenant.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { Browser } from '../support/browser.js';
import { aPlace, aReachableCustomer, codeIn, messagesTo, PASSWORD, passwordTokenIn, signedInStaff, tokenIn, type Place } from '../support/builders/auth.js';

let app: TestApp;
let place: Place;
beforeAll(async () => {
  app = await startApp();
  place = await aPlace(app, { companySignIn: [SignInMethod.PASSWORD], companyTotp: false });
});
afterAll(() => app.close());

let serial = 0;
const anEmail = () => `preuve-${++serial}@entreprise.example`;
const NEW_PASSWORD = 'quatre mots bien à moi';
const invite = 'mutation ($key: ID!, $id: ID!) { inviteContact(id: $id, key: $key) { __typename ... on Problem { message } ... on Customer { contacts { invitedAt activatedAt } } } }';

async function aCompany(where = place, email = anEmail()) {
  const customer = await aReachableCustomer(app, where.tenant.id, { email, kind: CustomerKind.COMPANY, name: 'Boulangerie du Lac' });
  const link = await app.db.tx(systemActor(where.tenant.id), () => app.db.repo(CustomerContact).findOneByOrFail({ customerId: customer.id }));
  return { customer, email, link };
}

/** A company's contact whom the office invited and who chose a password. */
async function active(where = place) {
  const company = await aCompany(where);
  const desk = await signedInStaff(app, where);
  expect((await desk.graph(invite, { id: company.link.id })).inviteContact.__typename).toBe('Customer');
  const token = passwordTokenIn((await messagesTo(app, where.tenant.id, company.email))[0]!);
  const browser = new Browser(app, where.host);
  const answer = await browser.post('/auth/set-password', { token, password: NEW_PASSWORD });
  return { ...company, desk, token, browser, answer };
}

async function signedInByCode(email: string, where = place, nth = 1) {
  const browser = new Browser(app, where.host);
  await browser.post('/auth/request-code', { identifier: email });
  const code = codeIn((await messagesTo(app, where.tenant.id, email, nth)).at(-1)!);
  expect((await browser.post('/auth/code', { identifier: email, code })).status).toBe(200);
  return browser;
}

const totp = (secret: string, at: Date) => generate({ secret: secret.replaceAll(' ', ''), epoch: Math.floor(at.getTime() / 1000) });

describe('a password of a contact', () => {
  it('comes by invitation of the office, once, and signs in from then on', async () => {
    const { desk, browser, answer, email, link, token } = await active();
    expect(answer.body['session']).toMatchObject({ kind: 'customer', customer: { name: 'Boulangerie du Lac' } });
    expect((await browser.get('/auth/session')).body['session']).toMatchObject({ kind: 'customer' });
    expect((await new Browser(app, place.host).post('/auth/set-password', { token, password: NEW_PASSWORD })).body).toMatchObject({ error: 'link_spent', message: 'Ce lien a déjà servi. Demandez-en un autre.' });
    expect((await new Browser(app, place.host).post('/auth/password', { identifier: email, password: NEW_PASSWORD })).body['session']).toMatchObject({ kind: 'customer' });
    expect((await new Browser(app, place.host).post('/auth/password', { identifier: email, password: 'autre chose' })).status).toBe(401);
    expect((await desk.graph(invite, { id: link.id })).inviteContact).toMatchObject({ __typename: 'ContactAlreadyActive' });
  });

  it('is nothing until the letter is followed; looking at the letter uses nothing up, and a new letter ends the one before', async () => {
    const { email, link } = await aCompany();
    const desk = await signedInStaff(app, place);
    expect((await desk.graph(invite, { id: link.id })).inviteContact.contacts[0]).toEqual({ invitedAt: expect.any(String), activatedAt: null });
    expect((await new Browser(app, place.host).post('/auth/password', { identifier: email, password: '' })).status).toBe(401);
    await messagesTo(app, place.tenant.id, email); // a letter replaced before it was written is not written
    await desk.graph(invite, { id: link.id });
    const [first, second] = (await messagesTo(app, place.tenant.id, email, 2)).map(passwordTokenIn);
    const look = (token: string) => new Browser(app, place.host).post('/auth/password-token', { token, locale: 'en' });
    expect((await look(first!)).body).toEqual({ error: 'link_spent', message: 'This link has already been used. Ask for another one.' });
    for (let i = 0; i < 3; i++) expect((await look(second!)).body).toEqual({ kind: 'activation', name: 'Jean Gagnon', email });
    expect((await look(second!.slice(0, -2))).body).toMatchObject({ error: 'link_invalid' });
    const elsewhere = await aPlace(app);
    expect((await new Browser(app, elsewhere.host).post('/auth/password-token', { token: second })).body).toMatchObject({ error: 'link_invalid' });
    const kept = await app.db.unscoped('a test reads what is kept', () => app.db.repo(ContactPasswordToken).findBy({ email }));
    expect(JSON.stringify(kept)).not.toContain(second!.split('.').at(-1)!);
    app.clock.set(new Date(Date.now() + 7 * 86_400_000 + 60_000));
    expect((await look(second!)).body).toMatchObject({ error: 'link_expired' });
    app.clock.reset();
  });

  it('is set once by 20 requests at once, and has to be worth something', async () => {
    const { email, link } = await aCompany();
    await (await signedInStaff(app, place)).graph(invite, { id: link.id });
    const token = passwordTokenIn((await messagesTo(app, place.tenant.id, email))[0]!);
    const set = (password: unknown, locale = 'fr') => new Browser(app, place.host).post('/auth/set-password', { token, password, locale });
    expect((await set('court')).body).toEqual({ error: 'password_short', message: 'Le mot de passe doit avoir au moins 10 caractères. Quelques mots suffisent.' });
    expect((await set('gagnon-2026', 'en')).body).toMatchObject({ error: 'password_known', message: expect.stringContaining('your name') });
    expect((await set({ length: 20 })).body).toMatchObject({ error: 'password_short' });
    const all = await Promise.all(Array.from({ length: 20 }, () => set(NEW_PASSWORD)));
    expect(all.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it('that is forgotten is chosen anew by letter; the answer is the same for everybody, and whoever was signed in is out', async () => {
    const { email, browser } = await active();
    const [known, unknown] = await Promise.all([email, 'personne@nulle-part.example'].map((identifier) => new Browser(app, place.host).post('/auth/forgot', { identifier })));
    expect({ status: known!.status, text: known!.text }).toEqual({ status: unknown!.status, text: unknown!.text });
    const reset = passwordTokenIn((await messagesTo(app, place.tenant.id, email, 2))[1]!);
    const other = new Browser(app, place.host);
    expect((await other.post('/auth/set-password', { token: reset, password: 'un tout autre choix' })).status).toBe(200);
    expect((await browser.get('/auth/session')).body['session']).toBeNull();
    expect((await new Browser(app, place.host).post('/auth/password', { identifier: email, password: NEW_PASSWORD })).status).toBe(401);
  });

  it('tried by a stranger locks no owner out of the browser they know', async () => {
    const { email, browser } = await active();
    const stranger = await Promise.all(Array.from({ length: 12 }, () => new Browser(app, place.host).post('/auth/password', { identifier: email, password: 'non' })));
    expect(stranger.filter(({ status }) => status === 429)).toHaveLength(2);
    expect((await browser.post('/auth/password', { identifier: email, password: NEW_PASSWORD })).status).toBe(200);
  });
});

describe('an authenticator app', () => {
  it('is set up with a drawing, asked for from then on, and each code counts once', async () => {
    const email = anEmail();
    await aReachableCustomer(app, place.tenant.id, { email });
    const browser = await signedInByCode(email);
    const { body } = await browser.post('/auth/totp/begin', {});
    expect(body).toMatchObject({ uri: expect.stringMatching(/^otpauth:\/\/totp\//), qr: expect.stringContaining('<svg') });
    expect((await browser.post('/auth/totp/confirm', { code: '000000' })).body).toMatchObject({ error: 'second_wrong', message: expect.stringContaining('l’heure de votre téléphone') });
    const code = await totp(body['secret'], app.clock.now());
    const confirmed = await browser.post('/auth/totp/confirm', { code });
    const codes = confirmed.body['recoveryCodes'] as string[];
    expect(new Set(codes).size).toBe(10);
    expect((await browser.graph('{ security { totp recoveryCodesLeft } }')).security).toEqual({ totp: true, recoveryCodesLeft: 10 });

    const other = new Browser(app, place.host);
    await other.post('/portal/request-link', { identifier: email });
    const token = tokenIn((await messagesTo(app, place.tenant.id, email, 2)).at(-1)!);
    expect((await other.post('/auth/redeem', { token })).body).toEqual({ second: 'code' });
    expect((await other.get('/auth/session')).body['session']).toBeNull();
    expect((await other.post('/auth/second', { code })).body).toMatchObject({ error: 'second_wrong' });
    expect((await other.post('/auth/second/begin', {})).status).toBe(401);
    expect((await other.post('/auth/second', { code: codes[0]!.toUpperCase().replace('-', ' ') })).body['session']).toMatchObject({ kind: 'customer' });

    const third = new Browser(app, place.host);
    third.cookies.set('demarc_second', other.cookies.get('demarc_second')!);
    expect((await third.post('/auth/second', { code: codes[1] })).body).toMatchObject({ error: 'ticket_gone' });
    expect((await other.post('/auth/redeem', { token })).body).toEqual({ second: 'code' });
    expect((await other.post('/auth/second', { code: codes[0] })).body).toMatchObject({ error: 'second_wrong' });
    app.clock.set(new Date(Date.now() + 120_000));
    const later = await totp(body['secret'], app.clock.now());
    const both = await Promise.all([0, 1].map(() => other.post('/auth/second', { code: later })));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 401]);
    app.clock.reset();
  });

  it('is set up on the way in where the provider asks for it', async () => {
    const where = await aPlace(app, { companySignIn: [SignInMethod.PASSWORD], companyTotp: true });
    const { browser, answer } = await active(where);
    expect(answer.body).toEqual({ second: 'enrol' });
    const { body } = await browser.post('/auth/second/begin', {});
    const done = await browser.post('/auth/second/confirm', { code: await totp(body['secret'], app.clock.now()) });
    expect(done.body).toMatchObject({ session: { kind: 'customer' }, recoveryCodes: expect.arrayContaining([expect.stringMatching(/^\w{5}-\w{5}$/)]) });
  });
});

describe('proving once more who one is', () => {
  const remove = 'mutation ($key: ID!, $id: ID!) { removeColleague(id: $id, key: $key) { __typename ... on Problem { message } } }';

  it('is asked before contacts change; the same mutation with the same key then goes through', async () => {
    const email = anEmail();
    const customer = await aReachableCustomer(app, place.tenant.id, { email });
    const link = await app.db.tx(systemActor(place.tenant.id), () => app.db.repo(CustomerContact).findOneByOrFail({ customerId: customer.id }));
    const browser = new Browser(app, place.host);
    await browser.post('/portal/request-link', { identifier: email });
    await browser.post('/auth/redeem', { token: tokenIn((await messagesTo(app, place.tenant.id, email))[0]!) });
    const variables = { key: 'one-key-for-both-tries', id: link.id };
    const { body } = await browser.post('/graphql', { query: remove, variables });
    expect(body['errors'][0].extensions).toMatchObject({ code: 'STEP_UP_NEEDED', area: StepUpArea.CONTACTS });
    expect((await browser.post('/auth/totp/begin', {})).body).toEqual({ error: 'step_up_needed' });
    expect((await browser.post('/auth/step-up/ways', {})).body).toEqual({ ways: ['code'], redacted: [expect.stringContaining('***')] });
    await browser.post('/auth/step-up/code', {});
    const code = codeIn((await messagesTo(app, place.tenant.id, email, 2))[1]!);
    expect((await browser.post('/auth/step-up', { code: code === '000000' ? '000001' : '000000' })).body).toMatchObject({ error: 'code_wrong', tries_left: 2 });
    expect((await browser.post('/auth/step-up', { code })).body).toMatchObject({ ok: true });
    expect((await browser.graph(remove, variables)).removeColleague).toEqual({ __typename: 'LastAccountOwner', message: expect.stringContaining('au moins un propriétaire') });
    app.clock.set(new Date(Date.now() + 16 * 60_000));
    expect(await browser.graph(remove, { id: link.id })).toEqual({ error: 'STEP_UP_NEEDED' });
    app.clock.reset();
  });

  it('is asked of the office before money, as the provider decided, and of nobody before what the policy leaves out', async () => {
    const desk = await signedInStaff(app, place);
    const refund = 'mutation ($key: ID!, $id: ID!) { refundPayment(id: $id, reason: "Payé deux fois", key: $key) { __typename } }';
    const rename = 'mutation ($key: ID!, $id: ID!, $input: CustomerChange!) { updateCustomer(id: $id, input: $input, key: $key) { __typename } }';
    const policy = (staffStepUp: StepUpArea[]) => desk.graph('mutation ($key: ID!, $input: TenantInput!) { updateTenant(input: $input, key: $key) { __typename } }', { input: { staffStepUp } });
    const { customer } = await aCompany();
    expect(await desk.graph(refund, { id: customer.id })).toEqual({ error: 'NOT_FOUND' });
    app.clock.set(new Date(Date.now() + 16 * 60_000));
    expect(await desk.graph(refund, { id: customer.id })).toEqual({ error: 'STEP_UP_NEEDED' });
    await policy([StepUpArea.CONTACTS]);
    expect(await desk.graph(refund, { id: customer.id })).toEqual({ error: 'NOT_FOUND' });
    expect((await desk.graph(rename, { id: customer.id, input: { name: 'Boulangerie du Quai' } })).updateCustomer.__typename).toBe('Customer');
    expect(await desk.graph(rename, { id: customer.id, input: { billingEmail: 'voleur@ailleurs.example' } })).toEqual({ error: 'STEP_UP_NEEDED' });
    expect((await desk.post('/auth/step-up', { password: PASSWORD })).body).toMatchObject({ ok: true });
    expect((await desk.graph(rename, { id: customer.id, input: { billingEmail: 'comptes@boulangerie.example' } })).updateCustomer.__typename).toBe('Customer');
    await policy([StepUpArea.MONEY]);
    app.clock.reset();
  });

  it('lets an owner invite a colleague, change their role and take it away, effective at once', async () => {
    const { browser } = await active();
    const colleague = anEmail();
    const add = 'mutation ($key: ID!, $input: ColleagueInput!) { inviteColleague(input: $input, key: $key) { __typename ... on Problem { message } ... on Customer { contacts { id role contact { email } } } } }';
    const { inviteColleague } = await browser.graph(add, { input: { name: 'Ana Silva', email: colleague, role: ContactRoleName.BILLING } });
    const added = inviteColleague.contacts.find(({ contact }: { contact: { email: string } }) => contact.email === colleague);
    const list = '{ colleagues { id name email role isMe lastUsedAt } }';
    const waiting = (await browser.graph(list)).colleagues;
    expect(waiting).toEqual([
      { id: added.id, name: 'Ana Silva', email: colleague, role: 'BILLING', isMe: false, lastUsedAt: null },
      expect.objectContaining({ name: 'Jean Gagnon', isMe: true, lastUsedAt: expect.any(String) }),
    ]);
    await messagesTo(app, place.tenant.id, colleague); // a letter replaced before it was written is not written
    const again = 'mutation ($key: ID!, $id: ID!) { inviteColleagueAgain(id: $id, key: $key) { __typename } }';
    expect((await browser.graph(again, { id: added.id })).inviteColleagueAgain.__typename).toBe('Customer');
    const letters = (await messagesTo(app, place.tenant.id, colleague, 2)).map(passwordTokenIn);
    const stranger = (await active()).browser;
    expect(await stranger.graph(again, { id: added.id })).toEqual({ error: 'NOT_FOUND' });
    expect((await stranger.graph(list)).colleagues).toHaveLength(1);
    const theirs = new Browser(app, place.host);
    expect((await theirs.post('/auth/set-password', { token: letters[0], password: 'encore quatre mots à moi' })).body).toMatchObject({ error: 'link_spent' });
    await theirs.post('/auth/set-password', { token: letters[1], password: 'encore quatre mots à moi' });
    expect((await browser.graph(list)).colleagues[0]).toMatchObject({ name: 'Ana Silva', lastUsedAt: expect.any(String) });
    expect(await theirs.graph(list)).toEqual({ error: 'FORBIDDEN' });
    expect((await theirs.graph('{ me { permissions } }')).me.permissions).toContain('own:pay');
    expect(await theirs.graph(add, { input: { name: 'X', email: anEmail(), role: 'OWNER' } })).toEqual({ error: 'FORBIDDEN' });
    const change = 'mutation ($key: ID!, $id: ID!, $role: ContactRoleName!) { changeColleague(id: $id, role: $role, key: $key) { __typename } }';
    const [mine, beside] = [browser.socket(), theirs.socket()];
    expect([await mine.opened, await beside.opened]).toEqual(['connection_ack', 'connection_ack']);
    expect((await browser.graph(change, { id: added.id, role: 'VIEWER' })).changeColleague.__typename).toBe('Customer');
    expect(await beside.closed).toBe(4205);
    expect((await theirs.graph('{ me { permissions } }')).me.permissions).not.toContain('own:pay');
    const socket = theirs.socket();
    expect(await socket.opened).toBe('connection_ack');
    expect((await browser.graph(remove, { id: added.id })).removeColleague.__typename).toBe('Customer');
    const began = Date.now();
    expect(await socket.closed).toBe(4403);
    expect(Date.now() - began).toBeLessThan(1_000);
    expect((await theirs.get('/auth/session')).body['session']).toBeNull();
  });
});

describe('several accounts', () => {
  it('are gone to and from without signing in again, and only one’s own', async () => {
    const email = anEmail();
    const [chalet, maison] = [await aReachableCustomer(app, place.tenant.id, { email, name: 'Chalet' }), await aReachableCustomer(app, place.tenant.id, { email, name: 'Maison' })];
    const stranger = await aReachableCustomer(app, place.tenant.id, { email: anEmail() });
    const browser = await signedInByCode(email);
    expect((await browser.post('/auth/choose', { customerId: chalet.id })).status).toBe(200);
    expect((await browser.get('/auth/accounts')).body['accounts']).toEqual([
      { customerId: chalet.id, number: chalet.number, name: 'Chalet', current: true },
      { customerId: maison.id, number: maison.number, name: 'Maison', current: false },
    ]);
    const before = browser.cookies.get('demarc_session')!;
    expect((await browser.post('/auth/switch', { customerId: stranger.id })).status).toBe(401);
    expect((await browser.post('/auth/switch', { customerId: maison.id })).body['session'].customer).toMatchObject({ name: 'Maison' });
    expect((await new Browser(app, place.host, { authorization: `Bearer ${before}` }).get('/auth/session')).body['session']).toBeNull();
  });
});

describe('one’s own sessions', () => {
  it('end all but the one at hand, of a customer and of the office, and nobody else’s', async () => {
    const end = 'mutation ($key: ID!) { endOtherSessions(key: $key) }';
    const isIn = async (browser: Browser) => Boolean((await browser.get('/auth/session')).body['session']);
    const { email, browser: here, desk } = await active();
    const others = [new Browser(app, place.host), new Browser(app, place.host)];
    for (const other of others) await other.post('/auth/password', { identifier: email, password: NEW_PASSWORD });
    const neighbour = (await active()).browser;
    expect(await here.graph(end)).toEqual({ endOtherSessions: 2 });
    expect(await Promise.all([here, ...others, neighbour, desk].map(isIn))).toEqual([true, false, false, true, true]);
    expect(await here.graph(end)).toEqual({ endOtherSessions: 0 });
    expect(await desk.graph(end)).toEqual({ endOtherSessions: 0 });
    expect(await isIn(desk)).toBe(true);
    expect(await new Browser(app, place.host).graph(end)).toEqual({ error: 'UNAUTHENTICATED' });
  });
});

describe('where one is reached', () => {
  const problem = '__typename ... on Problem { message }';
  const sent = `${problem} ... on ReachCodeSent { id minutes }`;
  const change = `mutation ($key: ID!, $to: String!) { changeMyEmail(email: $to, key: $key) { ${sent} } }`;
  const bill = `mutation ($key: ID!, $to: String!) { changeMyBillingEmail(email: $to, key: $key) { ${sent} } }`;
  const addPhone = `mutation ($key: ID!, $to: String!) { addMyPhone(number: $to, key: $key) { ${sent} } }`;
  const confirm = `mutation ($key: ID!, $id: ID!, $code: String!) { confirmMyReach(id: $id, code: $code, key: $key) { ${problem} ... on CodeWrong { triesLeft } ... on Customer { billingEmail phones { id number kind } } } }`;
  const removePhone = `mutation ($key: ID!, $id: ID!) { removeMyPhone(id: $id, key: $key) { ${problem} ... on Customer { phones { number } } } }`;
  const wrong = (code: string) => (code === '000000' ? '000001' : '000000');
  const codeTo = async (to: string, count = 1) => codeIn((await messagesTo(app, place.tenant.id, to, count)).at(-1)!);

  it('moves to a new address only once its code came back; the old one is told, signs in no longer, and what was sent there opens nothing', async () => {
    const [before, after] = [anEmail(), anEmail()];
    const household = await aReachableCustomer(app, place.tenant.id, { email: before, billingEmail: before.toUpperCase() });
    const chalet = await aReachableCustomer(app, place.tenant.id, { email: before, billingEmail: 'comptable@ailleurs.example' });
    const byLink = new Browser(app, place.host);
    await byLink.post('/portal/request-link', { identifier: household.number });
    const link = tokenIn((await messagesTo(app, place.tenant.id, before))[0]!);
    await byLink.post('/auth/redeem', { token: link });
    expect(await byLink.graph(change, { to: after })).toEqual({ error: 'STEP_UP_NEEDED' });
    await byLink.post('/auth/step-up/code', {});
    await byLink.post('/auth/step-up', { code: await codeTo(before, 2) });

    expect((await byLink.graph(change, { to: 'pas une adresse' })).changeMyEmail).toMatchObject({ __typename: 'EmailNotUnderstood', message: expect.stringContaining('n’est pas une adresse courriel') });
    expect((await byLink.graph(change, { to: before })).changeMyEmail).toMatchObject({ __typename: 'EmailAlreadyYours' });
    const { changeMyEmail: asked } = await byLink.graph(change, { to: ` ${after.toUpperCase()} ` });
    expect(asked).toEqual({ __typename: 'ReachCodeSent', id: expect.any(String), minutes: 10 });
    const code = await codeTo(after);
    expect((await byLink.graph('{ myEmail }')).myEmail).toBe(before);
    expect((await byLink.graph(confirm, { id: asked.id, code: wrong(code) })).confirmMyReach).toEqual({ __typename: 'CodeWrong', triesLeft: 2, message: 'Ce n’est pas le bon code. Il reste 2 essais.' });
    const other = anEmail();
    await aReachableCustomer(app, place.tenant.id, { email: other });
    const neighbour = await signedInByCode(other);
    expect((await neighbour.graph(confirm, { id: asked.id, code })).confirmMyReach.__typename).toBe('CodeGone');
    expect((await byLink.graph(confirm, { id: asked.id, code })).confirmMyReach).toMatchObject({ __typename: 'Customer', billingEmail: after });
    expect((await byLink.graph('{ myEmail }')).myEmail).toBe(after);
    expect((await byLink.graph(confirm, { id: asked.id, code })).confirmMyReach.__typename).toBe('CodeGone');

    const letters = await messagesTo(app, place.tenant.id, before, 3);
    expect(letters.at(-1)).toMatchObject({ template: 'reach-changed', subject: expect.stringContaining('ont changé'), text: expect.stringContaining(`${after[0]}***`) });
    expect(letters.at(-1)!.text).not.toContain(after);
    expect((await byLink.post('/auth/redeem', { token: link })).body).toMatchObject({ error: 'link_spent' });
    const elsewhere = new Browser(app, place.host);
    await elsewhere.post('/portal/request-link', { identifier: before });
    await elsewhere.post('/portal/request-link', { identifier: after });
    expect(tokenIn((await messagesTo(app, place.tenant.id, after, 2)).at(-1)!)).toBeTruthy();
    expect(await messagesTo(app, place.tenant.id, before, 3)).toHaveLength(3);
    const [row] = await app.db.tx(systemActor(place.tenant.id), () => app.db.query<{ billing_email: string }>('select billing_email from customer where id = $1', [chalet.id]));
    expect(row!.billing_email).toBe('comptable@ailleurs.example');
    const desk = await signedInStaff(app, place);
    const log = await desk.graph('{ auditEntries(first: 100) { nodes { action target detail } } }');
    expect(log.auditEntries.nodes).toContainEqual(expect.objectContaining({ action: 'reach.email', target: `customer:${household.id}` }));
  });

  it('never takes the address of somebody else, which only its holder learns; of two who take one at once, one gets it', async () => {
    const [mine, theirs, free] = [anEmail(), anEmail(), anEmail()];
    for (const email of [mine, theirs]) await aReachableCustomer(app, place.tenant.id, { email });
    const [me, them] = [await signedInByCode(mine), await signedInByCode(theirs)];
    const { changeMyEmail: taken } = await me.graph(change, { to: theirs });
    expect(taken.__typename).toBe('ReachCodeSent');
    expect((await me.graph(confirm, { id: taken.id, code: await codeTo(theirs, 2) })).confirmMyReach.__typename).toBe('EmailOfAnother');
    const { changeMyEmail: one } = await me.graph(change, { to: free });
    const first = await codeTo(free);
    const { changeMyEmail: two } = await them.graph(change, { to: free });
    const second = (await messagesTo(app, place.tenant.id, free, 2)).map(codeIn).find((code) => code !== first) ?? first;
    const both = await Promise.all([me.graph(confirm, { id: one.id, code: first }), them.graph(confirm, { id: two.id, code: second })]);
    expect(both.map(({ confirmMyReach }) => confirmMyReach.__typename).sort()).toEqual(['Customer', 'EmailOfAnother']);
  });

  it('gets a number that answered a code, keeps one way at least, and belongs to owners; tries and codes are counted', async () => {
    const cell = '514 555-0161';
    const customer = await aReachableCustomer(app, place.tenant.id, { cell });
    const byPhone = new Browser(app, place.host);
    await byPhone.post('/auth/request-code', { identifier: cell });
    await byPhone.post('/auth/code', { identifier: cell, code: await codeTo(cell) });
    const { myAccount } = await byPhone.graph('{ myAccount { phones { id } } }');
    expect((await byPhone.graph(removePhone, { id: myAccount.phones[0].id })).removeMyPhone.__typename).toBe('LastWayToReach');
    expect((await byPhone.graph(addPhone, { to: '514 555-01' })).addMyPhone.__typename).toBe('PhoneNotUnderstood');
    expect((await byPhone.graph(addPhone, { to: '+999 123 456 789' })).addMyPhone.__typename).toBe('PhoneNotUnderstood');
    expect((await byPhone.graph(addPhone, { to: '(514) 555-0161' })).addMyPhone.__typename).toBe('PhoneAlreadyThere');
    const { addMyPhone: asked } = await byPhone.graph(addPhone, { to: '438 555-0162' });
    const code = await codeTo('438 555-0162');
    for (const kind of ['CodeWrong', 'CodeWrong', 'CodeGone']) expect((await byPhone.graph(confirm, { id: asked.id, code: wrong(code) })).confirmMyReach.__typename).toBe(kind);
    expect((await byPhone.graph(confirm, { id: asked.id, code })).confirmMyReach.__typename).toBe('CodeGone');
    const { addMyPhone: again } = await byPhone.graph(addPhone, { to: '438 555-0162' });
    const added = await byPhone.graph(confirm, { id: again.id, code: await codeTo('438 555-0162', 2) });
    expect(added.confirmMyReach.phones.map(({ number }: { number: string }) => number).sort()).toEqual(['438 555-0162', cell]);
    expect((await messagesTo(app, place.tenant.id, cell, 2)).at(-1)).toMatchObject({ template: 'reach-changed', text: expect.stringContaining('***-***-0162') });
    expect((await byPhone.graph(removePhone, { id: myAccount.phones[0].id })).removeMyPhone.phones).toEqual([{ number: '438 555-0162' }]);
    expect((await messagesTo(app, place.tenant.id, cell, 3)).at(-1)).toMatchObject({ text: expect.stringContaining('a été retiré') });
    const invoices = anEmail();
    const { changeMyBillingEmail: billed } = await byPhone.graph(bill, { to: invoices });
    app.clock.set(new Date(app.clock.now().getTime() + 11 * 60_000));
    expect((await byPhone.graph(confirm, { id: billed.id, code: await codeTo(invoices) })).confirmMyReach.__typename).toBe('CodeGone');
    const { changeMyBillingEmail: later } = await byPhone.graph(bill, { to: invoices });
    expect((await byPhone.graph(confirm, { id: later.id, code: await codeTo(invoices, 2) })).confirmMyReach.billingEmail).toBe(invoices);
    for (let i = 0; i < 4; i++) await byPhone.graph(bill, { to: anEmail() });
    expect((await byPhone.graph(bill, { to: anEmail() })).changeMyBillingEmail.__typename).toBe('CodesTooOften');
    app.clock.reset();

    const viewer = anEmail();
    const link = await app.db.tx(systemActor(place.tenant.id), () => app.db.repo(Contact).save(Object.assign(new Contact(), { name: 'Ana Silva', email: viewer })));
    await app.db.tx(systemActor(place.tenant.id), () => app.db.repo(CustomerContact).save(Object.assign(new CustomerContact(), { customerId: customer.id, contactId: link.id, role: ContactRoleName.VIEWER })));
    const looking = await signedInByCode(viewer);
    for (const refused of [looking.graph(addPhone, { to: '438 555-0163' }), looking.graph(bill, { to: anEmail() })]) expect(await refused).toEqual({ error: 'FORBIDDEN' });
    expect((await looking.graph(change, { to: anEmail() })).changeMyEmail.__typename).toBe('ReachCodeSent');
  });
});

describe('one’s own language', () => {
  it('is that of answers and letters on every device, and of a household’s invoices; the provider has to offer it', async () => {
    const speak = 'mutation ($key: ID!, $language: Language!) { setMyLanguage(language: $language, key: $key) { locale } }';
    const email = anEmail();
    await aReachableCustomer(app, place.tenant.id, { email });
    const [here, there] = [await signedInByCode(email), await signedInByCode(email, place, 2)];
    expect(await here.graph(speak, { language: 'EN' })).toEqual({ setMyLanguage: { locale: 'en' } });
    expect((await there.get('/auth/session')).body['session'].locale).toBe('en');
    const renamed = 'mutation ($key: ID!) { changeMyEmail(email: "nowhere", key: $key) { ... on Problem { message } } }';
    expect((await there.graph(renamed)).changeMyEmail.message).toContain('is not an e-mail address');
    expect((await there.graph('{ myAccount { language } }')).myAccount.language).toBe('EN');
    await there.post('/portal/request-link', { identifier: email });
    expect((await messagesTo(app, place.tenant.id, email, 3)).at(-1)!.subject).toContain('Your link');
    const { browser: company, link } = await active();
    await company.graph(speak, { language: 'EN' });
    expect((await company.graph('{ myAccount { language contacts { contact { language } } } }')).myAccount).toEqual({ language: 'FR', contacts: [{ contact: { language: 'EN' } }] });
    expect(link.role).toBe(ContactRoleName.OWNER);
    const desk = await signedInStaff(app, place);
    await desk.graph(speak, { language: 'EN' });
    expect((await desk.graph('{ me { locale } }')).me.locale).toBe('en');
    await desk.graph('mutation ($key: ID!) { updateTenant(input: { languages: [FR] }, key: $key) { __typename } }');
    expect(await here.graph(speak, { language: 'EN' })).toEqual({ error: 'BAD_USER_INPUT' });
    await desk.graph('mutation ($key: ID!) { updateTenant(input: { languages: [FR, EN] }, key: $key) { __typename } }');
  });
});
