import { randomUUID } from 'node:crypto';
import { Device, DeviceStatus } from '../../src/equipment/device.entity.js';
import { systemActor } from '../../src/auth/actor.js';
import { staffOf, technicianOf } from '../support/actors.js';
import { startApp, type TestApp } from '../support/app.js';
import { aCustomer, aTenant } from '../support/builders.js';
import { aTechnician } from '../support/builders/dispatch.js';
import { aPhone } from '../support/builders/field.js';
import { as } from '../support/graph.js';

let app: TestApp;
beforeAll(async () => void (app = await startApp()));
afterAll(() => app.close());

const Read = `mutation Read($d: ID!, $j: ID, $m: LineMoment!) { readLine(deviceId: $d, jobId: $j, moment: $m) { __typename
  ... on LineReading { id moment verdict findings heardAt opticalPower latency by source device { serial } } ... on Problem { message } } }`;

/** A technician at a visit to a customer with a terminal, whose line a collector measures. */
async function aLine() {
  const { id: tenantId } = await aTenant(app);
  const marc = await aTechnician(app, tenantId);
  const customer = await aCustomer(app, tenantId);
  const office = as(app, staffOf(tenantId, 'dispatcher'));
  const admin = as(app, staffOf(tenantId, 'admin'));
  const { createJob: job } = await office.run('mutation ($c: ID!) { createJob(input: { customerId: $c, title: "Signal faible" }) { ... on Job { id location { id } } } }', { c: customer.id });
  await office.run('mutation ($id: ID!, $t: ID!) { scheduleJob(id: $id, version: 1, technicianId: $t, startsAt: "2026-11-23T14:00:00Z") { __typename } }', { id: job.id, t: marc.id });
  const device = Object.assign(new Device(), { serial: 'HWTC-LINE', serialKey: 'HWTCLINE', mac: '48:57:02:11:22:33', brand: 'Huawei', model: 'HG8245', status: DeviceStatus.INSTALLED, customerId: customer.id, locationId: job.location.id });
  await app.db.tx(systemActor(tenantId), () => app.db.repo(Device).insert(device));
  const { createDeviceKey } = await admin.run('mutation { createDeviceKey(name: "OLT 1") { key } }');
  const post = async (measures: Readonly<Record<string, number>>, minutesAgo: number) => {
    const samples = Object.entries(measures).map(([metric, value]) => ({ device: 'HWTC-LINE', metric, at: new Date(Date.now() - minutesAgo * 60_000).toISOString(), value }));
    expect((await fetch(`${app.url}/telemetry`, { method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${createDeviceKey.key as string}` }, body: JSON.stringify({ samples }) })).status).toBe(202);
  };
  const actor = technicianOf(tenantId, marc.id, { name: marc.name });
  return { tenantId, office, admin, customer, jobId: job.id as string, locationId: job.location.id as string, deviceId: device.id, post, technician: as(app, actor), phone: aPhone(app, actor), marc };
}

describe('a line', () => {
  it('is told in a word, before and after, and the evidence stays with the visit', async () => {
    const { technician, office, deviceId, jobId, post, marc } = await aLine();
    await post({ optical_power: -28.4, latency: 9 }, 6);
    const { readLine: before } = await technician.run(Read, { d: deviceId, j: jobId, m: 'BEFORE' });
    expect(before).toMatchObject({ __typename: 'LineReading', moment: 'BEFORE', verdict: 'BAD', findings: ['LIGHT_TOO_WEAK'], opticalPower: -28.4, latency: 9, by: marc.name, source: 'telemetry', device: { serial: 'HWTC-LINE' } });
    await post({ optical_power: -21, latency: 9 }, 1);
    const { readLine: after } = await technician.run(Read, { d: deviceId, j: jobId, m: 'AFTER' });
    expect(after).toMatchObject({ moment: 'AFTER', verdict: 'GOOD', findings: ['ALL_WELL'], opticalPower: -21 });
    const { job } = await office.run('query ($id: ID!) { job(id: $id) { lineReadings { moment opticalPower } history { what by detail } } }', { id: jobId });
    expect(job.lineReadings).toEqual([{ moment: 'BEFORE', opticalPower: -28.4 }, { moment: 'AFTER', opticalPower: -21 }]);
    expect(job.history.filter(({ what }: { what: string }) => what === 'measured')).toMatchObject([{ by: marc.name, detail: { verdict: 'GOOD' } }, { by: marc.name, detail: { verdict: 'BAD' } }]);
    await expect(app.db.unscoped('a test tries to change evidence', () => app.db.query(`update line_reading set verdict = 'GOOD' where device_id = $1`, [deviceId]))).rejects.toThrow();
  });

  it('is read once however often the same request arrives', async () => {
    const { technician, office, deviceId, jobId, post } = await aLine();
    await post({ optical_power: -20 }, 1);
    const key = randomUUID();
    const keyed = Read.replace('$m: LineMoment!', '$m: LineMoment!, $key: ID!').replace('moment: $m)', 'moment: $m, key: $key)');
    const first = await technician.run(keyed, { d: deviceId, j: jobId, m: 'BEFORE', key });
    expect(await technician.run(keyed, { d: deviceId, j: jobId, m: 'BEFORE', key })).toEqual(first);
    expect((await office.run('query ($id: ID!) { job(id: $id) { lineReadings { id } } }', { id: jobId })).job.lineReadings).toHaveLength(1);
  });

  it('is down when it has been silent, and unknown when nobody has heard it for a day', async () => {
    const { technician, deviceId, post } = await aLine();
    expect((await technician.run(Read, { d: deviceId, j: null, m: 'CHECK' })).readLine).toMatchObject({ verdict: 'UNKNOWN', findings: ['NEVER_HEARD'], heardAt: null, opticalPower: null });
    await post({ optical_power: -20 }, 40);
    expect((await technician.run(Read, { d: deviceId, j: null, m: 'CHECK' })).readLine).toMatchObject({ verdict: 'DOWN', findings: ['SILENT'], opticalPower: -20 });
  });

  it('is no evidence for another customer’s visit, nor for a visit of nobody’s', async () => {
    const { technician, office, admin, tenantId, deviceId, jobId } = await aLine();
    const other = await aCustomer(app, tenantId);
    const { createJob } = await office.run('mutation ($c: ID!) { createJob(input: { customerId: $c, title: "Ailleurs" }) { ... on Job { id } } }', { c: other.id });
    expect((await office.run(Read, { d: deviceId, j: createJob.id, m: 'BEFORE' })).readLine).toMatchObject({ __typename: 'DeviceNotAtVisit', message: expect.stringContaining('HWTC-LINE') as string });
    expect((await technician.errors(Read, { d: deviceId, j: createJob.id, m: 'BEFORE' }))[0]!.extensions.code).toBe('NOT_FOUND');
    expect((await technician.errors(Read, { d: randomUUID(), j: jobId, m: 'BEFORE' }))[0]!.extensions.code).toBe('NOT_FOUND');
    expect((await technician.errors(Read, { d: deviceId, j: null, m: 'AFTER' }))[0]!.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: { jobId: 'REQUIRED' } });
    expect((await technician.errors(Read, { d: 'not-an-id', j: jobId, m: 'AFTER' }))[0]!.extensions.code).toBe('BAD_USER_INPUT');
    const julie = await aTechnician(app, tenantId, { name: 'Julie' });
    await admin.run('mutation ($id: ID!, $t: ID!) { scheduleJob(id: $id, version: 2, technicianId: $t, startsAt: "2026-11-23T15:00:00Z") { __typename } }', { id: jobId, t: julie.id });
    expect((await technician.run(Read, { d: deviceId, j: jobId, m: 'AFTER' })).readLine).toMatchObject({ __typename: 'JobMoved' });
    expect((await office.run('query ($id: ID!) { job(id: $id) { lineReadings { id } } }', { id: jobId })).job.lineReadings).toEqual([]);
  });
});

it('shows a serial’s whole life on one page, to the office and on the phone', async () => {
  const { office, technician, phone, customer, jobId, locationId, deviceId, post } = await aLine();
  await post({ optical_power: -20 }, 1);
  await technician.run(Read, { d: deviceId, j: jobId, m: 'BEFORE' });
  await office.run('mutation ($c: ID!, $l: ID!) { openTicket(input: { customerId: $c, locationId: $l, subject: "Coupures le soir", description: "Depuis lundi." }) { __typename } }', { c: customer.id, l: locationId });
  expect(await phone.send([phone.did('device.unlink', { deviceId, jobId, reason: 'RMA' })])).toMatchObject([{ result: 'APPLIED' }]);
  const Life = '{ status maker location { subscriptions { item { name } } pastVisits { number } } movements { kind customer { id } visit { id } } tickets { subject } visits { id title technician } lineReadings { verdict } }';
  const { device } = await office.run(`query ($id: ID!) { device(id: $id) ${Life} }`, { id: deviceId });
  expect(device).toMatchObject({ status: 'RMA', maker: 'Huawei', location: null, movements: [{ kind: 'RMA', customer: { id: customer.id }, visit: { id: jobId } }], visits: [{ id: jobId, title: 'Signal faible' }], lineReadings: [{ verdict: 'GOOD' }] });
  expect(await phone.send([phone.did('device.link', { deviceId, jobId, locationId })])).toMatchObject([{ result: 'APPLIED' }]);
  const { deviceByCode } = await technician.run(`{ deviceByCode(code: "hwtc line") ${Life} }`);
  expect(deviceByCode).toMatchObject({ status: 'INSTALLED', movements: [{ kind: 'INSTALLED' }, { kind: 'RMA' }], tickets: [{ subject: 'Coupures le soir' }], location: { pastVisits: [] } });
});
