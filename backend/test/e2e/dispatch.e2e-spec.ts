import { VisitsService } from '../../src/dispatch/visits.service.js';
import { JobKind, JobStatus } from '../../src/dispatch/dispatch.entity.js';
import { staffOf, technicianOf } from '../support/actors.js';
import { startApp, type TestApp } from '../support/app.js';
import { aCustomer, aTenant } from '../support/builders.js';
import { aTechnician, aTicket } from '../support/builders/dispatch.js';
import { as } from '../support/graph.js';

const DAY = '2026-11-23';
const NINE = '2026-11-23T14:00:00.000Z';
const TEN = '2026-11-23T15:00:00.000Z';

const CREATE = `mutation ($input: JobInput!) { createJob(input: $input) { __typename ... on Job { id number version status day title location { city } } ... on Problem { message } } }`;
const SCHEDULE = `mutation ($id: ID!, $version: Int!, $technicianId: ID!, $startsAt: DateTime!, $durationMinutes: Int) {
  scheduleJob(id: $id, version: $version, technicianId: $technicianId, startsAt: $startsAt, durationMinutes: $durationMinutes) { __typename
    ... on Job { id version status day startsAt endsAt durationMinutes technician { id name } overlaps { number } }
    ... on JobMoved { message changedBy changedAt what job { version startsAt technician { name } } }
    ... on Problem { message } } }`;
const MOVE = `mutation ($id: ID!, $version: Int!, $technicianId: ID, $startsAt: DateTime, $durationMinutes: Int) {
  moveJob(id: $id, version: $version, technicianId: $technicianId, startsAt: $startsAt, durationMinutes: $durationMinutes) { __typename
    ... on Job { id version startsAt endsAt technician { name } } ... on JobMoved { changedBy job { version } } ... on Problem { message } } }`;
const UNASSIGN = `mutation ($id: ID!, $version: Int!) { unassignJob(id: $id, version: $version) { __typename ... on Job { version status day technician { id } } ... on Problem { message } } }`;
const BOARD = `query ($day: DateOnly!) { dispatchDay(day: $day) { day technicians { name active } jobs { id number startsAt technician { name } customer { name } } unassigned { id number } } }`;

let app: TestApp;
beforeAll(async () => void (app = await startApp()));
afterAll(() => app.close());

/** A provider with a dispatcher, a technician and a job that waits. */
async function aWorld() {
  const { id: tenantId } = await aTenant(app);
  const nathalie = staffOf(tenantId, 'dispatcher', { name: 'Nathalie Roy' });
  const marc = await aTechnician(app, tenantId);
  const customer = await aCustomer(app, tenantId);
  const { createJob: job } = await as(app, nathalie).run(CREATE, { input: { customerId: customer.id, title: 'Signal faible', kind: JobKind.REPAIR } });
  return { tenantId, nathalie, marc, customer, job };
}

describe('a job', () => {
  it('waits, at the customer’s place, with a number', async () => {
    const { job } = await aWorld();
    expect(job).toMatchObject({ __typename: 'Job', number: 'J-000001', version: 1, status: JobStatus.OPEN, day: null, location: { city: 'Saint-Jérôme' } });
  });

  it('made from a ticket takes its customer, its words and its urgency', async () => {
    const { tenantId, nathalie, customer } = await aWorld();
    const ticket = await aTicket(app, tenantId, { customerId: customer.id, priority: 'URGENT' as never });
    const { createJobFromTicket: job } = await as(app, nathalie).run(`mutation ($t: ID!) { createJobFromTicket(ticketId: $t, input: { durationMinutes: 90 }) { __typename ... on Job { title priority durationMinutes customer { id } ticket { number } } } }`, { t: ticket.id });
    expect(job).toMatchObject({ title: 'Plus de signal', priority: 'URGENT', durationMinutes: 90, customer: { id: customer.id }, ticket: { number: ticket.number } });
  });

  it('made from a ticket of nobody is refused', async () => {
    const { tenantId, nathalie } = await aWorld();
    const ticket = await aTicket(app, tenantId);
    const { createJobFromTicket } = await as(app, nathalie).run(`mutation ($t: ID!) { createJobFromTicket(ticketId: $t) { __typename ... on Problem { message } } }`, { t: ticket.id });
    expect(createJobFromTicket.__typename).toBe('TicketWithoutCustomer');
  });

  it('keeps its words, its urgency and its checklist when the office changes them', async () => {
    const { nathalie, job } = await aWorld();
    const { updateJob } = await as(app, nathalie).run(`mutation ($id: ID!) { updateJob(id: $id, version: 1, input: { title: "ONT à changer", priority: HIGH, checklist: [{ id: "a", text: "Puissance", done: false }] }) { ... on Job { title priority version kind checklist { text done } } } }`, { id: job.id });
    expect(updateJob).toEqual({ title: 'ONT à changer', priority: 'HIGH', version: 2, kind: 'REPAIR', checklist: [{ text: 'Puissance', done: false }] });
  });
});

