import { LiveBus } from '../../src/platform/events/live-bus.js';
import { KeptAnswers } from '../../src/platform/graphql/kept-answers.js';
import { JobStatus } from '../../src/dispatch/dispatch.entity.js';
import { staffOf } from '../support/actors.js';
import { startApp, type TestApp } from '../support/app.js';
import { aCustomer, aTenant } from '../support/builders.js';
import { aTechnician } from '../support/builders/dispatch.js';
import { as } from '../support/graph.js';

const DAY = '2026-11-23';
const NINE = '2026-11-23T14:00:00.000Z';
const CREATE = `mutation ($customerId: ID!) { createJob(input: { customerId: $customerId, title: "Signal faible" }) { ... on Job { id version number } } }`;
const SCHEDULE = `mutation ($id: ID!, $version: Int!, $technicianId: ID!, $startsAt: DateTime!) { scheduleJob(id: $id, version: $version, technicianId: $technicianId, startsAt: $startsAt) { __typename ... on Job { version } } }`;
const UNASSIGN = `mutation ($id: ID!, $version: Int!) { unassignJob(id: $id, version: $version) { __typename ... on Job { version } } }`;
const RENAME = `mutation ($id: ID!, $version: Int!, $title: String!) { updateJob(id: $id, version: $version, input: { title: $title }) { __typename ... on Job { version } } }`;
const BOARD = `query ($day: DateOnly!) { dispatchDay(day: $day) { jobs { id title version } unassigned { id title version } } }`;
const CHANGES = `subscription ($day: DateOnly!) { dispatchDayChanged(day: $day) { jobId by job { id status technician { name } } technician { name active } } }`;

let app: TestApp;
beforeAll(async () => void (app = await startApp()));
afterAll(() => app.close());

async function aWorld() {
  const { id: tenantId } = await aTenant(app);
  const nathalie = staffOf(tenantId, 'dispatcher', { name: 'Nathalie Roy' });
  const marc = await aTechnician(app, tenantId);
  const customer = await aCustomer(app, tenantId);
  const heard = delivered(tenantId, 'JobCreated');
  const { createJob: job } = await as(app, nathalie).run(CREATE, { customerId: customer.id });
  await heard; // whoever listens from now on hears of what comes after
  return { tenantId, nathalie, marc, customer, job };
}

/** Resolves when the event has been delivered to whoever listens in this process. */
function delivered(tenantId: string, kind: string): Promise<void> {
  return new Promise((resolve) => {
    const stop = app.app.get(LiveBus).hear((event) => {
      if (event.tenantId !== tenantId || event.kind !== kind) return;
      stop();
      resolve();
    });
  });
}

describe('the live board', () => {
  it('shows a colleague’s change at once, and who made it', async () => {
    const { tenantId, nathalie, marc, job } = await aWorld();
    const feed = await as(app, staffOf(tenantId, 'dispatcher', { name: 'Paul Lavoie' })).subscribe(CHANGES, { day: DAY });
    await as(app, nathalie).run(SCHEDULE, { id: job.id, version: 1, technicianId: marc.id, startsAt: NINE });
    const { dispatchDayChanged } = await feed.next((data) => data.dispatchDayChanged.jobId === job.id && data.dispatchDayChanged.job?.status === JobStatus.SCHEDULED);
    expect(dispatchDayChanged).toEqual({ jobId: job.id, by: 'Nathalie Roy', job: { id: job.id, status: JobStatus.SCHEDULED, technician: { name: 'Marc Côté' } }, technician: null });
    await feed.close();
  });

  it('tells that a visit has left the day', async () => {
    const { nathalie, marc, job } = await aWorld();
    const dispatcher = as(app, nathalie);
    await dispatcher.run(SCHEDULE, { id: job.id, version: 1, technicianId: marc.id, startsAt: NINE });
    const feed = await dispatcher.subscribe(CHANGES, { day: DAY });
    await dispatcher.run(SCHEDULE, { id: job.id, version: 2, technicianId: marc.id, startsAt: '2026-11-24T14:00:00.000Z' });
    const { dispatchDayChanged } = await feed.next((data) => data.dispatchDayChanged.job === null);
    expect(dispatchDayChanged).toMatchObject({ jobId: job.id, job: null });
    await feed.close();
  });

  it('says nothing of another day, and nothing to another provider', async () => {
    const { nathalie, marc, job } = await aWorld();
    const stranger = await as(app, staffOf((await aTenant(app)).id)).subscribe(CHANGES, { day: DAY });
    const otherDay = await as(app, nathalie).subscribe(CHANGES, { day: '2026-11-20' });
    const sameDay = await as(app, nathalie).subscribe(CHANGES, { day: DAY });
    await as(app, nathalie).run(SCHEDULE, { id: job.id, version: 1, technicianId: marc.id, startsAt: NINE });
    await as(app, nathalie).run(SCHEDULE, { id: job.id, version: 2, technicianId: marc.id, startsAt: '2026-11-23T16:00:00.000Z' });
    await sameDay.next((data) => data.dispatchDayChanged.job?.status === JobStatus.SCHEDULED);
    await sameDay.next();
    expect(stranger.received).toEqual([]);
    // It waited without a day, so the other day hears once that it is gone, and nothing after.
    expect(otherDay.received.map(({ data }) => (data as unknown as { dispatchDayChanged: { job: unknown } }).dispatchDayChanged.job).every((shown) => shown === null)).toBe(true);
    for (const feed of [stranger, otherDay, sameDay]) await feed.close();
  });

  it('tells of a technician who stops working', async () => {
    const { nathalie, marc } = await aWorld();
    const feed = await as(app, nathalie).subscribe(CHANGES, { day: DAY });
    await as(app, nathalie).run(`mutation ($id: ID!) { updateTechnician(id: $id, input: { active: false }) { active } }`, { id: marc.id });
    const { dispatchDayChanged } = await feed.next((data) => data.dispatchDayChanged.technician);
    expect(dispatchDayChanged).toMatchObject({ jobId: null, technician: { name: 'Marc Côté', active: false } });
    await feed.close();
  });
});

