// npm run bench:outage : mail, texts, payments and files, all four at once refused, half-open, 30 s slow or failing; how long reads take meanwhile (at most 1 s at the 99th percentile), how long after their return what waited has left (at most five minutes), and whether anything is lost or doubled (goal R15).
//   --behaviours refused,half-open,slow,broken --seconds 25 --messages 20
import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import { setTimeout as after } from 'node:timers/promises';
import sharp from 'sharp';
import { startMailPeer } from '../backend/test/support/mail-peer.ts';
import { startSmsPeer } from '../backend/test/support/sms-peer.ts';
import { startStorePeer } from '../backend/test/support/store-peer.ts';
import { startTcpGate } from '../backend/test/support/tcp-gate.ts';
import { main } from '../scripts/plain.mjs';
import { startStripeSandbox } from '../tools/stripe-sandbox/server.mjs';
import { asProvider, cookiesOf, signedIn, withDemo } from './demo-server.mjs';

const LIMIT_READ_MS = 1_000;
const LIMIT_DRAIN_MS = 5 * 60_000;
const READS_AT_ONCE = 4;
const SLOW_MS = 30_000;
const SECRET = 'Un-Secret-De-Courriel-2026';
const CUSTOMER = 'nathalie.tremblay@example.com';
const READS = ['{ tickets(first: 20) { nodes { id number subject status } } }', '{ customers(first: 20) { nodes { id name number } } }', '{ conversations(first: 20) { nodes { id lastMessageAt } } }'];
const { values: given } = parseArgs({ options: { behaviours: { type: 'string', default: 'refused,half-open,slow,broken' }, seconds: { type: 'string', default: '25' }, messages: { type: 'string', default: '20' } } });

const peers = { mail: await startMailPeer(), sms: await startSmsPeer(), store: await startStorePeer(), stripe: await startStripeSandbox() };
const portOf = (url) => Number(new URL(url).port);
const gate = (port, speaks = 'http') => startTcpGate(port, { slowMs: SLOW_MS, speaks });
const gates = { mail: await gate(portOf(peers.mail.url), 'smtp'), sms: await gate(portOf(peers.sms.base)), store: await gate(peers.store.port), stripe: await gate(portOf(peers.stripe.url)) };
const at = (url, { port }) => Object.assign(new URL(url), { port: String(port) }).href.replace(/\/$/, '');
const env = {
  SMTP_URL: at(peers.mail.url, gates.mail), TWILIO_ACCOUNT_SID: peers.sms.accountSid, TWILIO_AUTH_TOKEN: peers.sms.authToken, TWILIO_FROM: '+14505550100', TWILIO_API_BASE: at(peers.sms.base, gates.sms),
  S3_ENDPOINT: `http://127.0.0.1:${gates.store.port}`, S3_BUCKET: 'files', S3_ACCESS_KEY: 'a', S3_SECRET_KEY: 'b', STRIPE_API_BASE: `http://127.0.0.1:${gates.stripe.port}`,
  MAIL_REPLY_ADDRESS: 'reply@in.demarc.example', INBOUND_MAIL_SECRET: SECRET, COST_PER_MINUTE: '1000000000000',
};
const behave = (as) => Promise.all(Object.values(gates).map((one) => one.behave(as)));
const until = async (look, mostMs) => {
  const began = performance.now();
  while (!(await look()) && performance.now() - began < mostMs) await after(250);
  return performance.now() - began;
};
const percentile = (times, p) => times.toSorted((a, b) => a - b)[Math.floor(times.length * p)] ?? 0;
const none = (numbers) => Object.values(numbers).every((n) => n === 0);
const told = (numbers) => (none(numbers) ? 0 : JSON.stringify(numbers));
const count = (list, of) => list.filter((one) => one === of).length;

/** Who asks: the office, and a customer of the demonstration who signed in while messages were still captured. */
async function people(demo) {
  const office = await signedIn(demo);
  const graph = async (cookie, query, variables = {}) => {
    const { data, errors } = await (await demo.post('/graphql', { query, variables }, cookie)).json();
    if (errors) throw new Error(JSON.stringify(errors));
    return data;
  };
  await demo.post('/portal/request-link', { identifier: CUSTOMER });
  let token;
  await until(async () => {
    const { outgoingMessages } = await graph(office, '{ outgoingMessages(first: 20) { nodes { recipient text } } }');
    token = outgoingMessages.nodes.filter(({ recipient }) => recipient === CUSTOMER).map(({ text }) => /token=([\w.-]+)/.exec(text)?.[1]).find(Boolean);
    return token;
  }, 20_000);
  return { office, customer: cookiesOf(await demo.post('/auth/redeem', { token, confirm: true })), graph };
}

/** Turns the demonstration into a provider whose messages leave at any hour. */
async function goLive(demo, { graph }) {
  const db = await demo.connect();
  await asProvider(db);
  await db.query('update tenant set live = true, demo = false, quiet_from = 0, quiet_to = 0, email = $1', ['bonjour@boreale.example']);
  await graph(await signedIn(demo, 'direction@demo.example'), 'mutation ($key: ID!) { updateTenant(key: $key, input: { termsDays: 22 }) { __typename } }', { key: randomUUID() });
  return db;
}

