import { randomUUID } from 'node:crypto';
import { systemActor, type Actor } from '../../src/auth/actor.js';
import { BillingFrequency, CatalogItem, ItemGroup, ServiceSubscription } from '../../src/catalog/catalog.entity.js';
import { ServiceLocation } from '../../src/customers/customer.entity.js';
import { EquipmentService } from '../../src/equipment/equipment.service.js';
import { contactOf, staffOf } from '../support/actors.js';
import { startApp, type TestApp } from '../support/app.js';
import { aCustomer, aTenant } from '../support/builders.js';
import { as } from '../support/graph.js';

const CREATE = `mutation($input: DeviceInput!) { createDevice(input: $input) { __typename ... on Device { id serial mac barcode kind brand model status } ... on SerialTaken { deviceId where } ... on Problem { message } } }`;
const LINK = `mutation($deviceId: ID!, $locationId: ID!, $jobId: ID) { linkDevice(deviceId: $deviceId, locationId: $locationId, jobId: $jobId) { __typename ... on Device { status location { id } customer { id } } ... on DeviceElsewhere { where } ... on Problem { message } } }`;
const UNLINK = `mutation($deviceId: ID!) { unlinkDevice(deviceId: $deviceId, reason: RMA) { __typename ... on Device { status location { id } } ... on Problem { message } } }`;
const SWAP = `mutation($oldId: ID!, $newId: ID!) { swapDevice(oldId: $oldId, newId: $newId) { __typename ... on Device { id status location { id } } ... on DeviceElsewhere { where } ... on Problem { message } } }`;
const MOVES = `query($id: ID!) { device(id: $id) { status movements { kind by note } } }`;

let app: TestApp;
let tenantId: string;
let staff: Actor;
let made = 0;

beforeAll(async () => {
  app = await startApp();
  tenantId = (await aTenant(app)).id;
  staff = staffOf(tenantId, 'dispatcher');
});
afterAll(() => app.close());

const aSerial = (): string => `TST${String(++made).padStart(9, '0')}`;
const aDevice = async (more: object = {}): Promise<string> => (await as(app, staff).run(CREATE, { input: { serial: aSerial(), ...more } })).createDevice.id as string;
async function aPlace(): Promise<{ customerId: string; locationId: string }> {
  const { id: customerId } = await aCustomer(app, tenantId);
  const place = await app.db.tx(systemActor(tenantId), () => app.db.repo(ServiceLocation).findOneByOrFail({ customerId }));
  return { customerId, locationId: place.id };
}

describe('a new device', () => {
  it('goes into stock with its MAC in one spelling', async () => {
    const { createDevice } = await as(app, staff).run(CREATE, { input: { serial: ' alcl-fc2b-9a10 ', mac: 'a47b.2c10.fe03', barcode: '0123456789', kind: 'ROUTER', brand: 'Nokia', model: 'G-240W-C' } });
    expect(createDevice).toMatchObject({ serial: 'alcl-fc2b-9a10', mac: 'A4:7B:2C:10:FE:03', kind: 'ROUTER', status: 'IN_STOCK' });
    expect((await as(app, staff).run(MOVES, { id: createDevice.id })).device.movements).toEqual([{ kind: 'RECEIVED', by: staff.name, note: '' }]);
  });

  it('is refused without a serial and with a MAC that is none', async () => {
    expect((await as(app, staff).run(CREATE, { input: { serial: '--' } })).createDevice.__typename).toBe('SerialMissing');
    expect((await as(app, staff).run(CREATE, { input: { serial: aSerial(), mac: '12' } })).createDevice.__typename).toBe('MacNotUnderstood');
  });

  it('is refused when the serial is known, in any spelling, and told where it is', async () => {
    const id = await aDevice({ serial: 'HWTC-1234-5678' });
    const { locationId } = await aPlace();
    await as(app, staff).run(LINK, { deviceId: id, locationId });
    for (const serial of ['hwtc12345678', '4857544312345678']) {
      const { createDevice } = await as(app, staff).run(CREATE, { input: { serial } });
      expect(createDevice).toMatchObject({ __typename: 'SerialTaken', deviceId: id, where: 'Nathalie Tremblay, 12 rue Principale, Saint-Jérôme' });
    }
  });

  it('is created once when two create it at the same moment', async () => {
    const serial = aSerial();
    const both = await Promise.all([1, 2].map(() => as(app, staff).run(CREATE, { input: { serial } })));
    expect(both.map((answer) => answer.createDevice.__typename).sort()).toEqual(['Device', 'SerialTaken']);
  });
});

