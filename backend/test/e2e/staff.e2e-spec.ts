import { randomUUID } from 'node:crypto';
import { Role, StaffUser } from '../../src/auth/auth.entity.js';
import { systemActor } from '../../src/auth/actor.js';
import { OutgoingMessage } from '../../src/messaging/outgoing-message.entity.js';
import { startApp, type TestApp } from '../support/app.js';
import { Browser } from '../support/browser.js';
import { aPlace, aReachableCustomer, aStaffUser, PASSWORD, signedInStaff, type Place } from '../support/builders/auth.js';
import { cloneDatabase, type TestDatabase } from '../support/pg-clone.js';

let app: TestApp;
let database: TestDatabase;
let place: Place;
beforeAll(async () => {
  database = await cloneDatabase();
  app = await startApp({ database });
});
beforeEach(async () => {
  place = await aPlace(app);
});
afterAll(async () => {
  await app.close();
  await database.drop();
});

const ROLES = '{ roles { id name permissions members { name } } }';
const CREATE = 'mutation ($key: ID!, $input: RoleInput!) { createRole(key: $key, input: $input) { __typename ... on Role { id name permissions } ... on BeyondYourRights { permissions } ... on Problem { message } } }';
const UPDATE = 'mutation ($key: ID!, $id: ID!, $input: RoleInput!) { updateRole(key: $key, id: $id, input: $input) { __typename ... on Role { id name permissions } ... on BeyondYourRights { permissions } ... on Problem { message } } }';
const DELETE = 'mutation ($key: ID!, $id: ID!) { deleteRole(key: $key, id: $id) { __typename ... on RoleInUse { people } ... on Problem { message } } }';
const INVITE = 'mutation ($key: ID!, $input: EmployeeInput!) { inviteEmployee(key: $key, input: $input) { __typename ... on StaffUser { id role lastSeenAt } ... on EmployeeExists { active } ... on Problem { message } } }';
const CHANGE = 'mutation ($key: ID!, $id: ID!, $input: EmployeeChange!) { updateEmployee(key: $key, id: $id, input: $input) { __typename ... on StaffUser { id role } ... on Problem { message } } }';
const CLOSE = 'mutation ($key: ID!, $id: ID!) { deactivateEmployee(key: $key, id: $id) { __typename ... on StaffUser { active } ... on Problem { message } } }';
const OPEN = 'mutation ($key: ID!, $id: ID!) { reactivateEmployee(key: $key, id: $id) { __typename ... on StaffUser { active } } }';
const END = 'mutation ($key: ID!, $id: ID!) { endEmployeeSessions(key: $key, id: $id) { __typename ... on SessionsEnded { count } } }';

async function roleOf(browser: Browser, name: string): Promise<{ id: string; name: string; permissions: string[]; members: { name: string }[] }> {
  const { roles } = await browser.graph(ROLES);
  return (roles as { id: string; name: string; permissions: string[]; members: { name: string }[] }[]).find((role) => role.name === name)!;
}

/** Somebody with exactly these permissions, signed in. */
async function holderOf(permissions: readonly string[]): Promise<Browser> {
  const user = await aStaffUser(app, place.tenant.id, 'viewer');
  const role = `r-${randomUUID().slice(0, 8)}`;
  await app.db.tx(systemActor(place.tenant.id), async () => {
    await app.db.repo(Role).save(Object.assign(new Role(), { name: role, permissions: [...permissions] }));
    await app.db.repo(StaffUser).update({ id: user.id }, { role });
  });
  const browser = new Browser(app, place.host);
  await browser.post('/auth/password', { identifier: user.email, password: PASSWORD });
  return browser;
}

async function audited(browser: Browser, action: string): Promise<{ actorName: string }[]> {
  const { auditEntries } = await browser.graph('query ($action: String) { auditEntries(first: 20, filter: { action: $action }) { nodes { actorName target } } }', { action });
  return auditEntries.nodes;
}

