import { Socket } from 'node:net';
import { systemActor } from '../../src/auth/actor.js';
import { letterSamples } from '../../src/messaging/letter-samples.js';
import type { Template } from '../../src/messaging/letters.js';
import { DeliveryService } from '../../src/messaging/delivery.service.js';
import { MessagingService } from '../../src/messaging/messaging.service.js';
import { OutgoingMessage, type OutgoingChannel } from '../../src/messaging/outgoing-message.entity.js';
import { Language } from '../../src/tenancy/tenant.entity.js';
import { staffOf } from '../support/actors.js';
import { startApp, type TestApp } from '../support/app.js';
import { aTenant } from '../support/builders.js';
import { aReachableCustomer, messagesTo } from '../support/builders/auth.js';
import { until } from '../support/builders/payments.js';
import { as } from '../support/graph.js';
import { startMailPeer, type MailPeer } from '../support/mail-peer.js';
import { startSmsPeer, type SmsPeer } from '../support/sms-peer.js';
import { startTcpGate, type Behaviour, type TcpGate } from '../support/tcp-gate.js';

/** 14:00 in Toronto: nobody sleeps. */
const DAY = new Date('2026-11-23T19:00:00Z');
/** 23:00 in Toronto. */
const NIGHT = new Date('2026-11-24T04:00:00Z');
const MINUTE = 60_000;

let app: TestApp;
let mails: MailPeer;
let sms: SmsPeer;
/** What stands before the two services. */
let gates: readonly TcpGate[];
const through = (url: string, { port }: TcpGate) => Object.assign(new URL(url), { port: String(port) }).href.replace(/\/$/, '');
beforeAll(async () => {
  [mails, sms] = [await startMailPeer(), await startSmsPeer()];
  const [mailGate, smsGate] = [await startTcpGate(Number(new URL(mails.url).port)), await startTcpGate(Number(new URL(sms.base).port))];
  gates = [mailGate, smsGate];
  app = await startApp({
    env: {
      SMTP_URL: through(mails.url, mailGate), TWILIO_ACCOUNT_SID: sms.accountSid, TWILIO_AUTH_TOKEN: sms.authToken, TWILIO_FROM: '+14505550100', TWILIO_API_BASE: through(sms.base, smsGate),
      TWILIO_WEBHOOK_URL: 'https://msg.example.ca/webhook/twilio', MAIL_REPLY_ADDRESS: 'reply@in.demarc.example', INBOUND_MAIL_SECRET: 'Un-Secret-De-Courriel-2026',
    },
  });
}, 60_000);
afterAll(async () => {
  await app.close();
  await Promise.all([...gates.map((gate) => gate.close()), mails.close(), sms.close()]);
});
beforeEach(() => {
  app.clock.set(DAY);
  mails.judge = () => null;
  sms.judge = () => null;
  sms.account = 'active';
});
afterEach(() => app.clock.reset());

const send = (tenantId: string, to: { email?: string; phone?: string }, template: Template = 'sign-in-code', customerId: string | null = null) =>
  app.db.tx(systemActor(tenantId), () => app.app.get(MessagingService, { strict: false }).send({ tenantId, template, data: letterSamples('https://portail.example', 'fr')[template], language: Language.FR, customerId, to } as never));
const delivery = () => app.app.get(DeliveryService, { strict: false });
const became = async (tenantId: string, recipient: string, status: string, channel?: OutgoingChannel) => (await until(() => messagesTo(app, tenantId, recipient, 1, channel), ([message]) => message!.status === status && message!.claimedUntil === null))[0]!;
const later = async (minutes: number) => {
  app.clock.set(new Date(app.clock.now().getTime() + minutes * MINUTE));
  await delivery().release();
};
const got = (address: string) => mails.arrived.filter(({ to }) => to.includes(address));
const texted = (number: string) => sms.taken.filter(({ form }) => form['To'] === number);
let n = 0;
const anAddress = (word = 'julie') => `${word}-${++n}@exemple.example`;
const aNumber = () => `+1450558${String(++n).padStart(4, '0')}`;

