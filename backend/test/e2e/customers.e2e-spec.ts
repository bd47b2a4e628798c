import { randomUUID } from 'node:crypto';
import type { Actor } from '../../src/auth/actor.js';
import { systemActor } from '../../src/auth/actor.js';
import { Contact, CustomerContact } from '../../src/customers/customer.entity.js';
import { contactOf, staffOf } from '../support/actors.js';
import { startApp, type TestApp } from '../support/app.js';
import { aCustomer, aTenant } from '../support/builders.js';
import { as } from '../support/graph.js';

const CREATE = `mutation($input: CustomerInput!) { createCustomer(input: $input) { __typename
  ... on Customer { id number name billingEmail language phones { number } contacts { id role contact { name email } } locations { line1 city postalCode province } }
  ... on Problem { message } } }`;
const UPDATE = `mutation($id: ID!, $input: CustomerChange!) { updateCustomer(id: $id, input: $input) { __typename ... on Customer { id name status billingEmail notes tags } ... on Problem { message } } }`;
const READ = `query($id: ID!) { customer(id: $id) { id number name notes phones { id number kind } contacts { id role contact { id name email } } locations { id line1 city lat lon accessNotes } } }`;

let app: TestApp;
let tenantId: string;
let staff: Actor;

beforeAll(async () => {
  app = await startApp();
  tenantId = (await aTenant(app)).id;
  staff = staffOf(tenantId);
});
afterAll(() => app.close());

describe('a new customer', () => {
  it('has a number, a contact, a phone and a place from the start', async () => {
    const { createCustomer } = await as(app, staff).run(CREATE, {
      input: { name: ' Gilles Vigneault ', email: 'Gilles@Exemple.CA', phone: '(418) 555-2001', location: { line1: '4 rue du Quai', city: 'Natashquan', postalCode: 'g0g2e0' } },
    });
    expect(createCustomer).toMatchObject({
      __typename: 'Customer', name: 'Gilles Vigneault', billingEmail: 'gilles@exemple.ca', phones: [{ number: '(418) 555-2001' }],
      contacts: [{ role: 'OWNER', contact: { name: 'Gilles Vigneault', email: 'gilles@exemple.ca' } }],
      locations: [{ line1: '4 rue du Quai', city: 'Natashquan', postalCode: 'G0G 2E0', province: 'QC' }],
    });
    expect(createCustomer.number).toMatch(/^C-\d{5}$/);
  });

  it.each([
    [{ name: '  ' }, 'NameMissing'],
    [{ name: 'A', email: 'not an address' }, 'EmailNotUnderstood'],
    [{ name: 'A', phone: '+999 12345678' }, 'PhoneNotUnderstood'],
    [{ name: 'A', phone: '555-1234' }, 'PhoneNotUnderstood'],
    [{ name: 'A', location: { line1: '  ', city: 'Laval' } }, 'AddressMissing'],
  ])('is refused when %j', async (input, problem) => {
    const { createCustomer } = await as(app, staff).run(CREATE, { input });
    expect(createCustomer.__typename).toBe(problem);
    expect(createCustomer.message.length).toBeGreaterThan(10);
  });

  it('is told in the language of who asks', async () => {
    const { createCustomer } = await as(app, staffOf(tenantId, 'owner', { locale: 'fr' })).run(CREATE, { input: { name: ' ' } });
    expect(createCustomer.message).toBe('Donnez un nom.');
  });

  it('is numbered without gaps, also when ten are added at once and some are refused', async () => {
    const mine = staffOf((await aTenant(app)).id);
    const made = await Promise.all(Array.from({ length: 10 }, (_, i) => as(app, mine).run(CREATE, { input: { name: `Person ${i}`, phone: i % 3 ? '450-432-8877' : 'none' } })));
    const numbers = made.map(({ createCustomer }) => createCustomer.number as string | undefined).filter(Boolean).sort();
    expect(numbers).toEqual(['C-00001', 'C-00002', 'C-00003', 'C-00004', 'C-00005', 'C-00006']);
  });

  it('is added once, however often the request is repeated', async () => {
    const key = randomUUID();
    const first = await as(app, staff).run(CREATE, { input: { name: 'Once Only' }, key });
    const second = await as(app, staff).run(CREATE, { input: { name: 'Once Only' }, key });
    expect(second).toEqual(first);
  });
});

