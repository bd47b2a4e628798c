import ICAL from 'ical.js';
import { systemActor } from '../../src/auth/actor.js';
import { Job, JobStatus } from '../../src/dispatch/dispatch.entity.js';
import { contactOf, staffOf } from '../support/actors.js';
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
