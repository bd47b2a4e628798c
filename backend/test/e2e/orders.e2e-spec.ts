import { randomUUID } from 'node:crypto';
import { AddressImportService } from '../../src/addresses/address-import.service.js';
import { AddressSource } from '../../src/addresses/address.entity.js';
import { rowOfRqa } from '../../src/addresses/register-row.js';
import { systemActor } from '../../src/auth/actor.js';
import { BillingFrequency, CatalogItem, ItemGroup, TaxClass, TaxRateRow } from '../../src/catalog/catalog.entity.js';
import { Technician } from '../../src/dispatch/dispatch.entity.js';
import { VisitsService } from '../../src/dispatch/visits.service.js';
import { contactOf, staffOf } from '../support/actors.js';
import { startApp, type TestApp } from '../support/app.js';
import { Browser } from '../support/browser.js';
import { aCustomer, aTenant, hostOf } from '../support/builders.js';
import { until } from '../support/builders/payments.js';
import { as } from '../support/graph.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

interface Shop {
  readonly tenantId: string;
  readonly host: string;
  readonly fibre: string;
  readonly phone: string;
  readonly setUp: string;
}

/** A provider in Saint-Jérôme with a plan, a phone line and a fee, and one technician who makes two visits each half day. */
async function aShop(): Promise<Shop> {
  const { id: tenantId } = await aTenant(app);
  const item = (code: string, price: number, more: Partial<CatalogItem> = {}) => Object.assign(new CatalogItem(), { code, name: code, price, group: ItemGroup.INTERNET, currency: 'CAD', frequency: BillingFrequency.MONTHLY, requiresVisit: false, taxClass: TaxClass.TELECOM, active: true, ...more });
  const items = [item('FIBRE', 7495, { requiresVisit: true }), item('PHONE', 1995, { group: ItemGroup.PHONE }), item('SETUP', 9900, { frequency: BillingFrequency.ONE_TIME })];
  const rate = (code: string, rateMillionths: number) => Object.assign(new TaxRateRow(), { province: 'QC', code, rateMillionths, validFrom: '2013-01-01', taxClasses: [TaxClass.STANDARD, TaxClass.TELECOM] });
  await app.db.tx(systemActor(tenantId), async () => {
    await app.db.repo(CatalogItem).insert(items);
    await app.db.repo(TaxRateRow).insert([rate('GST', 50_000), rate('QST', 99_750)]);
    await app.db.repo(Technician).insert(Object.assign(new Technician(), { name: 'Alex', shiftStart: 480, shiftEnd: 960 }));
  });
  const line = (id: string, city: string, postal: string) => rowOfRqa({ identifiant_unique_adresse: id, numero_municipal: '12', odonyme_recompose_normal: 'Rue Principale', nom_municipalite: city, code_postal: postal, latitude: '45.78', longitude: '-74.0' });
  await app.app.get(AddressImportService).rows(tenantId, AddressSource.RQA, [line('a', 'Saint-Jérôme', 'J7Z1A1'), line('b', 'Rimouski', 'G5L1A1')]);
  await as(app, staffOf(tenantId)).run('mutation { addServiceArea(input: { city: "Saint-Jérôme" }) { id } }');
  return { tenantId, host: await hostOf(app, tenantId), fibre: items[0]!.id, phone: items[1]!.id, setUp: items[2]!.id };
}

const visitor = ({ host }: Shop) => new Browser(app, host);
const found = async (browser: Browser, text: string) => (await browser.post('/shop/addresses', { text })).body['addresses'][0] as { id: string; served: boolean };
const person = (more: object = {}) => ({ name: 'Chloé Roy', email: `chloe.${randomUUID().slice(0, 8)}@example.com`, phone: '450-555-0177', ...more });