describe('a mail that leaves', () => {
  it('goes over STARTTLS with a password, comes from its provider, and is answered at an address of its own', async () => {
    const tenant = await aTenant(app, { live: true, email: 'bonjour@fibre.example' });
    const email = anAddress();
    const customer = await aReachableCustomer(app, tenant.id, { email });
    await send(tenant.id, { email }, 'message', customer.id);
    const { id, providerId } = await became(tenant.id, email, 'SENT');
    const [{ from, secure, mail }] = got(email) as [(typeof mails.arrived)[number]];
    expect(secure).toBe(true);
    expect(from).toMatch(/^reply\+[a-z2-7]{39}@in\.demarc\.example$/);
    expect(mail.replyTo!.value[0]!.address).toBe(from);
    expect(mail.from!.value[0]).toMatchObject({ name: tenant.name, address: 'bonjour@fibre.example' });
    expect(mail.messageId).toBe(`<${id}@demarc>`);
    expect(providerId).toBe(mail.messageId);
    expect(mail.headers.get('auto-submitted')).toBe('auto-generated');
  });

  it('carries its paper', async () => {
    const tenant = await aTenant(app, { live: true });
    const email = anAddress();
    const bytes = Buffer.from('%PDF-1.3 a paper');
    await app.db.tx(systemActor(tenant.id), () => app.app.get(MessagingService, { strict: false }).send({ tenantId: tenant.id, template: 'statement', data: letterSamples('https://portail.example', 'fr').statement, language: Language.FR, customerId: null, to: { email }, attachment: { name: 'releve.pdf', bytes } }));
    await became(tenant.id, email, 'SENT');
    expect(got(email)[0]!.mail.attachments.map(({ filename, contentType, content }) => [filename, contentType, content.toString()])).toEqual([['releve.pdf', 'application/pdf', bytes.toString()]]);
  });

  it('waits when the other server asks for patience, and arrives once', async () => {
    const tenant = await aTenant(app, { live: true });
    const email = anAddress('gris');
    mails.judge = (address) => (address === email ? { code: 451, text: 'Greylisted' } : null);
    await send(tenant.id, { email });
    expect(await became(tenant.id, email, 'DEFERRED')).toMatchObject({ reason: 'TRY_LATER', failure: '451', attempts: 1 });
    await later(0.5);
    expect((await became(tenant.id, email, 'DEFERRED')).attempts).toBe(1);
    mails.judge = () => null;
    await later(1);
    expect(await became(tenant.id, email, 'SENT')).toMatchObject({ attempts: 2, reason: null, failure: null });
    expect(got(email)).toHaveLength(1);
  });

  it('is refused with the reason where there is no such mailbox', async () => {
    const tenant = await aTenant(app, { live: true });
    const email = anAddress('personne');
    mails.judge = () => ({ code: 550, text: `No such mailbox ${email}` });
    await send(tenant.id, { email });
    expect(await became(tenant.id, email, 'REFUSED')).toMatchObject({ reason: 'NO_SUCH_ADDRESS', failure: '550' });
    expect(got(email)).toEqual([]);
  });

  it('is handed over once, however many hands reach for it', async () => {
    const tenant = await aTenant(app, { live: true });
    const email = anAddress('tous');
    await send(tenant.id, { email });
    const [{ id }] = (await messagesTo(app, tenant.id, email)) as [OutgoingMessage];
    await Promise.all(Array.from({ length: 12 }, () => delivery().deliver({ tenantId: tenant.id, id })));
    await became(tenant.id, email, 'SENT');
    expect(got(email)).toHaveLength(1);
  });

  it('given up after a day says so', async () => {
    const tenant = await aTenant(app, { live: true });
    const email = anAddress('jamais');
    mails.judge = () => ({ code: 421, text: 'Busy' });
    await send(tenant.id, { email });
    await became(tenant.id, email, 'DEFERRED');
    await app.db.unscoped('a day goes by', () => app.db.query(`update outgoing_message set created_at = created_at - interval '2 days' where recipient = $1`, [email]));
    await later(6);
    expect(await became(tenant.id, email, 'REFUSED')).toMatchObject({ reason: 'GAVE_UP', failure: '421' });
  });
});