describe('editing a customer', () => {
  it('changes what is given and leaves the rest', async () => {
    const { id } = await aCustomer(app, tenantId, { name: 'Before', billingEmail: 'a@example.com' });
    const { updateCustomer } = await as(app, staff).run(UPDATE, { id, input: { notes: 'Prefers mornings', tags: ['vip', ' vip'] } });
    expect(updateCustomer).toMatchObject({ name: 'Before', billingEmail: 'a@example.com', notes: 'Prefers mornings', tags: ['vip'] });
  });

  it('keeps both changes of two people who edit different fields at once', async () => {
    const { id } = await aCustomer(app, tenantId, { name: 'Before' });
    await Promise.all([
      as(app, staff).run(UPDATE, { id, input: { name: 'After' } }),
      as(app, staffOf(tenantId)).run(UPDATE, { id, input: { status: 'SUSPENDED' } }),
      as(app, staffOf(tenantId)).run(UPDATE, { id, input: { billingEmail: 'after@example.com' } }),
    ]);
    const { updateCustomer } = await as(app, staff).run(UPDATE, { id, input: {} });
    expect(updateCustomer).toMatchObject({ name: 'After', status: 'SUSPENDED', billingEmail: 'after@example.com' });
  });

  it('empties the billing address, and refuses one that is none', async () => {
    const { id } = await aCustomer(app, tenantId, { billingEmail: 'a@example.com' });
    const refused = await as(app, staff).run(UPDATE, { id, input: { billingEmail: 'a@' } });
    expect(refused.updateCustomer.__typename).toBe('EmailNotUnderstood');
    const emptied = await as(app, staff).run(UPDATE, { id, input: { billingEmail: '' } });
    expect(emptied.updateCustomer.billingEmail).toBeNull();
  });

  it('is seen live by others', async () => {
    const { id } = await aCustomer(app, tenantId, { name: 'Before' });
    const feed = await as(app, staffOf(tenantId)).subscribe('subscription($id: ID!) { customerChanged(id: $id) { id name } }', { id });
    await as(app, staff).run(UPDATE, { id, input: { name: 'Live' } });
    expect(await feed.next()).toEqual({ customerChanged: { id, name: 'Live' } });
    await feed.close();
  });
});

describe('phones, contacts and places', () => {
  const phone = `mutation($input: PhoneInput!) { addPhone(input: $input) { __typename ... on Customer { phones { id number kind } } ... on Problem { message } } }`;
  const contact = `mutation($input: ContactInput!) { addContact(input: $input) { __typename ... on Customer { contacts { id role contact { id name email } } } ... on Problem { message } } }`;

  it('adds a phone once, however it is written, and removes it', async () => {
    const { id: customerId } = await aCustomer(app, tenantId);
    const added = await as(app, staff).run(phone, { input: { customerId, number: '+1 (450) 432-8877', kind: 'HOME' } });
    expect(added.addPhone.phones).toMatchObject([{ number: '+1 (450) 432-8877', kind: 'HOME' }]);
    const again = await Promise.all([1, 2].map(() => as(app, staff).run(phone, { input: { customerId, number: '4504328877' } })));
    expect(again.map((answer) => answer.addPhone.__typename)).toEqual(['PhoneAlreadyThere', 'PhoneAlreadyThere']);
    const removed = await as(app, staff).run(`mutation($id: ID!) { removePhone(id: $id) { phones { id } } }`, { id: added.addPhone.phones[0].id });
    expect(removed.removePhone.phones).toEqual([]);
  });

  it('shares one person between two accounts by the address, and renames them in both', async () => {
    const [home, office] = [await aCustomer(app, tenantId), await aCustomer(app, tenantId)];
    const first = await as(app, staff).run(contact, { input: { customerId: home.id, name: 'Lise Roy', email: 'lise@example.com' } });
    const second = await as(app, staff).run(contact, { input: { customerId: office.id, name: 'L. Roy', email: 'LISE@example.com', role: 'BILLING' } });
    expect(second.addContact.contacts[0]).toMatchObject({ role: 'BILLING', contact: first.addContact.contacts[0].contact });
    const again = await as(app, staff).run(contact, { input: { customerId: home.id, name: 'Lise', email: 'lise@example.com' } });
    expect(again.addContact.__typename).toBe('ContactAlreadyThere');
    await as(app, staff).run(`mutation($id: ID!) { updateContact(id: $id, input: { name: "Lise Roy-Côté" }) { __typename } }`, { id: second.addContact.contacts[0].id });
    const { customer } = await as(app, staff).run(READ, { id: home.id });
    expect(customer.contacts[0].contact).toMatchObject({ name: 'Lise Roy-Côté', email: 'lise@example.com' });
    const { removeContact } = await as(app, staff).run(`mutation($id: ID!) { removeContact(id: $id) { contacts { id } } }`, { id: second.addContact.contacts[0].id });
    expect(removeContact.contacts).toEqual([]);
    expect((await as(app, staff).run(READ, { id: home.id })).customer.contacts).toHaveLength(1);
  });

  it('adds a place, and forgets the position when the address becomes another', async () => {
    const { id: customerId } = await aCustomer(app, tenantId);
    const { addLocation } = await as(app, staff).run(
      `mutation($customerId: ID!, $input: LocationInput!) { addLocation(customerId: $customerId, input: $input) { __typename ... on ServiceLocation { id lat } } }`,
      { customerId, input: { name: 'Chalet', line1: '1 chemin du Lac', city: 'Rawdon', lat: 46, lon: -73.7 } });
    expect(addLocation).toMatchObject({ __typename: 'ServiceLocation', lat: 46 });
    const change = `mutation($id: ID!, $input: LocationChange!) { updateLocation(id: $id, input: $input) { __typename ... on ServiceLocation { line1 lat accessNotes } } }`;
    const noted = await as(app, staff).run(change, { id: addLocation.id, input: { accessNotes: 'Dog' } });
    expect(noted.updateLocation).toMatchObject({ lat: 46, accessNotes: 'Dog' });
    const moved = await as(app, staff).run(change, { id: addLocation.id, input: { line1: '3 chemin du Lac' } });
    expect(moved.updateLocation).toMatchObject({ line1: '3 chemin du Lac', lat: null });
  });
});

