import { systemActor } from '../../src/auth/actor.js';
import type { ServiceLocation } from '../../src/customers/customer.entity.js';
import { ServiceLocation as Place } from '../../src/customers/customer.entity.js';
import { Job, JobStatus, type Technician } from '../../src/dispatch/dispatch.entity.js';
import { contactOf, staffOf, technicianOf } from '../support/actors.js';
import { startApp, type TestApp } from '../support/app.js';
import { aCustomer, aTenant } from '../support/builders.js';
import { aTechnician } from '../support/builders/dispatch.js';
import { as } from '../support/graph.js';

const DAY = '2026-11-23';
const at = (clock: string) => `2026-11-23T${clock}:00.000Z`;
const PLAN = 'id status aim improvements before { planned waiting metres } after { planned waiting metres travelSeconds } gaps { code jobId technicianId } travelSource travelTrouble appliedBy';
const ASK = `mutation ($day: DateOnly!, $aim: PlanAim!, $seconds: Int) { askForPlan(day: $day, aim: $aim, seconds: $seconds) { __typename ... on DispatchPlan { ${PLAN} } ... on Problem { message } } }`;
const WATCH = `subscription ($day: DateOnly!) { dispatchPlansChanged(day: $day) { ${PLAN} } }`;
const READ = `query ($id: ID!) { dispatchPlan(id: $id) { ${PLAN} changes { kind fromTechnicianId toTechnicianId fromStartsAt toStartsAt reason { code about } job { id number } } leftOut { kind reason { code about } job { id } } } }`;
const WHY = `query ($id: ID!, $jobId: ID!) { dispatchPlan(id: $id) { why(jobId: $jobId) { kind verdicts { technicianId dearer startsAt reason { code about needs has } } } } }`;
const step = (name: string) => `mutation ($id: ID!) { ${name}(id: $id) { __typename ... on DispatchPlan { status appliedBy } ... on PlanStale { message jobs { number } } ... on Problem { message } } }`;
const BOARD = `query { dispatchDay(day: "${DAY}") { jobs { id version startsAt technician { id } } unassigned { id version } } }`;

let app: TestApp;
beforeAll(async () => void (app = await startApp()));
afterAll(() => app.close());
beforeEach(() => app.clock.set(new Date('2026-11-22T15:00:00Z')));
afterEach(() => app.clock.reset());

let count = 0;
async function aJob(tenantId: string, customer: { id: string }, more: Partial<Job> = {}, place: Partial<ServiceLocation> = {}): Promise<Job> {
  return app.db.tx(systemActor(tenantId), async () => {
    const location = await app.db.repo(Place).save(Object.assign(new Place(), { customerId: customer.id, line1: `${++count} rue`, city: 'Prévost', postalCode: 'J0R 1T0', lat: 45.86 + (count % 7) * 0.01, lon: -74.08 - (count % 5) * 0.01, ...place }));
    return app.db.repo(Job).save(Object.assign(new Job(), { number: `J-${String(count).padStart(6, '0')}`, title: 'Réparation', customerId: customer.id, locationId: location.id, day: DAY, durationMinutes: 60, version: 1, ...more }));
  });
}
const planned = (technician: Technician, clock: string, minutes = 60): Partial<Job> => ({ technicianId: technician.id, status: JobStatus.SCHEDULED, startsAt: new Date(at(clock)), endsAt: new Date(new Date(at(clock)).getTime() + minutes * 60_000), durationMinutes: minutes });

async function aWorld() {
  const { id: tenantId } = await aTenant(app);
  const nathalie = staffOf(tenantId, 'dispatcher', { name: 'Nathalie Roy' });
  const marc = await aTechnician(app, tenantId, { skills: [{ name: 'Fibre', level: 3 }] });
  const marie = await aTechnician(app, tenantId, { name: 'Marie Lavoie', homeLat: 45.9, homeLon: -74.15 });
  return { tenantId, office: as(app, nathalie), marc, marie, customer: await aCustomer(app, tenantId) };
}
type Office = ReturnType<typeof as>;

/** Asks, waits until it is ready, and reads it. */
async function aPlan(office: Office, aim = 'BEST_DAY', day = DAY) {
  const feed = await office.subscribe(WATCH, { day });
  const { askForPlan } = await office.run(ASK, { day, aim, seconds: 1 });
  expect(askForPlan).toMatchObject({ __typename: 'DispatchPlan', status: 'SEARCHING' });
  await feed.next(({ dispatchPlansChanged: plan }) => plan.id === askForPlan.id && plan.status === 'READY');
  await feed.close();
  return (await office.run(READ, { id: askForPlan.id })).dispatchPlan;
}

