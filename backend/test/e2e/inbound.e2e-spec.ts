import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import twilio from 'twilio';
import { systemActor } from '../../src/auth/actor.js';
import { MailboxFetch } from '../../src/inbox/mailbox-fetch.js';
import { InboundMessage } from '../../src/inbox/inbound-message.entity.js';
import { ReplyAddressService } from '../../src/messaging/reply-address.service.js';
import { contactOf, staffOf } from '../support/actors.js';
import { startApp, type TestApp } from '../support/app.js';
import { aTenant } from '../support/builders.js';
import { aReachableCustomer, messagesTo } from '../support/builders/auth.js';
import { until } from '../support/builders/payments.js';
import { as } from '../support/graph.js';
import { fetchAs } from '../support/http.js';
import { believe, IMAP_PASSWORD, startImapPeer, type ImapPeer } from '../support/imap-peer.js';
import { startSmsPeer, type SmsPeer } from '../support/sms-peer.js';
import { startStorePeer, type StorePeer } from '../support/store-peer.js';
import { startTcpGate, type Behaviour, type TcpGate } from '../support/tcp-gate.js';

interface Vectors {
  readonly authToken: string;
  readonly vectors: readonly { readonly name: string; readonly url: string; readonly params: Readonly<Record<string, string>>; readonly signature: string }[];
}
const { vectors } = JSON.parse(readFileSync(join(import.meta.dirname, '../cases/twilio/webhooks.json'), 'utf8')) as Vectors;
const vector = (name: string) => vectors.find((one) => one.name === name)!;

const SECRET = 'Un-Secret-De-Courriel-2026';
const REPLY = 'reply@in.demarc.example';
const NUMBER = '+18195550000';
const WEBHOOKS = 'https://msg.example.ca/webhooks/twilio';
const List = `{ conversations(first: 20) { nodes { id address channel waitingSince customer { id name } messages { body channel author authorName ticket { number } files { id name } } } } }`;
const Aside = `{ inboundMessages(first: 20, fate: SET_ASIDE) { nodes { reason sender } } }`;
const Say = `mutation Say($id: ID!, $input: SayInput!) { sayInConversation(id: $id, input: $input) { __typename ... on TicketMessage { id } } }`;

let app: TestApp;
let sms: SmsPeer;
/** Files are kept in an object store, behind a gate. */
let store: StorePeer;
let storeGate: TcpGate;
beforeAll(async () => {
  [sms, store] = [await startSmsPeer(), await startStorePeer()];
  storeGate = await startTcpGate(store.port);
  const s3 = { S3_ENDPOINT: `http://127.0.0.1:${storeGate.port}`, S3_BUCKET: 'files', S3_ACCESS_KEY: 'a', S3_SECRET_KEY: 'b' };
  app = await startApp({ env: { TWILIO_ACCOUNT_SID: sms.accountSid, TWILIO_AUTH_TOKEN: sms.authToken, TWILIO_FROM: '+14505550100', TWILIO_API_BASE: sms.base, TWILIO_WEBHOOK_URL: WEBHOOKS, MAIL_REPLY_ADDRESS: REPLY, INBOUND_MAIL_SECRET: SECRET, ...s3 } });
}, 60_000);
afterAll(async () => {
  await app.close();
  await Promise.all([sms.close(), storeGate.close(), store.close()]);
});

let numbers = 0;
/** A provider with a number and an address of its own, and a customer who can be reached. */
async function world() {
  const n = String(++numbers).padStart(3, '0');
  const tenant = await aTenant(app, { smsNumber: `+1819556${n}0`, email: `bonjour-${n}@fibre.example` });
  const email = `julie-${n}@exemple.example`;
  const customer = await aReachableCustomer(app, tenant.id, { name: 'Julie Gagnon', email, cell: `450 557-${n}1` });
  return { tenant, customer, email, cell: `+1450557${n}1`, to: tenant.smsNumber!, support: as(app, staffOf(tenant.id, 'support', { name: 'Sylvie' })), portal: as(app, contactOf(tenant.id, customer.id)) };
}

