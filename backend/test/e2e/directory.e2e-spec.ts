import ICAL from 'ical.js';
import { addDays, dayOf, instantOf, minuteOfDay } from '@demarc/time';
import { systemActor } from '../../src/auth/actor.js';
import { ServiceLocation } from '../../src/customers/customer.entity.js';
import { Job, JobKind, JobStatus } from '../../src/dispatch/dispatch.entity.js';
import { MaintenanceService } from '../../src/dispatch/maintenance.service.js';
import { contactOf, staffOf, technicianOf } from '../support/actors.js';
import { startApp, type TestApp } from '../support/app.js';
import { aCustomer, aTenant } from '../support/builders.js';
import { aTechnician } from '../support/builders/dispatch.js';
import { as } from '../support/graph.js';

const DAY = '2026-11-23';
const WORKING = `query ($day: DateOnly!) { workingDay(day: $day) { technicianId away times { startsAt endsAt } } }`;
const UPDATE = `mutation ($id: ID!, $input: TechnicianInput!) { updateTechnician(id: $id, input: $input) { id shiftStart hours { weekday start end } vehicle homeLat territoryIds } }`;
const AWAY = `mutation ($input: AbsenceInput!) { addAbsence(input: $input) { id kind technician { name } } }`;
const FEED = `mutation ($id: ID!) { makeCalendarFeed(technicianId: $id) { url } }`;

let app: TestApp;
beforeAll(async () => void (app = await startApp()));
afterAll(() => app.close());
afterEach(() => app.clock.reset());

async function aWorld() {
  const { id: tenantId } = await aTenant(app);
  return { tenantId, lead: as(app, staffOf(tenantId, 'dispatcher')), marc: await aTechnician(app, tenantId) };
}

