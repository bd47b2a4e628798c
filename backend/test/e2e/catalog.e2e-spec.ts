import { systemActor, type Actor } from '../../src/auth/actor.js';
import { BillingFrequency, ServiceSubscription, SubscriptionStatus, TaxRateRow } from '../../src/catalog/catalog.entity.js';
import { contactOf, staffOf } from '../support/actors.js';
import { startApp, type TestApp } from '../support/app.js';
import { aCustomer, aTenant } from '../support/builders.js';
import { as } from '../support/graph.js';

const CREATE = `mutation($input: CatalogItemInput!) { createCatalogItem(input: $input) { __typename ... on CatalogItem { id code price { amount currency } taxable active } ... on Problem { message } } }`;
const ITEMS = `query($active: Boolean) { catalogItems(active: $active) { code price { amount } } }`;

let app: TestApp;
let tenantId: string;
let staff: Actor;

beforeAll(async () => {
  app = await startApp();
  tenantId = (await aTenant(app)).id;
  staff = staffOf(tenantId);
}, 60_000);
afterAll(() => app.close());

const fibre = (code: string) => ({ code, name: `Fibre ${code}`, group: 'INTERNET', price: 7995, frequency: 'MONTHLY' });

describe('the catalogue', () => {
  it('takes an item once per code', async () => {
    const first = await as(app, staff).run(CREATE, { input: fibre('F500') });
    expect(first.createCatalogItem).toMatchObject({ code: 'F500', price: { amount: 7995, currency: 'CAD' }, taxable: true, active: true });
    const second = await as(app, staff).run(CREATE, { input: fibre('F500') });
    expect(second.createCatalogItem).toMatchObject({ __typename: 'CodeTaken', message: expect.stringContaining('Fibre F500') });
  });

  it('changes a price and takes an item out of sale', async () => {
    const { createCatalogItem } = await as(app, staff).run(CREATE, { input: fibre('F1000') });
    const change = `mutation($id: ID!, $input: CatalogItemChange!) { updateCatalogItem(id: $id, input: $input) { price { amount } active } }`;
    expect((await as(app, staff).run(change, { id: createCatalogItem.id, input: { price: 8995, active: false } })).updateCatalogItem).toEqual({ price: { amount: 8995 }, active: false });
    expect((await as(app, staff).run(ITEMS, { active: true })).catalogItems.map((item: { code: string }) => item.code)).not.toContain('F1000');
    expect((await as(app, staff).run(ITEMS, { active: null })).catalogItems.map((item: { code: string }) => item.code)).toContain('F1000');
  });

  it('refuses a code with a blank and a price that is a slip', async () => {
    const errors = await as(app, staff).errors(CREATE, { input: { ...fibre('A B'), price: 1_000_000_000 } });
    expect(errors[0]).toMatchObject({ extensions: { code: 'BAD_USER_INPUT', fields: expect.objectContaining({ code: 'matches', price: 'max' }) } });
  });

  it('shows the tax rates that hold on a day', async () => {
    await app.db.tx(systemActor(tenantId), () =>
      app.db.repo(TaxRateRow).save([['2013-01-01', 99_750], ['2027-01-01', 90_000]].map(([validFrom, rateMillionths]) => Object.assign(new TaxRateRow(), { province: 'QC', code: 'QST', rateMillionths, validFrom }))));
    const rates = async (day: string): Promise<unknown> => (await as(app, staff).run(`query($day: DateOnly!) { taxRates(day: $day) { province code rateMillionths validFrom } }`, { day })).taxRates;
    expect(await rates('2026-11-21')).toEqual([{ province: 'QC', code: 'QST', rateMillionths: 99_750, validFrom: '2013-01-01' }]);
    expect(await rates('2027-01-01')).toMatchObject([{ rateMillionths: 90_000 }]);
    expect(await rates('2000-01-01')).toEqual([]);
  });

  it('belongs to one provider', async () => {
    const other = staffOf((await aTenant(app)).id);
    expect((await as(app, other).run(ITEMS, { active: null })).catalogItems).toEqual([]);
    expect((await as(app, staffOf(tenantId, 'support')).errors(CREATE, { input: fibre('X') }))[0]?.extensions.code).toBe('FORBIDDEN');
  });
});

