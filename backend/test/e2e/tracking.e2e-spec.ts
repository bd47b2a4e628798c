import { roughTravelSeconds } from '@demarc/geo';
import { systemActor } from '../../src/auth/actor.js';
import { Contact, ContactRoleName, CustomerContact, ServiceLocation as Place } from '../../src/customers/customer.entity.js';
import { Job, JobStatus } from '../../src/dispatch/dispatch.entity.js';
import { VisitsService } from '../../src/dispatch/visits.service.js';
import { OutgoingMessage } from '../../src/messaging/outgoing-message.entity.js';
import { staffOf, technicianOf } from '../support/actors.js';
import { startApp, type TestApp } from '../support/app.js';
import { Browser } from '../support/browser.js';
import { aCustomer, aTenant } from '../support/builders.js';
import { aPlace } from '../support/builders/auth.js';
import { aTechnician } from '../support/builders/dispatch.js';
import { as } from '../support/graph.js';
import { startTraccarPeer, traccarMessages, TRACCAR_TOKEN, type TraccarPeer } from '../support/traccar-peer.js';

const FLEET = 'with-a-fleet';
const TRACKER = 'camion-12-x7Q2';

let app: TestApp;
let traccar: TraccarPeer;
/** The provider whose vans the Traccar server knows. */
let fleet: string;
beforeAll(async () => {
  traccar = await startTraccarPeer();
  app = await startApp({ env: { TRACCAR_URL: traccar.url, TRACCAR_TOKEN, TRACCAR_TENANT: FLEET } });
  fleet = (await aTenant(app, { slug: FLEET })).id;
});
afterAll(async () => {
  await app.close();
  await traccar.close();
});
afterEach(() => app.clock.reset());

async function aWorld() {
  const place = await aPlace(app);
  const tenantId = place.tenant.id;
  const marc = await aTechnician(app, tenantId, { name: 'Marc Côté', trackerId: TRACKER });
  const customer = await aCustomer(app, tenantId);
  await app.db.tx(systemActor(tenantId), async () => {
    const contact = await app.db.repo(Contact).save(Object.assign(new Contact(), { name: 'Nathalie Tremblay', email: 'nathalie@example.com' }));
    await app.db.repo(CustomerContact).save(Object.assign(new CustomerContact(), { customerId: customer.id, contactId: contact.id, role: ContactRoleName.OWNER }));
  });
  const now = app.clock.now();
  const job = await app.db.tx(systemActor(tenantId), async () => {
    const location = await app.db.repo(Place).save(Object.assign(new Place(), { customerId: customer.id, line1: '3 rue du Lac', city: 'Prévost', postalCode: 'J0R 1T0', lat: 45.86, lon: -74.08 }));
    return app.db.repo(Job).save(Object.assign(new Job(), { number: 'J-000001', title: 'Réparation', customerId: customer.id, locationId: location.id, technicianId: marc.id, status: JobStatus.SCHEDULED, day: now.toISOString().slice(0, 10), startsAt: new Date(now.getTime() + 1_800_000), endsAt: new Date(now.getTime() + 5_400_000), durationMinutes: 60, version: 1 }));
  });
  const actor = technicianOf(tenantId, marc.id);
  return { place, tenantId, marc, job, actor, phone: as(app, actor), office: as(app, staffOf(tenantId, 'dispatcher')), visits: app.app.get(VisitsService), visitor: new Browser(app, place.host) };
}
type World = Awaited<ReturnType<typeof aWorld>>;