describe('the directory', () => {
  it('keeps a split week, a base and a vehicle', async () => {
    const { lead, marc } = await aWorld();
    const hours = [{ weekday: 1, start: 420, end: 660 }, { weekday: 1, start: 780, end: 1020 }];
    const { updateTechnician } = await lead.run(UPDATE, { id: marc.id, input: { hours, vehicle: 'Camion 12', homeLat: 45.8, homeLon: -74.1 } });
    expect(updateTechnician).toMatchObject({ hours, vehicle: 'Camion 12', homeLat: 45.8 });
    const { workingDay } = await lead.run(WORKING, { day: DAY });
    expect(workingDay).toEqual([{ technicianId: marc.id, away: false, times: [{ startsAt: '2026-11-23T12:00:00.000Z', endsAt: '2026-11-23T16:00:00.000Z' }, { startsAt: '2026-11-23T18:00:00.000Z', endsAt: '2026-11-23T22:00:00.000Z' }] }]);
  });

  it.each([
    [{ hours: [{ weekday: 1, start: 900, end: 480 }] }, { 'hours': 'endsAfterStart' }],
    [{ hours: [{ weekday: 1, start: 480, end: 720 }, { weekday: 1, start: 700, end: 900 }] }, { 'hours': 'overlaps' }],
    [{ shiftEnd: 300 }, { 'shiftEnd': 'endsAfterStart' }],
    [{ hours: [{ weekday: 9, start: 480, end: 720 }] }, { 'hours.0.weekday': 'max' }],
  ])('refuses %j and keeps what was', async (input, fields) => {
    const { lead, marc } = await aWorld();
    const [error] = await lead.errors(UPDATE, { id: marc.id, input });
    expect(error!.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields });
    const { technicians } = await lead.run('{ technicians { shiftEnd hours { weekday } } }');
    expect(technicians).toEqual([{ shiftEnd: 990, hours: [] }]);
  });

  it('adds somebody, who then works', async () => {
    const { lead } = await aWorld();
    const { addTechnician } = await lead.run('mutation ($input: TechnicianInput!) { addTechnician(input: $input) { id name active lunchMinutes } }', { input: { name: 'Marie Roy' } });
    expect(addTechnician).toMatchObject({ name: 'Marie Roy', active: true, lunchMinutes: 30 });
    const [error] = await lead.errors('mutation { addTechnician(input: { vehicle: "Camion" }) { id } }');
    expect(error!.extensions.fields).toEqual({ 'name': 'isDefined' });
  });

  it('takes an absence out of the day, and refuses one that ends before it begins', async () => {
    const { lead, marc } = await aWorld();
    const input = { technicianId: marc.id, kind: 'SICK', startsAt: '2026-11-23T15:12:00Z', endsAt: '2026-11-24T05:00:00Z' };
    const { addAbsence } = await lead.run(AWAY, { input });
    expect(addAbsence).toMatchObject({ kind: 'SICK', technician: { name: 'Marc Côté' } });
    const { workingDay } = await lead.run(WORKING, { day: DAY });
    expect(workingDay[0]).toMatchObject({ away: true, times: [{ startsAt: '2026-11-23T13:00:00.000Z', endsAt: '2026-11-23T15:12:00.000Z' }] });
    expect((await lead.run(`{ absences(from: "${DAY}") { kind } }`)).absences).toEqual([{ kind: 'SICK' }]);
    const [error] = await lead.errors(AWAY, { input: { ...input, endsAt: input.startsAt } });
    expect(error!.extensions.fields).toEqual({ 'endsAt': 'endsAfterStart' });
    await lead.run('mutation ($id: ID!) { removeAbsence(id: $id) }', { id: addAbsence.id });
    expect((await lead.run(WORKING, { day: DAY })).workingDay[0].away).toBe(false);
  });

  it('keeps territories; one that is gone is nobody’s', async () => {
    const { lead, marc } = await aWorld();
    const { saveTerritory } = await lead.run('mutation { saveTerritory(input: { name: "Nord", postalPrefixes: ["j8 b", "J8B"] }) { id postalPrefixes } }');
    expect(saveTerritory.postalPrefixes).toEqual(['J8B']);
    await lead.run(UPDATE, { id: marc.id, input: { territoryIds: [saveTerritory.id] } });
    await lead.run('mutation ($id: ID!) { removeTerritory(id: $id) }', { id: saveTerritory.id });
    const { technicians, territories } = await lead.run('{ technicians { territoryIds } territories { id } }');
    expect([technicians, territories]).toEqual([[{ territoryIds: [] }], []]);
  });

  it('is not for customers, nor another provider’s', async () => {
    const { tenantId, marc } = await aWorld();
    const customer = await aCustomer(app, tenantId);
    expect((await as(app, contactOf(tenantId, customer.id)).errors(WORKING, { day: DAY }))[0]!.extensions.code).toBe('FORBIDDEN');
    const other = as(app, staffOf((await aTenant(app)).id, 'dispatcher'));
    expect((await other.errors(FEED, { id: marc.id }))[0]!.extensions.code).toBe('NOT_FOUND');
    expect((await other.errors(AWAY, { input: { technicianId: marc.id, kind: 'SICK', startsAt: '2026-11-23T15:00:00Z', endsAt: '2026-11-24T05:00:00Z' } }))[0]!.extensions.code).toBe('NOT_FOUND');
  });

  it('a pinned visit keeps its pin until it waits again', async () => {
    const { tenantId, lead, marc } = await aWorld();
    const customer = await aCustomer(app, tenantId);
    const { createJob: job } = await lead.run('mutation ($c: ID!) { createJob(input: { customerId: $c, title: "Installation" }) { ... on Job { id } } }', { c: customer.id });
    const pin = 'mutation ($id: ID!, $v: Int!, $p: Boolean!) { pinJob(id: $id, version: $v, pinned: $p) { __typename ... on Job { pinned version } } }';
    expect((await lead.run(pin, { id: job.id, v: 1, p: true })).pinJob.__typename).toBe('JobNotThere');
    await lead.run('mutation ($id: ID!, $t: ID!) { scheduleJob(id: $id, version: 1, technicianId: $t, startsAt: "2026-11-23T14:00:00Z") { __typename } }', { id: job.id, t: marc.id });
    expect((await lead.run(pin, { id: job.id, v: 1, p: true })).pinJob.__typename).toBe('JobMoved');
    expect((await lead.run(pin, { id: job.id, v: 2, p: true })).pinJob).toMatchObject({ pinned: true, version: 3 });
    await lead.run('mutation ($id: ID!) { unassignJob(id: $id, version: 3) { __typename } }', { id: job.id });
    expect((await lead.run('query ($id: ID!) { job(id: $id) { pinned } }', { id: job.id })).job).toEqual({ pinned: false });
  });
});