describe('what a customer subscribes to', () => {
  it('comes to a monthly total of what is active, a year counting a twelfth', async () => {
    const customer = await aCustomer(app, tenantId);
    const { createCatalogItem } = await as(app, staff).run(CREATE, { input: fibre('SUM') });
    const rows = [
      { price: 7995, frequency: BillingFrequency.MONTHLY, quantity: 2 },
      { price: 10_000, frequency: BillingFrequency.YEARLY },
      { price: 5_000, frequency: BillingFrequency.ONE_TIME },
      { price: 9_999, frequency: BillingFrequency.MONTHLY, status: SubscriptionStatus.CANCELLED },
    ];
    await app.db.tx(systemActor(tenantId), () =>
      app.db.repo(ServiceSubscription).save(rows.map((row) => Object.assign(new ServiceSubscription(), { customerId: customer.id, itemId: createCatalogItem.id, startsOn: '2026-01-01', ...row }))));
    const { myAccount } = await as(app, contactOf(tenantId, customer.id)).run(`{ myAccount { monthlyTotal { amount currency } subscriptions { status item { name } } locations { monthlyTotal { amount } } } }`);
    expect(myAccount.monthlyTotal).toEqual({ amount: 2 * 7995 + 833, currency: 'CAD' });
    expect(myAccount.subscriptions.map((s: { status: string }) => s.status)).toEqual(['ACTIVE', 'ACTIVE', 'ACTIVE', 'CANCELLED']);
    expect(myAccount.locations[0].monthlyTotal).toEqual({ amount: 0 });
  });
});

describe('prices by date', () => {
  const PRICE = `mutation ($input: CatalogPriceInput!) { setCatalogPrice(input: $input) { __typename ... on CatalogItem { price { amount } prices { validFrom price { amount } } } ... on Problem { message } } }`;

  it('hold from their day on, in the provider’s zone', async () => {
    const { createCatalogItem } = await as(app, staff).run(CREATE, { input: fibre('DATED') });
    const today = app.clock.today('America/Toronto');
    const later = new Date(Date.parse(today) + 40 * 86_400_000).toISOString().slice(0, 10);
    const set = async (price: number, validFrom: string) => (await as(app, staff).run(PRICE, { input: { itemId: createCatalogItem.id, price, validFrom } })).setCatalogPrice;
    expect(await set(9995, later)).toEqual({ __typename: 'CatalogItem', price: { amount: 7995 }, prices: [{ validFrom: later, price: { amount: 9995 } }] });
    expect((await set(8495, today)).price).toEqual({ amount: 8495 });
    expect((await set(8595, today)).prices).toHaveLength(2);
    expect((await set(1, '2020-01-01')).__typename).toBe('PriceInThePast');
    const errors = await as(app, staff).errors(PRICE, { input: { itemId: createCatalogItem.id, price: 79.955, validFrom: later } });
    expect(errors[0]!.extensions.code).toMatch(/BAD_USER_INPUT|GRAPHQL_VALIDATION_FAILED/);
  });
});

describe('taxes', () => {
  it('are adopted as published, once, and changed from a day on', async () => {
    const own = staffOf((await aTenant(app)).id, 'billing');
    const ADOPT = `mutation { adoptPublishedTaxRates { province code rateMillionths } }`;
    const { adoptPublishedTaxRates } = await as(app, own).run(ADOPT);
    expect(adoptPublishedTaxRates).toHaveLength(17);
    expect(adoptPublishedTaxRates).toContainEqual({ province: 'NS', code: 'HST', rateMillionths: 140_000 });
    const SET = `mutation ($input: TaxRateInput!) { setTaxRate(input: $input) { rateMillionths taxClasses } }`;
    const input = { province: 'SK', code: 'PST', rateMillionths: 60_000, validFrom: '2017-03-23', taxClasses: ['STANDARD'] };
    expect((await as(app, own).run(SET, { input })).setTaxRate).toEqual({ rateMillionths: 60_000, taxClasses: ['STANDARD'] });
    await as(app, own).run(ADOPT);
    expect((await as(app, own).run('{ taxHistory(province: "SK") { code taxClasses } }')).taxHistory).toContainEqual({ code: 'PST', taxClasses: ['STANDARD'] });
    expect((await as(app, own).errors(SET, { input: { ...input, province: 'XX' } }))[0]!.extensions.fields).toMatchObject({ province: 'isIn' });
  });

  it('numbers that fail their check are refused next to their field', async () => {
    const own = staffOf((await aTenant(app)).id, 'owner');
    const SET = `mutation ($input: BillingPolicyInput!) { updateBillingPolicy(input: $input) { gstNumber qstNumber } }`;
    expect((await as(app, own).errors(SET, { input: { gstNumber: '123456789 RT 0001' } }))[0]!.extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: { 'input.gstNumber': 'check' } });
    expect((await as(app, own).run(SET, { input: { gstNumber: '12345 6782 RT 0001', qstNumber: '1234567890TQ0001' } })).updateBillingPolicy).toEqual({ gstNumber: '123456782RT0001', qstNumber: '1234567890TQ0001' });
  });
});