describe('a promised arrival', () => {
  const iso = (hours: number) => new Date(app.clock.now().getTime() + hours * 3_600_000).toISOString();

  it('is refused by field when it is over, ends before it begins, or has one end', async () => {
    const { nathalie, customer, job } = await aWorld();
    const office = as(app, nathalie);
    const fields = async (window: object) => (await office.errors(CREATE, { input: { customerId: customer.id, title: 'Signal faible', ...window } }))[0]!.extensions['fields'];
    expect(await fields({ windowStart: iso(-3), windowEnd: iso(-1) })).toEqual({ windowEnd: 'past' });
    expect(await fields({ windowStart: iso(3), windowEnd: iso(1) })).toEqual({ windowEnd: 'endsAfterStart' });
    expect(await fields({ windowStart: iso(3) })).toEqual({ windowEnd: 'isDefined' });
    const UPDATE = 'mutation ($id: ID!, $version: Int!, $input: JobDetailsInput!) { updateJob(id: $id, version: $version, input: $input) { ... on Job { version windowStart title } } }';
    expect((await office.errors(UPDATE, { id: job.id, version: 1, input: { windowStart: iso(-3), windowEnd: iso(-1) } }))[0]!.extensions['fields']).toEqual({ windowEnd: 'past' });
    const { updateJob } = await office.run(UPDATE, { id: job.id, version: 1, input: { windowStart: iso(-1), windowEnd: iso(1) } });
    expect(updateJob.version).toBe(2);
    // Its words can be changed long after what was promised is over.
    app.clock.set(new Date(app.clock.now().getTime() + 48 * 3_600_000));
    expect((await office.run(UPDATE, { id: job.id, version: 2, input: { title: 'Coupures' } })).updateJob).toMatchObject({ version: 3, title: 'Coupures' });
    app.clock.reset();
  });
});