describe('visits that come back', () => {
  const SAVE = `mutation ($input: MaintenancePlanInput!, $id: ID) { saveMaintenancePlan(input: $input, id: $id) { id title nextOn active customer { name } visits { dueOn job { number day status dueAt windowStart windowEnd durationMinutes checklist { text } location { city } } } } }`;
  const PLANS = '{ maintenancePlans { id nextOn visits { dueOn job { id title windowStart } } } }';

  async function aProvider(timeZone = 'America/Toronto', now = '2026-11-23T15:00:00Z') {
    app.clock.set(new Date(now));
    const { id: tenantId } = await aTenant(app, { timeZone });
    const customer = await aCustomer(app, tenantId);
    const office = as(app, staffOf(tenantId, 'dispatcher'));
    const base = { title: 'Inspection du répartiteur', customerId: customer.id, unit: 'WEEK', every: 1, startsOn: '2026-11-23' };
    return { tenantId, customer, office, base, service: app.app.get(MaintenanceService), dues: async () => (await office.run(PLANS)).maintenancePlans[0].visits.map(({ dueOn }: { dueOn: string }) => dueOn).reverse() as string[] };
  }
  afterEach(() => app.clock.reset());

  it('are made ahead of time with what is to be done, each day once, however often and by however many', async () => {
    const { tenantId, customer, office, base, service, dues } = await aProvider();
    const input = { ...base, durationMinutes: 45, windowFrom: 480, windowTo: 600, checklist: [{ id: 'a', text: 'Photographier', done: false }] };
    const { saveMaintenancePlan: plan } = await office.run(SAVE, { input });
    expect(plan).toMatchObject({ nextOn: '2026-11-23', customer: { name: customer.name } });
    expect(plan.visits.map(({ dueOn }: { dueOn: string }) => dueOn)).toEqual(['2026-12-07', '2026-11-30', '2026-11-23']);
    expect(plan.visits[2].job).toMatchObject({ day: '2026-11-23', status: 'OPEN', durationMinutes: 45, checklist: [{ text: 'Photographier' }] });
    const { windowStart, windowEnd, dueAt } = plan.visits[2].job;
    expect([windowStart, windowEnd, dueAt].map((instant) => new Date(instant).toISOString())).toEqual(['2026-11-23T13:00:00.000Z', '2026-11-23T15:00:00.000Z', '2026-12-01T05:00:00.000Z']);
    expect((await office.run('query { dispatchDay(day: "2026-11-23") { unassigned { title } } }')).dispatchDay.unassigned).toEqual([{ title: base.title }]);
    app.clock.set(new Date('2026-12-01T15:00:00Z'));
    await Promise.all([service.makeDueOf(tenantId), service.makeDueOf(tenantId), office.run(SAVE, { input, id: plan.id })]);
    expect(await dues()).toEqual(['2026-11-23', '2026-11-30', '2026-12-07', '2026-12-14']);
    expect((await office.run(PLANS)).maintenancePlans[0].nextOn).toBe('2026-12-07');
  });

  it('are all made after the server was away, and none for the time a plan rested', async () => {
    const { tenantId, office, base, service, dues } = await aProvider();
    const { saveMaintenancePlan: plan } = await office.run(SAVE, { input: { ...base, leadDays: 0 } });
    app.clock.set(new Date('2026-12-08T15:00:00Z'));
    await service.makeDueOf(tenantId);
    expect(await dues()).toEqual(['2026-11-23', '2026-11-30', '2026-12-07']);
    const resting = await office.run(SAVE, { id: plan.id, input: { ...base, leadDays: 0, active: false } });
    expect(resting.saveMaintenancePlan.nextOn).toBeNull();
    app.clock.set(new Date('2026-12-29T15:00:00Z'));
    await service.makeDueOf(tenantId);
    await office.run(SAVE, { id: plan.id, input: { ...base, leadDays: 7 } });
    expect(await dues()).toEqual(['2026-11-23', '2026-11-30', '2026-12-07', '2027-01-04']);
  });

  it.each([
    ['America/Toronto', '2027-03-12'], ['America/Toronto', '2027-11-05'], ['America/St_Johns', '2027-03-12'], ['America/St_Johns', '2027-11-05'],
    ['America/Vancouver', '2027-03-12'], ['America/Vancouver', '2027-11-05'], ['America/Regina', '2028-02-27'], ['America/Toronto', '2026-12-30'],
  ])('in %s from %s, looked at every two hours: every day once, none missed, at the promised hour of the wall clock', async (timeZone, first) => {
    const { tenantId, office, base, service } = await aProvider(timeZone, instantOf(first, 12 * 60, timeZone).toISOString());
    await office.run(SAVE, { input: { ...base, unit: 'DAY', startsOn: first, skipsWeekends: false, leadDays: 0, windowFrom: 510, windowTo: 630 } });
    const end = instantOf(addDays(first, 3), 12 * 60, timeZone).getTime();
    for (let at = app.clock.now().getTime(); at <= end; at += 7_200_000) {
      app.clock.set(new Date(at));
      await service.makeDueOf(tenantId);
    }
    const visits = (await office.run(PLANS)).maintenancePlans[0].visits.reverse();
    expect(visits.map(({ dueOn }: { dueOn: string }) => dueOn)).toEqual([0, 1, 2, 3].map((n) => addDays(first, n)));
    for (const { dueOn, job } of visits) expect([dayOf(new Date(job.windowStart), timeZone), minuteOfDay(new Date(job.windowStart), timeZone)]).toEqual([dueOn, 510]);
  }, 60_000);

  it('are refused by field when they cannot be, and are one provider’s own', async () => {
    const { office, base, customer } = await aProvider();
    const stranger = await aProvider();
    const fields = async (more: object) => (await office.errors(SAVE, { input: { ...base, ...more } }))[0]!.extensions['fields'];
    expect(await fields({ endsOn: '2026-11-22' })).toEqual({ endsOn: 'endsAfterStart' });
    expect(await fields({ windowFrom: 480 })).toEqual({ windowTo: 'isDefined' });
    expect(await fields({ windowFrom: 600, windowTo: 480 })).toEqual({ windowTo: 'endsAfterStart' });
    expect(await fields({ every: 0 })).toHaveProperty('every');
    expect(await fields({ durationMinutes: 721 })).toHaveProperty('durationMinutes');
    expect(await fields({ unit: 'DAY', leadDays: 60 })).toEqual({ leadDays: 'max' });
    expect(await fields({ locationId: customer.id })).toEqual({ locationId: 'exists' });
    expect((await stranger.office.errors(SAVE, { input: base }))[0]!.extensions['code']).toBe('NOT_FOUND');
    const { saveMaintenancePlan: plan } = await office.run(SAVE, { input: base });
    expect((await stranger.office.errors('mutation ($id: ID!) { removeMaintenancePlan(id: $id) }', { id: plan.id }))[0]!.extensions['code']).toBe('NOT_FOUND');
    expect(await office.run('mutation ($id: ID!) { removeMaintenancePlan(id: $id) }', { id: plan.id })).toEqual({ removeMaintenancePlan: true });
    expect((await office.run('query { dispatchDay(day: "2026-11-23") { unassigned { title } } }')).dispatchDay.unassigned).toEqual([{ title: base.title }]);
  });
});