describe('finding a device by a code', () => {
  const BY_CODE = `query($code: String!) { deviceByCode(code: $code) { id } }`;

  it.each([
    ['its serial', 'zteg c0ffee77'], ['its serial in hexadecimal', '5A544547C0FFEE77'], ['its serial with what the label says', 'S/N: ZTEGC0FFEE77'],
    ['its barcode', '9900112233'], ['its MAC', '10:5B:AD:00:00:7F'], ['its MAC in another spelling', '105bad00007f'],
  ])('%s', async (_, code) => {
    const known = await as(app, staff).run(BY_CODE, { code: 'ZTEGC0FFEE77' });
    const id = known.deviceByCode?.id ?? (await aDevice({ serial: 'ZTEGC0FFEE77', barcode: '9900112233', mac: '10:5b:ad:00:00:7f' }));
    expect((await as(app, staff).run(BY_CODE, { code })).deviceByCode).toEqual({ id });
  });

  it('asks serials first, then barcodes, then MACs', async () => {
    const byMac = await aDevice({ mac: '10:5B:AD:11:22:33' });
    const byBarcode = await aDevice({ barcode: '105BAD112233' });
    const service = app.app.get(EquipmentService, { strict: false });
    expect(await service.findByCodes(staff, ['nothing', '105BAD112233'])).toEqual({ deviceId: byBarcode, code: '105BAD112233', tier: 'BARCODE' });
    expect(await service.findByCodes(staff, ['10-5B-AD-11-22-33'])).toEqual({ deviceId: byMac, code: '10-5B-AD-11-22-33', tier: 'MAC' });
    expect(await service.findByCodes(staff, ['', 'unknown'])).toBeNull();
  });
});

describe('a device and its places', () => {
  it('is installed for a job, stays when linked again, and is refused elsewhere', async () => {
    const [deviceId, here, there] = [await aDevice(), await aPlace(), await aPlace()];
    const jobId = randomUUID();
    const first = await as(app, staff).run(LINK, { deviceId, locationId: here.locationId, jobId });
    expect(first.linkDevice).toMatchObject({ status: 'INSTALLED', location: { id: here.locationId }, customer: { id: here.customerId } });
    await as(app, staff).run(LINK, { deviceId, locationId: here.locationId });
    const refused = await as(app, staff).run(LINK, { deviceId, locationId: there.locationId });
    expect(refused.linkDevice).toMatchObject({ __typename: 'DeviceElsewhere', where: 'Nathalie Tremblay, 12 rue Principale, Saint-Jérôme' });
    const { device } = await as(app, staff).run(MOVES, { id: deviceId });
    expect(device.movements.map((move: { kind: string }) => move.kind)).toEqual(['INSTALLED', 'RECEIVED']);
  });

  it('is installed at one of two places when both ask at the same moment', async () => {
    const [deviceId, here, there] = [await aDevice(), await aPlace(), await aPlace()];
    const both = await Promise.all([here, there].map(({ locationId }) => as(app, staff).run(LINK, { deviceId, locationId })));
    expect(both.map((answer) => answer.linkDevice.__typename).sort()).toEqual(['Device', 'DeviceElsewhere']);
  });

  it('is taken away once', async () => {
    const [deviceId, here] = [await aDevice(), await aPlace()];
    await as(app, staff).run(LINK, { deviceId, locationId: here.locationId });
    expect((await as(app, staff).run(UNLINK, { deviceId })).unlinkDevice).toMatchObject({ status: 'RMA', location: null });
    expect((await as(app, staff).run(UNLINK, { deviceId })).unlinkDevice.__typename).toBe('DeviceNotInstalled');
  });

  it('takes the place of another, which comes back', async () => {
    const [oldId, newId, here] = [await aDevice(), await aDevice(), await aPlace()];
    await as(app, staff).run(LINK, { deviceId: oldId, locationId: here.locationId });
    expect((await as(app, staff).run(SWAP, { oldId, newId })).swapDevice).toMatchObject({ id: newId, status: 'INSTALLED', location: { id: here.locationId } });
    expect((await as(app, staff).run(MOVES, { id: oldId })).device).toMatchObject({ status: 'RETURNED', movements: [{ kind: 'SWAPPED' }, { kind: 'INSTALLED' }, { kind: 'RECEIVED' }] });
    expect((await as(app, staff).run(SWAP, { oldId, newId })).swapDevice.__typename).toBe('DeviceNotInstalled');
  });

  it('never ends in two places when the same swap is asked twice at once, in both directions', async () => {
    const [a, b, here] = [await aDevice(), await aDevice(), await aPlace()];
    await as(app, staff).run(LINK, { deviceId: a, locationId: here.locationId });
    await Promise.all([as(app, staff).run(SWAP, { oldId: a, newId: b }), as(app, staff).run(SWAP, { oldId: a, newId: b }), as(app, staff).run(SWAP, { oldId: b, newId: a })]);
    const { customer } = await as(app, staff).run(`query($id: ID!) { customer(id: $id) { devices { id } locations { devices { id } installed { kind } } } }`, { id: here.customerId });
    expect(customer.devices).toHaveLength(1);
    expect(customer.locations[0].devices).toEqual(customer.devices);
  });

  it('keeps its history: a move cannot be changed or removed', async () => {
    const deviceId = await aDevice();
    const system = systemActor(tenantId);
    await expect(app.db.tx(system, () => app.db.query('update device_movement set note = $2 where device_id = $1', [deviceId, 'x']))).rejects.toThrow('permission denied');
    await expect(app.db.tx(system, () => app.db.query('delete from device_movement where device_id = $1', [deviceId]))).rejects.toThrow('permission denied');
  });
});