describe('planning', () => {
  it('puts a job on the board of the local day, with its history', async () => {
    const { nathalie, marc, job } = await aWorld();
    const { scheduleJob } = await as(app, nathalie).run(SCHEDULE, { id: job.id, version: 1, technicianId: marc.id, startsAt: '2026-11-24T03:30:00Z' });
    expect(scheduleJob).toMatchObject({ status: JobStatus.SCHEDULED, version: 2, day: DAY, durationMinutes: 60, technician: { name: 'Marc Côté' }, overlaps: [] });
    const { job: found } = await as(app, nathalie).run(`query ($id: ID!) { job(id: $id) { history { what by } } }`, { id: job.id });
    expect(found.history).toEqual([{ what: 'scheduled', by: 'Nathalie Roy' }, { what: 'created', by: 'Nathalie Roy' }]);
  });

  it('refuses the slower of two dispatchers and tells what the faster one did', async () => {
    const { tenantId, nathalie, marc, job } = await aWorld();
    const julie = await aTechnician(app, tenantId, { name: 'Julie Gagnon' });
    const other = staffOf(tenantId, 'dispatcher', { name: 'Paul Lavoie' });
    const [a, b] = await Promise.all([
      as(app, nathalie).run(SCHEDULE, { id: job.id, version: 1, technicianId: marc.id, startsAt: NINE }),
      as(app, other).run(SCHEDULE, { id: job.id, version: 1, technicianId: julie.id, startsAt: TEN }),
    ]);
    const results = [a.scheduleJob, b.scheduleJob];
    const won = results.find((r) => r.__typename === 'Job');
    const lost = results.find((r) => r.__typename === 'JobMoved');
    expect(won.version).toBe(2);
    expect(lost.job).toEqual({ version: 2, startsAt: won.startsAt, technician: { name: won.technician.name } });
    expect(lost.changedBy).toBe(won.technician.name === 'Marc Côté' ? 'Nathalie Roy' : 'Paul Lavoie');
    expect(lost.message).toContain(`${lost.changedBy} put this visit with ${won.technician.name}`);
  });

  it('moves and resizes only what was seen in its latest version', async () => {
    const { nathalie, marc, job } = await aWorld();
    const dispatcher = as(app, nathalie);
    await dispatcher.run(SCHEDULE, { id: job.id, version: 1, technicianId: marc.id, startsAt: NINE });
    const { moveJob: longer } = await dispatcher.run(MOVE, { id: job.id, version: 2, durationMinutes: 90 });
    expect(longer).toMatchObject({ version: 3, startsAt: expect.stringContaining('14:00:00'), endsAt: expect.stringContaining('15:30:00') });
    const { moveJob: stale } = await dispatcher.run(MOVE, { id: job.id, version: 2, startsAt: TEN });
    expect(stale).toMatchObject({ __typename: 'JobMoved', changedBy: 'Nathalie Roy', job: { version: 3 } });
  });

  it('allows two visits at once and says that they overlap', async () => {
    const { nathalie, marc, customer, job } = await aWorld();
    const dispatcher = as(app, nathalie);
    await dispatcher.run(SCHEDULE, { id: job.id, version: 1, technicianId: marc.id, startsAt: NINE });
    const { createJob: second } = await dispatcher.run(CREATE, { input: { customerId: customer.id, title: 'Installation' } });
    const { scheduleJob } = await dispatcher.run(SCHEDULE, { id: second.id, version: 1, technicianId: marc.id, startsAt: '2026-11-23T14:30:00Z' });
    expect(scheduleJob.overlaps).toEqual([{ number: job.number }]);
  });

  it('refuses who no longer works here, and what is too long', async () => {
    const { tenantId, nathalie, marc, job } = await aWorld();
    const gone = await aTechnician(app, tenantId, { name: 'Luc Morin', active: false });
    const { scheduleJob: toGone } = await as(app, nathalie).run(SCHEDULE, { id: job.id, version: 1, technicianId: gone.id, startsAt: NINE });
    expect(toGone).toEqual({ __typename: 'TechnicianNotWorking', message: 'Luc Morin no longer works here. Choose somebody else.' });
    const { scheduleJob: tooLong } = await as(app, nathalie).run(SCHEDULE, { id: job.id, version: 1, technicianId: marc.id, startsAt: NINE, durationMinutes: 900 });
    expect(tooLong.__typename).toBe('JobTooLong');
  });

  it('takes a job off the board, and leaves one alone that is under way or done', async () => {
    const { tenantId, nathalie, marc, job } = await aWorld();
    const dispatcher = as(app, nathalie);
    await dispatcher.run(SCHEDULE, { id: job.id, version: 1, technicianId: marc.id, startsAt: NINE });
    const { unassignJob } = await dispatcher.run(UNASSIGN, { id: job.id, version: 2 });
    expect(unassignJob).toEqual({ __typename: 'Job', version: 3, status: JobStatus.OPEN, day: DAY, technician: null });
    await dispatcher.run(SCHEDULE, { id: job.id, version: 3, technicianId: marc.id, startsAt: NINE });
    const visits = app.app.get(VisitsService);
    const onPhone = technicianOf(tenantId, marc.id, { name: 'Marc Côté' });
    await visits.startTravel(onPhone, job.id);
    const { moveJob: underWay } = await dispatcher.run(MOVE, { id: job.id, version: 5, startsAt: TEN });
    expect(underWay.__typename).toBe('JobNotThere');
    await visits.complete(onPhone, job.id, 'Connecteur refait.');
    const { unassignJob: done } = await dispatcher.run(UNASSIGN, { id: job.id, version: 6 });
    expect(done.__typename).toBe('JobAlreadyDone');
  });
});

