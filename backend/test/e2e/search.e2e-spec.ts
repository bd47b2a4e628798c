import type { Actor } from '../../src/auth/actor.js';
import { systemActor } from '../../src/auth/actor.js';
import { SearchIndex } from '../../src/customers/search-index.service.js';
import { CustomersLoaded } from '../../src/customers/customer.events.js';
import { Customer } from '../../src/customers/customer.entity.js';
import { Events } from '../../src/platform/events/events.js';
import { contactOf, staffOf } from '../support/actors.js';
import { startApp, type TestApp } from '../support/app.js';
import { aTenant } from '../support/builders.js';
import { as } from '../support/graph.js';

const SEARCH = `query($text: String!, $first: Int! = 10) { search(text: $text, first: $first) { kind id customerId title subtitle matched } }`;

let app: TestApp;
let staff: Actor;
let helene: string;
let modem: string;

const people = [
  { name: 'Jean-François Gagné', email: 'jfgagne@example.com', phone: '514-555-7001', location: { line1: '22 rue Notre-Dame', city: 'Sorel-Tracy', postalCode: 'J3P 1N5' } },
  { name: 'Hélène Bissonnette', email: 'h.bissonnette@example.com', phone: '(819) 555-7342', location: { line1: '1845 chemin des Érables', city: 'Mont-Laurier', postalCode: 'J9L 2X4' } },
  { name: 'Fromagerie du Vieux-Saint-François inc.', email: 'comptes@example.org', phone: '450 555 7003', location: { line1: '4740 boulevard des Mille-Îles', city: 'Laval', postalCode: 'H7J 1A1' } },
];

beforeAll(async () => {
  app = await startApp();
  staff = staffOf((await aTenant(app)).id);
  for (const input of people) {
    const { createCustomer } = await as(app, staff).run(`mutation($input: CustomerInput!) { createCustomer(input: $input) { __typename ... on Customer { id name locations { id } } } }`, { input });
    if (createCustomer.name !== 'Hélène Bissonnette') continue;
    helene = createCustomer.id;
    const { createDevice } = await as(app, staff).run(`mutation { createDevice(input: { serial: "ZTEG-C0FF-EE01", mac: "c8.7b.5b.00.12.ef", brand: "ZTE", model: "F670L" }) { __typename ... on Device { id } } }`);
    modem = createDevice.id;
    await as(app, staff).run(`mutation($d: ID!, $l: ID!) { linkDevice(deviceId: $d, locationId: $l) { __typename } }`, { d: modem, l: createCustomer.locations[0].id });
  }
});
afterAll(() => app.close());

