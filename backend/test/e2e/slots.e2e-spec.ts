import { systemActor } from '../../src/auth/actor.js';
import { ServiceLocation as Place, type ServiceLocation } from '../../src/customers/customer.entity.js';
import { Job, JobStatus, type Technician } from '../../src/dispatch/dispatch.entity.js';
import { SlotsService } from '../../src/planning/slots.service.js';
import { contactOf, staffOf } from '../support/actors.js';
import { startApp, type TestApp } from '../support/app.js';
import { aCustomer, aTenant } from '../support/builders.js';
import { aTechnician } from '../support/builders/dispatch.js';
import { as } from '../support/graph.js';

const DAY = '2026-11-23';
const COST = 'cost { technicianId technician startsAt costSeconds travelSeconds metres lateSeconds }';
const OFFER = (cost = COST) => `mutation ($jobId: ID!, $from: DateOnly, $days: Int! = 1) { offerSlots(jobId: $jobId, from: $from, days: $days) { __typename ... on SlotOffers { offers { id windowStart windowEnd expiresAt ${cost} } travelSource } ... on NoSlotFree { message code about after } ... on Problem { message } } }`;
const BOOK = 'mutation ($id: ID!) { bookSlot(offerId: $id) { __typename ... on SlotBooked { jobId windowStart windowEnd } ... on SlotGone { why message } ... on Problem { message } } }';
const READ = 'query ($id: ID!) { job(id: $id) { status startsAt endsAt windowStart windowEnd version technician { id } history { what by } } }';

let app: TestApp;
beforeAll(async () => void (app = await startApp()));
afterAll(() => app.close());
beforeEach(() => app.clock.set(new Date('2026-11-22T15:00:00Z')));
afterEach(() => app.clock.reset());

let count = 0;
async function aJob(tenantId: string, customer: { id: string }, more: Partial<Job> = {}, place: Partial<ServiceLocation> = {}): Promise<Job> {
  return app.db.tx(systemActor(tenantId), async () => {
    const location = await app.db.repo(Place).save(Object.assign(new Place(), { customerId: customer.id, line1: `${++count} rue`, city: 'Prévost', postalCode: 'J0R 1T0', lat: 45.86, lon: -74.08, ...place }));
    return app.db.repo(Job).save(Object.assign(new Job(), { number: `J-${String(count).padStart(6, '0')}`, title: 'Réparation', customerId: customer.id, locationId: location.id, durationMinutes: 60, version: 1, ...more }));
  });
}
const iso = (instant: string) => new Date(instant).toISOString();
const planned = (technician: Technician, iso: string, minutes = 60): Partial<Job> => ({ technicianId: technician.id, status: JobStatus.SCHEDULED, day: iso.slice(0, 10), startsAt: new Date(iso), endsAt: new Date(Date.parse(iso) + minutes * 60_000), durationMinutes: minutes });

async function aWorld(people: Partial<Technician> = {}) {
  const { id: tenantId } = await aTenant(app);
  const marc = await aTechnician(app, tenantId, people);
  const customer = await aCustomer(app, tenantId);
  return { tenantId, marc, customer, office: as(app, staffOf(tenantId, 'dispatcher', { name: 'Nathalie Roy' })), portal: as(app, contactOf(tenantId, customer.id)) };
}