describe('several visits moved together', () => {
  const MOVES = `mutation ($moves: [JobMoveInput!]!) { moveJobs(moves: $moves) { __typename ... on JobsMovedTogether { jobs { id version status startsAt technician { name } } } ... on SomeJobsMoved { jobIds message } } }`;

  async function aPair() {
    const world = await aWorld();
    const office = as(app, world.nathalie);
    const { createJob: second } = await office.run(CREATE, { input: { customerId: world.customer.id, title: 'Coupures' } });
    return { ...world, office, second, moveAll: async (moves: object[]) => (await office.run(MOVES, { moves })).moveJobs };
  }

  it('go to their places as one, and back to waiting as one', async () => {
    const { marc, job, second, moveAll } = await aPair();
    const { jobs } = await moveAll([{ id: job.id, version: 1, technicianId: marc.id, startsAt: NINE }, { id: second.id, version: 1, technicianId: marc.id, startsAt: TEN }]);
    expect(jobs.map(({ startsAt, ...more }: { startsAt: string }) => ({ ...more, startsAt: new Date(startsAt).toISOString() }))).toEqual([
      { id: job.id, version: 2, status: JobStatus.SCHEDULED, startsAt: NINE, technician: { name: 'Marc Côté' } },
      { id: second.id, version: 2, status: JobStatus.SCHEDULED, startsAt: TEN, technician: { name: 'Marc Côté' } },
    ]);
    const back = await moveAll([{ id: job.id, version: 2 }, { id: second.id, version: 2 }]);
    expect(back.jobs.map(({ status, technician }: { status: string; technician: null }) => [status, technician])).toEqual([[JobStatus.OPEN, null], [JobStatus.OPEN, null]]);
  });

  it('stay where they are, all of them, when one has changed since or has begun', async () => {
    const { tenantId, marc, job, second, office, moveAll } = await aPair();
    await office.run(SCHEDULE, { id: second.id, version: 1, technicianId: marc.id, startsAt: NINE });
    const both = [{ id: job.id, version: 1, technicianId: marc.id, startsAt: TEN }, { id: second.id, version: 1, technicianId: marc.id, startsAt: TEN }];
    expect(await moveAll(both)).toMatchObject({ __typename: 'SomeJobsMoved', jobIds: [second.id], message: expect.stringContaining(second.number) });
    await app.app.get(VisitsService).startTravel(technicianOf(tenantId, marc.id), second.id);
    expect(await moveAll([both[0]!, { ...both[1]!, version: 3 }])).toMatchObject({ __typename: 'SomeJobsMoved', jobIds: [second.id] });
    expect((await office.run(BOARD, { day: DAY })).dispatchDay.unassigned.map(({ id }: { id: string }) => id)).toEqual([job.id]);
  });

  it('are refused by field when half a place is given, one is named twice, or there are none', async () => {
    const { marc, job, office } = await aPair();
    const fields = async (moves: object[]) => (await office.errors(MOVES, { moves }))[0]!.extensions['fields'];
    expect(await fields([{ id: job.id, version: 1, technicianId: marc.id }])).toEqual({ 'moves.0.startsAt': 'isDefined' });
    expect(await fields([{ id: job.id, version: 1, startsAt: NINE }])).toEqual({ 'moves.0.technicianId': 'isDefined' });
    expect(await fields([{ id: job.id, version: 1 }, { id: job.id, version: 1 }])).toEqual({ moves: 'arrayUnique' });
    expect(await fields([])).toEqual({ moves: 'arrayMinSize' });
    expect(await fields([{ id: 'x', version: 1 }])).toEqual({ 'moves.0.id': 'isUuid' });
  });

  it('are one provider’s own', async () => {
    const { job, moveAll } = await aPair();
    const stranger = await aPair();
    expect((await stranger.office.errors(MOVES, { moves: [{ id: job.id, version: 1 }] }))[0]!.extensions['code']).toBe('NOT_FOUND');
    expect(await moveAll([{ id: job.id, version: 1, technicianId: stranger.marc.id, startsAt: NINE }])).toMatchObject({ __typename: 'SomeJobsMoved' });
  });
});