describe('colleagues on the same board', () => {
  const SHOW = `mutation ($day: DateOnly!, $jobIds: [ID!]!, $isGone: Boolean) { showOnBoard(day: $day, window: "window-of-nathalie", jobIds: $jobIds, isGone: $isGone) }`;
  const SEEN = `subscription ($day: DateOnly!, $days: Int) { boardColleagueSeen(day: $day, days: $days) { window name jobIds isNew isGone } }`;

  it('see what somebody points at, on the day and in its week, and that they have gone; others do not', async () => {
    const { tenantId, nathalie, job } = await aWorld();
    const paul = as(app, staffOf(tenantId, 'dispatcher', { name: 'Paul Lavoie' }));
    const [day, week, otherDay] = [await paul.subscribe(SEEN, { day: DAY }), await paul.subscribe(SEEN, { day: DAY, days: 7 }), await paul.subscribe(SEEN, { day: '2026-11-30' })];
    const stranger = await as(app, staffOf((await aTenant(app)).id)).subscribe(SEEN, { day: DAY });
    const pointing = { window: 'window-of-nathalie', name: 'Nathalie Roy', jobIds: [job.id], isNew: false, isGone: false };
    expect(await as(app, nathalie).run(SHOW, { day: DAY, jobIds: [job.id] })).toEqual({ showOnBoard: true });
    expect((await day.next()).boardColleagueSeen).toEqual(pointing);
    expect((await week.next()).boardColleagueSeen).toEqual(pointing);
    await as(app, nathalie).run(SHOW, { day: DAY, jobIds: [], isGone: true });
    expect((await day.next()).boardColleagueSeen).toEqual({ ...pointing, jobIds: [], isGone: true });
    expect([...stranger.received, ...otherDay.received]).toEqual([]);
    for (const feed of [day, week, otherDay, stranger]) await feed.close();
  });

  it('are told between other news, which keep their numbers without gaps; nothing of it is kept', async () => {
    const { tenantId, nathalie, marc, job } = await aWorld();
    const paul = as(app, staffOf(tenantId, 'dispatcher'));
    const [changes, seen] = [await paul.subscribe(CHANGES, { day: DAY }), await paul.subscribe(SEEN, { day: DAY })];
    const rows = () => app.db.unscoped('counts what is written down', async () => (await app.db.query<{ n: number }>('select (select count(*) from outbox_event where tenant_id = $1)::int + (select count(*) from recorded_answer where tenant_id = $1)::int n', [tenantId]))[0]!.n);
    await as(app, nathalie).run(SCHEDULE, { id: job.id, version: 1, technicianId: marc.id, startsAt: NINE });
    await changes.next((data) => data.dispatchDayChanged.job?.status === JobStatus.SCHEDULED);
    const before = await rows();
    await as(app, nathalie).run(SHOW, { day: DAY, jobIds: [job.id] });
    await seen.next();
    expect(await rows()).toBe(before);
    await as(app, nathalie).run(RENAME, { id: job.id, version: 2, title: 'Coupures' });
    await changes.next();
    const numbers = changes.received.map(({ seq }) => seq);
    expect(numbers.at(-1)).toBe(numbers.at(-2)! + 1);
    for (const feed of [changes, seen]) await feed.close();
  });

  it('point at sixty visits at most, and not at what is no id', async () => {
    const { nathalie } = await aWorld();
    const fields = async (jobIds: string[]) => (await as(app, nathalie).errors(SHOW, { day: DAY, jobIds }))[0]!.extensions['fields'];
    expect(await fields(Array.from({ length: 61 }, () => '0198c0de-0000-7000-8000-000000000001'))).toHaveProperty('jobIds');
    expect(await fields(['x'])).toHaveProperty('jobIds');
  });
});

