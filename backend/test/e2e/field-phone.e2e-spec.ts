import { createECDH, hkdfSync, randomUUID } from 'node:crypto';
import sharp from 'sharp';
import type { Actor } from '../../src/auth/actor.js';
import { systemActor } from '../../src/auth/actor.js';
import { Job } from '../../src/dispatch/dispatch.entity.js';
import { staffOf, technicianOf } from '../support/actors.js';
import { startApp, type TestApp } from '../support/app.js';
import { aCustomer, aTenant } from '../support/builders.js';
import { aTechnician } from '../support/builders/dispatch.js';
import { aPhone, REPLAY } from '../support/builders/field.js';
import { as } from '../support/graph.js';
import { fetchAs } from '../support/http.js';

const DAY_MS = 86_400_000;

let app: TestApp;
beforeAll(async () => void (app = await startApp()));
afterAll(() => app.close());

/** A technician on the way to a visit. */
async function aVisit() {
  const { id: tenantId } = await aTenant(app);
  const marc = await aTechnician(app, tenantId);
  const customer = await aCustomer(app, tenantId);
  const dispatcher = as(app, staffOf(tenantId, 'dispatcher'));
  const { createJob: job } = await dispatcher.run('mutation ($c: ID!) { createJob(input: { customerId: $c, title: "Signal faible" }) { ... on Job { id } } }', { c: customer.id });
  await dispatcher.run('mutation ($id: ID!, $t: ID!) { scheduleJob(id: $id, version: 1, technicianId: $t, startsAt: "2026-11-23T14:00:00Z") { __typename } }', { id: job.id, t: marc.id });
  const actor = technicianOf(tenantId, marc.id, { name: marc.name });
  return { tenantId, dispatcher, jobId: job.id as string, actor, technician: as(app, actor), phone: aPhone(app, actor) };
}

describe('the lock of a technician’s phone', () => {
  const SEAL = '{ fieldDay(day: "2026-11-23") { now seal { kid point } } }';
  const OPEN = 'query ($kid: String!, $point: String!) { openFieldSeal(kid: $kid, point: $point) }';

  it('closes without the server and is opened for the same person alone', async () => {
    const { technician, tenantId } = await aVisit();
    const { seal } = (await technician.run(SEAL)).fieldDay;
    const box = createECDH('prime256v1');
    box.generateKeys();
    const closed = Buffer.from(hkdfSync('sha256', box.computeSecret(seal.point, 'base64'), '', 'demarc.field.seal', 32)).toString('base64');
    const half = { kid: seal.kid, point: box.getPublicKey('base64') };
    expect((await technician.run(OPEN, half)).openFieldSeal).toBe(closed);
    const julie = technicianOf(tenantId, (await aTechnician(app, tenantId, { name: 'Julie' })).id);
    expect((await as(app, julie).run(OPEN, half)).openFieldSeal).not.toBe(closed);
    expect((await as(app, staffOf(tenantId)).errors(OPEN, half))[0]!.extensions.code).toBe('FORBIDDEN');
  });

  it.each([['gone', 'AAAA', { kid: 'UNKNOWN' }], ['dev', 'AAAA', { point: 'INVALID' }], ['dev', Buffer.concat([Buffer.of(4), Buffer.alloc(64, 9)]).toString('base64'), { point: 'INVALID' }]])('refuses %s and a point that is none', async (kid, point, fields) => {
    const { technician } = await aVisit();
    expect((await technician.errors(OPEN, { kid, point }))[0]!.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields });
  });
});

describe('a clock that is off', () => {
  const WITH_CLOCK = REPLAY.replace('$pending: Int!', '$pending: Int!, $phoneClock: DateTime').replace('pending: $pending', 'pending: $pending, phoneClock: $phoneClock');

  it.each([['slow', -DAY_MS], ['fast', DAY_MS]])('is set right when it is a day %s', async (_what, off) => {
    const { technician, phone, jobId, tenantId } = await aVisit();
    const before = Date.now();
    const travel = phone.did('job.travel', { jobId }, new Date(before - 600_000 + off).toISOString());
    const { replayCommands } = await technician.run(WITH_CLOCK, { deviceId: phone.deviceId, pending: 1, phoneClock: new Date(Date.now() + off).toISOString(), commands: [travel] });
    expect(replayCommands).toMatchObject([{ result: 'APPLIED', problem: { type: 'ClockAhead' } }]);
    const { enRouteAt } = await app.db.tx(systemActor(tenantId), () => app.db.repo(Job).findOneByOrFail({ id: jobId }));
    expect(Math.abs(enRouteAt!.getTime() - (before - 600_000))).toBeLessThan(60_000);
  });
});