describe('how the field does', () => {
  const ASK = `query ($from: DateOnly!, $to: DateOnly!, $technicianId: ID) { fieldPerformance(from: $from, to: $to, technicianId: $technicianId) {
    technicians { name completed failed arrived onTime repairs fixedFirst driveMinutes workMinutes days } periods { from completed } } }`;
  const at = (day: number, hour: number, minute = 0) => new Date(Date.UTC(2026, 9, day, hour + 4, minute));

  async function aMonth() {
    const { id: tenantId } = await aTenant(app);
    const customer = await aCustomer(app, tenantId);
    const [marc, marie] = [await aTechnician(app, tenantId, { name: 'Marc' }), await aTechnician(app, tenantId, { name: 'Marie' })];
    const visit = (technicianId: string, day: number, more: Partial<Job>) => Object.assign(new Job(), {
      title: 'Réparation', kind: JobKind.REPAIR, customerId: customer.id, technicianId, status: JobStatus.COMPLETED, day: `2026-10-${String(day).padStart(2, '0')}`, version: 1, durationMinutes: 60,
      startsAt: at(day, 9), endsAt: at(day, 10), enRouteAt: at(day, 8, 40), arrivedAt: at(day, 9, 5), completedAt: at(day, 10), createdAt: at(day - 1, 9), ...more,
    });
    const places = await app.db.tx(systemActor(tenantId), () => app.db.repo(ServiceLocation).save(['1 rue A', '2 rue B', '3 rue C'].map((line1) => Object.assign(new ServiceLocation(), { customerId: customer.id, line1, city: 'Prévost', postalCode: 'J0R 1T0' }))));
    await app.db.tx(systemActor(tenantId), () => app.db.repo(Job).save([
      visit(marc.id, 5, { locationId: places[0]!.id }),
      // Too late for its promise, and back at the same place within the month.
      visit(marc.id, 5, { locationId: places[1]!.id, windowStart: at(5, 8), windowEnd: at(5, 9) }),
      visit(marc.id, 20, { locationId: places[1]!.id, arrivedAt: at(20, 9, 16) }),
      visit(marie.id, 6, { locationId: places[2]!.id, status: JobStatus.COULD_NOT_COMPLETE, enRouteAt: null, arrivedAt: null }),
      visit(marie.id, 7, { locationId: places[2]!.id, kind: JobKind.INSTALLATION, arrivedAt: at(7, 8, 50), windowStart: at(7, 8), windowEnd: at(7, 10) }),
      visit(marie.id, 31, { status: JobStatus.SCHEDULED, arrivedAt: null, completedAt: null }),
    ].map((job, i) => Object.assign(job, { number: `J-${i}` }))));
    return { tenantId, marc, marie, office: as(app, staffOf(tenantId, 'dispatcher')) };
  }

  it('is counted by technician and over time', async () => {
    const { office, marie } = await aMonth();
    const { fieldPerformance } = await office.run(ASK, { from: '2026-10-01', to: '2026-10-31' });
    expect(fieldPerformance.technicians).toEqual([
      { name: 'Marc', completed: 3, failed: 0, arrived: 3, onTime: 1, repairs: 3, fixedFirst: 2, driveMinutes: 25 + 25 + 36, workMinutes: 55 + 55 + 44, days: 2 },
      { name: 'Marie', completed: 1, failed: 1, arrived: 1, onTime: 1, repairs: 1, fixedFirst: 0, driveMinutes: 10, workMinutes: 70, days: 2 },
    ]);
    expect(fieldPerformance.periods).toEqual([{ from: '2026-10-05', completed: 2 }, { from: '2026-10-06', completed: 0 }, { from: '2026-10-07', completed: 1 }, { from: '2026-10-20', completed: 1 }]);
    const byWeek = await office.run(ASK, { from: '2026-09-01', to: '2026-10-31', technicianId: marie.id });
    expect(byWeek.fieldPerformance).toMatchObject({ technicians: [{ name: 'Marie' }], periods: [{ from: '2026-10-05', completed: 1 }] });
  });

  it('shows a technician their own work, another provider nothing, and refuses days the wrong way round', async () => {
    const { tenantId, marc, office } = await aMonth();
    const own = await as(app, technicianOf(tenantId, marc.id, { permissions: new Set(['dispatch:read'] as const) })).run(ASK, { from: '2026-10-01', to: '2026-10-31' });
    expect(own.fieldPerformance.technicians.map(({ name }: { name: string }) => name)).toEqual(['Marc']);
    const elsewhere = await as(app, staffOf((await aTenant(app)).id, 'dispatcher')).run(ASK, { from: '2026-10-01', to: '2026-10-31' });
    expect(elsewhere.fieldPerformance).toEqual({ technicians: [], periods: [] });
    expect((await office.errors(ASK, { from: '2026-10-02', to: '2026-10-01' }))[0]!.extensions['fields']).toEqual({ to: 'endsAfterStart' });
    expect((await office.errors(ASK, { from: '2020-10-02', to: '2026-10-01' }))[0]!.extensions['fields']).toEqual({ to: 'max' });
  });
});