describe('roles', () => {
  it('are copied, changed and deleted, and every step is in the log', async () => {
    const owner = await signedInStaff(app, place);
    const { permissions } = await roleOf(owner, 'support');
    const { createRole } = await owner.graph(CREATE, { input: { name: ' Comptoir ', permissions } });
    expect(createRole).toMatchObject({ __typename: 'Role', name: 'Comptoir', permissions: [...permissions].sort() });
    const fewer = permissions.filter((p) => p !== 'alerts:write');
    expect((await owner.graph(UPDATE, { id: createRole.id, input: { name: 'Accueil', permissions: fewer } })).updateRole).toMatchObject({ __typename: 'Role', name: 'Accueil' });
    expect((await owner.graph(DELETE, { id: createRole.id })).deleteRole.__typename).toBe('RoleDeleted');
    expect(await roleOf(owner, 'Accueil')).toBeUndefined();
    for (const action of ['role.created', 'role.changed', 'role.deleted']) expect(await audited(owner, action)).toHaveLength(1);
  });

  it('answer a retry as they answered first', async () => {
    const owner = await signedInStaff(app, place);
    const { createRole } = await owner.graph(CREATE, { input: { name: 'Comptoir', permissions: [] } });
    const again = { id: createRole.id as string, key: randomUUID() };
    expect(await owner.graph(DELETE, again)).toEqual(await owner.graph(DELETE, again));
  });

  it('hold within a second for those who are signed in, in every process', async () => {
    const owner = await signedInStaff(app, place);
    const dispatcher = await signedInStaff(app, place, 'dispatcher');
    const other = await startApp({ database });
    const there = new Browser(other, place.host);
    for (const [name, value] of dispatcher.cookies) there.cookies.set(name, value);
    const LIST = '{ invoices(first: 1, filter: {}) { nodes { id } } }';
    expect((await there.graph(LIST)).error).toBeUndefined();
    const socket = there.socket();
    expect(await socket.opened).toBe('connection_ack');
    const { id, permissions } = await roleOf(owner, 'dispatcher');
    await owner.graph(UPDATE, { id, input: { name: 'dispatcher', permissions: permissions.filter((p) => p !== 'invoices:read') } });
    const began = Date.now();
    expect(await socket.closed).toBe(4205);
    expect(Date.now() - began).toBeLessThan(1_000);
    expect(await there.socket().opened).toBe('connection_ack');
    expect((await there.graph(LIST)).error).toBe('FORBIDDEN');
    expect((await dispatcher.graph(LIST)).error).toBe('FORBIDDEN');
    await other.close();
  });

  it('of the product keep their name, and the owner’s keeps its rights', async () => {
    const owner = await signedInStaff(app, place);
    const [support, top] = [await roleOf(owner, 'support'), await roleOf(owner, 'owner')];
    expect((await owner.graph(UPDATE, { id: support.id, input: { name: 'Soutien', permissions: support.permissions } })).updateRole.__typename).toBe('SeededRoleStays');
    expect((await owner.graph(DELETE, { id: support.id })).deleteRole.__typename).toBe('SeededRoleStays');
    expect((await owner.graph(UPDATE, { id: top.id, input: { name: 'owner', permissions: [] } })).updateRole.__typename).toBe('OwnerRoleIsFixed');
  });

  it('say what is wrong: a name twice, a right that is none, a role people have', async () => {
    const owner = await signedInStaff(app, place);
    expect((await owner.graph(CREATE, { input: { name: 'SUPPORT', permissions: [] } })).createRole.__typename).toBe('RoleNameTaken');
    const { body } = await owner.post('/graphql', { query: CREATE, variables: { key: randomUUID(), input: { name: 'X', permissions: ['own:pay'] } } });
    expect(body['errors'][0].extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: { 'input.permissions': 'unknown' } });
    const empty = await owner.post('/graphql', { query: CREATE, variables: { key: randomUUID(), input: { name: '   ', permissions: [] } } });
    expect(empty.body['errors'][0].extensions).toMatchObject({ code: 'BAD_USER_INPUT', fields: { name: 'isLength' } });
    const { createRole } = await owner.graph(CREATE, { input: { name: 'Comptoir', permissions: ['tenant:read'] } });
    await owner.graph(INVITE, { input: { email: 'sophie@bureau.example', name: 'Sophie Morin', role: 'Comptoir', language: 'FR' } });
    expect((await owner.graph(DELETE, { id: createRole.id })).deleteRole).toMatchObject({ __typename: 'RoleInUse', people: ['Sophie Morin'] });
  });

  it('give nobody what the giver does not have', async () => {
    await signedInStaff(app, place);
    const limited = await holderOf(['tenant:read', 'staff:read', 'staff:write', 'customers:read']);
    expect((await limited.graph(CREATE, { input: { name: 'Tout', permissions: ['customers:read', 'settings:write'] } })).createRole).toMatchObject({ __typename: 'BeyondYourRights', permissions: ['settings:write'] });
    const viewer = await roleOf(limited, 'viewer');
    expect((await limited.graph(UPDATE, { id: viewer.id, input: { name: 'viewer', permissions: [] } })).updateRole.__typename).toBe('BeyondYourRights');
    expect((await limited.graph(INVITE, { input: { email: 'ami@bureau.example', name: 'Ami', role: 'owner', language: 'FR' } })).inviteEmployee.__typename).toBe('BeyondYourRights');
    const boss = await aStaffUser(app, place.tenant.id);
    expect((await limited.graph(CLOSE, { id: boss.id })).deactivateEmployee.__typename).toBe('BeyondYourRights');
    expect((await limited.graph(CHANGE, { id: boss.id, input: { role: 'viewer' } })).updateEmployee.__typename).toBe('BeyondYourRights');
    expect((await limited.graph(CREATE, { input: { name: 'Peu', permissions: ['customers:read'] } })).createRole.__typename).toBe('Role');
  });

  it('are for those who may change the office, of their own provider', async () => {
    const [owner, viewer] = [await signedInStaff(app, place), await signedInStaff(app, place, 'viewer')];
    expect(await viewer.graph(CREATE, { input: { name: 'X', permissions: [] } })).toEqual({ error: 'FORBIDDEN' });
    const elsewhere = await signedInStaff(app, await aPlace(app));
    const { id } = await roleOf(owner, 'support');
    expect(await elsewhere.graph(UPDATE, { id, input: { name: 'X', permissions: [] } })).toEqual({ error: 'NOT_FOUND' });
  });
});