describe('a week of the board', () => {
  it('holds the visits of all its days, and what waits by its last', async () => {
    const { nathalie, marc, customer, job } = await aWorld();
    const office = as(app, nathalie);
    await office.run(SCHEDULE, { id: job.id, version: 1, technicianId: marc.id, startsAt: '2026-11-27T14:00:00.000Z' });
    const { createJob: waiting } = await office.run(CREATE, { input: { customerId: customer.id, title: 'Coupures', day: '2026-11-29' } });
    const WEEK = 'query ($days: Int) { dispatchDay(day: "2026-11-23", days: $days) { days jobs { id } unassigned { id } } }';
    expect((await office.run(WEEK, { days: 7 })).dispatchDay).toEqual({ days: 7, jobs: [{ id: job.id }], unassigned: [{ id: waiting.id }] });
    expect((await office.run(WEEK, { days: 4 })).dispatchDay).toEqual({ days: 4, jobs: [], unassigned: [] });
    expect((await office.errors(WEEK, { days: 15 }))[0]!.extensions['fields']).toHaveProperty('days');
  });

  it('is followed live on each of its days', async () => {
    const { nathalie, marc, job } = await aWorld();
    const office = as(app, nathalie);
    const feed = await office.subscribe('subscription { dispatchDayChanged(day: "2026-11-23", days: 7) { jobId job { day } } }');
    await office.run(SCHEDULE, { id: job.id, version: 1, technicianId: marc.id, startsAt: '2026-11-29T14:00:00.000Z' });
    expect((await feed.next((data) => data.dispatchDayChanged.job?.day === '2026-11-29')).dispatchDayChanged.jobId).toBe(job.id);
    await feed.close();
  });
});

describe('a visit in the field', () => {
  it('ends with its ticket resolved and the outcome said in it', async () => {
    const { tenantId, nathalie, marc, customer } = await aWorld();
    const ticket = await aTicket(app, tenantId, { customerId: customer.id });
    const dispatcher = as(app, nathalie);
    const { createJobFromTicket: job } = await dispatcher.run(`mutation ($t: ID!) { createJobFromTicket(ticketId: $t) { ... on Job { id } } }`, { t: ticket.id });
    await dispatcher.run(SCHEDULE, { id: job.id, version: 1, technicianId: marc.id, startsAt: NINE });
    const onPhone = technicianOf(tenantId, marc.id, { name: 'Marc Côté' });
    const visits = app.app.get(VisitsService);
    await visits.arrive(onPhone, job.id, new Date(NINE));
    await visits.complete(onPhone, job.id, 'Connecteur refait.', new Date(TEN));
    const { job: found } = await dispatcher.run(`query ($id: ID!) { job(id: $id) { status outcome completedAt history { what at } ticket { status messages { body } } } }`, { id: job.id });
    expect(found).toMatchObject({ status: JobStatus.COMPLETED, outcome: 'Connecteur refait.', ticket: { status: 'RESOLVED' } });
    expect(found.ticket.messages.at(-1).body).toContain('Connecteur refait.');
    expect(new Date(found.history.find((h: { what: string }) => h.what === 'completed').at)).toEqual(new Date(TEN));
  });

  it('that was given to somebody else is refused with the news, and one that never was hers does not exist', async () => {
    const { tenantId, nathalie, marc, job } = await aWorld();
    const julie = await aTechnician(app, tenantId, { name: 'Julie Gagnon' });
    const dispatcher = as(app, nathalie);
    await dispatcher.run(SCHEDULE, { id: job.id, version: 1, technicianId: marc.id, startsAt: NINE });
    await dispatcher.run(MOVE, { id: job.id, version: 2, technicianId: julie.id });
    const visits = app.app.get(VisitsService);
    expect(await visits.startTravel(technicianOf(tenantId, marc.id), job.id)).toMatchObject({ jobId: job.id, changedBy: 'Nathalie Roy', what: 'moved' });
    const stranger = await aTechnician(app, tenantId, { name: 'Luc Morin' });
    await expect(visits.startTravel(technicianOf(tenantId, stranger.id), job.id)).rejects.toMatchObject({ extensions: { code: 'NOT_FOUND' } });
  });
});