describe('the board kept in memory', () => {
  it('is never behind once an event has been delivered', async () => {
    const { tenantId, nathalie, job } = await aWorld();
    const dispatcher = as(app, nathalie);
    for (let version = 1; version <= 20; version++) {
      const heard = delivered(tenantId, 'JobChanged');
      const title = `Titre ${version}`;
      await Promise.all([dispatcher.run(RENAME, { id: job.id, version, title }), ...Array.from({ length: 5 }, () => dispatcher.run(BOARD, { day: DAY }))]);
      await heard;
      expect((await dispatcher.run(BOARD, { day: DAY })).dispatchDay.unassigned).toEqual([{ id: job.id, title, version: version + 1 }]);
    }
  });

  it('does not keep what was read before an event that arrived meanwhile', async () => {
    const { tenantId, nathalie, job } = await aWorld();
    const kept = app.app.get(KeptAnswers);
    const ends = new Set(['JobChanged']);
    let finish!: (text: string) => void;
    const before = kept.get(`slow ${tenantId}`, tenantId, ends, () => new Promise((resolve) => (finish = resolve)));
    const heard = delivered(tenantId, 'JobChanged');
    await as(app, nathalie).run(RENAME, { id: job.id, version: 1, title: 'Autre' });
    await heard;
    const after = kept.get(`slow ${tenantId}`, tenantId, ends, () => Promise.resolve('new'));
    finish('old');
    expect([String(await before), String(await after)]).toEqual(['old', 'new']);
    expect(String(await kept.get(`slow ${tenantId}`, tenantId, ends, () => Promise.resolve('newer')))).toBe('new');
  });

  it('keeps nothing of a read that failed, and keeps the rest through what happens to another provider', async () => {
    const { tenantId } = await aWorld();
    const other = await aWorld();
    const kept = app.app.get(KeptAnswers);
    const ends = new Set(['TechnicianChanged']);
    await expect(kept.get(`failing ${tenantId}`, tenantId, ends, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    await kept.get(`failing ${tenantId}`, tenantId, ends, () => Promise.resolve('kept'));
    const heard = delivered(other.tenantId, 'TechnicianChanged');
    await as(app, other.nathalie).run(`mutation ($id: ID!) { updateTechnician(id: $id, input: { active: false }) { active } }`, { id: other.marc.id });
    await heard;
    expect(String(await kept.get(`failing ${tenantId}`, tenantId, ends, () => Promise.resolve('again')))).toBe('kept');
  });

  it('is shared by nobody who may see something else', async () => {
    const { tenantId, nathalie, marc, job } = await aWorld();
    await as(app, nathalie).run(SCHEDULE, { id: job.id, version: 1, technicianId: marc.id, startsAt: NINE });
    await as(app, nathalie).run(BOARD, { day: DAY });
    const [error] = await as(app, staffOf(tenantId, 'owner', { permissions: new Set(['tickets:read'] as const) })).errors(BOARD, { day: DAY });
    expect(error!.extensions.code).toBe('FORBIDDEN');
    const elsewhere = await as(app, staffOf((await aTenant(app)).id, 'dispatcher')).run(BOARD, { day: DAY });
    expect(elsewhere.dispatchDay.jobs).toEqual([]);
  });

  it('takes an unassigned visit back into the lane it left', async () => {
    const { tenantId, nathalie, marc, job } = await aWorld();
    const dispatcher = as(app, nathalie);
    const planned = delivered(tenantId, 'JobScheduled');
    await dispatcher.run(SCHEDULE, { id: job.id, version: 1, technicianId: marc.id, startsAt: NINE });
    await planned;
    const takenOff = delivered(tenantId, 'JobScheduled');
    await dispatcher.run(UNASSIGN, { id: job.id, version: 2 });
    await takenOff;
    const { dispatchDay } = await dispatcher.run(BOARD, { day: DAY });
    expect([dispatchDay.jobs, dispatchDay.unassigned.length]).toEqual([[], 1]);
  });
});
