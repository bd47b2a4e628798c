import twilio from 'twilio';
import { systemActor } from '../../src/auth/actor.js';
import { InboundMessage } from '../../src/inbox/inbound-message.entity.js';
import { ServiceLocation } from '../../src/customers/customer.entity.js';
import { Job, JobStatus } from '../../src/dispatch/dispatch.entity.js';
import { letterSamples } from '../../src/messaging/letter-samples.js';
import { MessagingService } from '../../src/messaging/messaging.service.js';
import { Language } from '../../src/tenancy/tenant.entity.js';
import { contactOf, staffOf } from '../support/actors.js';
import { startApp, type TestApp } from '../support/app.js';
import { aCustomer, aTenant } from '../support/builders.js';
import { aReachableCustomer, messagesTo } from '../support/builders/auth.js';
import { aTechnician } from '../support/builders/dispatch.js';
import { anInvoice, quebecTaxes } from '../support/builders/invoices.js';
import { until } from '../support/builders/payments.js';
import { as } from '../support/graph.js';

const TOKEN = '12345678901234567890123456789012';
const WEBHOOKS = 'https://msg.example.ca/webhook/twilio';
const Mine = '{ myConsents { textsStopped choices { channel kind granted changedBy } } }';
const Set = 'mutation S($input: ConsentInput!) { setConsent(input: $input) { choices { channel kind granted changedBy } } }';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ env: { TWILIO_ACCOUNT_SID: `AC${'a'.repeat(32)}`, TWILIO_AUTH_TOKEN: TOKEN, TWILIO_FROM: '+14505550100', TWILIO_API_BASE: 'http://127.0.0.1:9', TWILIO_WEBHOOK_URL: WEBHOOKS } });
}, 60_000);
afterAll(() => app.close());

let n = 0;
async function world(language = Language.FR) {
  const i = String(++n).padStart(3, '0');
  const tenant = await aTenant(app, { smsNumber: `+1819551${i}0`, phone: '819 555-0100' });
  const customer = await aReachableCustomer(app, tenant.id, { email: `c${i}@exemple.example`, cell: `+1450552${i}1`, language });
  return { tenant, customer, email: `c${i}@exemple.example`, cell: `+1450552${i}1`, portal: as(app, contactOf(tenant.id, customer.id, 'owner', { name: 'Julie' })), support: as(app, staffOf(tenant.id, 'support', { name: 'Sylvie' })) };
}
type World = Awaited<ReturnType<typeof world>>;