describe('what a device belongs to', () => {
  const TIE = `mutation($deviceId: ID!, $input: DeviceTiesInput!) { tieDevice(deviceId: $deviceId, input: $input) { __typename ... on Device { owner subscription { id } parent { id } parentPort } ... on DeviceTieRefused { why } ... on Problem { message } } }`;
  const TIES = `query($id: ID!) { device(id: $id) { owner subscription { id } parent { id } parentPort behind { id } } }`;
  const tie = async (deviceId: string, input: object): Promise<Record<string, unknown>> => (await as(app, staff).run(TIE, { deviceId, input })).tieDevice as Record<string, unknown>;
  const installed = async (locationId: string): Promise<string> => {
    const deviceId = await aDevice();
    await as(app, staff).run(LINK, { deviceId, locationId });
    return deviceId;
  };
  async function aSubscription({ customerId, locationId }: { customerId: string; locationId: string | null }): Promise<string> {
    const item = Object.assign(new CatalogItem(), { code: `INT-${randomUUID().slice(0, 8)}`, name: 'Internet', group: ItemGroup.INTERNET, price: 6500, currency: 'CAD', frequency: BillingFrequency.MONTHLY });
    const subscription = Object.assign(new ServiceSubscription(), { customerId, locationId, itemId: item.id, price: 6500, currency: 'CAD', frequency: BillingFrequency.MONTHLY, startsOn: '2026-01-01' });
    await app.db.tx(systemActor(tenantId), async () => {
      await app.db.repo(CatalogItem).insert(item);
      await app.db.repo(ServiceSubscription).insert(subscription);
    });
    return subscription.id;
  }

  it('is the company’s until somebody says otherwise, and hangs on what it is fed by, at a port', async () => {
    const here = await aPlace();
    const [terminal, router, splitter, subscriptionId] = [await installed(here.locationId), await installed(here.locationId), await aDevice({ kind: 'OTHER', model: 'Répartiteur 1:8' }), await aSubscription(here)];
    expect((await as(app, staff).run(TIES, { id: router })).device).toEqual({ owner: 'COMPANY', subscription: null, parent: null, parentPort: '', behind: [] });
    expect(await tie(router, { owner: 'CUSTOMER', parentId: terminal, parentPort: ' LAN 1 ' })).toMatchObject({ owner: 'CUSTOMER', parent: { id: terminal }, parentPort: 'LAN 1' });
    expect(await tie(terminal, { subscriptionId, parentId: splitter, parentPort: '3' })).toMatchObject({ subscription: { id: subscriptionId }, parent: { id: splitter }, parentPort: '3' });
    expect(await tie(terminal, {})).toMatchObject({ subscription: { id: subscriptionId }, parentPort: '3' });
    expect((await as(app, staff).run(TIES, { id: terminal })).device.behind).toEqual([{ id: router }]);
    expect(await tie(terminal, { subscriptionId: null, parentId: null })).toMatchObject({ subscription: null, parent: null, parentPort: '' });
  });

  it('is refused what is elsewhere, or hangs on it already', async () => {
    const [here, there] = [await aPlace(), await aPlace()];
    const [terminal, router, other] = [await installed(here.locationId), await installed(here.locationId), await installed(there.locationId)];
    await tie(router, { parentId: terminal });
    expect(await tie(terminal, { parentId: router })).toMatchObject({ __typename: 'DeviceTieRefused', why: 'PARENT_BEHIND_IT', message: expect.any(String) as string });
    expect(await tie(terminal, { parentId: terminal })).toMatchObject({ why: 'PARENT_BEHIND_IT' });
    expect(await tie(router, { parentId: other })).toMatchObject({ why: 'PARENT_ELSEWHERE' });
    expect(await tie(router, { subscriptionId: await aSubscription(there) })).toMatchObject({ why: 'SUBSCRIPTION_ELSEWHERE' });
    expect((await as(app, staff).errors(TIE, { deviceId: router, input: { parentId: randomUUID() } }))[0]?.extensions.code).toBe('NOT_FOUND');
    const stranger = staffOf((await aTenant(app)).id);
    expect((await as(app, stranger).errors(TIE, { deviceId: router, input: { owner: 'CUSTOMER' } }))[0]?.extensions.code).toBe('NOT_FOUND');
    expect((await as(app, staff).run(TIES, { id: router })).device).toMatchObject({ owner: 'COMPANY', parent: { id: terminal }, subscription: null });
  });

  it('makes no ring when two are hung on each other at the same moment', async () => {
    const { locationId } = await aPlace();
    const [a, b] = [await installed(locationId), await installed(locationId)];
    const both = await Promise.all([tie(a, { parentId: b }), tie(b, { parentId: a })]);
    expect(both.map(({ __typename }) => __typename).sort()).toEqual(['Device', 'DeviceTieRefused']);
  });

  it('hands what hangs on it to its successor, and lets it go when it is taken away', async () => {
    const here = await aPlace();
    const [terminal, router, next, subscriptionId] = [await installed(here.locationId), await installed(here.locationId), await aDevice(), await aSubscription(here)];
    await tie(terminal, { subscriptionId });
    await tie(router, { parentId: terminal, parentPort: 'LAN 2' });
    await as(app, staff).run(SWAP, { oldId: terminal, newId: next });
    expect((await as(app, staff).run(TIES, { id: next })).device).toMatchObject({ subscription: { id: subscriptionId }, behind: [{ id: router }] });
    expect((await as(app, staff).run(TIES, { id: router })).device.parentPort).toBe('LAN 2');
    expect((await as(app, staff).run(TIES, { id: terminal })).device).toMatchObject({ subscription: null, behind: [] });
    await as(app, staff).run(UNLINK, { deviceId: next });
    expect((await as(app, staff).run(TIES, { id: router })).device).toMatchObject({ parent: null, parentPort: '' });
  });

  it('is one of the models there are', async () => {
    const mine = staffOf((await aTenant(app)).id);
    for (const model of ['XX530v', 'XX530v', 'Deco X50']) await as(app, mine).run(CREATE, { input: { serial: aSerial(), brand: 'TP-Link', model, kind: model === 'XX530v' ? 'ONT' : 'WIFI_POINT' } });
    expect((await as(app, mine).run('{ deviceModels { brand model kind inStock installed } }')).deviceModels).toEqual([
      { brand: 'TP-Link', model: 'XX530v', kind: 'ONT', inStock: 2, installed: 0 }, { brand: 'TP-Link', model: 'Deco X50', kind: 'WIFI_POINT', inStock: 1, installed: 0 },
    ]);
  });
});