describe('the best times', () => {
  it('come cheapest first with what they really add to the day, and the one taken is the visit’s', async () => {
    const { tenantId, office, marc, customer } = await aWorld();
    await aJob(tenantId, customer, planned(marc, '2026-11-23T15:00:00Z'), { lat: 45.862, lon: -74.082 }); // 10:00, close by
    const job = await aJob(tenantId, customer);
    const { offerSlots } = await office.run(OFFER(), { jobId: job.id, from: DAY });
    expect(offerSlots).toMatchObject({ __typename: 'SlotOffers', travelSource: 'ESTIMATE' });
    expect(offerSlots.offers).toHaveLength(3);
    const costs = offerSlots.offers.map((offer: { cost: { costSeconds: number } }) => offer.cost.costSeconds);
    expect(costs).toEqual([...costs].sort((a: number, b: number) => a - b));
    const [best] = offerSlots.offers;
    expect(best.cost).toMatchObject({ technicianId: marc.id, technician: marc.name, lateSeconds: 0 });
    // Beside a visit next door it adds next to no driving.
    expect(best.cost.travelSeconds).toBeLessThan(10 * 60);
    expect((await office.run(BOOK, { id: best.id })).bookSlot).toEqual({ __typename: 'SlotBooked', jobId: job.id, windowStart: iso(best.windowStart), windowEnd: iso(best.windowEnd) });
    const { job: now } = await office.run(READ, { id: job.id });
    expect(now).toMatchObject({ status: 'SCHEDULED', startsAt: best.cost.startsAt, windowStart: best.windowStart, windowEnd: best.windowEnd, technician: { id: marc.id } });
    expect(now.history[0]).toEqual({ what: 'booked', by: 'Nathalie Roy' });
  });

  it('never lie over a visit that is planned, nor too close to it to get there', async () => {
    const { tenantId, office, marc, customer } = await aWorld({ shiftStart: 480, shiftEnd: 720, lunchMinutes: 0 });
    await aJob(tenantId, customer, planned(marc, '2026-11-23T14:00:00Z', 120), { lat: 46.2, lon: -74.6 }); // 9:00 to 11:00, an hour away
    const job = await aJob(tenantId, customer);
    expect((await office.run(OFFER(), { jobId: job.id, from: DAY })).offerSlots).toMatchObject({ __typename: 'NoSlotFree', code: 'FULL', after: '2026-11-24' });
  });

  it('say in a sentence why there are none', async () => {
    const { tenantId, office, customer } = await aWorld();
    const ask = async (more: Partial<Job>, place: Partial<ServiceLocation> = {}) => (await office.run(OFFER(), { jobId: (await aJob(tenantId, customer, more, place)).id, from: DAY })).offerSlots;
    expect(await ask({}, { lat: 0, lon: 0 })).toMatchObject({ code: 'NO_PLACE', message: expect.stringContaining('position') });
    expect(await ask({ skills: [{ name: 'Épissure', level: 1 }] })).toMatchObject({ code: 'SKILL_NOBODY_HAS', about: 'Épissure' });
    expect(await ask({ durationMinutes: 700 })).toMatchObject({ code: 'LONGER_THAN_EVERY_SHIFT' });
    const late = await aJob(tenantId, customer);
    expect((await office.run(OFFER(), { jobId: late.id, from: '2026-11-20' })).offerSlots.__typename).toBe('DayIsOver');
    const over = await aJob(tenantId, customer, { status: JobStatus.COMPLETED });
    expect((await office.run(OFFER(), { jobId: over.id, from: DAY })).offerSlots.__typename).toBe('JobAlreadyDone');
    expect((await office.errors(OFFER(), { jobId: late.id, from: DAY, days: 40 }))[0]!.extensions.code).toBe('BAD_USER_INPUT');
  });

  it.each([['2026-03-08', '2026-03-07T15:00:00Z'], ['2026-11-01', '2026-10-31T15:00:00Z']])('are hours of the local day the night the clocks change, %s', async (day, now) => {
    app.clock.set(new Date(now));
    const { tenantId, office, customer } = await aWorld();
    const job = await aJob(tenantId, customer);
    const { offerSlots } = await office.run(OFFER(), { jobId: job.id, from: day });
    const hours = offerSlots.offers.map(({ windowStart }: { windowStart: string }) => Number(new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Toronto', hour: 'numeric', hourCycle: 'h23' }).format(new Date(windowStart))));
    expect(hours).toHaveLength(3);
    for (const hour of hours) expect([8, 10, 12, 14, 16]).toContain(hour);
  });
});

describe('a customer', () => {
  it('books and moves their own visit, and is not told who or what it costs', async () => {
    const { tenantId, office, portal, customer } = await aWorld();
    const job = await aJob(tenantId, customer);
    const visits = async () => (await portal.run('{ myAccount { visits { id status windowStart place } } }')).myAccount.visits;
    expect(await visits()).toEqual([{ id: job.id, status: 'OPEN', windowStart: null, place: expect.stringContaining('Prévost') }]);
    const { offerSlots: first } = await portal.run(OFFER(''), { jobId: job.id, from: DAY });
    expect((await portal.errors(OFFER(), { jobId: job.id, from: DAY }))[0]!.extensions.code).toBe('FORBIDDEN');
    expect((await portal.run(BOOK, { id: first.offers[0].id })).bookSlot.__typename).toBe('SlotBooked');
    expect(await visits()).toMatchObject([{ status: 'SCHEDULED', windowStart: first.offers[0].windowStart }]);
    // The same offer, seen before the booking, no longer fits the visit.
    expect((await portal.run(BOOK, { id: first.offers[1].id })).bookSlot).toMatchObject({ why: 'CHANGED' });
    const { offerSlots: second } = await portal.run(OFFER(''), { jobId: job.id, from: '2026-11-24' });
    expect((await portal.run(BOOK, { id: second.offers[0].id })).bookSlot.__typename).toBe('SlotBooked');
    expect((await office.run(READ, { id: job.id })).job).toMatchObject({ windowStart: second.offers[0].windowStart, history: [{ what: 'booked' }, { what: 'booked' }] });
    app.clock.set(new Date(Date.parse(second.offers[0].windowStart) - 3_600_000));
    expect((await portal.run(OFFER(''), { jobId: job.id })).offerSlots.__typename).toBe('TooLateToMove');
  });

  it('finds nothing of another’s visit', async () => {
    const { tenantId, office, portal } = await aWorld();
    const other = await aJob(tenantId, await aCustomer(app, tenantId));
    expect((await portal.errors(OFFER(''), { jobId: other.id, from: DAY }))[0]!.extensions.code).toBe('NOT_FOUND');
    const { offerSlots } = await office.run(OFFER(), { jobId: other.id, from: DAY });
    expect((await portal.errors(BOOK, { id: offerSlots.offers[0].id }))[0]!.extensions.code).toBe('NOT_FOUND');
  });
});

describe('a time that was offered', () => {
  it('is gone when it has passed, expired, or the day has filled up meanwhile', async () => {
    const { tenantId, office, marc, customer } = await aWorld();
    const job = await aJob(tenantId, customer);
    const { offerSlots: { offers: [offer] } } = await office.run(OFFER(), { jobId: job.id, from: DAY });
    app.clock.set(new Date('2026-11-22T15:16:00Z'));
    expect((await office.run(BOOK, { id: offer.id })).bookSlot).toMatchObject({ __typename: 'SlotGone', why: 'EXPIRED' });
    app.clock.set(new Date(offer.cost.startsAt));
    expect((await office.run(BOOK, { id: offer.id })).bookSlot).toMatchObject({ why: 'PASSED' });
    app.clock.set(new Date('2026-11-22T15:05:00Z'));
    await aJob(tenantId, customer, planned(marc, offer.cost.startsAt));
    expect((await office.run(BOOK, { id: offer.id })).bookSlot).toMatchObject({ why: 'TAKEN', message: expect.stringContaining('just taken') });
    expect((await office.run(READ, { id: job.id })).job).toMatchObject({ status: 'OPEN', version: 1 });
  });

  it('holds when somebody else’s day has changed, or this one has room all the same', async () => {
    const { tenantId, office, marc, customer } = await aWorld();
    const job = await aJob(tenantId, customer);
    const { offerSlots: { offers: [offer] } } = await office.run(OFFER(), { jobId: job.id, from: DAY });
    const far = new Date(Date.parse(offer.cost.startsAt) + (Date.parse(offer.cost.startsAt) < Date.parse('2026-11-23T17:00:00Z') ? 4 : -4) * 3_600_000);
    await aJob(tenantId, customer, planned(marc, far.toISOString()));
    expect((await office.run(BOOK, { id: offer.id })).bookSlot.__typename).toBe('SlotBooked');
  });

  it('taken by a thousand people at once makes one winner, and the table itself holds it', async () => {
    const { tenantId, office, marc, customer } = await aWorld({ shiftStart: 480, shiftEnd: 570, lunchMinutes: 0, homeLat: 45.86, homeLon: -74.08 });
    const first = await aJob(tenantId, customer);
    const { offerSlots: { offers: [offer] } } = await office.run(OFFER(), { jobId: first.id, from: DAY });
    const system = systemActor(tenantId);
    const people = [{ id: customer.id }, ...(await Promise.all(Array.from({ length: 4 }, () => aCustomer(app, tenantId))))];
    const offers = await app.db.tx(system, async () => {
      await app.db.query(`insert into job (number, title, customer_id, location_id, duration_minutes) select 'X-' || n, 'Visite', ($1::uuid[])[1 + n % 5], $2, 60 from generate_series(1, 999) n`, [people.map(({ id }) => id), first.locationId]);
      return app.db.query<{ id: string; customerId: string }>(`insert into slot_offer (job_id, customer_id, job_version, technician_id, seen, starts_at, leaves_at, window_start, window_end, cost_seconds, travel_seconds, metres, late_seconds, expires_at)
        select j.id, j.customer_id, 1, o.technician_id, o.seen, o.starts_at, o.leaves_at, o.window_start, o.window_end, 0, 0, 0, 0, o.expires_at from job j, slot_offer o where o.id = $1 and j.number like 'X-%' returning id, customer_id "customerId"`, [offer.id]);
    });
    const contacts = new Map(people.map(({ id }) => [id, contactOf(tenantId, id)]));
    const slots = app.app.get(SlotsService);
    // A fifth through the front door, the others straight at the service, so that the race is in the database and not in HTTP.
    const answers = await Promise.all([{ id: offer.id, customerId: customer.id }, ...offers].map(async ({ id, customerId }, i) => {
      const contact = contacts.get(customerId)!;
      if (i % 5) return slots.book(contact, id).then((answer) => ({ __typename: answer.constructor.name, why: (answer as { why?: string }).why }));
      return (await as(app, contact).run(BOOK, { id })).bookSlot;
    }));
    expect(answers).toHaveLength(1_000);
    expect(answers.filter(({ __typename }) => __typename === 'SlotBooked')).toHaveLength(1);
    expect(answers.filter(({ why }) => why === 'TAKEN')).toHaveLength(999);
    const taken = await app.db.tx(system, () => app.db.query<{ id: string }>('select id from job where technician_id = $1', [marc.id]));
    expect(taken).toHaveLength(1);
    const past = app.db.tx(system, () => app.db.query(`update job set technician_id = $1, booked = (select booked from job where id = $2) where id <> $2 and number like 'X-%'`, [marc.id, taken[0]!.id]));
    await expect(past).rejects.toMatchObject({ code: '23P01' });
  }, 300_000);
});