async function measured(demo, who, db, behaviour) {
  const { office, customer, graph } = who;
  const mark = `${behaviour}-${randomUUID().slice(0, 8)}`;
  const words = Array.from({ length: Number(given.messages) }, (_, i) => `${mark}-${i}.`);
  const { rows: [{ customer_id: customerId }] } = await db.query('select l.customer_id from contact k join customer_contact l on l.contact_id = k.id where k.email = $1', [CUSTOMER]);
  const { startConversation: { id } } = await graph(office, 'mutation ($key: ID!, $customerId: ID!) { startConversation(key: $key, customerId: $customerId) { id } }', { key: randomUUID(), customerId });
  await behave(behaviour);
  const times = [];
  const end = performance.now() + Number(given.seconds) * 1_000;
  const reading = Promise.all(Array.from({ length: READS_AT_ONCE }, async (_, i) => {
    for (let n = i; performance.now() < end; n++) {
      const began = performance.now();
      await graph(office, READS[n % READS.length]);
      times.push(performance.now() - began);
      await after(20);
    }
  }));
  reading.catch(() => undefined); // told below, unless something else fails first
  const say = async (body, channel) => {
    const { sayInConversation: { __typename: what } } = await graph(office, 'mutation ($key: ID!, $id: ID!, $input: SayInput!) { sayInConversation(key: $key, id: $id, input: $input) { __typename } }', { key: randomUUID(), id, input: { body, channel } });
    if (what !== 'TicketMessage') throw new Error(`Nothing was said: ${what}`);
  };
  for (const body of words) for (const channel of ['EMAIL', 'SMS']) await say(body, channel);
  const photo = await sharp({ create: { width: 60, height: 40, channels: 3, background: '#246' } }).jpeg().toBuffer();
  const sendPhoto = async () => {
    const form = new FormData();
    form.set('photo', new Blob([photo], { type: 'image/jpeg' }), 'mur.jpg');
    const answer = await fetch(`${demo.base}/files/message`, { method: 'POST', body: form, headers: { cookie: office, origin: demo.base } });
    return { status: answer.status, id: (await answer.json()).id };
  };
  const handOver = async () => (await fetch(`${demo.base}/webhook/mail`, { method: 'POST', headers: { 'content-type': 'message/rfc822', authorization: `Bearer ${SECRET}` }, body: `From: inconnu@exemple.example\r\nTo: bonjour@boreale.example\r\nMessage-ID: <${mark}@exemple.example>\r\nSubject: ${mark}\r\n\r\nArrive: ${mark}.\r\n` })).status;
  const key = randomUUID();
  const pay = async (withKey) => (await graph(customer, 'mutation ($key: ID!) { createCheckout(key: $key) { __typename ... on CheckoutSession { id url } } }', { key: withKey })).createCheckout;
  const began = performance.now();
  const [photos, handed, paid] = await Promise.all([Promise.all(Array.from({ length: 5 }, sendPhoto)), handOver(), pay(key)]);
  const answered = performance.now() - began;
  await reading;
  await behave('open');
  const waiting = async () => (await db.query(`select count(*)::int n from outgoing_message where text like '%' || $1 || '%' and status in ('QUEUED', 'DEFERRED')`, [mark])).rows[0].n;
  const drained = await until(async () => (await waiting()) === 0, LIMIT_DRAIN_MS + 30_000);
  const [again, handedAgain, paidAgain] = [await sendPhoto(), await handOver(), await pay(randomUUID())];
  await until(async () => (await db.query(`select 1 from ticket_message where body like $1`, [`%Arrive: ${mark}%`])).rowCount > 0, 30_000);
  const arrived = { mail: peers.mail.arrived.map(({ mail }) => words.find((word) => mail.text.includes(word))), sms: peers.sms.taken.map(({ form }) => words.find((word) => form.Body.includes(word))) };
  const inConversation = (await db.query('select 1 from ticket_message where body like $1', [`%Arrive: ${mark}%`])).rowCount;
  const perWord = { mails: words.map((word) => count(arrived.mail, word)), texts: words.map((word) => count(arrived.sms, word)), letters: [inConversation] };
  const lost = { photos: await missing([...photos, again], db) };
  const doubled = {};
  for (const [what, times] of Object.entries(perWord)) [lost[what], doubled[what]] = [times.filter((n) => n === 0).length, times.filter((n) => n > 1).length];
  const p99 = percentile(times, 0.99);
  const isGood = p99 <= LIMIT_READ_MS && drained <= LIMIT_DRAIN_MS && none(lost) && none(doubled) && again.status === 200 && handedAgain === 202 && paidAgain.__typename === 'CheckoutSession';
  console.log(`${behaviour.padEnd(10)} reads ${String(times.length).padStart(5)}  p50 ${percentile(times, 0.5).toFixed(0).padStart(4)} ms  p99 ${p99.toFixed(0).padStart(4)} ms   drained after ${(drained / 1_000).toFixed(0).padStart(3)} s   lost ${told(lost)}, doubled ${told(doubled)}   meanwhile photo ${photos.map(({ status }) => status)[0]}, mail handed over ${handed}, payment ${paid.__typename}, all within ${(answered / 1_000).toFixed(1)} s; afterwards ${again.status}, ${handedAgain}, ${paidAgain.__typename}   ${isGood ? 'fine' : 'TOO MUCH'}`);
  return isGood;
}

/** How many photos that were said to be kept are not. */
async function missing(photos, db) {
  const taken = photos.filter(({ status }) => status === 200);
  const { rows } = await db.query('select file_key from message_file where id = any($1::uuid[])', [taken.map(({ id }) => id)]);
  return taken.length - rows.filter(({ file_key: key }) => peers.store.objects.has(`/files/${key}`)).length;
}

await main(() => withDemo({ env }, async (demo) => {
  const who = await people(demo);
  const db = await goLive(demo, who);
  let isGood = true;
  try {
    for (const behaviour of given.behaviours.split(',')) isGood = (await measured(demo, who, db, behaviour)) && isGood;
  } finally {
    await db.end();
  }
  process.exitCode = isGood ? 0 : 1;
}));
await Promise.all([...Object.values(gates), ...Object.values(peers)].map((one) => one.close()));