describe('whom to ask for at a place', () => {
  const CHANGE = `mutation($id: ID!, $input: LocationChange!) { updateLocation(id: $id, input: $input) { __typename ... on ServiceLocation { contacts { name phone note } accessNotes } } }`;

  it('is kept with the place, all of them at once, and stays when something else changes', async () => {
    const { locationId: id } = await aPlace();
    const contacts = [{ name: ' Gaston, concierge ', phone: '450-555-0188', note: 'Après 7 h' }, { name: 'Locataire' }];
    const kept = [{ name: 'Gaston, concierge', phone: '450-555-0188', note: 'Après 7 h' }, { name: 'Locataire', phone: '', note: '' }];
    expect((await as(app, staff).run(CHANGE, { id, input: { contacts } })).updateLocation.contacts).toEqual(kept);
    expect((await as(app, staff).run(CHANGE, { id, input: { accessNotes: 'Sonner deux fois' } })).updateLocation).toMatchObject({ contacts: kept, accessNotes: 'Sonner deux fois' });
    expect((await as(app, staff).errors(CHANGE, { id, input: { contacts: [{ name: '' }] } }))[0]?.extensions.code).toBe('BAD_USER_INPUT');
    expect((await as(app, staff).errors(CHANGE, { id, input: { contacts: Array.from({ length: 9 }, () => ({ name: 'x' })) } }))[0]?.extensions.code).toBe('BAD_USER_INPUT');
    expect((await as(app, staff).run(CHANGE, { id, input: { contacts: [] } })).updateLocation.contacts).toEqual([]);
  });
});