describe('a plan', () => {
  it('is read as a difference, and changes nothing until it is applied, for everybody at once, with the phones', async () => {
    const { tenantId, office, marc, marie, customer } = await aWorld();
    const waits = await aJob(tenantId, customer, { skills: [{ name: 'Fibre', level: 2 }] });
    const kept = await aJob(tenantId, customer, planned(marie, '15:00'));
    const before = await office.run(BOARD);
    const plan = await aPlan(office);
    expect(plan).toMatchObject({ before: { planned: 1, waiting: 1 }, after: { planned: 2, waiting: 0 }, gaps: [], travelSource: 'ESTIMATE', travelTrouble: null });
    expect(plan.changes.find((move: { job: { id: string } }) => move.job.id === waits.id)).toMatchObject({ kind: 'ADDED', toTechnicianId: marc.id, fromTechnicianId: null });
    expect(await office.run(BOARD)).toEqual(before);

    const phone = await as(app, technicianOf(tenantId, marc.id)).subscribe('subscription { technicianJobChanged { jobId by job { status } } }');
    const board = await office.subscribe(`subscription { dispatchDayChanged(day: "${DAY}") { jobId by } }`);
    expect((await office.run(step('applyPlan'), { id: plan.id })).applyPlan).toEqual({ __typename: 'DispatchPlan', status: 'APPLIED', appliedBy: 'Nathalie Roy' });
    expect((await phone.next(({ technicianJobChanged }) => technicianJobChanged.jobId === waits.id)).technicianJobChanged).toMatchObject({ by: 'Nathalie Roy', job: { status: 'SCHEDULED' } });
    await board.next(({ dispatchDayChanged }) => dispatchDayChanged.jobId === waits.id);
    await Promise.all([phone.close(), board.close()]);
    const { dispatchDay } = await office.run(BOARD);
    expect(dispatchDay.unassigned).toEqual([]);
    expect(dispatchDay.jobs.map((job: { id: string }) => job.id).sort()).toEqual([waits.id, kept.id].sort());
    for (const job of dispatchDay.jobs) expect(new Date(job.startsAt).getUTCSeconds()).toBe(0);
  });

  it('applied can be taken back, and not twice', async () => {
    const { tenantId, office, marc, customer } = await aWorld();
    await aJob(tenantId, customer, { skills: [{ name: 'Fibre', level: 3 }] });
    await aJob(tenantId, customer, planned(marc, '11:00'));
    const where = async () => (await office.run(BOARD)).dispatchDay;
    const before = await where();
    const plan = await aPlan(office);
    await office.run(step('applyPlan'), { id: plan.id });
    expect((await office.run(step('applyPlan'), { id: plan.id })).applyPlan.__typename).toBe('PlanNotReady');
    expect((await office.run(step('undoPlan'), { id: plan.id })).undoPlan).toMatchObject({ status: 'UNDONE' });
    const places = (board: Awaited<ReturnType<typeof where>>) => ({ jobs: board.jobs.map(({ version: _, ...job }: { version: number }) => job), unassigned: board.unassigned.map(({ id }: { id: string }) => id) });
    expect(places(await where())).toEqual(places(before));
    expect((await office.run(step('undoPlan'), { id: plan.id })).undoPlan.__typename).toBe('PlanNotReady');
  });

  it('is refused whole when a visit of it has changed since, and names it', async () => {
    const { tenantId, office, marc, marie, customer } = await aWorld();
    const first = await aJob(tenantId, customer);
    await aJob(tenantId, customer);
    const plan = await aPlan(office);
    await office.run('mutation ($id: ID!, $t: ID!) { scheduleJob(id: $id, version: 1, technicianId: $t, startsAt: "2026-11-23T19:00:00Z") { __typename } }', { id: first.id, t: marie.id });
    const before = await office.run(BOARD);
    const { applyPlan } = await office.run(step('applyPlan'), { id: plan.id });
    expect(applyPlan).toMatchObject({ __typename: 'PlanStale', jobs: [{ number: first.number }] });
    expect(applyPlan.message).toContain(first.number);
    expect(await office.run(BOARD)).toEqual(before);
    await office.run('mutation ($id: ID!, $t: ID!) { moveJob(id: $id, version: 2, technicianId: $t) { __typename } }', { id: first.id, t: marc.id });
    expect((await office.run(step('undoPlan'), { id: plan.id })).undoPlan.__typename).toBe('PlanNotReady');
  });

  it('applied by two at once is applied once', async () => {
    const { tenantId, office, customer } = await aWorld();
    const job = await aJob(tenantId, customer);
    const plan = await aPlan(office);
    const answers = await Promise.all([1, 2, 3].map(() => office.run(step('applyPlan'), { id: plan.id })));
    expect(answers.map(({ applyPlan }) => applyPlan.__typename).sort()).toEqual(['DispatchPlan', 'PlanNotReady', 'PlanNotReady']);
    const { job: now } = await office.run('query ($id: ID!) { job(id: $id) { version history { what } } }', { id: job.id });
    expect(now).toEqual({ version: 2, history: [{ what: 'planned' }] });
  });

  it('says why not Marie, and what each would cost', async () => {
    const { tenantId, office, marc, marie, customer } = await aWorld();
    const job = await aJob(tenantId, customer, { skills: [{ name: 'Fibre', level: 2 }] });
    const plan = await aPlan(office);
    const [why] = (await office.run(WHY, { id: plan.id, jobId: job.id })).dispatchPlan.why;
    expect(why.verdicts.find((verdict: { technicianId: string }) => verdict.technicianId === marie.id)).toMatchObject({ dearer: null, reason: { code: 'SKILL_MISSING', about: 'Fibre' } });
    expect(why.verdicts.find((verdict: { technicianId: string }) => verdict.technicianId === marc.id)).toMatchObject({ dearer: 0, reason: null });
  });

  it('leaves what is pinned and what has begun where it is', async () => {
    const { tenantId, office, marc, marie, customer } = await aWorld();
    app.clock.set(new Date(at('15:12')));
    const pinned = await aJob(tenantId, customer, { ...planned(marie, '20:00'), pinned: true });
    const begun = await aJob(tenantId, customer, { ...planned(marc, '15:00'), status: JobStatus.ON_SITE, arrivedAt: new Date(at('15:02')) });
    for (let i = 0; i < 4; i++) await aJob(tenantId, customer);
    const plan = await aPlan(office);
    expect(plan.changes.map(({ job }: { job: { id: string } }) => job.id)).not.toEqual(expect.arrayContaining([pinned.id]));
    expect(plan.changes.map(({ job }: { job: { id: string } }) => job.id)).not.toEqual(expect.arrayContaining([begun.id]));
    expect(plan.changes).toHaveLength(4);
    for (const { toStartsAt } of plan.changes) expect(new Date(toStartsAt).getTime()).toBeGreaterThanOrEqual(new Date(at('15:12')).getTime());
  });

  it.each([
    ['a skill nobody has', { skills: [{ name: 'Nacelle', level: 2 }] }, {}, 'SKILL_MISSING'],
    ['a job longer than any shift', { durationMinutes: 700 }, {}, 'LONGER_THAN_SHIFT'],
    ['a window nobody works in', { windowStart: new Date('2026-11-24T03:00:00Z'), windowEnd: new Date('2026-11-24T04:00:00Z') }, {}, 'OUTSIDE_WINDOW'],
    ['a place at 0,0', {}, { lat: 0, lon: 0 }, 'NO_PLACE'],
    ['a place nobody knows', {}, { lat: null, lon: null }, 'NO_PLACE'],
  ])('says of %s why it waits', async (_what, more, place, code) => {
    const { tenantId, office, customer } = await aWorld();
    const job = await aJob(tenantId, customer, more, place);
    const plan = await aPlan(office);
    expect(plan.leftOut).toEqual([{ kind: 'WAITS', reason: expect.objectContaining({ code }), job: { id: job.id } }]);
    if (code === 'NO_PLACE') expect(plan.gaps).toEqual([{ code: 'JOB_WITHOUT_PLACE', jobId: job.id, technicianId: null }]);
  });

  it('leaves the visits of a technician without a base alone and says so', async () => {
    const { tenantId, office, customer } = await aWorld();
    const lost = await aTechnician(app, tenantId, { name: 'Luc', homeLat: 0, homeLon: 0 });
    const his = await aJob(tenantId, customer, planned(lost, '16:00'));
    await aJob(tenantId, customer);
    const plan = await aPlan(office);
    expect(plan.gaps).toEqual([{ code: 'SHIFT_WITHOUT_PLACE', jobId: null, technicianId: lost.id }]);
    expect(plan.changes.map(({ job }: { job: { id: string } }) => job.id)).not.toContain(his.id);
  });

  it('names two visits that are pinned over each other, and one whose promise is over, which is urgent and not impossible', async () => {
    const { tenantId, office, marc, customer } = await aWorld();
    app.clock.set(new Date(at('16:00')));
    const [one, two] = [await aJob(tenantId, customer, { ...planned(marc, '18:00'), pinned: true }), await aJob(tenantId, customer, { ...planned(marc, '18:30'), pinned: true })];
    const late = await aJob(tenantId, customer, { windowStart: new Date(at('13:00')), windowEnd: new Date(at('15:00')) });
    const plan = await aPlan(office);
    expect(plan.gaps.map(({ code, jobId }: { code: string; jobId: string }) => [code, jobId])).toEqual(expect.arrayContaining([['WINDOW_PASSED', late.id], ['PINNED_OVER_EACH_OTHER', one.id], ['PINNED_OVER_EACH_OTHER', two.id]]));
    expect(plan.changes).toEqual([expect.objectContaining({ kind: 'ADDED', job: expect.objectContaining({ id: late.id }) })]);
    expect(plan.leftOut).toEqual([]);
  });

  it('is not made for a day that is over, nor when nobody works, nor when nothing is left', async () => {
    const { tenantId, office, marc, marie, customer } = await aWorld();
    expect((await office.run(ASK, { day: '2026-11-20', aim: 'BEST_DAY' })).askForPlan.__typename).toBe('DayIsOver');
    expect((await office.run(ASK, { day: DAY, aim: 'BEST_DAY' })).askForPlan.__typename).toBe('NothingToPlan');
    await aJob(tenantId, customer);
    for (const { id } of [marc, marie]) await office.run('mutation ($id: ID!) { addAbsence(input: { technicianId: $id, kind: VACATION, startsAt: "2026-11-23T05:00:00Z", endsAt: "2026-11-24T05:00:00Z" }) { id } }', { id });
    expect((await office.run(ASK, { day: DAY, aim: 'BEST_DAY' })).askForPlan.__typename).toBe('NothingToPlan');
  });

  it('can be stopped, put away, and is another provider’s and a customer’s business never', async () => {
    const { tenantId, office, customer } = await aWorld();
    for (let i = 0; i < 6; i++) await aJob(tenantId, customer);
    const feed = await office.subscribe(WATCH, { day: DAY });
    const { askForPlan: plan } = await office.run(ASK, { day: DAY, aim: 'BEST_DAY', seconds: 30 });
    expect((await office.run(step('applyPlan'), { id: plan.id })).applyPlan.__typename).toBe('PlanNotReady');
    expect((await office.run(step('stopPlan'), { id: plan.id })).stopPlan.__typename).toBe('DispatchPlan');
    await feed.next(({ dispatchPlansChanged }) => dispatchPlansChanged.id === plan.id && dispatchPlansChanged.status === 'READY');
    await feed.close();
    const other = as(app, staffOf((await aTenant(app)).id, 'dispatcher'));
    expect((await other.run(READ, { id: plan.id })).dispatchPlan).toBeNull();
    expect((await other.errors(step('applyPlan'), { id: plan.id }))[0]!.extensions.code).toBe('NOT_FOUND');
    expect((await as(app, contactOf(tenantId, customer.id)).errors(READ, { id: plan.id }))[0]!.extensions.code).toBe('FORBIDDEN');
    await office.run(step('discardPlan'), { id: plan.id });
    expect((await office.run(`{ dispatchPlans(day: "${DAY}") { id } }`)).dispatchPlans).toEqual([]);
  });
});

