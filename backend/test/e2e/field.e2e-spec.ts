import { randomUUID } from 'node:crypto';
import { systemActor } from '../../src/auth/actor.js';
import { Job } from '../../src/dispatch/dispatch.entity.js';
import { staffOf, technicianOf } from '../support/actors.js';
import { startApp, type TestApp } from '../support/app.js';
import { aCustomer, aTenant } from '../support/builders.js';
import { aTechnician } from '../support/builders/dispatch.js';
import { aPhone, REPLAY } from '../support/builders/field.js';
import { as } from '../support/graph.js';

const DAY = '2026-11-23';
const NINE = '2026-11-23T14:00:00.000Z';
const SCHEDULE = `mutation ($id: ID!, $version: Int!, $technicianId: ID!) { scheduleJob(id: $id, version: $version, technicianId: $technicianId, startsAt: "${NINE}") { __typename ... on Job { version } } }`;
const FIELD_DAY = `query ($day: DateOnly!) { fieldDay(day: $day) { day jobs { id number status startsAt notes skills { name level } checklist { id text done } customer { name number phones { number } }
  location { line1 lat lon accessNotes devices { id serial } } ticket { subject messageCount } history { what by } } tomorrow { id } } }`;

let app: TestApp;
beforeAll(async () => void (app = await startApp()));
afterAll(() => app.close());

/** A technician with a visit planned at nine, and the dispatcher who planned it. */
async function aWorld() {
  const { id: tenantId } = await aTenant(app);
  const marc = await aTechnician(app, tenantId);
  const customer = await aCustomer(app, tenantId);
  const dispatcher = as(app, staffOf(tenantId, 'dispatcher', { name: 'Nathalie Roy' }));
  const { createJob: job } = await dispatcher.run(`mutation ($c: ID!) { createJob(input: { customerId: $c, title: "Signal faible", checklist: [{ id: "a", text: "Puissance", done: false }] }) { ... on Job { id version location { id } } } }`, { c: customer.id });
  await dispatcher.run(SCHEDULE, { id: job.id, version: 1, technicianId: marc.id });
  const actor = technicianOf(tenantId, marc.id, { name: marc.name });
  return { tenantId, marc, customer, dispatcher, job, actor, technician: as(app, actor), phone: aPhone(app, actor) };
}
const stateOf = async (tenantId: string, id: string): Promise<Job> => app.db.tx(systemActor(tenantId), () => app.db.repo(Job).findOneByOrFail({ id }));

describe('the day of a technician', () => {
  it('holds everything for a visit, of her own visits alone', async () => {
    const { technician, tenantId, job } = await aWorld();
    const { fieldDay } = await technician.run(FIELD_DAY, { day: DAY });
    expect(fieldDay.jobs).toMatchObject([{ id: job.id, status: 'SCHEDULED', customer: { name: 'Nathalie Tremblay' }, location: { line1: '12 rue Principale', devices: [] }, ticket: null, checklist: [{ id: 'a', done: false }] }]);
    const other = await aTechnician(app, tenantId, { name: 'Julie' });
    expect((await as(app, technicianOf(tenantId, other.id)).run(FIELD_DAY, { day: DAY })).fieldDay.jobs).toEqual([]);
    expect((await technician.run(FIELD_DAY, { day: '2026-11-22' })).fieldDay.tomorrow).toEqual([{ id: job.id }]);
  });

  it('is the field’s alone', async () => {
    const { dispatcher } = await aWorld();
    expect((await dispatcher.errors(FIELD_DAY, { day: DAY }))[0]!.extensions.code).toBe('FORBIDDEN');
    expect((await dispatcher.errors(REPLAY, { deviceId: randomUUID(), pending: 0, commands: [] }))[0]!.extensions.code).toBe('FORBIDDEN');
  });

  it('tells live of visits given and taken away', async () => {
    const { technician, dispatcher, job } = await aWorld();
    const feed = await technician.subscribe('subscription { technicianJobChanged { jobId by job { id status } } }');
    await dispatcher.run('mutation ($id: ID!) { unassignJob(id: $id, version: 2) { __typename } }', { id: job.id });
    expect(await feed.next((data) => data.technicianJobChanged.job === null)).toEqual({ technicianJobChanged: { jobId: job.id, by: 'Nathalie Roy', job: null } });
    await feed.close();
  });
});