/** Polls until a letter says something; the relay writes it after the commit. */
async function letters({ tenantId }: World, count: number): Promise<string[]> {
  for (let i = 0; ; i++) {
    const found = await app.db.tx(systemActor(tenantId), () => app.db.repo(OutgoingMessage).find({ where: { template: 'job-on-the-way' }, order: { createdAt: 'asc' } }));
    if (found.length >= count || i > 400) return found.map(({ text }) => text);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
const secretIn = (text: string | undefined) => /\/eta#([\w-]{32})/.exec(text ?? '')![1]!;
const open = ({ visitor }: World, secret: string) => visitor.post('/eta/open', { secret });
const send = ({ place }: World, query: string) => new Browser(app, place.host).get(`/osmand?${query}`);

describe('a visit on its way', () => {
  it('is told once by text message, shows minutes, then a coarse point, and ends on arrival for good', async () => {
    const world = await aWorld();
    const { visits, actor, job, phone, marc } = world;
    await visits.startTravel(actor, job.id);
    const [letter] = await letters(world, 1);
    const secret = secretIn(letter);
    const first = await open(world, secret);
    expect(first.status).toBe(200);
    expect(first.body).toMatchObject({ technician: 'Marc', title: 'Réparation', stopsBefore: 0, near: null, minutes: expect.any(Number), tenant: { name: world.place.tenant.name } });
    for (const never of [marc.id, job.id, 'Côté', 'rue du Lac']) expect(first.text).not.toContain(never);

    expect((await send(world, `id=${TRACKER}&lat=45.5&lon=-73.6&timestamp=${Math.floor(app.clock.now().getTime() / 1_000) - 5}`)).status).toBe(200);
    expect((await open(world, secret)).body).toMatchObject({ near: null });
    await phone.run('mutation ($at: DateTime) { reportPosition(lat: 45.8637, lon: -74.0712, accuracy: 9, at: $at) }', { at: app.clock.now().toISOString() });
    const { body, text } = await open(world, secret);
    expect(body).toMatchObject({ near: { lat: 45.865, lon: -74.07 } });
    expect(text).not.toContain('45.8637');
    expect((await world.office.run('{ technicians { id position { lat source } } }')).technicians).toEqual([{ id: marc.id, position: { lat: 45.8637, source: 'PHONE' } }]);

    // Something else that is written of the visit meanwhile tells nobody a second time.
    await visits.note(actor, job.id, 'Le chien est dehors');
    await visits.arrive(actor, job.id);
    // What is left says whom to ask, and nothing of the visit.
    const over = await open(world, secret);
    expect(over).toMatchObject({ status: 404, body: { error: 'not_coming', tenant: { name: world.place.tenant.name } } });
    expect([Object.keys(over.body), Object.keys(over.body['tenant'] as object)]).toEqual([['error', 'tenant'], ['name', 'colour', 'logoUrl', 'phone', 'timeZone']]);
    await visits.pause(actor, job.id, 'Pièce manquante');
    await visits.startTravel(actor, job.id, new Date(app.clock.now().getTime() + 1_000));
    const both = await letters(world, 2);
    expect(both).toHaveLength(2);
    expect((await open(world, secret)).status).toBe(404);
    expect((await open(world, secretIn(both[1]))).status).toBe(200);
  });

  it('is noted as at the address once for each trip, by a position that is sure of itself', async () => {
    const { visits, actor, job, phone, office } = await aWorld();
    const told = async () => (await office.run('query ($id: ID!) { job(id: $id) { version status history { what by } } }', { id: job.id })).job;
    const report = (lat: number, accuracy: number) => phone.run('mutation ($lat: Float!, $accuracy: Float!, $at: DateTime) { reportPosition(lat: $lat, lon: -74.08, accuracy: $accuracy, at: $at) }', { lat, accuracy, at: app.clock.now().toISOString() });
    await report(45.86, 8); // not on the way yet
    await visits.startTravel(actor, job.id);
    await report(45.9, 8);
    await report(45.8602, 900);
    expect((await told()).history.filter(({ what }: { what: string }) => what === 'near')).toEqual([]);
    const changed = await office.subscribe('subscription ($id: ID!) { jobChanged(id: $id) { history { what } } }', { id: job.id });
    await report(45.8602, 12);
    await changed.next(({ jobChanged }) => jobChanged.history.some(({ what }: { what: string }) => what === 'near'));
    await changed.close();
    await report(45.8601, 12);
    const at = await told();
    expect(at.history.filter(({ what }: { what: string }) => what === 'near')).toEqual([{ what: 'near', by: 'Marc Côté' }]);
    expect(at).toMatchObject({ status: 'EN_ROUTE', version: 2 }); // that they are on site is for them to say
  });

  it('is told in minutes as this provider’s technicians drive', async () => {
    const world = await aWorld();
    const { tenantId, marc, job, visits, actor } = world;
    await app.db.tx(systemActor(tenantId), async () => {
      const { locationId, customerId } = job;
      const far = await app.db.repo(Place).save(Object.assign(new Place(), { customerId, line1: '9 rue Haute', city: 'Mirabel', postalCode: 'J7J 0A1', lat: 45.65, lon: -74.08 }));
      const past = Array.from({ length: 60 }, (_, i) => i + 1).flatMap((days) => [locationId, far.id].map((place, i) => {
        const out = new Date(app.clock.now().getTime() - days * 86_400_000 + i * 7_200_000);
        return Object.assign(new Job(), { number: `J-9${days}${i}`, title: 'Réparation', customerId, locationId: place, technicianId: marc.id, status: JobStatus.COMPLETED, day: out.toISOString().slice(0, 10), startsAt: out, endsAt: out, enRouteAt: out, arrivedAt: new Date(out.getTime() + 3_600_000), completedAt: new Date(out.getTime() + 3_700_000), version: 5 });
      }));
      await app.db.repo(Job).save(past);
    });
    await visits.startTravel(actor, job.id);
    const secret = secretIn((await letters(world, 1))[0]);
    await send(world, `id=${TRACKER}&lat=45.65&lon=-74.08&timestamp=${Math.floor(app.clock.now().getTime() / 1_000) - 1}`);
    const reckoned = roughTravelSeconds({ lat: 45.65, lon: -74.08 }, { lat: 45.86, lon: -74.08 }) / 60;
    const { minutes } = (await open(world, secret)).body as { minutes: number };
    expect(reckoned).toBeLessThan(40);
    expect(minutes).toBeGreaterThan(50); // what took an hour sixty times takes about an hour
  });

  it('opens for nobody with another secret, from another site, or at another provider', async () => {
    const world = await aWorld();
    await world.visits.startTravel(world.actor, world.job.id);
    const secret = secretIn((await letters(world, 1))[0]);
    expect((await open(world, `${secret.slice(0, -1)}${secret.endsWith('A') ? 'B' : 'A'}`)).status).toBe(404);
    expect((await open({ ...world, visitor: new Browser(app, (await aPlace(app)).host) }, secret)).status).toBe(404);
    const foreign = await fetch(`${app.url}/eta/open`, { method: 'POST', headers: { 'content-type': 'application/json', origin: 'https://elsewhere.example', host: world.place.host }, body: JSON.stringify({ secret }) });
    expect([403, 404]).toContain(foreign.status);
  });
});

describe('a tracker', () => {
  it('is believed when somebody has it; what it says late changes nothing', async () => {
    const world = await aWorld();
    const seen = await world.office.subscribe('subscription { technicianSeen { id position { lat source } } }');
    const now = Math.floor(app.clock.now().getTime() / 1_000);
    expect((await send(world, `id=${TRACKER}&lat=45.9&lon=-74.1&timestamp=${now - 10}`)).status).toBe(200);
    expect((await send(world, `id=${TRACKER}&lat=45.1&lon=-74.9&timestamp=${now - 600}`)).status).toBe(200);
    expect((await seen.next()).technicianSeen).toEqual({ id: world.marc.id, position: { lat: 45.9, source: 'TRACKER' } });
    expect((await world.office.run('{ technicians { position { lat source } } }')).technicians).toEqual([{ position: { lat: 45.9, source: 'TRACKER' } }]);
    expect((await send(world, 'id=nobody-has-this&lat=45.9&lon=-74.1')).status).toBe(404);
    expect((await send(world, `lat=45.9&lon=-74.1`)).status).toBe(400);
    expect((await send(world, `id=${TRACKER}&lat=0&lon=0`)).status).toBe(400);
    expect(seen.received).toHaveLength(1);
    await seen.close();
  });

  it('is with one technician, and its name is hard to guess', async () => {
    const world = await aWorld();
    const other = await aTechnician(app, world.tenantId, { name: 'Marie' });
    const set = (trackerId: string) => world.office.errors('mutation ($id: ID!, $input: TechnicianInput!) { updateTechnician(id: $id, input: $input) { id } }', { id: other.id, input: { trackerId } });
    expect((await set(TRACKER))[0]!.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: { trackerId: 'taken' } });
    expect((await set('12'))[0]!.extensions.code).toBe('BAD_USER_INPUT');
  });
});

describe('a Traccar server', () => {
  const SEEN = 'subscription { technicianSeen { name position { lat lon at source } } }';
  const PLACES = '{ technicians { name position { lat at source } } }';

  it('tells where vans were, where they go, and what was missed while it was away; what is not ours or makes no sense is left alone', async () => {
    const tenantId = fleet;
    const office = as(app, staffOf(tenantId, 'dispatcher'));
    const seen = await office.subscribe(SEEN);
    const elsewhere = await as(app, staffOf((await aTenant(app)).id, 'dispatcher')).subscribe(SEEN);
    await aTechnician(app, tenantId, { name: 'Luc', trackerId: 'tech-0004' });
    await traccar.connected(1);
    const now = () => new Date().toISOString();
    const at = async (lat: number) => (await seen.next((data) => data.technicianSeen.position.lat === lat)).technicianSeen;

    for (const message of traccarMessages) traccar.say(message);
    const luc = await at(45.4771);
    expect(luc).toMatchObject({ name: 'Luc', position: { lon: -75.7013, source: 'TRACKER' } });
    expect(new Date(luc.position.at)).toEqual(new Date('2026-01-05T14:20:41Z'));

    for (const nonsense of ['no JSON', '[]', 'null', { positions: 'none' }, { positions: [null, 7, {}] }, { devices: [null, {}] }, { positions: [traccar.position({ deviceId: 99, latitude: 50 })] }, { positions: [traccar.position({ latitude: 0, longitude: 0, fixTime: now() })] }, { positions: [traccar.position({ latitude: 91, fixTime: now() })] }, { positions: [traccar.position({ latitude: 44, fixTime: '2026-01-05T14:00:00Z' })] }]) traccar.say(nonsense);
    traccar.say({ positions: [traccar.position({ latitude: 45.5, fixTime: '2026-01-05T14:30:00.000+00:00' })] });
    await at(45.5);
    expect((await office.run(PLACES)).technicians).toMatchObject([{ name: 'Luc', position: { lat: 45.5, source: 'TRACKER' } }]);

    await aTechnician(app, tenantId, { name: 'Marie', trackerId: 'tech-0007-b' });
    traccar.away(true);
    traccar.devices.push({ id: 13, uniqueId: 'tech-0007-b', name: 'Camion 07' });
    traccar.positions.push(traccar.position({ deviceId: 13, latitude: 46.1, fixTime: '2026-01-05T15:00:00Z' }));
    traccar.away(false);
    expect((await at(46.1)).name).toBe('Marie');
    traccar.devices.push({ id: 14, uniqueId: 'nobody-has-it' });
    traccar.say({ devices: [{ id: 12, uniqueId: 'tech-0007-b' }], positions: [traccar.position({ deviceId: 12, latitude: 46.2, fixTime: '2026-01-05T15:01:00Z' })] });
    expect((await at(46.2)).name).toBe('Marie');
    expect(elsewhere.received).toEqual([]);
    await seen.close();
    await elsewhere.close();
  });
});

it('tells a technician who of the office had their place before them, once for each hour, and nobody else', async () => {
  const { phone, office, tenantId, marc } = await aWorld();
  const today = app.clock.now().toISOString().slice(0, 10);
  const show = 'mutation ($d: DateOnly!, $n: Int!, $gone: Boolean!) { showOnBoard(day: $d, days: $n, window: "window-1234", jobIds: [], isGone: $gone) }';
  const looks = async (who = phone) => (await who.run('{ myPositionLooks { by hour } }')).myPositionLooks as { by: string; hour: string }[];
  await office.run(show, { d: today, n: 1, gone: false });
  expect(await looks()).toEqual([]);
  await phone.run('mutation { reportPosition(lat: 45.8, lon: -74.1) }');
  await office.run(show, { d: '2031-01-01', n: 1, gone: false });
  await office.run(show, { d: today, n: 1, gone: true });
  expect(await looks()).toEqual([]);
  for (let i = 0; i < 3; i++) await office.run(show, { d: today, n: 7, gone: false });
  const seen = await looks();
  expect(new Set(seen.map(({ by }) => by))).toEqual(new Set([staffOf(tenantId, 'dispatcher').name]));
  expect(seen.length).toBeLessThan(3); // one, or two when the hour has just changed
  const other = await aTechnician(app, tenantId, { name: 'Julie Roy' });
  expect(other.id).not.toBe(marc.id);
  expect(await looks(as(app, technicianOf(tenantId, other.id)))).toEqual([]);
  expect((await office.errors('{ myPositionLooks { by } }'))[0]?.extensions.code).toBe('FORBIDDEN');
});
