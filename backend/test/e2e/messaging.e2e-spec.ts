import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { systemActor } from '../../src/auth/actor.js';
import { OutgoingMessage } from '../../src/messaging/outgoing-message.entity.js';
import { DeliveryService } from '../../src/messaging/delivery.service.js';
import { MessagingService, type Outgoing } from '../../src/messaging/messaging.service.js';
import { Language } from '../../src/tenancy/tenant.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { aPlace, messagesTo } from '../support/builders/auth.js';
import { as } from '../support/graph.js';
import { staffOf } from '../support/actors.js';

interface Posted {
  readonly path: string;
  readonly authorization: string | undefined;
  readonly form: URLSearchParams;
}

const mails: string[] = [];
const texts: Posted[] = [];
let mailServer: SMTPServer;
let smsServer: Server;
let app: TestApp;

beforeAll(async () => {
  mailServer = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onRcptTo: ({ address }, _session, done) => done(address.startsWith('refuse') ? Object.assign(new Error('No such mailbox'), { responseCode: 550 }) : null),
    onData: (stream, _session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        mails.push(Buffer.concat(chunks).toString());
        done();
      });
    },
  });
  await new Promise<void>((resolve) => mailServer.listen(0, '127.0.0.1', resolve));
  smsServer = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      texts.push({ path: request.url!, authorization: request.headers.authorization, form: new URLSearchParams(Buffer.concat(chunks).toString()) });
      response.writeHead(201, { 'content-type': 'application/json' }).end(JSON.stringify({ sid: 'SM0', status: 'queued' }));
    });
  });
  await new Promise<void>((resolve) => smsServer.listen(0, '127.0.0.1', resolve));
  const port = (server: Pick<Server, 'address'>) => (server.address() as AddressInfo).port;
  app = await startApp({
    env: {
      SMTP_URL: `smtp://127.0.0.1:${port(mailServer.server as never)}?ignoreTLS=true`,
      TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`, TWILIO_AUTH_TOKEN: 'token', TWILIO_FROM: '+14505550100', TWILIO_API_BASE: `http://127.0.0.1:${port(smsServer)}`,
    },
  });
});
afterAll(async () => {
  await app.close();
  await new Promise<void>((resolve) => mailServer.close(() => resolve()));
  await new Promise((resolve) => smsServer.close(resolve));
});

const aCode = (tenantId: string, to: Outgoing['to'], about?: string): Promise<void> =>
  app.db.tx(systemActor(tenantId), () =>
    app.app.get(MessagingService).send({ tenantId, template: 'sign-in-code', data: { code: '042137', minutes: 10 }, language: Language.FR, customerId: null, to, ...(about ? { about } : {}) }));

/** Waits until every message to the address has got as far as this. */
async function settled(tenantId: string, recipient: string, status: string): Promise<OutgoingMessage> {
  for (let attempt = 0; attempt < 200; attempt++) {
    const [message] = await messagesTo(app, tenantId, recipient);
    if (message!.status === status) return message!;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`It did not become ${status}`);
}

describe('messages', () => {
  it('are captured until the tenant is live, and always in a demonstration', async () => {
    const [quiet, demo] = [await aPlace(app), await aPlace(app, { demo: true, live: true })];
    for (const { tenant } of [quiet, demo]) {
      const email = `garde-${tenant.slug}@exemple.example`;
      await aCode(tenant.id, { email, phone: '450 555-0177' });
      expect((await messagesTo(app, tenant.id, email))[0]).toMatchObject({ status: 'CAPTURED', subject: `042137 est votre code ${tenant.name}` });
      await app.app.get(DeliveryService).deliver({ tenantId: tenant.id, id: (await messagesTo(app, tenant.id, email))[0]!.id });
    }
    expect(mails.filter((mail) => mail.includes('garde-'))).toEqual([]);
    expect(texts.filter(({ form }) => form.get('To')?.includes('5550177'))).toEqual([]);
  });

  it('leave by mail and by SMS once it is live', async () => {
    const { tenant } = await aPlace(app, { live: true, email: 'bonjour@fibre.example' });
    const email = `julie-${tenant.slug}@exemple.example`;
    await aCode(tenant.id, { email, phone: '(450) 555-0142' });
    expect((await settled(tenant.id, email, 'SENT')).sentAt).toBeInstanceOf(Date);
    const mail = mails.find((text) => text.includes(email))!;
    expect(mail).toMatch(/^From: .*bonjour@fibre\.example/m);
    expect(mail).toContain('042137');
    expect(mail).toContain('text/html');
    await settled(tenant.id, '(450) 555-0142', 'SENT');
    const sms = texts.find(({ form }) => form.get('To') === '+14505550142')!;
    expect(sms.path).toMatch(/\/Accounts\/AC0+\/Messages\.json$/);
    expect(sms.form.get('From')).toBe('+14505550100');
    expect(sms.form.get('Body')).toContain('042137');
    expect(sms.authorization).toMatch(/^Basic /);
  });

  it('say why they could not be sent, and one channel never stops the other', async () => {
    const { tenant } = await aPlace(app, { live: true });
    const email = `refuse-${tenant.slug}@exemple.example`;
    await aCode(tenant.id, { email, phone: '(450) 555-0143' });
    expect(await settled(tenant.id, email, 'REFUSED')).toMatchObject({ reason: 'NO_SUCH_ADDRESS', failure: '550' });
    await settled(tenant.id, '(450) 555-0143', 'SENT');
  });

  it('tell the same news once', async () => {
    const { tenant } = await aPlace(app);
    for (let i = 0; i < 3; i++) await aCode(tenant.id, { email: 'une@exemple.example' }, 'news:1');
    expect(await messagesTo(app, tenant.id, 'une@exemple.example')).toHaveLength(1);
  });
});