describe('who sees which device', () => {
  it('shows none of another provider, by id or code', async () => {
    const serial = aSerial();
    const { createDevice } = await as(app, staff).run(CREATE, { input: { serial } });
    const other = staffOf((await aTenant(app)).id);
    expect((await as(app, other).run(MOVES, { id: createDevice.id })).device).toBeNull();
    expect((await as(app, other).run(`query($c: String!) { deviceByCode(code: $c) { id } }`, { c: serial })).deviceByCode).toBeNull();
    expect((await as(app, other).errors(UNLINK, { deviceId: createDevice.id }))[0]?.extensions.code).toBe('NOT_FOUND');
    expect((await as(app, other).run(CREATE, { input: { serial } })).createDevice.__typename).toBe('Device');
  });

  it('shows a customer what is installed by kind and model alone', async () => {
    const [deviceId, here] = [await aDevice({ kind: 'WIFI_POINT', brand: 'Eero', model: 'Pro 7' }), await aPlace()];
    await as(app, staff).run(LINK, { deviceId, locationId: here.locationId });
    const me = contactOf(tenantId, here.customerId);
    expect((await as(app, me).run(`{ myAccount { locations { installed { kind brand model } } } }`)).myAccount.locations[0].installed).toEqual([{ kind: 'WIFI_POINT', brand: 'Eero', model: 'Pro 7' }]);
    expect((await as(app, me).errors(`{ myAccount { locations { devices { serial } } } }`))[0]?.extensions.code).toBe('FORBIDDEN');
    expect((await as(app, me).errors(MOVES, { id: deviceId }))[0]?.extensions.code).toBe('FORBIDDEN');
  });

  it('asks for the right to write', async () => {
    expect((await as(app, staffOf(tenantId, 'viewer')).errors(CREATE, { input: { serial: aSerial() } }))[0]?.extensions.code).toBe('FORBIDDEN');
  });
});

describe('the list of devices', () => {
  it('is filtered by text, status and kind', async () => {
    const mine = staffOf((await aTenant(app)).id);
    for (const [serial, kind] of [['AAA0000001', 'ONT'], ['BBB0000002', 'ROUTER'], ['CCC0000003', 'ROUTER']]) await as(app, mine).run(CREATE, { input: { serial, kind } });
    const list = `query($filter: DeviceFilter) { devices(filter: $filter) { nodes { serial } totalCount } }`;
    expect((await as(app, mine).run(list)).devices.totalCount).toBe(3);
    expect((await as(app, mine).run(list, { filter: { kind: 'ROUTER', status: 'IN_STOCK' } })).devices.nodes).toEqual([{ serial: 'BBB0000002' }, { serial: 'CCC0000003' }]);
    expect((await as(app, mine).run(list, { filter: { text: '0000002' } })).devices.nodes).toEqual([{ serial: 'BBB0000002' }]);
  });
});