describe('replaying what was done without signal', () => {
  it('does a whole visit in order, at the times it happened', async () => {
    const { phone, job, tenantId, technician } = await aWorld();
    const commands = [phone.did('job.travel', { jobId: job.id }, '2026-11-20T14:00:00Z'), phone.did('job.arrive', { jobId: job.id }, '2026-11-20T14:20:00Z'), phone.did('job.tick', { jobId: job.id, done: { a: true } }),
      phone.did('job.note', { jobId: job.id, text: 'Chien gentil' }), phone.did('job.complete', { jobId: job.id, outcome: 'Connecteur refait.' }, '2026-11-20T15:00:00Z')];
    const answers = await phone.send([...commands].reverse());
    expect(answers).toEqual(commands.map(({ commandId, seq }) => ({ commandId, seq, result: 'APPLIED', problem: null })));
    expect(await stateOf(tenantId, job.id)).toMatchObject({ status: 'COMPLETED', outcome: 'Connecteur refait.', arrivedAt: new Date('2026-11-20T14:20:00Z'), completedAt: new Date('2026-11-20T15:00:00Z'), checklist: [{ done: true }] });
    const { fieldDay } = await technician.run(FIELD_DAY, { day: DAY });
    expect(fieldDay.jobs[0].history.map(({ what }: { what: string }) => what)).toEqual(expect.arrayContaining(['en_route', 'arrived', 'checked', 'noted', 'completed']));
  });

  it('gives the recorded answer to what it has done, and waits for what is missing', async () => {
    const { phone, job, tenantId } = await aWorld();
    const [travel, arrive, note] = [phone.did('job.travel', { jobId: job.id }), phone.did('job.arrive', { jobId: job.id }), phone.did('job.note', { jobId: job.id, text: 'x' })];
    expect(await phone.send([arrive, note])).toEqual([]);
    const first = await phone.send([travel, note]);
    expect(first).toMatchObject([{ seq: 1, result: 'APPLIED' }]);
    await Promise.all(Array.from({ length: 5 }, () => phone.send([travel, arrive])));
    expect(await phone.send([travel, arrive])).toMatchObject([{ seq: 1, result: 'APPLIED' }, { seq: 2, result: 'APPLIED' }]);
    expect((await stateOf(tenantId, job.id)).version).toBe(4);
  });

  it('refuses a number that was used for another action, and a phone of somebody else', async () => {
    const { phone, job, tenantId } = await aWorld();
    await phone.send([phone.did('job.travel', { jobId: job.id })]);
    expect(await phone.send([{ ...phone.did('job.arrive', { jobId: job.id }), seq: 1 }])).toMatchObject([{ result: 'REFUSED', problem: { type: 'NumberUsed' } }]);
    const julie = technicianOf(tenantId, (await aTechnician(app, tenantId, { name: 'Julie' })).id);
    expect((await as(app, julie).errors(REPLAY, { deviceId: phone.deviceId, pending: 0, commands: [] }))[0]!.extensions.code).toBe('NOT_FOUND');
  });

  it('answers a visit that was given to another with both facts, and lets the office look when asked', async () => {
    const { phone, job, tenantId, dispatcher } = await aWorld();
    const julie = await aTechnician(app, tenantId, { name: 'Julie Gagnon' });
    await dispatcher.run(SCHEDULE, { id: job.id, version: 2, technicianId: julie.id });
    const arrive = phone.did('job.arrive', { jobId: job.id });
    expect(await phone.send([arrive])).toMatchObject([{ result: 'CONFLICT', problem: { type: 'JobMoved', facts: { did: { kind: 'job.arrive' }, now: { technician: 'Julie Gagnon', status: 'SCHEDULED', by: 'Nathalie Roy' } } } }]);
    expect(await stateOf(tenantId, job.id)).toMatchObject({ status: 'SCHEDULED', technicianId: julie.id });
    expect((await dispatcher.run('{ fieldDisputes { commandId } }')).fieldDisputes).toEqual([]);
    expect(await phone.send([phone.did('conflict.settle', { commandId: arrive.commandId, choice: 'ASK_DISPATCHER' })])).toMatchObject([{ result: 'APPLIED' }]);
    expect((await dispatcher.run('{ fieldDisputes { commandId kind } }')).fieldDisputes).toEqual([{ commandId: arrive.commandId, kind: 'job.arrive' }]);
    expect((await dispatcher.run('query ($id: ID!) { job(id: $id) { history { what by } } }', { id: job.id })).job.history).toContainEqual({ what: 'disputed', by: 'Marc Côté' });
  });

  it('says what sort of visit it turned out to be, and how urgent', async () => {
    const { phone, job, tenantId } = await aWorld();
    const classify = (payload: object) => phone.did('job.classify', { jobId: job.id, ...payload });
    expect(await phone.send([classify({ jobKind: 'SWAP', priority: 'URGENT' }), classify({ jobKind: 'SWAP', priority: 'URGENT' }), classify({ jobKind: 'PARTY', priority: 'URGENT' })]))
      .toMatchObject([{ result: 'APPLIED' }, { result: 'APPLIED' }, { result: 'REFUSED', problem: { type: 'NotUnderstood', facts: { field: 'jobKind' } } }]);
    expect(await stateOf(tenantId, job.id)).toMatchObject({ kind: 'SWAP', priority: 'URGENT', version: 3 });
  });

  it('goes on after what it cannot do, and says why', async () => {
    const { phone, job, dispatcher, tenantId } = await aWorld();
    await dispatcher.run('mutation ($id: ID!) { cancelJob(id: $id, version: 2) { __typename } }', { id: job.id });
    const answers = await phone.send([phone.did('job.complete', { jobId: job.id }), phone.did('job.arrive', { jobId: randomUUID() }), phone.did('job.dance', {}), phone.did('device.create', { serial: 'HWTC-1', kind: 'ONT' })]);
    expect(answers.map(({ result, problem }) => [result, problem?.type])).toEqual([['CONFLICT', 'JobAlreadyDone'], ['REFUSED', 'NotFound'], ['REFUSED', 'NotUnderstood'], ['APPLIED', undefined]]);
    expect(await stateOf(tenantId, job.id)).toMatchObject({ status: 'CANCELLED' });
  });

  it('notes the server’s time when the phone’s clock is fast', async () => {
    const { phone, job, tenantId } = await aWorld();
    expect(await phone.send([phone.did('job.travel', { jobId: job.id }, '2031-01-01T00:00:00Z')])).toMatchObject([{ result: 'APPLIED', problem: { type: 'ClockAhead' } }]);
    expect((await stateOf(tenantId, job.id)).enRouteAt!.getTime()).toBeLessThanOrEqual(app.clock.now().getTime());
  });
});