describe('a mail server that goes away', () => {
  it('loses nothing and gets nothing twice: what waited leaves within five minutes of its return', async () => {
    const tenant = await aTenant(app, { live: true });
    const { port } = new URL(mails.url);
    const addresses = Array.from({ length: 12 }, () => anAddress('panne'));
    const before = mails.arrived;
    await mails.close();
    try {
      for (const email of addresses) await send(tenant.id, { email });
      for (const email of addresses) expect((await became(tenant.id, email, 'DEFERRED')).reason).toBe('NO_ANSWER');
    } finally {
      mails = await startMailPeer({ port: Number(port) });
      mails.arrived.push(...before);
    }
    await later(4);
    await later(0);
    for (const email of addresses) await became(tenant.id, email, 'SENT');
    expect(addresses.map((email) => got(email).length)).toEqual(addresses.map(() => 1));
  });
});

describe('services that cannot be reached', () => {
  it.each(['refused', 'half-open', 'cut'] as const satisfies readonly Behaviour[])('%s: what waits is told, other work goes on, and after their return each message arrives once', async (behaviour) => {
    const tenant = await aTenant(app, { live: true });
    const [addresses, numbers] = [[anAddress('attente'), anAddress('attente')], [aNumber(), aNumber()]];
    const all = [...addresses, ...numbers];
    for (const gate of gates) await gate.behave(behaviour);
    try {
      for (const address of all) await send(tenant.id, address.includes('@') ? { email: address } : { phone: address });
      expect((await as(app, staffOf(tenant.id, 'owner')).run('{ outgoingMessages(first: 10) { totalCount } }')).outgoingMessages.totalCount).toBe(4);
      for (const address of all) expect((await until(() => messagesTo(app, tenant.id, address), ([message]) => message!.status === 'DEFERRED' && message!.claimedUntil === null))[0]!.reason).toBe('NO_ANSWER');
    } finally {
      for (const gate of gates) await gate.behave('open');
    }
    await app.db.unscoped('the peer keeps real time', () => app.db.query(`update outgoing_message set created_at = now() - interval '1 minute' where recipient = any($1)`, [numbers]));
    await later(4);
    for (const address of all) await became(tenant.id, address, 'SENT');
    expect([...addresses.map((email) => got(email).length), ...numbers.map((phone) => texted(phone).length)]).toEqual([1, 1, 1, 1]);
  }, 90_000);
});

describe('services that are slow', () => {
  it('get each message once all the same, and nobody who reads waits for them', async () => {
    const tenant = await aTenant(app, { live: true });
    const [email, phone] = [anAddress('lent'), aNumber()];
    for (const gate of gates) await gate.behave('slow');
    try {
      for (const to of [{ email }, { phone }]) await send(tenant.id, to);
      const { outgoingMessages } = await as(app, staffOf(tenant.id, 'owner')).run('{ outgoingMessages(first: 10) { nodes { status } } }');
      expect(outgoingMessages.nodes).toHaveLength(2);
      for (const address of [email, phone]) await became(tenant.id, address, 'SENT');
    } finally {
      for (const gate of gates) await gate.behave('open');
    }
    expect([got(email).length, texted(phone).length]).toEqual([1, 1]);
  });
});