describe('the outbox', () => {
  const list = 'query ($channel: OutgoingChannel, $text: String, $after: String) { outgoingMessages(first: 2, channel: $channel, text: $text, after: $after) { nodes { recipient channel status } endCursor hasNextPage totalCount } }';

  it('shows the newest first, by channel and by text, a page at a time', async () => {
    const { tenant } = await aPlace(app);
    const me = as(app, staffOf(tenant.id, 'support'));
    for (const i of [1, 2, 3]) await aCode(tenant.id, { email: `p${i}@exemple.example`, phone: `450 555-010${i}` });
    const { outgoingMessages } = await me.run(list, { channel: 'EMAIL' });
    expect(outgoingMessages).toMatchObject({ nodes: [{ recipient: 'p3@exemple.example' }, { recipient: 'p2@exemple.example' }], hasNextPage: true, totalCount: 3 });
    const next = await me.run(list, { channel: 'EMAIL', after: outgoingMessages.endCursor });
    expect(next['outgoingMessages'].nodes).toEqual([{ recipient: 'p1@exemple.example', channel: 'EMAIL', status: 'CAPTURED' }]);
    expect((await me.run(list, { text: '0102' }))['outgoingMessages'].nodes).toMatchObject([{ recipient: '450 555-0102' }]);
    expect((await me.run(list, { text: '%' }))['outgoingMessages'].nodes).toEqual([]);
  });

  it('belongs to one provider and to those who may read messages', async () => {
    const [{ tenant }, other] = [await aPlace(app), await aPlace(app)];
    await aCode(tenant.id, { email: 'secret@exemple.example' });
    expect((await as(app, staffOf(other.tenant.id)).run(list))['outgoingMessages'].nodes).toEqual([]);
    expect((await as(app, staffOf(tenant.id, 'technician')).errors(list))[0]!.extensions.code).toBe('FORBIDDEN');
  });

  it('grows live', async () => {
    const { tenant } = await aPlace(app);
    const feed = await as(app, staffOf(tenant.id)).subscribe('subscription { outgoingMessageAdded { recipient subject } }');
    await aCode(tenant.id, { email: 'vif@exemple.example' });
    expect(await feed.next()).toMatchObject({ outgoingMessageAdded: { recipient: 'vif@exemple.example' } });
    await feed.close();
  });
});

