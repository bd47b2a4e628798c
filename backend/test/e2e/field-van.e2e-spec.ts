import { randomUUID } from 'node:crypto';
import { staffOf, technicianOf } from '../support/actors.js';
import { startApp, type TestApp } from '../support/app.js';
import { aCustomer, aTenant } from '../support/builders.js';
import { aTechnician } from '../support/builders/dispatch.js';
import { aPhone } from '../support/builders/field.js';
import { as } from '../support/graph.js';

const VAN = '{ myVan { id name devices { serial } } parts { id levels { placeId quantity } } partNeeds { kind quantity part { id } } }';

let app: TestApp;
beforeAll(async () => void (app = await startApp()));
afterAll(() => app.close());

/** A technician at a visit, with ten connectors in the own van and a colleague with an empty one. */
async function aVan() {
  const { id: tenantId } = await aTenant(app);
  const [marc, julie] = [await aTechnician(app, tenantId), await aTechnician(app, tenantId, { name: 'Julie' })];
  const customer = await aCustomer(app, tenantId);
  const office = as(app, staffOf(tenantId, 'dispatcher'));
  const { createJob: job } = await office.run('mutation ($c: ID!) { createJob(input: { customerId: $c, title: "Signal faible" }) { ... on Job { id location { id } } } }', { c: customer.id });
  await office.run('mutation ($id: ID!, $t: ID!) { scheduleJob(id: $id, version: 1, technicianId: $t, startsAt: "2026-11-23T14:00:00Z") { __typename } }', { id: job.id, t: marc.id });
  const place = async (name: string, kind: string, technicianId: string | null): Promise<string> =>
    (await office.run('mutation ($i: StockPlaceInput!) { createStockPlace(input: $i) { ... on StockPlace { id } } }', { i: { name, kind, technicianId } })).createStockPlace.id as string;
  const [shelf, van, hers] = [await place('Entrepôt', 'WAREHOUSE', null), await place('Camion Marc', 'VAN', marc.id), await place('Camion Julie', 'VAN', julie.id)];
  const partId = (await office.run('mutation { createPart(input: { code: "SC-APC", name: "Connecteur" }) { ... on Part { id } } }')).createPart.id as string;
  await office.run('mutation ($i: PartMoveInput!) { moveParts(input: $i) { __typename } }', { i: { partId, kind: 'RECEIVED', quantity: 10, toPlaceId: van } });
  const actor = technicianOf(tenantId, marc.id, { name: marc.name });
  const levels = async (): Promise<Record<string, number>> => {
    const { parts } = await office.run('{ parts { levels { placeId quantity } } }') as { parts: { levels: { placeId: string; quantity: number }[] }[] };
    return Object.fromEntries(parts[0]!.levels.map(({ placeId, quantity }) => [placeId, quantity]));
  };
  return { tenantId, office, jobId: job.id as string, locationId: job.location.id as string, shelf, van, hers, partId, technician: as(app, actor), phone: aPhone(app, actor), levels };
}

describe('a technician’s van', () => {
  it('gives up what was used, and the visit tells of it', async () => {
    const { phone, jobId, partId, van, office, levels } = await aVan();
    const used = phone.did('part.use', { partId, quantity: 3, jobId });
    expect(await phone.send([used])).toMatchObject([{ result: 'APPLIED' }]);
    expect(await phone.send([used])).toMatchObject([{ result: 'APPLIED' }]);
    expect(await levels()).toEqual({ [van]: 7 });
    expect((await office.run('query ($id: ID!) { job(id: $id) { partsUsed { quantity part { id } } } }', { id: jobId })).job.partsUsed).toEqual([{ quantity: 3, part: { id: partId } }]);
  });

  it('cannot give up more than is on board, until somebody counts', async () => {
    const { phone, jobId, partId, van, levels } = await aVan();
    expect(await phone.send([phone.did('part.use', { partId, quantity: 11, jobId })])).toMatchObject([{ result: 'REFUSED', problem: { type: 'TooFewParts', facts: { there: 10 } } }]);
    expect(await phone.send([phone.did('part.count', { partId, counted: 12 }), phone.did('part.use', { partId, quantity: 11, jobId })])).toMatchObject([{ result: 'APPLIED' }, { result: 'APPLIED' }]);
    expect(await levels()).toEqual({ [van]: 1 });
  });

  it('hands over to a colleague, and moves nothing between two others', async () => {
    const { phone, partId, van, hers, shelf, levels } = await aVan();
    const answers = await phone.send([phone.did('part.move', { partId, quantity: 4, fromPlaceId: van, toPlaceId: hers }), phone.did('part.move', { partId, quantity: 1, fromPlaceId: hers, toPlaceId: shelf })]);
    expect(answers).toMatchObject([{ result: 'APPLIED' }, { result: 'REFUSED', problem: { type: 'NotFound' } }]);
    expect(await levels()).toEqual({ [van]: 6, [hers]: 4 });
  });

  it('takes a device back from a customer, and gives it to a colleague', async () => {
    const { phone, jobId, locationId, van, hers, technician, office } = await aVan();
    expect(await phone.send([phone.did('device.create', { serial: 'VAN-0001', kind: 'ONT', locationId, jobId })])).toMatchObject([{ result: 'APPLIED' }]);
    const { deviceByCode: { id: deviceId } } = await technician.run('{ deviceByCode(code: "VAN-0001") { id } }');
    const answers = await phone.send([phone.did('device.unlink', { deviceId, jobId, reason: 'RETURNED' }), phone.did('device.move', { deviceId, placeId: van })]);
    expect(answers).toMatchObject([{ result: 'APPLIED' }, { result: 'APPLIED' }]);
    expect((await technician.run(VAN)).myVan).toMatchObject({ devices: [{ serial: 'VAN-0001' }] });
    expect(await phone.send([phone.did('device.move', { deviceId, placeId: hers }), phone.did('device.move', { deviceId, placeId: hers })])).toMatchObject([{ result: 'APPLIED' }, { result: 'REFUSED', problem: { type: 'NotFound' } }]);
    const { device } = await office.run('query ($id: ID!) { device(id: $id) { stockPlace { id } movements { kind } } }', { id: deviceId });
    expect(device.stockPlace.id).toBe(hers);
    expect(device.movements.map(({ kind }: { kind: string }) => kind)).toEqual(['TRANSFERRED', 'TRANSFERRED', 'RETURNED', 'INSTALLED', 'RECEIVED']);
  });

  it('is nobody’s without one, and another’s visit is none to use parts at', async () => {
    const { tenantId, partId, jobId } = await aVan();
    const actor = technicianOf(tenantId, (await aTechnician(app, tenantId, { name: 'Paul' })).id);
    const phone = aPhone(app, actor);
    expect(await phone.send([phone.did('part.use', { partId, quantity: 1, jobId }), phone.did('part.count', { partId, counted: 1 }), phone.did('part.use', { partId, quantity: 1.5, jobId }), phone.did('part.use', { partId: randomUUID(), quantity: 1, jobId })]))
      .toMatchObject([{ result: 'REFUSED', problem: { type: 'NotFound' } }, { result: 'REFUSED', problem: { type: 'NotFound' } }, { result: 'REFUSED', problem: { type: 'NotUnderstood', facts: { field: 'quantity' } } }, { result: 'REFUSED' }]);
  });
});