/** Asks until the projection, which may be one event behind, has caught up. */
async function soon<T>(ask: () => Promise<T>, fits: (answer: T) => boolean): Promise<T> {
  for (let left = 1_000; ; left--) {
    const answer = await ask();
    if (fits(answer) || left === 0) return answer;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

describe('search', () => {
  it.each([
    ['the name', 'Hélène Bissonnette'],
    ['the name without accents', 'helene bissonnette'],
    ['swapped letters', 'bissonentte'],
    ['missing letters', 'bisonete'],
    ['the beginning', 'biss'],
    ['a part of the phone', '555-7342'],
    ['the phone with its country', '+18195557342'],
    ['the address', '1845 des erables'],
    ['the town, misspelt', 'mont-lorier'],
    ['the postal code', 'j9l2x4'],
    ['the e-mail', 'h.bissonnette@example.com'],
    ['the number', 'C-2'],
    ['the number as it is printed', 'C-00002'],
  ])('finds a customer by %s', async (_, text) => {
    const { search } = await as(app, staff).run(SEARCH, { text });
    expect(search[0]).toMatchObject({ kind: 'CUSTOMER', id: helene, title: 'Hélène Bissonnette', subtitle: 'C-00002 · Mont-Laurier' });
  });

  it.each([
    ['the serial', 'ZTEGC0FFEE01'],
    ['a part of it', 'c0ffee'],
    ['the MAC in another spelling', 'C87B-5B00-12EF'],
    ['the model', 'F670L'],
  ])('finds a device by %s', async (_, text) => {
    const { search } = await as(app, staff).run(SEARCH, { text });
    expect(search[0]).toMatchObject({ kind: 'DEVICE', id: modem, customerId: helene, title: 'ZTE F670L', subtitle: 'ZTEG-C0FF-EE01 · Hélène Bissonnette · Mont-Laurier' });
  });

  it('says what fitted', async () => {
    const { search } = await as(app, staff).run(SEARCH, { text: '5557342' });
    expect(search[0].matched).toBe('(819) 555-7342');
  });

  it('finds nothing for nothing, and refuses what is too long or too much', async () => {
    expect((await as(app, staff).run(SEARCH, { text: '' })).search).toEqual([]);
    expect((await as(app, staff).run(SEARCH, { text: "'; drop table customer; --" })).search).toEqual([]);
    expect((await as(app, staff).errors(SEARCH, { text: 'a'.repeat(201) }))[0]?.extensions.code).toBe('BAD_USER_INPUT');
    expect((await as(app, staff).errors(SEARCH, { text: 'helene', first: 21 }))[0]?.extensions.code).toBe('BAD_USER_INPUT');
  });

  it('follows a change of name', async () => {
    const { createCustomer } = await as(app, staff).run(`mutation { createCustomer(input: { name: "Ovide Plourde" }) { ... on Customer { id } __typename } }`);
    await soon(() => as(app, staff).run(SEARCH, { text: 'plourde' }), ({ search }) => search.length === 1);
    await as(app, staff).run(`mutation($id: ID!) { updateCustomer(id: $id, input: { name: "Ovide Zacharie" }) { __typename } }`, { id: createCustomer.id });
    const { search } = await soon(() => as(app, staff).run(SEARCH, { text: 'zacharie' }), (answer) => answer.search[0]?.title === 'Ovide Zacharie');
    expect(search[0]).toMatchObject({ id: createCustomer.id, title: 'Ovide Zacharie' });
    expect((await as(app, staff).run(SEARCH, { text: 'plourde' })).search).toMatchObject([{ title: 'Ovide Zacharie', matched: 'Ovide Plourde' }]); // the contact keeps the name
  });

  it('reads everything again after many were loaded at once', async () => {
    const mine = staffOf((await aTenant(app)).id);
    expect((await as(app, mine).run(SEARCH, { text: 'lachapelle' })).search).toEqual([]);
    await app.db.tx(systemActor(mine.tenantId), async () => {
      await app.db.repo(Customer).insert(Object.assign(new Customer(), { number: 'C-00001', name: 'Ginette Lachapelle' }));
      await app.app.get(Events).emit(new CustomersLoaded(1));
    });
    const { search } = await soon(() => as(app, mine).run(SEARCH, { text: 'lachapelle' }), (answer) => answer.search.length > 0);
    expect(search[0]).toMatchObject({ title: 'Ginette Lachapelle' });
  });

  it('is answered from memory, also while nobody can read the table', async () => {
    const index = app.app.get(SearchIndex, { strict: false });
    await app.db.tx(systemActor(staff.tenantId), async () => {
      await app.db.query('lock table customer, device in access exclusive mode');
      for (let i = 0; i < 100; i++) expect(await index.find(staff.tenantId, 'bisonete mont-lorier', 10, staff.permissions)).not.toEqual([]);
    });
  });
});

describe('numbers', () => {
  it('leads to a ticket and a visit by their numbers, in any spelling', async () => {
    const opened = await as(app, staff).run(`mutation($input: OpenTicketInput!) { openTicket(input: $input) { __typename ... on Ticket { id number } } }`, { input: { subject: 'No signal', description: 'Since noon', customerId: helene } });
    const made = await as(app, staff).run(`mutation($input: JobInput!) { createJob(input: $input) { __typename ... on Job { id number } } }`, { input: { customerId: helene, title: 'Replace the drop' } });
    for (const text of ['T-1', 't1', opened.openTicket.number]) {
      expect((await as(app, staff).run(SEARCH, { text })).search[0]).toMatchObject({ kind: 'TICKET', id: opened.openTicket.id, customerId: helene, subtitle: 'Hélène Bissonnette' });
    }
    expect((await as(app, staff).run(SEARCH, { text: made.createJob.number })).search[0]).toMatchObject({ kind: 'JOB', id: made.createJob.id, title: `${made.createJob.number} · Replace the drop` });
    const { customer } = await as(app, staff).run(`query($id: ID!) { customer(id: $id) { jobs { id } tickets { id } } }`, { id: helene });
    expect(customer).toEqual({ jobs: [{ id: made.createJob.id }], tickets: [{ id: opened.openTicket.id }] });
  });

  it('of another provider lead nowhere', async () => {
    const other = staffOf((await aTenant(app)).id);
    expect((await as(app, other).run(SEARCH, { text: 'T-1' })).search).toEqual([]);
  });
});

describe('who finds what', () => {
  it('finds nothing of another provider', async () => {
    const other = staffOf((await aTenant(app)).id);
    expect((await as(app, other).run(SEARCH, { text: 'helene bissonnette' })).search).toEqual([]);
    expect((await as(app, other).run(SEARCH, { text: 'ZTEGC0FFEE01' })).search).toEqual([]);
  });

  it('is not for customers', async () => {
    expect((await as(app, contactOf(staff.tenantId, helene)).errors(SEARCH, { text: 'gagne' }))[0]?.extensions.code).toBe('FORBIDDEN');
  });

  it('shows only the kinds somebody may read', async () => {
    const clerk = staffOf(staff.tenantId, 'viewer', { permissions: new Set(['customers:read'] as const) });
    expect((await as(app, clerk).run(SEARCH, { text: 'ZTEGC0FFEE01' })).search).toEqual([]);
  });
});

describe('the list of customers by text', () => {
  const LIST = `query($text: String!) { customers(filter: { text: $text }) { nodes { id name } totalCount } }`;

  it.each([['gange jean'], ['5557001'], ['sorel']])('%s', async (text) => {
    const { customers } = await as(app, staff).run(LIST, { text });
    expect(customers.nodes[0].name).toBe('Jean-François Gagné');
  });

  it('finds a customer by the serial of a device', async () => {
    expect((await as(app, staff).run(LIST, { text: 'zteg-c0ff-ee01' })).customers.nodes).toEqual([{ id: helene, name: 'Hélène Bissonnette' }]);
  });
});