it('leaves what is older than thirty days to a person, who may ask the office', async () => {
  const { phone, jobId, tenantId, dispatcher } = await aVisit();
  const old = phone.did('job.arrive', { jobId }, new Date(Date.now() - 31 * DAY_MS).toISOString());
  expect(await phone.send([old])).toMatchObject([{ result: 'CONFLICT', problem: { type: 'TooOld', message: expect.stringContaining('31 jours'), facts: { did: { kind: 'job.arrive' }, now: { status: 'SCHEDULED' } } } }]);
  expect((await app.db.tx(systemActor(tenantId), () => app.db.repo(Job).findOneByOrFail({ id: jobId }))).status).toBe('SCHEDULED');
  expect(await phone.send([phone.did('conflict.settle', { commandId: old.commandId, choice: 'ASK_DISPATCHER' })])).toMatchObject([{ result: 'APPLIED' }]);
  expect((await dispatcher.run('{ fieldDisputes { commandId } }')).fieldDisputes).toEqual([{ commandId: old.commandId }]);
});

describe('a picture of a visit', () => {
  let bytes: Buffer;
  beforeAll(async () => void (bytes = await sharp({ create: { width: 400, height: 300, channels: 3, background: '#336699', noise: { type: 'gaussian', mean: 128, sigma: 40 } } }).jpeg().toBuffer()));

  const put = async (actor: Actor, id: string, jobId: string, size: number, from: number, piece: Buffer) => {
    const response = await fetchAs(app, actor, `/files/field-photo/${id}?job=${jobId}&size=${size}&from=${from}`, { method: 'PUT', body: new Uint8Array(piece), headers: { 'content-type': 'application/octet-stream' } });
    return { status: response.status, body: await response.json() as Record<string, unknown> };
  };

  it('goes on after a cut where it was cut, is kept once, and hangs on the visit', async () => {
    const { actor, jobId, phone, dispatcher, technician } = await aVisit();
    const id = randomUUID();
    const half = bytes.length >> 1;
    expect((await put(actor, id, jobId, bytes.length, 0, bytes.subarray(0, half))).body).toEqual({ received: half });
    expect(await put(actor, id, jobId, bytes.length, half + 5, bytes.subarray(half + 5))).toEqual({ status: 409, body: { received: half } });
    expect((await put(actor, id, jobId, bytes.length, 0, Buffer.alloc(0))).body).toEqual({ received: half });
    expect((await put(actor, id, jobId, bytes.length, half, bytes.subarray(half))).body).toEqual({ received: bytes.length });
    expect((await put(actor, id, jobId, bytes.length, 0, bytes)).body).toEqual({ received: bytes.length });
    expect(await phone.send([phone.did('job.photo', { jobId, photoId: id, caption: 'ONT' }), phone.did('job.photo', { jobId, photoId: randomUUID() })])).toMatchObject([{ result: 'APPLIED' }, { result: 'REFUSED', problem: { type: 'PhotoMissing' } }]);
    expect((await dispatcher.run('query ($id: ID!) { job(id: $id) { photos { id kind caption by } history { what } } }', { id: jobId })).job).toMatchObject({ photos: [{ id, kind: 'PHOTO', caption: 'ONT', by: 'Marc Côté' }], history: expect.arrayContaining([{ what: 'photographed' }]) });
    const small = await fetchAs(app, actor, `/files/job-photo/${id}?size=small`);
    expect((await sharp(Buffer.from(await small.arrayBuffer())).metadata()).width).toBe(320);
    expect((await technician.run('{ fieldDay(day: "2026-11-23") { jobs { photos { id } } } }')).fieldDay.jobs[0].photos).toEqual([{ id }]);
  });

  it('is refused in words when it is none, too large, or of somebody else’s visit', async () => {
    const { actor, jobId, tenantId } = await aVisit();
    const junk = Buffer.from('%PDF-1.7 not a photo at all');
    expect(await put(actor, randomUUID(), jobId, junk.length, 0, junk)).toMatchObject({ status: 415, body: { message: expect.stringContaining('JPEG') } });
    expect(await put(actor, randomUUID(), jobId, 9_000_000, 0, Buffer.alloc(4))).toMatchObject({ status: 413, body: { message: 'La photo dépasse 8 Mo.' } });
    const julie = technicianOf(tenantId, (await aTechnician(app, tenantId, { name: 'Julie' })).id);
    expect(await put(julie, randomUUID(), jobId, bytes.length, 0, bytes)).toMatchObject({ status: 404, body: { message: expect.stringContaining('pas la vôtre') } });
    expect((await put(actor, 'not-an-id', jobId, 4, 0, Buffer.alloc(4))).status).toBe(400);
    expect((await fetch(`${app.url}/files/job-photo/${randomUUID()}`)).status).toBe(401);
  });

  it('cannot be hung on a visit by another technician', async () => {
    const { actor, jobId, tenantId } = await aVisit();
    const id = randomUUID();
    await put(actor, id, jobId, bytes.length, 0, bytes);
    const julie = technicianOf(tenantId, (await aTechnician(app, tenantId, { name: 'Julie' })).id);
    const phone = aPhone(app, julie);
    expect(await phone.send([phone.did('job.sign', { jobId, photoId: id, name: 'X' })])).toMatchObject([{ result: 'REFUSED' }]);
  });
});