describe('a calendar', () => {
  const visitsOn = async (tenantId: string, technicianId: string, starts: readonly string[]) => {
    const customer = await aCustomer(app, tenantId);
    await app.db.tx(systemActor(tenantId), async () => {
      for (const [i, start] of starts.entries()) await app.db.repo(Job).save(Object.assign(new Job(), { number: `J-${i}`, title: 'Fibre; câble, prise', customerId: customer.id, technicianId, status: JobStatus.SCHEDULED, day: start.slice(0, 10), startsAt: new Date(start), endsAt: new Date(new Date(start).getTime() + 3_600_000) }));
    });
  };

  it('shows the visits over both nights the clock changes, as a calendar reads them', async () => {
    const { tenantId, lead, marc } = await aWorld();
    const starts = ['2026-10-31T13:00:00.000Z', '2026-11-01T05:30:00.000Z', '2026-11-01T06:30:00.000Z', '2026-11-02T14:00:00.000Z'];
    app.clock.set(new Date('2026-10-31T12:00:00Z'));
    await visitsOn(tenantId, marc.id, starts);
    const { url } = (await lead.run(FEED, { id: marc.id })).makeCalendarFeed;
    const answer = await fetch(`${app.url}${new URL(url).pathname}`);
    expect(answer.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    const events = new ICAL.Component(ICAL.parse(await answer.text())).getAllSubcomponents('vevent').map((event) => new ICAL.Event(event));
    expect(events.map(({ startDate }) => startDate.toJSDate().toISOString())).toEqual(starts);
    for (const { startDate, endDate, summary } of events) {
      expect(endDate.toJSDate().getTime() - startDate.toJSDate().getTime()).toBe(3_600_000);
      expect(summary).toContain('Fibre; câble, prise');
    }
  });

  it('stops when another is made, when it is removed, and when the technician leaves', async () => {
    const { lead, marc } = await aWorld();
    const read = async (url: string) => (await fetch(`${app.url}${new URL(url).pathname}`)).status;
    const { url: first } = (await lead.run(FEED, { id: marc.id })).makeCalendarFeed;
    const { url: second } = (await lead.run(FEED, { id: marc.id })).makeCalendarFeed;
    expect([await read(first), await read(second)]).toEqual([404, 200]);
    await lead.run(UPDATE, { id: marc.id, input: { active: false } });
    expect(await read(second)).toBe(404);
    await lead.run(UPDATE, { id: marc.id, input: { active: true } });
    await lead.run('mutation ($id: ID!) { removeCalendarFeed(technicianId: $id) }', { id: marc.id });
    expect(await read(second)).toBe(404);
    expect(await read('http://x/calendar/nonsense.ics')).toBe(404);
  });

  it('keeps no secret', async () => {
    const { tenantId, lead, marc } = await aWorld();
    const { url } = (await lead.run(FEED, { id: marc.id })).makeCalendarFeed;
    const secret = /calendar\/(.+)\.ics/.exec(url)![1]!;
    const [row] = await app.db.tx(systemActor(tenantId), () => app.db.query<{ text: string }>('select t::text text from technician t where id = $1', [marc.id]));
    expect(row!.text).not.toContain(secret);
  });
});