describe('who sees whom', () => {
  it('gives the same answer for a customer of another provider and for none at all', async () => {
    const other = await aTenant(app);
    const theirs = await aCustomer(app, other.id);
    for (const id of [theirs.id, randomUUID()]) {
      expect((await as(app, staff).run(READ, { id })).customer).toBeNull();
      expect((await as(app, staff).errors(UPDATE, { id, input: { name: 'Taken' } }))[0]?.extensions.code).toBe('NOT_FOUND');
    }
    expect((await as(app, staffOf(other.id)).run(READ, { id: theirs.id })).customer.name).toBe('Nathalie Tremblay');
  });

  it('asks staff for the right to read and to write', async () => {
    const { id } = await aCustomer(app, tenantId);
    expect((await as(app, staffOf(tenantId, 'viewer')).errors(UPDATE, { id, input: { name: 'X' } }))[0]?.extensions.code).toBe('FORBIDDEN');
    expect((await as(app, contactOf(tenantId, id)).errors(READ, { id }))[0]?.extensions.code).toBe('FORBIDDEN');
  });

  it('shows a contact their own account, without the notes of the office', async () => {
    const mine = await aCustomer(app, tenantId, { name: 'Mine', notes: 'pays late' });
    await aCustomer(app, tenantId, { name: 'Not mine' });
    const person = await app.db.tx(systemActor(tenantId), async () => {
      const contact = await app.db.repo(Contact).save(Object.assign(new Contact(), { name: 'Me', email: `${randomUUID()}@example.com` }));
      await app.db.repo(CustomerContact).save(Object.assign(new CustomerContact(), { customerId: mine.id, contactId: contact.id }));
      return contact;
    });
    const me = contactOf(tenantId, mine.id, 'owner', { contactId: person.id });
    const { myAccount } = await as(app, me).run(
      `{ myAccount { name number language monthlyTotal { amount currency } phones { number } contacts { contact { name } } locations { line1 city monthlyTotal { amount } installed { kind brand model } } } }`);
    expect(myAccount).toMatchObject({ name: 'Mine', monthlyTotal: { amount: 0, currency: 'CAD' }, contacts: [{ contact: { name: 'Me' } }], locations: [{ city: 'Saint-Jérôme', monthlyTotal: { amount: 0 }, installed: [] }] });
    for (const field of ['notes', 'tags', 'devices { serial }']) {
      expect((await as(app, me).errors(`{ myAccount { ${field} } }`))[0]?.extensions.code).toBe('FORBIDDEN');
    }
  });
});

describe('the list', () => {
  it('goes by name, page after page, within a filter', async () => {
    const mine = staffOf((await aTenant(app)).id);
    for (const name of ['Éva', 'Bruno', 'Alice', 'Carl', 'David']) await aCustomer(app, mine.tenantId, { name, status: name === 'Carl' ? ('CLOSED' as never) : ('ACTIVE' as never) });
    const list = `query($after: String) { customers(first: 3, after: $after, filter: { status: ACTIVE }) { nodes { name city phone } hasNextPage endCursor totalCount } }`;
    const first = await as(app, mine).run(list);
    expect(first.customers).toMatchObject({ nodes: [{ name: 'Alice', city: 'Saint-Jérôme', phone: null }, { name: 'Bruno' }, { name: 'David' }], hasNextPage: true, totalCount: 4 });
    const second = await as(app, mine).run(list, { after: first.customers.endCursor });
    expect(second.customers).toMatchObject({ nodes: [{ name: 'Éva' }], hasNextPage: false });
  });
});