describe('employees', () => {
  it('are invited by a letter whose link signs them in', async () => {
    const owner = await signedInStaff(app, place);
    const { inviteEmployee } = await owner.graph(INVITE, { input: { email: 'Sophie@Bureau.example', name: 'Sophie Morin', role: 'support', language: 'FR' } });
    expect(inviteEmployee).toMatchObject({ __typename: 'StaffUser', role: 'support', lastSeenAt: null });
    const letter = await letterTo('sophie@bureau.example');
    expect(letter.subject).toBe(`Camille Roy vous invite chez ${place.tenant.name}`);
    const sophie = new Browser(app, place.host);
    const token = /token=([\w.-]+)/.exec(letter.text)![1];
    const { body } = await sophie.post('/auth/redeem', { token, confirm: true });
    expect(body['session']).toMatchObject({ kind: 'staff', name: 'Sophie Morin' });
    expect((await owner.graph(INVITE, { input: { email: 'sophie@bureau.example', name: 'X', role: 'support', language: 'FR' } })).inviteEmployee).toMatchObject({ __typename: 'EmployeeExists', active: true });
    expect((await owner.graph(INVITE, { input: { email: 'autre@bureau.example', name: 'X', role: 'technician', language: 'FR' } })).inviteEmployee.__typename).toBe('RoleUnknown');
  });

  it('whose account is closed are signed out at once and do not come in again', async () => {
    const owner = await signedInStaff(app, place);
    const user = await aStaffUser(app, place.tenant.id, 'support');
    const browser = new Browser(app, place.host);
    const signIn = () => browser.post('/auth/password', { identifier: user.email, password: PASSWORD });
    await signIn();
    const socket = browser.socket();
    await socket.opened;
    expect((await owner.graph(CLOSE, { id: user.id })).deactivateEmployee).toEqual({ __typename: 'StaffUser', active: false });
    expect(await socket.closed).toBe(4403);
    expect((await browser.get('/auth/session')).body['session']).toBeNull();
    expect((await signIn()).status).toBe(401);
    expect((await owner.graph(OPEN, { id: user.id })).reactivateEmployee).toEqual({ __typename: 'StaffUser', active: true });
    expect((await signIn()).status).toBe(200);
  });

  it('always count an owner, even when two leave at the same time', async () => {
    const [one, two] = [await aStaffUser(app, place.tenant.id), await aStaffUser(app, place.tenant.id)];
    const browsers = await Promise.all([one, two].map(async ({ email }) => {
      const browser = new Browser(app, place.host);
      await browser.post('/auth/password', { identifier: email, password: PASSWORD });
      return browser;
    }));
    const answers = await Promise.all([browsers[0]!.graph(CHANGE, { id: one.id, input: { role: 'viewer' } }), browsers[1]!.graph(CHANGE, { id: two.id, input: { role: 'viewer' } })]);
    expect(answers.map(({ updateEmployee }) => updateEmployee?.__typename).sort()).toEqual(['LastOwner', 'StaffUser']);
    const owners = await app.db.tx(systemActor(place.tenant.id), () => app.db.repo(StaffUser).countBy({ role: 'owner', active: true }));
    expect(owners).toBe(1);
  });

  it('cannot close their own account', async () => {
    const user = await aStaffUser(app, place.tenant.id);
    await aStaffUser(app, place.tenant.id);
    const browser = new Browser(app, place.host);
    await browser.post('/auth/password', { identifier: user.email, password: PASSWORD });
    expect((await browser.graph(CLOSE, { id: user.id })).deactivateEmployee.__typename).toBe('ThatIsYou');
  });

  it('are signed out by the office, and so are customers', async () => {
    const owner = await signedInStaff(app, place);
    const user = await aStaffUser(app, place.tenant.id, 'support');
    const browser = new Browser(app, place.host);
    await browser.post('/auth/password', { identifier: user.email, password: PASSWORD });
    expect((await owner.graph(END, { id: user.id })).endEmployeeSessions).toEqual({ __typename: 'SessionsEnded', count: 1 });
    expect((await browser.get('/auth/session')).body['session']).toBeNull();
    const customer = await aReachableCustomer(app, place.tenant.id, { email: `${randomUUID()}@client.example` });
    expect(await owner.graph('mutation ($key: ID!, $id: ID!) { endCustomerSessions(key: $key, customerId: $id) }', { id: customer.id })).toEqual({ endCustomerSessions: 0 });
    const elsewhere = await signedInStaff(app, await aPlace(app));
    expect(await elsewhere.graph(END, { id: user.id })).toEqual({ error: 'NOT_FOUND' });
  });
});

async function letterTo(recipient: string): Promise<OutgoingMessage> {
  for (let i = 0; i < 100; i++) {
    const found = await app.db.tx(systemActor(place.tenant.id), () => app.db.repo(OutgoingMessage).findOneBy({ recipient }));
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`No letter to ${recipient}`);
}