describe('the words of a message', () => {
  const TEXTS = 'subject heading body sms';
  const Read = `query W($language: Language!) { messageWording(template: "sign-in-code", language: $language) { version ours { ${TEXTS} } inForce { ${TEXTS} } placeholders { name sample } versions { version by subject } } }`;
  const Save = 'mutation S($input: WordingInput!) { saveMessageWording(input: $input) { __typename ... on MessageWording { version inForce { subject sms } } ... on WordingRefused { message faults { field placeholder isMissing } } ... on WordingChanged { by } } }';
  const Preview = 'query P($input: WordingInput!) { previewWording(input: $input) { __typename ... on MessagePreview { subject html text sms } ... on WordingRefused { faults { field placeholder isMissing } } } }';
  async function world() {
    const { tenant } = await aPlace(app);
    const office = as(app, staffOf(tenant.id, 'owner', { name: 'Geneviève' }));
    const { ours } = (await office.run(Read, { language: 'FR' })).messageWording;
    const input = (more: object = {}, basedOn = 0) => ({ input: { template: 'sign-in-code', language: 'FR', ...ours, basedOn, ...more } });
    const sent = async (to: string, language = Language.FR) => {
      await app.db.tx(systemActor(tenant.id), () => app.app.get(MessagingService).send({ tenantId: tenant.id, template: 'sign-in-code', data: { code: '042137', minutes: 10 }, language, customerId: null, to: { email: to } }));
      return (await messagesTo(app, tenant.id, to)).at(-1)!;
    };
    return { tenant, office, ours, input, sent };
  }

  it('are the provider’s own where it wrote some, in that language alone, with every version kept, and ours again', async () => {
    const { tenant, office, ours, input, sent } = await world();
    expect(ours).toMatchObject({ subject: '{code} est votre code {provider}', sms: expect.stringContaining('{code}') });
    const own = input({ subject: 'Votre code : {code}', body: 'Bonjour!\n\nLe voici : {code} <b>' });
    expect((await office.run(Preview, own)).previewWording).toMatchObject({ __typename: 'MessagePreview', subject: 'Votre code : 042137', text: expect.stringContaining('Bonjour!\n\nLe voici : 042137 <b>'), html: expect.stringContaining('Le voici : 042137 &lt;b&gt;') });
    expect((await sent('rien@exemple.example')).subject).toBe(`042137 est votre code ${tenant.name}`);
    expect((await office.run(Save, own)).saveMessageWording).toMatchObject({ version: 1, inForce: { subject: 'Votre code : {code}', sms: ours.sms } });
    expect(await sent('un@exemple.example')).toMatchObject({ subject: 'Votre code : 042137', html: expect.stringContaining('&lt;b&gt;') });
    expect((await sent('deux@exemple.example', Language.EN)).subject).toBe(`042137 is your ${tenant.name} code`);
    expect((await office.run(Save, input({}, 1))).saveMessageWording).toMatchObject({ version: 2, inForce: { subject: ours.subject } });
    expect((await sent('trois@exemple.example')).subject).toBe(`042137 est votre code ${tenant.name}`);
    expect((await office.run(Read, { language: 'FR' })).messageWording.versions).toEqual([{ version: 2, by: 'Geneviève', subject: null }, { version: 1, by: 'Geneviève', subject: 'Votre code : {code}' }]);
    const { messagePreviews } = await office.run('{ messagePreviews(language: FR) { template variant isOwn } }');
    expect(messagePreviews).toContainEqual({ template: 'payment-reminder', variant: 'first', isOwn: false });
  });

  it('are refused with what is unknown or missing, field by field, and nothing is kept', async () => {
    const { office, input } = await world();
    const wrong = input({ heading: 'Bonjour {nom}', sms: 'Votre code est prêt.' });
    const faults = [{ field: 'HEADING', placeholder: '{nom}', isMissing: false }, { field: 'SMS', placeholder: '{code}', isMissing: true }];
    expect((await office.run(Preview, wrong)).previewWording).toMatchObject({ __typename: 'WordingRefused', faults });
    expect((await office.run(Save, wrong)).saveMessageWording).toMatchObject({ __typename: 'WordingRefused', faults, message: expect.stringContaining('{nom}') });
    for (const [field, text] of [['subject', ''], ['subject', 'a\r\nBcc: tous@exemple.example'], ['body', '  '], ['sms', 'x'.repeat(481)]] as const) {
      const [error] = await office.errors(Save, input({ [field]: text }));
      expect([error!.extensions.code, Object.keys(error!.extensions['fields'] as object)]).toEqual(['BAD_USER_INPUT', [field]]);
    }
    expect((await office.errors(Save, input({ template: 'rien' })))[0]!.extensions.code).toBe('NOT_FOUND');
    expect((await office.run(Read, { language: 'FR' })).messageWording.version).toBe(0);
  });

  it('are one provider’s, changed by those who may, and by one of two who do at once', async () => {
    const [mine, theirs] = [await world(), await world()];
    const results = await Promise.all(['A', 'B', 'C'].map((letter) => as(app, staffOf(mine.tenant.id, 'owner', { name: letter })).run(Save, mine.input({ subject: `${letter} {code}` }))));
    const kept = results.filter(({ saveMessageWording }) => saveMessageWording.__typename === 'MessageWording');
    expect(kept).toHaveLength(1);
    const by = (kept[0]!['saveMessageWording'] as { inForce: { subject: string } }).inForce.subject[0];
    for (const { saveMessageWording } of results) if (saveMessageWording.__typename !== 'MessageWording') expect(saveMessageWording).toEqual({ __typename: 'WordingChanged', by });
    expect((await theirs.office.run(Read, { language: 'FR' })).messageWording.version).toBe(0);
    expect((await as(app, staffOf(mine.tenant.id, 'support')).errors(Read, { language: 'FR' }))[0]!.extensions.code).toBe('FORBIDDEN');
  });
});