describe('somebody is sick at 10:12', () => {
  it('has no visit from then on, others take them, and nobody else’s day changes', async () => {
    const { tenantId, office, marc, marie, customer } = await aWorld();
    app.clock.set(new Date(at('15:12')));
    const done = await aJob(tenantId, customer, { ...planned(marc, '13:30'), status: JobStatus.COMPLETED, arrivedAt: new Date(at('13:30')), completedAt: new Date(at('14:30')) });
    const his = await aJob(tenantId, customer, planned(marc, '17:00'));
    const hers = await aJob(tenantId, customer, planned(marie, '15:30'));
    const feed = await office.subscribe(WATCH, { day: DAY });
    const { awayFromNow } = await office.run(`mutation ($t: ID!) { awayFromNow(technicianId: $t, kind: SICK) { __typename ... on DispatchPlan { id aim } } }`, { t: marc.id });
    expect(awayFromNow).toMatchObject({ aim: 'LEAST_CHANGE' });
    await feed.next(({ dispatchPlansChanged }) => dispatchPlansChanged.id === awayFromNow.id && dispatchPlansChanged.status === 'READY');
    await feed.close();
    const { dispatchPlan } = await office.run(READ, { id: awayFromNow.id });
    expect(dispatchPlan.changes).toEqual([expect.objectContaining({ kind: 'MOVED', fromTechnicianId: marc.id, toTechnicianId: marie.id, job: expect.objectContaining({ id: his.id }) })]);
    expect(dispatchPlan.leftOut).toEqual([]);
    const { workingDay } = await office.run(`{ workingDay(day: "${DAY}") { technicianId times { endsAt } } }`);
    expect(workingDay.find((one: { technicianId: string }) => one.technicianId === marc.id).times).toEqual([{ endsAt: at('15:12') }]);
    expect([done.id, hers.id]).not.toContain(dispatchPlan.changes[0].job.id);
  });
});