describe('a text that leaves', () => {
  it('is as the service describes it, and says where to tell what became of it', async () => {
    const tenant = await aTenant(app, { live: true, smsNumber: '+18195550177' });
    const phone = aNumber();
    await send(tenant.id, { phone });
    const { id } = await became(tenant.id, phone, 'SENT');
    expect(texted(phone)[0]!.form).toMatchObject({ From: '+18195550177', StatusCallback: `https://msg.example.ca/webhook/twilio/status?message=${id}` });
  });

  it('whose first try went unanswered is looked for before it is sent again', async () => {
    const tenant = await aTenant(app, { live: true });
    const phone = aNumber();
    sms.judge = (to) => (to === phone ? 'silent' : null);
    await send(tenant.id, { phone });
    expect((await became(tenant.id, phone, 'DEFERRED')).reason).toBe('NO_ANSWER');
    sms.judge = () => null;
    await app.db.unscoped('the peer keeps real time', () => app.db.query(`update outgoing_message set created_at = now() - interval '1 minute' where recipient = $1`, [phone]));
    await later(1);
    const { providerId } = await became(tenant.id, phone, 'SENT');
    expect(texted(phone).map(({ sid }) => sid)).toEqual([providerId]);
  });

  it.each([[21610, 'OPTED_OUT'], [21614, 'NOT_MOBILE'], [21211, 'NO_SUCH_ADDRESS'], [30007, 'FILTERED']] as const)('is refused by %s: %s', async (code, reason) => {
    const tenant = await aTenant(app, { live: true });
    const phone = aNumber();
    sms.judge = () => ({ status: 400, code });
    await send(tenant.id, { phone });
    expect(await became(tenant.id, phone, 'REFUSED')).toMatchObject({ reason, failure: String(code) });
  });

  it('waits for the morning unless it is urgent', async () => {
    const tenant = await aTenant(app, { live: true });
    const [calm, urgent] = [aNumber(), aNumber()];
    app.clock.set(NIGHT);
    await send(tenant.id, { phone: calm }, 'invoice-issued');
    await send(tenant.id, { phone: urgent }, 'sign-in-code');
    expect(await became(tenant.id, calm, 'DEFERRED')).toMatchObject({ reason: 'QUIET_HOURS', notBefore: new Date('2026-11-24T13:00:00Z'), attempts: 0 });
    await became(tenant.id, urgent, 'SENT');
    await later(8 * 60);
    expect(texted(calm)).toEqual([]);
    await later(61);
    await became(tenant.id, calm, 'SENT');
    expect(texted(calm)).toHaveLength(1);
  });
});

describe('a provider that is not live', () => {
  it('opens no socket to anybody: every message, in both channels, stays here', async () => {
    const [quiet, demo] = [await aTenant(app), await aTenant(app, { live: true, demo: true })];
    const own = [process.env['DATABASE_URL'], app.url].map((url) => (url ? new URL(url).port : ''));
    const templates = Object.keys(letterSamples('https://x.example', 'fr')) as Template[];
    const [mailsBefore, textsBefore] = [mails.connections(), sms.requests()];
    const opened: string[] = [];
    const connect = Socket.prototype.connect;
    Socket.prototype.connect = function watched(this: Socket, ...args: never[]) {
      const [given] = args as unknown as [{ port?: number; path?: string } | [{ port?: number; path?: string }]];
      const { port, path } = Array.isArray(given) ? given[0] : given;
      opened.push(String(port ?? path));
      return (connect as (...all: never[]) => Socket).apply(this, args);
    } as typeof connect;
    try {
      for (const { id } of [quiet, demo]) {
        const [email, phone] = [anAddress('calme'), aNumber()];
        for (const template of templates) await send(id, { email, phone }, template);
        const all = [...(await messagesTo(app, id, email, templates.length)), ...(await messagesTo(app, id, phone, templates.length))];
        for (const message of all) await delivery().deliver({ tenantId: id, id: message.id });
        await delivery().release();
        const now = await app.db.tx(systemActor(id), () => app.db.repo(OutgoingMessage).find());
        expect(now.map(({ status }) => status)).toEqual(Array(templates.length * 2).fill('CAPTURED'));
      }
    } finally {
      Socket.prototype.connect = connect;
    }
    expect([mails.connections(), sms.requests()]).toEqual([mailsBefore, textsBefore]);
    expect(opened.filter((port) => [new URL(mails.url).port, new URL(sms.base).port, ...gates.map((gate) => String(gate.port))].includes(port))).toEqual([]);
    expect(opened.filter((port) => !own.includes(port) && ['25', '465', '587', '443', '80', '53'].includes(port))).toEqual([]);
    const live = await aTenant(app, { live: true });
    const email = anAddress('vivant');
    await send(live.id, { email });
    await became(live.id, email, 'SENT');
    expect(got(email)).toHaveLength(1);
  });
});