let sids = 0;
async function text({ tenant }: World, from: string, body: string, more: Readonly<Record<string, string>> = {}) {
  const params = { MessageSid: `SM${String(++sids).padStart(32, '0')}`, From: from, To: tenant.smsNumber!, Body: body, NumMedia: '0', ...more };
  const response = await fetch(`${app.url}/webhook/twilio/inbound`, { method: 'POST', body: new URLSearchParams(params).toString(), headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': twilio.getExpectedTwilioSignature(TOKEN, `${WEBHOOKS}/inbound`, params) } });
  expect(response.status).toBe(200);
  await until(() => app.db.tx(systemActor(tenant.id), () => app.db.repo(InboundMessage).findOneBy({ sourceId: params.MessageSid })), (kept) => kept?.fate === 'TAKEN');
}
const tell = ({ tenant, customer }: World, template: 'invoice-issued' | 'sign-in-code', to: { email?: string; phone?: string }) =>
  app.db.tx(systemActor(tenant.id), () => app.app.get(MessagingService, { strict: false }).send({ tenantId: tenant.id, template, data: letterSamples('https://x.example', 'fr')[template], language: Language.FR, customerId: customer.id, to } as never));
const answers = async ({ tenant, cell }: World, count: number) => (await messagesTo(app, tenant.id, cell, count)).map(({ text: words, status }) => [words, status]);

describe('what somebody wants to be told', () => {
  it('is chosen by the customer or by the office for them, by channel and kind, and who did is kept', async () => {
    const { portal, support, customer } = await world();
    const { myConsents } = await portal.run(Mine);
    expect(myConsents.choices.map(({ channel, kind, granted }: { channel: string; kind: string; granted: boolean }) => `${channel} ${kind} ${granted}`)).toEqual(['EMAIL VISITS true', 'EMAIL BILLING true', 'EMAIL NEWS false', 'SMS VISITS true', 'SMS BILLING true', 'SMS NEWS false']);
    await portal.run(Set, { input: { channel: 'EMAIL', kind: 'BILLING', granted: false } });
    const { setConsent } = await support.run(Set, { input: { customerId: customer.id, channel: 'SMS', kind: 'NEWS', granted: true } });
    expect(setConsent.choices.filter(({ changedBy }: { changedBy: string | null }) => changedBy)).toEqual([{ channel: 'EMAIL', kind: 'BILLING', granted: false, changedBy: 'Julie' }, { channel: 'SMS', kind: 'NEWS', granted: true, changedBy: 'Sylvie' }]);
  });

  it('belongs to the customer: naming another changes one’s own, and one who may only read changes nothing', async () => {
    const [mine, theirs] = [await world(), await world()];
    await mine.portal.run(Set, { input: { customerId: theirs.customer.id, channel: 'SMS', kind: 'VISITS', granted: false } });
    expect((await theirs.portal.run(Mine)).myConsents.choices.every(({ changedBy }: { changedBy: string | null }) => changedBy === null)).toBe(true);
    expect((await mine.support.errors('query Q($c: ID!) { customerConsents(customerId: $c) { textsStopped } }', { c: theirs.customer.id }))[0]!.extensions.code).toBe('NOT_FOUND');
    const viewer = as(app, contactOf(mine.tenant.id, (await aCustomer(app, mine.tenant.id)).id, 'viewer'));
    expect((await viewer.errors(Set, { input: { channel: 'SMS', kind: 'NEWS', granted: true } }))[0]!.extensions.code).toBe('FORBIDDEN');
    expect((await mine.portal.errors(Set, { input: { channel: 'FAX', kind: 'NEWS', granted: true } }))[0]!.extensions.code).toBe('BAD_USER_INPUT');
  });

  it('holds back what it is about and nothing else', async () => {
    const place = await world();
    await place.portal.run(Set, { input: { channel: 'EMAIL', kind: 'BILLING', granted: false } });
    await tell(place, 'invoice-issued', { email: place.email });
    await tell(place, 'sign-in-code', { email: place.email });
    expect((await messagesTo(app, place.tenant.id, place.email, 2)).map(({ template, status, reason }) => [template, status, reason])).toEqual([['invoice-issued', 'REFUSED', 'NO_CONSENT'], ['sign-in-code', 'CAPTURED', null]]);
  });
});

describe('a text of one word', () => {
  it('stops texts, in both languages and at once, and begins them again', async () => {
    for (const [stop, start, language, said] of [['Arrêt', 'DEBUT', Language.FR, 'vous ne recevrez plus de SMS'], ['stop', 'Start', Language.EN, 'you will receive no more texts']] as const) {
      const place = await world(language);
      await text(place, place.cell, stop);
      expect((await answers(place, 1))[0]![0]).toContain(said);
      await tell(place, 'sign-in-code', { phone: place.cell });
      expect((await messagesTo(app, place.tenant.id, place.cell, 2)).at(-1)).toMatchObject({ status: 'REFUSED', reason: 'OPTED_OUT' });
      expect((await place.portal.run(Mine)).myConsents.textsStopped).toBe(true);
      await text(place, place.cell, start);
      await tell(place, 'sign-in-code', { phone: place.cell });
      expect((await messagesTo(app, place.tenant.id, place.cell, 4)).at(-1)).toMatchObject({ status: 'CAPTURED' });
      expect((await place.portal.run(Mine)).myConsents.textsStopped).toBe(false);
    }
  });

  it('that the service answered itself is not answered twice, and stops all the same', async () => {
    const place = await world();
    await text(place, place.cell, 'STOP', { OptOutType: 'STOP' });
    await tell(place, 'sign-in-code', { phone: place.cell });
    expect(await answers(place, 1)).toEqual([[expect.any(String), 'REFUSED']]);
  });

  it('stops a number that belongs to nobody, and no other', async () => {
    const place = await world();
    await text(place, '+14385550188', 'ARRET');
    await tell(place, 'sign-in-code', { phone: '438 555-0188' });
    await tell(place, 'sign-in-code', { phone: place.cell });
    expect((await messagesTo(app, place.tenant.id, '438 555-0188'))[0]).toMatchObject({ reason: 'OPTED_OUT' });
    expect((await answers(place, 1))[0]![1]).toBe('CAPTURED');
  });

  it('tells the balance, brings a link to pay, and helps; nobody of the office has to answer', async () => {
    const place = await world();
    await quebecTaxes(app, place.tenant.id);
    await text(place, place.cell, 'Solde');
    await anInvoice(app, staffOf(place.tenant.id), place.customer.id);
    await text(place, place.cell, 'solde');
    await text(place, place.cell, 'PAYER');
    await text(place, place.cell, 'aide');
    const words = (await answers(place, 4)).map(([said]) => said as string);
    expect(words[0]).toContain('vous ne devez rien');
    expect(words[1]).toMatch(/votre solde est de 91,93/);
    expect(words[2]).toMatch(/\/pay\/[\w-]{30,}/);
    expect(words[3]).toContain('819 555-0100');
    const { conversations } = await place.support.run('{ conversations(first: 5) { nodes { waitingSince messages { body } } } }');
    expect(conversations.nodes).toMatchObject([{ waitingSince: null }]);
    expect(conversations.nodes[0].messages).toHaveLength(4);
  });

  it('says what is known of an outage, and leaves the rest to a person', async () => {
    const place = await world();
    await text(place, place.cell, 'PANNE');
    expect((await answers(place, 1))[0]![0]).toContain('nous ne voyons pas de panne');
    const Waiting = '{ conversations(first: 5) { nodes { waitingSince } } }';
    expect((await place.support.run(Waiting)).conversations.nodes).toEqual([{ waitingSince: expect.any(String) }]);
    await app.db.tx(systemActor(place.tenant.id), async () => {
      const [rule] = await app.db.query<{ id: string }>(`insert into alert_rule (name, metric, comparison, threshold, for_seconds, clear_threshold) values ('Signal', 'optical_power', 'BELOW', -27, 60, -25) returning id`);
      const [device] = await app.db.query<{ id: string }>(`insert into device (customer_id, serial, serial_key, kind) values ($1, $2, $2, 'ONT') returning id`, [place.customer.id, `ONT-${place.cell}`]);
      await app.db.query(`insert into alert_event (rule_id, device_id, customer_id, onset_at, peak_value, peak_at) values ($1, $2, $3, now(), -30, now())`, [rule!.id, device!.id, place.customer.id]);
    });
    await text(place, place.cell, 'panne');
    expect((await answers(place, 2))[1]![0]).toContain('nous voyons un problème sur votre ligne');
  });

  it('confirms a visit, offers other times, and books the one that is chosen', async () => {
    let minute = Date.parse('2026-11-22T15:00:00Z');
    const says = (place: World, words: string) => {
      app.clock.set(new Date((minute += 60_000)));
      return text(place, place.cell, words);
    };
    try {
      app.clock.set(new Date(minute));
      const place = await world(Language.EN);
      const marc = await aTechnician(app, place.tenant.id);
      const job = await app.db.tx(systemActor(place.tenant.id), async () => {
        const location = await app.db.repo(ServiceLocation).save(Object.assign(new ServiceLocation(), { customerId: place.customer.id, line1: '1 rue', city: 'Prévost', postalCode: 'J0R 1T0', lat: 45.86, lon: -74.08 }));
        return app.db.repo(Job).save(Object.assign(new Job(), { number: 'J-000900', title: 'Repair', customerId: place.customer.id, locationId: location.id, durationMinutes: 60, technicianId: marc.id, status: JobStatus.SCHEDULED, day: '2026-11-24', startsAt: new Date('2026-11-24T15:00:00Z'), endsAt: new Date('2026-11-24T16:00:00Z') }));
      });
      const office = as(app, staffOf(place.tenant.id, 'dispatcher'));
      const look = async () => (await office.run('query J($id: ID!) { job(id: $id) { startsAt windowStart history { what by } } }', { id: job.id })).job;
      await says(place, 'Yes');
      await says(place, 'yes');
      expect((await look()).history.filter(({ what }: { what: string }) => what === 'confirmed')).toEqual([{ what: 'confirmed', by: place.customer.name }]);
      await says(place, 'reschedule');
      const [, , offer] = await answers(place, 3);
      expect(offer![0]).toMatch(/1\) .+\n2\) .+\n3\) /);
      await says(place, '2');
      const said = (await answers(place, 4))[3]![0] as string;
      expect(said).toContain('noted, we will come');
      expect(offer![0]).toContain(said.split('we will come ')[1]!.slice(0, -1));
      const { history, windowStart } = await look();
      expect([history[0].what, windowStart]).toEqual(['booked', expect.any(String)]);
      await says(place, '3');
      expect((await answers(place, 5))[4]![0]).toContain('no longer free');
      expect((await place.support.run('{ conversations(first: 5) { nodes { waitingSince } } }')).conversations.nodes).toEqual([{ waitingSince: null }]);
    } finally {
      app.clock.reset();
    }
  });

  it('that only answers is for a person where nothing was asked, or a person of the office asked', async () => {
    const place = await world();
    await text(place, place.cell, 'Oui');
    await text(place, place.cell, '2');
    await text(place, place.cell, 'REPORTER');
    const { conversations } = await place.support.run('{ conversations(first: 5) { nodes { waitingSince messages { body author } } } }');
    expect(conversations.nodes).toMatchObject([{ waitingSince: expect.any(String), messages: [{ body: 'REPORTER' }, { body: '2' }, { body: 'Oui' }] }]);
    expect(await messagesTo(app, place.tenant.id, place.cell, 0)).toEqual([]);
  });

  it('from a number in no file is told so, whatever is asked', async () => {
    const place = await world();
    await text(place, '+14385550177', 'balance');
    expect((await messagesTo(app, place.tenant.id, '+14385550177'))[0]!.text).toContain('this number is in no file');
  });
});