const post = (path: string, body: string, headers: Readonly<Record<string, string>>) => fetch(`${app.url}${path}`, { method: 'POST', body, headers });
const form = (path: string, params: Readonly<Record<string, string>>, signature: string, query = '') =>
  post(`/webhook/twilio${path}${query}`, new URLSearchParams(params).toString(), { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': signature });
const signed = (path: string, params: Readonly<Record<string, string>>, query = '') => form(path, params, twilio.getExpectedTwilioSignature(sms.authToken, `${WEBHOOKS}${path}${query}`, params), query);
let sids = 0;
const text = (from: string, to: string, body: string, more: Readonly<Record<string, string>> = {}) =>
  signed('/inbound', { MessageSid: `SM${String(++sids).padStart(32, '0')}`, From: from, To: to, Body: body, NumMedia: '0', AccountSid: sms.accountSid, ApiVersion: '2010-04-01', ...more });
const mail = (raw: string, secret = SECRET) => post('/webhook/mail', raw.replace(/\r?\n/g, '\r\n'), { 'content-type': 'message/rfc822', authorization: `Bearer ${secret}` });
let ids = 0;
const written = (from: string, to: string, body: string, headers = '') => `From: ${from}\nTo: ${to}\nMessage-ID: <m${++ids}-${process.pid}@exemple.example>\nSubject: Re: Message\nMIME-Version: 1.0\n${headers || 'Content-Type: text/plain; charset=utf-8\n'}\n${body}\n`;

/** The conversations, once everything that arrived has been looked at. */
async function seen({ tenant, support }: Awaited<ReturnType<typeof world>>, arrived: number) {
  await until(() => app.db.tx(systemActor(tenant.id), () => app.db.repo(InboundMessage).find()), (rows) => rows.length >= arrived && rows.every(({ fate }) => fate !== 'WAITING'));
  return (await support.run(List)).conversations.nodes as { id: string; address: string | null; channel: string; waitingSince: string | null; customer: { id: string } | null; messages: { body: string; channel: string; authorName: string; ticket: { number: string } | null; files: { name: string }[] }[] }[];
}

describe('a text that arrives', () => {
  it('is taken when it is signed as published, for the address it was sent to, and only then', async () => {
    const tenant = await aTenant(app, { smsNumber: NUMBER });
    const { params, signature } = vector('inbound-sms');
    for (const wrong of [{ ...params, Body: 'Autre' }, { ...params, From: '+15145559999' }, { ...params, Extra: '1' }]) expect((await form('/inbound', wrong, signature)).status).toBe(403);
    expect((await form('/status', params, signature)).status).toBe(403);
    expect((await form('/inbound', params, '')).status).toBe(403);
    const answers = await Promise.all(Array.from({ length: 10 }, () => form('/inbound', params, signature)));
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200));
    expect(await answers[0]!.text()).toContain('<Response></Response>');
    const [conversation] = await seen({ tenant, support: as(app, staffOf(tenant.id)) } as never, 1);
    expect(conversation).toMatchObject({ address: '+15145551234', customer: null, channel: 'SMS', messages: [{ body: 'Bonjour, mon internet est lent', authorName: '+15145551234' }] });
    await form('/inbound', vector('inbound-sms-stop').params, vector('inbound-sms-stop').signature);
    await app.db.unscoped('gives the number back', () => app.db.query('update tenant set sms_number = null where id = $1', [tenant.id]));
  });

  it('of a customer lands in their conversation, of anybody else in one of its own', async () => {
    const place = await world();
    await text(place.cell, place.to, 'Mon internet est lent');
    await text('+14385550123', place.to, 'Combien coûte la fibre?');
    const found = await seen(place, 2);
    expect(found.find(({ customer }) => customer)).toMatchObject({ customer: { id: place.customer.id }, messages: [{ body: 'Mon internet est lent', authorName: 'Julie Gagnon' }] });
    expect(found.find(({ customer }) => !customer)).toMatchObject({ address: '+14385550123', messages: [{ body: 'Combien coûte la fibre?' }] });
  });

  it('brings its pictures, made anew; one that is no picture is told by name', async () => {
    const place = await world();
    const folder = `/2010-04-01/Accounts/${sms.accountSid}/Messages/MM1/Media`;
    sms.media.set(`${folder}/ME1`, await sharp({ create: { width: 40, height: 30, channels: 3, background: 'red' } }).withExif({ IFD0: { Copyright: 'chez moi' } }).jpeg().toBuffer());
    sms.media.set(`${folder}/ME2`, Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'));
    sms.media.set(`${folder}/ME3`, `${sms.base}${folder}/ME1`);
    sms.media.set(`${folder}/ME4`, `${sms.base.replace('127.0.0.1', '[::1]')}${folder}/ME1`);
    const at = (id: string) => `https://api.twilio.com${folder}/${id}`;
    await text(place.cell, place.to, '', { NumMedia: '6', MediaUrl4: at('ME3'), MediaUrl5: at('ME4'), MediaUrl0: at('ME1'), MediaUrl1: at('ME2'), MediaUrl2: 'http://169.254.169.254/latest', MediaUrl3: 'https://api.twilio.com/2010-04-01/Accounts/ACautre/x' });
    const [{ messages }] = (await seen(place, 1)) as [Awaited<ReturnType<typeof seen>>[number]];
    expect(messages[0]!.files).toHaveLength(2);
    expect(messages[0]!.body.split('\n\n')).toEqual(['photo-2.jpg', 'photo-3.jpg', 'photo-4.jpg', 'photo-6.jpg'].map((name) => expect.stringContaining(name)));
  });
});

describe('news of a text', () => {
  const outgoing = async (tenantId: string, recipient: string) => (await messagesTo(app, tenantId, recipient))[0]!;

  it('as published is taken, in whatever order it arrives', async () => {
    const place = await world();
    const { id } = (await place.support.run('mutation S($c: ID!) { startConversation(customerId: $c) { id } }', { c: place.customer.id })).startConversation;
    await place.support.run(Say, { id, input: { body: 'Bonjour Julie', channel: 'SMS' } });
    const message = await outgoing(place.tenant.id, '450 557-' + place.cell.slice(-4));
    const set = (status: string) => app.db.unscoped('as if it had left', () => app.db.query(`update outgoing_message set status = $2, provider_id = 'SM55555555555555555555555555555555', reason = null where id = $1`, [message.id, status]));
    const now = async () => (await place.support.run('query M($id: ID!) { outgoingMessage(id: $id) { status reason failure deliveredAt } }', { id: message.id })).outgoingMessage;
    const say = (name: string) => form('/status', vector(name).params, vector(name).signature);
    await set('QUEUED');
    expect((await say('status-delivered')).status).toBe(204);
    expect(await now()).toMatchObject({ status: 'DELIVERED', reason: null, deliveredAt: expect.any(String) });
    await say('status-sent');
    expect((await now()).status).toBe('DELIVERED');
    await set('SENT');
    await say('status-undelivered-30003');
    expect(await now()).toMatchObject({ status: 'BOUNCED', reason: 'UNREACHABLE', failure: '30003' });
    await set('SENT');
    await say('status-failed-21610');
    expect(await now()).toMatchObject({ status: 'REFUSED', reason: 'OPTED_OUT', failure: '21610' });
    await set('CAPTURED');
    await say('status-delivered');
    expect((await now()).status).toBe('CAPTURED');
    await set('SENT');
    await signed('/status', { MessageStatus: 'delivered', MessageSid: 'SM-anything' }, `?message=${message.id}`);
    expect((await now()).status).toBe('DELIVERED');
  });
});

const replyTo = (id: string) => app.app.get(ReplyAddressService, { strict: false }).of(id)!;

describe('a mail that arrives', () => {
  it('is refused without the secret, and when it is for nobody here', async () => {
    const { tenant } = await world();
    expect((await mail(written('x@y.example', tenant.email!, 'Allô'), 'autre')).status).toBe(401);
    expect((await post('/webhook/mail', 'x', { 'content-type': 'message/rfc822' })).status).toBe(401);
    expect((await mail(written('x@y.example', 'inconnu@ailleurs.example', 'Allô'))).status).toBe(422);
    expect((await mail('\u0000\u0001 rien')).status).toBe(422);
  });

  it('answers in the ticket it was written about, and opens it again', async () => {
    const place = await world();
    const { openTicket } = await place.portal.run(`mutation O($input: OpenTicketInput!) { openTicket(input: $input) { ... on Ticket { id number } } }`, { input: { subject: 'Lent', description: 'Depuis hier.' } });
    const { id } = (await place.portal.run('{ myConversation { id } }')).myConversation;
    await place.support.run(Say, { id, input: { body: 'Redémarrez le modem.', channel: 'EMAIL', ticketId: openTicket.id } });
    const [ours] = await messagesTo(app, place.tenant.id, place.email);
    expect(ours!.text).toContain('Vous pouvez aussi répondre à ce courriel.');
    const answer = written(`Julie <${place.email}>`, replyTo(ours!.id), `C’est fait, merci.\n\nLe 21 nov. 2026 à 10:00, Fibre <${REPLY}> a écrit :\n> Redémarrez le modem.`);
    for (let i = 0; i < 3; i++) expect((await mail(answer)).status).toBe(202);
    const [conversation] = await seen(place, 1);
    expect(conversation!.messages[0]).toMatchObject({ body: 'C’est fait, merci.', channel: 'EMAIL', authorName: 'Jean Gagnon', ticket: { number: openTicket.number } });
    expect(conversation!.messages.filter(({ body }) => body.startsWith('C’est fait'))).toHaveLength(1);
    expect((await place.support.run('query T($id: ID!) { ticket(id: $id) { status } }', { id: openTicket.id })).ticket.status).toBe('OPEN');
  });

  it('with a name of a message alone counts only from an address of that customer', async () => {
    const place = await world();
    const { id } = (await place.support.run('mutation S($c: ID!) { startConversation(customerId: $c) { id } }', { c: place.customer.id })).startConversation;
    await place.support.run(Say, { id, input: { body: 'Secret', channel: 'EMAIL' } });
    const [ours] = await messagesTo(app, place.tenant.id, place.email);
    const headers = `In-Reply-To: <${ours!.id}@demarc>\nContent-Type: text/plain\n`;
    await mail(written('voleur@ailleurs.example', place.tenant.email!, 'Je suis Julie', headers));
    await mail(written(place.email, place.tenant.email!, 'C’est bien moi', headers));
    await mail(written('voleur@ailleurs.example', replyTo(ours!.id).replace(/.@/, 'a@').replace('reply+a', 'reply+b'), 'Je devine', headers));
    const found = await seen(place, 2);
    expect(found.find(({ customer }) => customer)!.messages.map(({ body }) => body)).toEqual(['C’est bien moi', 'Secret']);
    expect(found.find(({ customer }) => !customer)).toMatchObject({ address: 'voleur@ailleurs.example', messages: [{ body: 'Je suis Julie' }] });
  });

  it('in HTML becomes plain words, and of its attachments the photos are kept', async () => {
    const place = await world();
    const photo = await sharp({ create: { width: 30, height: 20, channels: 3, background: 'blue' } }).png().toBuffer();
    const part = (type: string, name: string, bytes: Buffer) => `--b\nContent-Type: ${type}; name="${name}"\nContent-Disposition: attachment; filename="${name}"\nContent-Transfer-Encoding: base64\n\n${bytes.toString('base64').replace(/.{76}/g, '$&\n')}\n`;
    const body = `--b\nContent-Type: text/html; charset=utf-8\n\n<p>Voici la photo.</p><script>document.title="x"</script><img src=x onerror="alert(1)">\n${part('image/png', 'mur <b>.png', photo)}${part('image/svg+xml', 'logo.svg', Buffer.from('<svg/>'))}${part('application/zip', 'tout.zip', Buffer.from('PK\u0003\u0004'))}--b--`;
    await mail(written(place.email, place.tenant.email!, body, 'Content-Type: multipart/mixed; boundary=b\n'));
    const [conversation] = await seen(place, 1);
    expect(conversation!.messages[0]!.files).toMatchObject([{ name: 'mur b.png' }]);
    expect(conversation!.messages[0]!.body).toMatch(/^Voici la photo\.\n\n\[Pièce jointe non gardée : logo\.svg\..*\n\n\[Pièce jointe non gardée : tout\.zip\./);
    expect(conversation!.messages[0]!.body).not.toMatch(/alert|document|</);
  });

  it('of 100,000 signs is cut, and says so', async () => {
    const place = await world();
    await mail(written(place.email, place.tenant.email!, 'mot '.repeat(25_000)));
    const [conversation] = await seen(place, 1);
    expect(conversation!.messages[0]!.body.length).toBeLessThan(20_001);
    expect(conversation!.messages[0]!.body).toMatch(/\[Le message était plus long/);
  });

  it('that no person wrote is set aside, and a loop ends', async () => {
    const place = await world();
    const to = place.tenant.email!;
    await mail(written(place.email, to, 'Absente', 'Auto-Submitted: auto-replied\nContent-Type: text/plain\n'));
    await mail(written(REPLY, to, 'De nous', 'Content-Type: text/plain\n'));
    await mail(written('x@exemple.example', to, 'De nous', 'X-Demarc-Message: 1\nContent-Type: text/plain\n'));
    await seen(place, 3);
    for (let i = 0; i < 33; i++) await mail(written('robot@exemple.example', to, `Encore ${i}`));
    const found = await seen(place, 36);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ address: 'robot@exemple.example' });
    expect(found[0]!.messages).toHaveLength(30);
    const reasons = (await place.support.run(Aside)).inboundMessages.nodes.map(({ reason }: { reason: string }) => reason);
    expect(reasons.sort()).toEqual(['AUTO_REPLY', 'LOOP', 'LOOP', 'TOO_MANY', 'TOO_MANY', 'TOO_MANY']);
  });

  it('that came back is told beside what was said', async () => {
    const place = await world();
    const { id } = (await place.support.run('mutation S($c: ID!) { startConversation(customerId: $c) { id } }', { c: place.customer.id })).startConversation;
    await place.support.run(Say, { id, input: { body: 'Bonjour', channel: 'EMAIL' } });
    const [ours] = await messagesTo(app, place.tenant.id, place.email);
    await app.db.unscoped('as if it had left', () => app.db.query(`update outgoing_message set status = 'SENT' where id = $1`, [ours!.id]));
    const report = `--r\nContent-Type: text/plain\n\nIt could not be delivered.\n--r\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.exemple.example\n\nFinal-Recipient: rfc822; ${place.email}\nAction: failed\nStatus: 5.1.1\n\n--r--`;
    await mail(written('MAILER-DAEMON@mx.exemple.example', replyTo(ours!.id), report, 'Content-Type: multipart/report; report-type=delivery-status; boundary=r\n'));
    await seen(place, 1);
    const { conversation } = await place.support.run('query C($id: ID!) { conversation(id: $id) { messages { body outgoing { status reason failure } } } }', { id });
    expect(conversation.messages).toEqual([{ body: 'Bonjour', outgoing: { status: 'BOUNCED', reason: 'NO_SUCH_ADDRESS', failure: '5.1.1' } }]);
  });
});

describe('a store of files that fails', () => {
  afterEach(() => storeGate.behave('open'));

  it.each<Behaviour>(['refused', 'cut', 'broken'])('is told as something that passes, whether it is %s, and loses and doubles nothing', async (behaviour) => {
    const place = await world();
    const letter = written(place.email, place.tenant.email!, `Pendant la panne (${behaviour})`);
    const photo = await sharp({ create: { width: 40, height: 30, channels: 3, background: 'red' } }).jpeg().toBuffer();
    const julie = contactOf(place.tenant.id, place.customer.id);
    const send = () => {
      const form = new FormData();
      form.set('photo', new Blob([new Uint8Array(photo)], { type: 'image/jpeg' }), 'mur.jpg');
      return fetchAs(app, julie, '/files/message', { method: 'POST', body: form });
    };
    await storeGate.behave(behaviour);
    const refused = await send();
    expect([refused.status, refused.headers.get('retry-after'), await refused.json()]).toEqual([503, '30', { error: 'STORAGE', message: expect.stringContaining('Try again') }]);
    expect((await mail(letter)).status).toBe(503);
    expect((await place.support.run(List)).conversations.nodes).toEqual([]);
    await storeGate.behave('open');
    const taken = await send();
    expect(taken.status).toBe(200);
    const { id } = (await taken.json()) as { id: string };
    expect([...store.objects.keys()].filter((key) => key.includes(id))).toHaveLength(2);
    const shown = await fetchAs(app, julie, `/files/message/${id}`);
    expect([shown.status, shown.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
    for (let i = 0; i < 2; i++) expect((await mail(letter)).status).toBe(202);
    expect((await seen(place, 1)).map(({ messages }) => messages.map(({ body }) => body))).toEqual([[`Pendant la panne (${behaviour})`]]);
  });
});

describe('a mailbox that mail is fetched from', () => {
  const Check = 'mutation K($input: MailboxInput!) { checkMailbox(input: $input) { problem unread } }';
  const Save = 'mutation S($input: MailboxInput!) { saveMailbox(input: $input) { id } }';
  const Seen = '{ mailbox { host port account folder enabled problem checkedAt lastMailAt restsUntil } }';
  const opened: (ImapPeer | TcpGate)[] = [];
  afterAll(() => Promise.all(opened.map((one) => one.close())));
  beforeEach(() => believe(true));
  afterEach(() => app.clock.reset());

  /** A provider, live unless told otherwise, a mail server, and a gate in front of it. */
  async function box(live = true) {
    const place = await world();
    if (live) await app.db.unscoped('as if it had gone live', () => app.db.query('update tenant set live = true where id = $1', [place.tenant.id]));
    const peer = await startImapPeer();
    const gate = await startTcpGate(peer.port);
    opened.push(peer, gate);
    const owner = as(app, staffOf(place.tenant.id, 'owner', { name: 'Olivia' }));
    const input = { host: 'localhost', port: gate.port, account: peer.account, password: IMAP_PASSWORD };
    const mailbox = () => owner.run(Seen).then(({ mailbox: now }) => now as { problem: string | null; checkedAt: string | null; restsUntil: string | null; lastMailAt: string | null });
    return { ...place, peer, gate, owner, input, mailbox, save: () => owner.run(Save, { input }), check: async (other: object = {}) => (await owner.run(Check, { input: { ...input, ...other } })).checkMailbox };
  }
  const look = () => app.app.get(MailboxFetch, { strict: false }).look();
  const bodies = (found: Awaited<ReturnType<typeof seen>>) => found.flatMap(({ messages }) => messages.map(({ body }) => body)).sort();

  it('is tried first, and says in a word what is wrong', async () => {
    const { peer, gate, owner, input, check, tenant } = await box();
    peer.deliver(written('a@exemple.example', tenant.email!, 'Allô'));
    expect(await check()).toEqual({ problem: null, unread: 1 });
    expect(await check({ password: 'autre' })).toEqual({ problem: 'BAD_SIGN_IN', unread: 0 });
    expect(await check({ folder: 'Ailleurs' })).toEqual({ problem: 'NO_FOLDER', unread: 0 });
    expect(await check({ port: Number(new URL(sms.base).port) })).toEqual({ problem: 'NO_TLS', unread: 0 });
    believe(false);
    expect(await check()).toEqual({ problem: 'UNTRUSTED', unread: 0 });
    await gate.behave('cut');
    expect(await check()).toEqual({ problem: 'NO_ANSWER', unread: 0 });
    await gate.behave('refused');
    expect(await check()).toEqual({ problem: 'NO_ANSWER', unread: 0 });
    const before = peer.connections();
    for (const host of ['127.0.0.1', '10.0.0.7', '169.254.169.254']) expect(await check({ host, port: 993 })).toEqual({ problem: 'PRIVATE_ADDRESS', unread: 0 });
    for (const wrong of [{ host: 'imap.exemple.example', port: 22 }, { host: 'deux mots' }, { port: 0 }, { account: '' }, { folder: 'a\r\nb' }, { password: '' }]) expect((await owner.errors(Check, { input: { ...input, ...wrong } }))[0]!.extensions?.['code']).toBe('BAD_USER_INPUT');
    expect(peer.connections()).toBe(before);
    expect([peer.marks(), (await owner.run(Seen)).mailbox]).toEqual([[[]], null]);
    const answers = await Promise.all(Array.from({ length: 40 }, () => owner.answer(Check, { input: { ...input, host: '10.0.0.7', port: 993 } })));
    expect(answers.filter(({ errors }) => errors?.[0]?.extensions.code === 'RATE_LIMITED').length).toBeGreaterThanOrEqual(10);
  });

  it('keeps its password to itself, and for the server it was given for', async () => {
    const { tenant, owner, input, save, check } = await box(false);
    await save();
    const kept = await app.db.tx(systemActor(tenant.id), () => app.db.query('select * from mailbox'));
    expect(JSON.stringify([kept, (await owner.run(Seen)).mailbox])).not.toContain(IMAP_PASSWORD);
    const { password: _, ...without } = input;
    expect((await owner.run(Save, { input: { ...without, enabled: false } })).saveMailbox.id).toBe(kept[0]!['id']);
    expect(await check({ password: null })).toMatchObject({ problem: null });
    for (const other of [{ host: 'imap.exemple.example', port: 993 }, { port: input.port + 1 }, { account: 'autre@boite.example' }]) {
      const [error] = await owner.errors(Save, { input: { ...without, ...other } });
      expect(error!.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: { 'input.password': 'isNotEmpty' } });
    }
    const { tenant: { lastChange } } = await owner.run('{ tenant { lastChange(of: ["mailbox"]) { actorName } } }');
    expect(lastChange.actorName).toBe('Olivia');
    expect(await owner.run('mutation { removeMailbox }')).toEqual({ removeMailbox: true });
    expect(await app.db.tx(systemActor(tenant.id), () => app.db.query('select 1 from mailbox'))).toEqual([]);
  });

  it('hands each mail over once, whichever way it came before; none of the days before, and none twice', async () => {
    const place = await box();
    const { peer, tenant } = place;
    const { openTicket } = await place.portal.run(`mutation O($input: OpenTicketInput!) { openTicket(input: $input) { ... on Ticket { id number } } }`, { input: { subject: 'Lent', description: 'Depuis hier.' } });
    const { id } = (await place.portal.run('{ myConversation { id } }')).myConversation;
    await place.support.run(Say, { id, input: { body: 'Redémarrez le modem.', channel: 'EMAIL', ticketId: openTicket.id } });
    const [ours] = await messagesTo(app, tenant.id, place.email);
    const twice = written('deux@exemple.example', tenant.email!, 'Deux fois');
    peer.deliver(written('vieux@exemple.example', tenant.email!, 'Il y a longtemps'), '01-Jan-2020 10:00:00 +0000');
    peer.deliver(written(place.email, replyTo(ours!.id), 'C’est fait.'));
    for (let i = 0; i < 2; i++) peer.deliver(twice);
    peer.deliver(written(place.email, tenant.email!, 'Absente', 'Auto-Submitted: auto-replied\nContent-Type: text/plain\n'));
    // In nobody's address, yet in this provider's mailbox.
    peer.deliver(written('liste@exemple.example', 'destinataires-inconnus@ailleurs.example', 'Par copie cachée'));
    expect((await mail(twice)).status).toBe(202);
    await place.save();
    await Promise.all([look(), look()]);
    await until(() => Promise.resolve(peer.marks()), (marks) => marks.slice(1).every((one) => one.includes('\\Seen')));
    const found = await seen(place, 4);
    expect(found.find(({ customer }) => customer)!.messages[0]).toMatchObject({ body: 'C’est fait.', channel: 'EMAIL', ticket: { number: openTicket.number } });
    expect(bodies(found.filter(({ customer }) => !customer))).toEqual(['Deux fois', 'Par copie cachée']);
    expect((await place.support.run(Aside)).inboundMessages.nodes).toMatchObject([{ reason: 'AUTO_REPLY' }]);
    expect(peer.marks()[0]).toEqual([]);
    expect(await until(place.mailbox, ({ checkedAt }) => checkedAt !== null)).toMatchObject({ problem: null, restsUntil: null });
  });

  it('is not looked into while the provider is not live, and at once when it goes live', async () => {
    const place = await box(false);
    place.peer.deliver(written('a@exemple.example', place.tenant.email!, 'Allô'));
    await place.save();
    await look();
    await app.app.get(MailboxFetch, { strict: false }).fetch({ tenantId: place.tenant.id });
    expect([place.peer.connections(), place.peer.marks()]).toEqual([0, [[]]]);
    expect((await place.owner.run('mutation { switchSending(on: true) { ... on SendingState { live items { need isMet } } } }')).switchSending.live).toBe(true);
    expect(bodies(await seen(place, 1))).toEqual(['Allô']);
  });

  it('that breaks off rests, says so, and loses and doubles nothing', async () => {
    const place = await box();
    const { peer, gate, mailbox } = place;
    await gate.behave('refused');
    await place.save();
    const first = await until(mailbox, ({ problem }) => problem !== null);
    expect(first).toMatchObject({ problem: 'NO_ANSWER', checkedAt: null });
    expect(new Date(first.restsUntil!).getTime()).toBeGreaterThan(app.clock.now().getTime());
    await gate.behave('open');
    peer.deliver(written('a@exemple.example', place.tenant.email!, 'Première'));
    peer.deliver(written('b@exemple.example', place.tenant.email!, 'Seconde'));
    await look();
    expect(peer.connections()).toBe(0);
    peer.hangsUp = true; // the first mail is kept here and not marked there
    app.clock.set(new Date(first.restsUntil!));
    await look();
    const second = await until(mailbox, ({ restsUntil }) => restsUntil !== first.restsUntil);
    expect(second).toMatchObject({ problem: 'NO_ANSWER' });
    expect(bodies(await seen(place, 1))).toEqual(['Première']);
    peer.hangsUp = false;
    app.clock.set(new Date(second.restsUntil!));
    await look();
    expect(bodies(await seen(place, 2))).toEqual(['Première', 'Seconde']);
    expect(await until(mailbox, ({ problem }) => problem === null)).toMatchObject({ checkedAt: expect.any(String), lastMailAt: expect.any(String), restsUntil: null });
    expect(peer.marks()).toEqual([['\\Seen'], ['\\Seen']]);
  });
});