describe('going live', () => {
  const STATE = '__typename ... on SendingState { live isReady items { need isMet isRequired reason failure } } ... on NotReadyToSend { missing message }';
  const Check = 'mutation C { checkSending { live isReady items { need isMet isRequired reason failure } } }';
  const Switch = `mutation S($on: Boolean!) { switchSending(on: $on) { ${STATE} } }`;
  const officeOf = (tenant: { readonly id: string }) => as(app, staffOf(tenant.id, 'owner'));

  it('signs in at both services, sends nothing, and is one switch there and back', async () => {
    const tenant = await aTenant(app, { email: 'bonjour@fibre.example' });
    const office = officeOf(tenant);
    const before = [mails.arrived.length, sms.taken.length];
    expect((await office.run(Check)).checkSending).toMatchObject({ live: false, isReady: true, items: ['REAL_PROVIDER', 'CONTACT_ADDRESS', 'MAIL', 'REPLIES', 'SMS', 'SMS_NEWS'].map((need) => ({ need, isMet: true })) });
    expect([mails.arrived.length, sms.taken.length]).toEqual(before);
    const [first, second] = [anAddress('avant'), anAddress('apres')];
    await send(tenant.id, { email: first });
    expect((await office.run(Switch, { on: true })).switchSending).toMatchObject({ __typename: 'SendingState', live: true });
    await send(tenant.id, { email: second });
    await became(tenant.id, second, 'SENT');
    expect([got(first).length, got(second).length]).toEqual([0, 1]);
    expect((await office.run(Switch, { on: false })).switchSending).toMatchObject({ live: false });
    await send(tenant.id, { email: first });
    expect((await messagesTo(app, tenant.id, first, 2)).map(({ status }) => status)).toEqual(['CAPTURED', 'CAPTURED']);
  });

  it('is refused with what is missing', async () => {
    const demo = await aTenant(app, { demo: true, email: null });
    expect((await officeOf(demo).run(Switch, { on: true })).switchSending).toMatchObject({ __typename: 'NotReadyToSend', missing: ['REAL_PROVIDER', 'CONTACT_ADDRESS'], message: expect.stringContaining('demonstration') });
    const tenant = await aTenant(app, { email: 'bonjour@fibre.example' });
    sms.account = 'suspended';
    const { switchSending } = await officeOf(tenant).run(Switch, { on: true });
    expect(switchSending).toMatchObject({ __typename: 'NotReadyToSend', missing: ['SMS'] });
    const { port } = new URL(mails.url);
    const before = mails.arrived;
    await mails.close();
    try {
      const { checkSending } = await officeOf(tenant).run(Check);
      expect(checkSending.items.filter(({ isMet }: { isMet: boolean }) => !isMet)).toEqual([
        { need: 'MAIL', isMet: false, isRequired: true, reason: 'NO_ANSWER', failure: expect.any(String) },
        { need: 'SMS', isMet: false, isRequired: true, reason: 'BAD_SIGN_IN', failure: 'suspended' },
      ]);
    } finally {
      mails = await startMailPeer({ port: Number(port) });
      mails.arrived.push(...before);
    }
    expect((await as(app, staffOf(tenant.id, 'support')).errors(Switch, { on: true }))[0]!.extensions.code).toBe('FORBIDDEN');
    expect((await officeOf(tenant).run('{ tenant { live } }')).tenant.live).toBe(false);
  });
});