/** What a page would send, with what it was told. */
async function wanted(browser: Browser, itemIds: readonly string[], more: Record<string, unknown> = {}) {
  const place = more['place'] ?? { addressId: (await found(browser, '12 rue principale saint-jerome')).id };
  const lines = itemIds.map((itemId) => ({ itemId, quantity: 1 }));
  const from = 'from' in more ? more['from'] : (await browser.post('/shop/slots', {})).body['slots'][0]?.from;
  const { body } = await browser.post('/shop/quote', { lines, place, from });
  return { key: randomUUID(), lines, place, from, person: person(), agreed: { first: body['first']?.total.amount, monthly: body['monthly']?.total.amount }, ...more };
}
const ordersOf = async (shop: Shop) => (await as(app, staffOf(shop.tenantId)).run('{ orders { nodes { id number status addressKnown customer { id name subscriptions { status item { code } } } location { line1 city } firstTotal { amount } windowStart job { id number kind status day windowStart windowEnd notes customer { id } } } } }'))['orders'].nodes;

describe('the public shop', () => {
  it('shows what is sold to anybody, and nothing else', async () => {
    const shop = await aShop();
    await app.db.tx(systemActor(shop.tenantId), () => app.db.repo(CatalogItem).update({ id: shop.setUp }, { active: false }));
    const { status, body } = await visitor(shop).post('/shop/catalogue', {});
    expect(status).toBe(200);
    expect(body['items'].map((item: { code: string }) => item.code)).toEqual(['FIBRE', 'PHONE']);
    expect(body['items'][0]).toEqual({ id: shop.fibre, code: 'FIBRE', name: 'FIBRE', group: 'INTERNET', frequency: 'MONTHLY', requiresVisit: true, price: { amount: 7495, currency: 'CAD' } });
    expect((await visitor(shop).post('/shop/catalogue', {}, { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  });

  it('tells the first invoice and the month to the cent, with the province’s taxes', async () => {
    const shop = await aShop();
    const browser = visitor(shop);
    const place = { addressId: (await found(browser, '12 princpale st-jerome')).id };
    const { body } = await browser.post('/shop/quote', { lines: [{ itemId: shop.phone, quantity: 2 }, { itemId: shop.setUp, quantity: 1 }], place });
    // Two lines at 19.95, taxes rounded once each: 39.90 + 2.00 + 3.98.
    expect(body['monthly']).toMatchObject({ subtotal: { amount: 3990 }, taxes: [{ code: 'GST', amount: { amount: 200 } }, { code: 'QST', amount: { amount: 398 } }], total: { amount: 4588 } });
    expect(body['first'].lines).toHaveLength(2);
    const sum = body['first'].lines.reduce((total: number, line: { amount: { amount: number } }) => total + line.amount.amount, 0);
    expect(body['first'].subtotal.amount).toBe(sum);
    expect(body['first'].lines.find((line: { amount: { amount: number } }) => line.amount.amount === 9900)).toBeDefined();
  });

  it.each([
    ['an empty cart', { lines: [] }, 422, 'cart_empty'],
    ['an item that does not exist', { lines: [{ itemId: randomUUID(), quantity: 1 }] }, 409, 'item_gone'],
    ['an item that is no id', { lines: [{ itemId: '1; drop', quantity: 1 }] }, 409, 'item_gone'],
    ['a negative quantity', { quantity: -1 }, 422, 'cart_too_long'],
    ['a thousand of a thing', { quantity: 1000 }, 422, 'cart_too_long'],
    ['half a thing', { quantity: 0.5 }, 422, 'cart_too_long'],
    ['an address outside the area', { city: 'Rimouski' }, 422, 'outside_area'],
    ['an unknown address typed by hand, outside', { place: { line1: '1 rue Nulle', city: 'Gaspé', postalCode: 'G4X 1A1' } }, 422, 'outside_area'],
    ['half an address', { place: { line1: 'rue Nulle', city: 'Gaspé', postalCode: 'x' } }, 422, 'address_missing'],
    ['no list at all', { lines: 'x'.repeat(1000) }, 422, 'cart_empty'],
  ])('answers %s clearly, in both languages', async (_what, given, status, error) => {
    const shop = await aShop();
    const browser = visitor(shop);
    const bad: { lines?: unknown; quantity?: number; city?: string; place?: object } = given;
    const body = { lines: bad.lines ?? [{ itemId: shop.phone, quantity: bad.quantity ?? 1 }], place: bad.place ?? (bad.city ? { addressId: (await found(browser, `12 rue principale ${bad.city}`)).id } : undefined) };
    const [fr, en] = [await browser.post('/shop/quote', { ...body, locale: 'fr' }), await browser.post('/shop/quote', { ...body, locale: 'en' })];
    expect([fr.status, fr.body['error']]).toEqual([status, error]);
    expect(fr.body['message']).not.toBe(en.body['message']);
  });
});

describe('an address outside the area', () => {
  const WAITING = '{ areaRequests { id reach line1 city postalCode } }';

  it('may leave how to be reached, once however often it is pressed; the office reads it and closes it', async () => {
    const shop = await aShop();
    const browser = visitor(shop);
    const place = { addressId: (await found(browser, '12 rue principale rimouski')).id };
    for (let i = 0; i < 3; i++) expect(await browser.post('/shop/interest', { place, reach: ' Chloe@Example.com ' })).toMatchObject({ status: 200, body: { kept: true } });
    await browser.post('/shop/interest', { place: { line1: '4 rue du Quai', city: 'Gaspé', postalCode: 'G4X 1A1' }, reach: '450-555-0177' });
    const office = as(app, staffOf(shop.tenantId));
    const { areaRequests } = await office.run(WAITING);
    expect(areaRequests).toMatchObject([{ reach: '+14505550177', city: 'Gaspé' }, { reach: 'chloe@example.com', line1: '12 Rue Principale', city: 'Rimouski', postalCode: 'G5L 1A1' }]);
    expect((await as(app, staffOf((await aShop()).tenantId)).run(WAITING))['areaRequests']).toEqual([]);
    await office.run('mutation ($id: ID!) { closeAreaRequest(id: $id) { id } }', { id: areaRequests[0].id });
    expect((await office.run(WAITING))['areaRequests']).toHaveLength(1);
  });

  it.each([
    ['that is served after all', 'Saint-Jérôme', 'chloe@example.com', 'area_served'],
    ['with half a phone number', 'Rimouski', '450 55', 'reach_wrong'],
    ['with half an e-mail address', 'Rimouski', 'chloe@', 'reach_wrong'],
    ['with nothing', 'Rimouski', '', 'reach_wrong'],
  ])('%s is told so, and nothing is kept', async (_what, city, reach, error) => {
    const shop = await aShop();
    const browser = visitor(shop);
    const { status, body } = await browser.post('/shop/interest', { place: { addressId: (await found(browser, `12 rue principale ${city}`)).id }, reach, locale: 'en' });
    expect([status, body['error'], body['message'].length > 10]).toEqual([422, error, true]);
    expect((await as(app, staffOf(shop.tenantId)).run(WAITING))['areaRequests']).toEqual([]);
  });

  it('of one network address leaves ten in an hour', async () => {
    const shop = await aShop();
    const browser = new Browser(app, shop.host, { 'x-forwarded-for': '203.0.113.90' });
    const place = { line1: '4 rue du Quai', city: 'Gaspé', postalCode: 'G4X 1A1' };
    const statuses = [];
    for (let i = 0; i < 11; i++) statuses.push((await browser.post('/shop/interest', { place, reach: `a${i}@example.com` })).status);
    expect(statuses).toEqual([...Array<number>(10).fill(200), 429]);
  });
});

describe('an order', () => {
  it('that needs a visit waits for dispatch; when it is done it begins and is billed', async () => {
    const shop = await aShop();
    const browser = visitor(shop);
    const order = await wanted(browser, [shop.fibre]);
    const placed = await browser.post('/shop/order', order);
    expect(placed.status).toBe(200);
    expect(placed.body['number']).toBe('O-000001');
    const [row] = await ordersOf(shop);
    expect(row).toMatchObject({ status: 'PLACED', addressKnown: true, location: { line1: '12 Rue Principale', city: 'Saint-Jérôme' }, job: { kind: 'INSTALLATION', status: 'OPEN' } });
    expect(new Date(row.job.windowStart)).toEqual(new Date(order.from));
    expect(row.customer.subscriptions).toEqual([]);
    const { dispatchDay } = await as(app, staffOf(shop.tenantId)).run('query ($day: DateOnly!) { dispatchDay(day: $day) { unassigned { id } } }', { day: row.job.day });
    expect(dispatchDay.unassigned.map((job: { id: string }) => job.id)).toContain(row.job.id);
    const confirmation = await browser.post('/shop/confirmation', { number: 'O-000001' });
    expect(confirmation.body).toMatchObject({ number: 'O-000001', status: 'PLACED', windowStart: order.from, first: { amount: order.agreed.first } });
    expect((await visitor(shop).post('/shop/confirmation', { number: 'O-000001' })).status).toBe(404);
    const letters = await until(() => app.db.tx(systemActor(shop.tenantId), () => app.db.query<{ template: string; to: string }>(`select template, recipient "to" from outgoing_message where template = 'order-placed'`)), (rows) => rows.length > 0);
    expect(letters).toEqual([{ template: 'order-placed', to: order.person.email }]);
    await complete(shop, row.job.id);
    const begun = await until(() => ordersOf(shop), ([one]) => one.status === 'ACTIVE');
    expect(begun[0].customer.subscriptions).toEqual([{ status: 'ACTIVE', item: { code: 'FIBRE' } }]);
    expect(await invoicesOf(shop, row.customer.id)).toHaveLength(1);
  });

  it('without a visit begins at once, and its first invoice is what was told', async () => {
    const shop = await aShop();
    const browser = visitor(shop);
    const order = await wanted(browser, [shop.phone, shop.setUp], { from: null });
    const { body } = await browser.post('/shop/order', order);
    const [row] = await ordersOf(shop);
    expect(row).toMatchObject({ number: body['number'], status: 'ACTIVE', job: null });
    expect(await invoicesOf(shop, row.customer.id)).toEqual([{ status: 'ISSUED', total: { amount: order.agreed.first } }]);
  });

  it('pressed twice, or five times at once, is one order', async () => {
    const shop = await aShop();
    const browser = visitor(shop);
    const order = await wanted(browser, [shop.phone], { from: null });
    const answers = await Promise.all(Array.from({ length: 5 }, () => browser.post('/shop/order', order)));
    expect(new Set(answers.map(({ body }) => body['number'])).size).toBe(1);
    expect(await ordersOf(shop)).toHaveLength(1);
  });

  it('for the last place of a window has one winner; the others are told, and nothing of theirs is kept', async () => {
    const shop = await aShop();
    const browsers = await Promise.all(Array.from({ length: 6 }, async () => {
      const browser = visitor(shop);
      await browser.post('/shop/catalogue', {});
      return { browser, order: await wanted(browser, [shop.fibre]) };
    }));
    const answers = await Promise.all(browsers.map(({ browser, order }) => browser.post('/shop/order', order)));
    // One technician, four hours, ninety minutes each.
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 409, 409, 409, 409]);
    expect(answers.find(({ status }) => status === 409)!.body).toMatchObject({ error: 'slot_taken', field: 'slot' });
    expect(await ordersOf(shop)).toHaveLength(2);
    const [{ n }] = await app.db.tx(systemActor(shop.tenantId), () => app.db.query<{ n: number }>('select count(*)::int n from customer')) as [{ n: number }];
    expect(n).toBe(2);
    const { slots } = (await browsers[0]!.browser.post('/shop/slots', {})).body;
    expect(slots.map((slot: { from: string }) => slot.from)).not.toContain(browsers[0]!.order.from);
  });

  it('whose price changed meanwhile is not taken before the new one is agreed to', async () => {
    const shop = await aShop();
    const browser = visitor(shop);
    const order = await wanted(browser, [shop.phone], { from: null });
    await as(app, staffOf(shop.tenantId)).run('mutation ($id: ID!) { updateCatalogItem(id: $id, input: { price: 2495 }) { id } }', { id: shop.phone });
    expect((await browser.post('/shop/order', order)).body).toMatchObject({ error: 'price_changed' });
    expect(await ordersOf(shop)).toEqual([]);
    const again = await wanted(browser, [shop.phone], { from: null });
    expect((await browser.post('/shop/order', again)).status).toBe(200);
  });

  it('to an address that was typed by hand says so to dispatch', async () => {
    const shop = await aShop();
    const browser = visitor(shop);
    const place = { line1: '999 chemin Neuf', city: 'st-jerome', postalCode: 'j7z9z9' };
    expect((await browser.post('/shop/order', await wanted(browser, [shop.fibre], { place }))).status).toBe(200);
    const [row] = await ordersOf(shop);
    expect(row).toMatchObject({ addressKnown: false, location: { line1: '999 chemin Neuf' } });
    expect(row.job.notes).not.toBe('');
  });

  it.each([
    ['without a window', { from: null }, 'slot_missing'],
    ['for a window that does not exist', { from: '2026-01-01T03:00:00Z' }, 'slot_taken'],
    ['without a name', { person: { name: '', email: 'a@example.com', phone: '' } }, 'name_missing'],
    ['with no way to reach anybody', { person: { name: 'Chloé', email: '', phone: '' } }, 'reach_missing'],
    ['with an address that is no e-mail', { person: { name: 'Chloé', email: 'chloe', phone: '' } }, 'email_wrong'],
    ['with half a phone number', { person: { name: 'Chloé', email: '', phone: '12' } }, 'phone_wrong'],
    ['of nobody', { person: null }, 'signed_in_needed'],
    ['without a key', { key: '' }, 'key_missing'],
  ])('%s is refused with what to do, and nothing is kept', async (_what, more, error) => {
    const shop = await aShop();
    const browser = visitor(shop);
    const order = await wanted(browser, [shop.fibre]);
    const { body } = await browser.post('/shop/order', { ...order, ...more });
    expect(body['error']).toBe(error);
    expect(await app.db.tx(systemActor(shop.tenantId), () => app.db.query('select 1 from customer union all select 1 from sales_order union all select 1 from job union all select 1 from install_seat'))).toEqual([]);
  });

  it('cancelled by the office frees its window and cancels its visit; a customer sees their own only', async () => {
    const shop = await aShop();
    const browser = visitor(shop);
    const order = await wanted(browser, [shop.fibre]);
    await browser.post('/shop/order', order);
    const [row] = await ordersOf(shop);
    const stranger = await aCustomer(app, shop.tenantId);
    const mine = '{ myAccount { orders { number } } }';
    expect(await as(app, contactOf(shop.tenantId, row.customer.id)).run(mine)).toEqual({ myAccount: { orders: [{ number: row.number }] } });
    expect(await as(app, contactOf(shop.tenantId, stranger.id)).run(mine)).toEqual({ myAccount: { orders: [] } });
    const { cancelOrder } = await as(app, staffOf(shop.tenantId)).run('mutation ($id: ID!) { cancelOrder(id: $id, reason: "Changed their mind") { __typename ... on Order { status job { status } } } }', { id: row.id });
    expect(cancelOrder).toEqual({ __typename: 'Order', status: 'CANCELLED', job: { status: 'CANCELLED' } });
    expect(await app.db.tx(systemActor(shop.tenantId), () => app.db.query('select 1 from install_seat'))).toEqual([]);
    const [error] = await as(app, contactOf(shop.tenantId, row.customer.id)).errors('mutation ($id: ID!) { cancelOrder(id: $id, reason: "x") { __typename } }', { id: row.id });
    expect(error!.extensions.code).toBe('FORBIDDEN');
  });
});

const invoicesOf = async (shop: Shop, customerId: string) =>
  (await as(app, contactOf(shop.tenantId, customerId)).run('{ myAccount { invoices(first: 5) { status total { amount } } } }'))['myAccount'].invoices as { total: { amount: number } }[];

/** The technician goes there and finishes, as the office writes it down. */
async function complete(shop: Shop, jobId: string): Promise<void> {
  const me = as(app, staffOf(shop.tenantId));
  const version = async () => (await me.run('query ($id: ID!) { job(id: $id) { version } }', { id: jobId }))['job'].version as number;
  const technicianId = (await me.run('{ technicians { id } }'))['technicians'][0].id as string;
  await me.run('mutation ($id: ID!, $version: Int!, $technicianId: ID!, $startsAt: DateTime!) { scheduleJob(id: $id, version: $version, technicianId: $technicianId, startsAt: $startsAt) { __typename } }', { id: jobId, version: await version(), technicianId, startsAt: app.clock.now().toISOString() });
  const technician = systemActor(shop.tenantId);
  const visits = app.app.get(VisitsService);
  await visits.startTravel(technician, jobId);
  await visits.arrive(technician, jobId);
  await visits.complete(technician, jobId, 'Done.');
}