it('answers a device that is somewhere else already, also when two visits take it at once, and a MAC that is none', async () => {
  const { tenantId, office, phone, jobId, locationId } = await aVan();
  const julie = await aTechnician(app, tenantId, { name: 'Julie' });
  const neighbour = await aCustomer(app, tenantId);
  const { createJob: other } = await office.run('mutation ($c: ID!) { createJob(input: { customerId: $c, title: "Installation" }) { ... on Job { id location { id } } } }', { c: neighbour.id });
  await office.run('mutation ($id: ID!, $t: ID!) { scheduleJob(id: $id, version: 1, technicianId: $t, startsAt: "2026-11-23T14:00:00Z") { __typename } }', { id: other.id, t: julie.id });
  const hers = aPhone(app, technicianOf(tenantId, julie.id));
  expect(await phone.send([phone.did('device.create', { serial: 'TWICE-1', mac: 'C8:3A:35:00:11', kind: 'ONT', locationId, jobId }), phone.did('device.create', { serial: 'TWICE-1', kind: 'ONT' })]))
    .toMatchObject([{ result: 'REFUSED', problem: { type: 'MacNotUnderstood', facts: { mac: 'C8:3A:35:00:11' } } }, { result: 'APPLIED' }]);
  const { deviceByCode: { id: deviceId } } = await office.run('{ deviceByCode(code: "TWICE-1") { id } }');
  const both = await Promise.all([phone.send([phone.did('device.link', { deviceId, locationId, jobId })]), hers.send([hers.did('device.link', { deviceId, locationId: other.location.id, jobId: other.id })])]);
  const [kept, refused] = both.flat().sort((a, b) => a.result.localeCompare(b.result));
  expect(kept).toMatchObject({ result: 'APPLIED' });
  expect(refused).toMatchObject({ result: 'REFUSED', problem: { type: 'DeviceElsewhere', facts: { deviceId } } });
  expect(await phone.send([phone.did('device.create', { serial: 'twice 1', kind: 'ONT', locationId, jobId })])).toMatchObject([{ result: 'REFUSED', problem: { type: 'SerialTaken', facts: { deviceId } } }]);
});

it('carries what visits usually take, as the office has said it', async () => {
  const { office, technician, partId } = await aVan();
  const set = 'mutation ($p: ID!, $q: Int!) { setPartNeed(partId: $p, kind: REPAIR, quantity: $q) { quantity } }';
  await office.run(set, { p: partId, q: 2 });
  await office.run(set, { p: partId, q: 5 });
  expect((await technician.run(VAN)).partNeeds).toEqual([{ kind: 'REPAIR', quantity: 5, part: { id: partId } }]);
  expect((await office.run(set, { p: partId, q: 0 })).setPartNeed).toEqual([]);
  expect((await office.errors(set, { p: partId, q: -1 }))[0]!.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: { quantity: 'RANGE' } });
  expect((await technician.errors(set, { p: partId, q: 1 }))[0]!.extensions.code).toBe('FORBIDDEN');
});