describe('who sees what', () => {
  it('a technician who may look at dispatch sees only their own visits', async () => {
    const { tenantId, nathalie, marc, customer, job } = await aWorld();
    await as(app, nathalie).run(SCHEDULE, { id: job.id, version: 1, technicianId: marc.id, startsAt: NINE });
    await as(app, nathalie).run(CREATE, { input: { customerId: customer.id, title: 'Autre' } });
    const julie = await aTechnician(app, tenantId, { name: 'Julie Gagnon' });
    const permissions = new Set(['dispatch:read'] as const);
    const own = await as(app, technicianOf(tenantId, marc.id, { permissions })).run(BOARD, { day: DAY });
    expect(own.dispatchDay).toMatchObject({ technicians: [{ name: 'Marc Côté' }], jobs: [{ number: job.number }], unassigned: [] });
    const hers = as(app, technicianOf(tenantId, julie.id, { permissions }));
    expect((await hers.run(BOARD, { day: DAY })).dispatchDay).toMatchObject({ technicians: [{ name: 'Julie Gagnon' }], jobs: [] });
    expect(await hers.run(`query ($id: ID!) { job(id: $id) { id } jobs { nodes { id } } }`, { id: job.id })).toEqual({ job: null, jobs: { nodes: [] } });
  });

  it('a technician without the right to dispatch is refused', async () => {
    const { tenantId, marc } = await aWorld();
    const [error] = await as(app, technicianOf(tenantId, marc.id)).errors(BOARD, { day: DAY });
    expect(error!.extensions.code).toBe('FORBIDDEN');
  });

  it('another provider sees and moves nothing of it', async () => {
    const { nathalie, marc, job } = await aWorld();
    await as(app, nathalie).run(SCHEDULE, { id: job.id, version: 1, technicianId: marc.id, startsAt: NINE });
    const elsewhere = as(app, staffOf((await aTenant(app)).id));
    expect((await elsewhere.run(BOARD, { day: DAY })).dispatchDay).toEqual({ day: DAY, technicians: [], jobs: [], unassigned: [] });
    expect((await elsewhere.run(`query ($id: ID!) { job(id: $id) { id } }`, { id: job.id })).job).toBeNull();
    const [error] = await elsewhere.errors(MOVE, { id: job.id, version: 2, startsAt: TEN });
    expect(error!.extensions.code).toBe('NOT_FOUND');
  });

  it('a viewer may look at the board and move nothing', async () => {
    const { tenantId, job } = await aWorld();
    const viewer = as(app, staffOf(tenantId, 'viewer'));
    expect((await viewer.run(BOARD, { day: DAY })).dispatchDay.unassigned).toEqual([{ id: job.id, number: job.number }]);
    const [error] = await viewer.errors(UNASSIGN, { id: job.id, version: 1 });
    expect(error!.extensions.code).toBe('FORBIDDEN');
  });
});