describe('equipment in the field', () => {
  it('is made and installed at once, shown at the place, and swapped', async () => {
    const { phone, job, technician } = await aWorld();
    await phone.send([phone.did('device.create', { serial: 'HWTC12345678', mac: 'aa-bb-cc-00-11-22', kind: 'ONT', brand: 'Huawei', model: 'HG8145', locationId: job.location.id, jobId: job.id })]);
    const { fieldDay } = await technician.run(FIELD_DAY, { day: DAY });
    expect(fieldDay.jobs[0].location.devices).toMatchObject([{ serial: 'HWTC12345678' }]);
    await phone.send([phone.did('device.create', { serial: 'HWTC99999999' })]);
    const { deviceByCode } = await technician.run('query ($code: String!) { deviceByCode(code: $code) { id status } }', { code: 'hwtc 99999999' });
    expect(await phone.send([phone.did('device.swap', { oldId: fieldDay.jobs[0].location.devices[0].id, newId: deviceByCode.id, jobId: job.id })])).toMatchObject([{ result: 'APPLIED' }]);
    expect((await technician.run(FIELD_DAY, { day: DAY })).fieldDay.jobs[0].location.devices).toMatchObject([{ serial: 'HWTC99999999' }]);
  });

  it('is not installed at the place of somebody else’s customer, nor half made', async () => {
    const { phone, job, technician } = await aWorld();
    const elsewhere = (await aWorld()).job.location.id;
    expect(await phone.send([phone.did('device.create', { serial: 'ZTE1', locationId: elsewhere, jobId: job.id })])).toMatchObject([{ result: 'REFUSED', problem: { type: 'NotFound' } }]);
    expect((await technician.run('query ($code: String!) { deviceByCode(code: $code) { id } }', { code: 'ZTE1' })).deviceByCode).toBeNull();
  });
});

it('the office sees which phones hold actions', async () => {
  const { phone, job, dispatcher } = await aWorld();
  await phone.send([phone.did('job.travel', { jobId: job.id })], 7);
  expect((await dispatcher.run('{ fieldPhones { lastSeq pending appVersion technician { name } } }')).fieldPhones).toEqual([{ lastSeq: 1, pending: 7, appVersion: 'test', technician: { name: 'Marc Côté' } }]);
});
