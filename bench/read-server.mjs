// The product itself with its sign-in and row-level security, and sessions for the loader.
import 'reflect-metadata';
process.env.COST_PER_MINUTE ??= '1000000000000';
const load = (path) => import(new URL(`../backend/dist/${path}`, import.meta.url).href);
const { serve } = await load('server.js');
const { SessionsService } = await load('auth/sessions.service.js');
const { SessionTokens } = await load('auth/session-tokens.js');
const { StaffUser, Role, Realm } = await load('auth/auth.entity.js');
const { CustomerContact } = await load('customers/customer.entity.js');
const { systemActor } = await load('auth/actor.js');
const { TenancyService } = await load('tenancy/tenancy.service.js');
const { Db } = await load('platform/db/db.js');
const { STAFF_ROLES } = await import('@demarc/permissions');

const { app, url } = await serve();
const service = (type) => app.get(type, { strict: false });
const db = service(Db);
const [tenant] = await service(TenancyService).all();
const system = systemActor(tenant.id);
const browser = { hash: 'bench', device: 'bench', linkId: null };

async function cookieOf(owner, subject) {
  const session = await db.tx(system, () => service(SessionsService).open(tenant.id, { customerId: null, contactId: null, staffId: null, technicianId: null, ...owner }, browser));
  return `demarc_session=${await service(SessionTokens).mint(session, subject, new Date())}`;
}

const staff = await db.tx(system, async () => {
  for (const [name, permissions] of Object.entries(STAFF_ROLES)) if (!(await db.repo(Role).existsBy({ name }))) await db.repo(Role).insert({ name, permissions: [...permissions] });
  const known = await db.repo(StaffUser).findOneBy({ email: 'bench@example.com' });
  return known ?? db.repo(StaffUser).save(Object.assign(new StaffUser(), { email: 'bench@example.com', name: 'Bench', role: 'owner' }));
});
const customers = [];
for (const customerId of JSON.parse(process.env.BENCH_CUSTOMERS ?? '[]')) {
  const link = await db.tx(system, () => db.repo(CustomerContact).findOneBy({ customerId }));
  if (link) customers.push({ customerId, cookie: await cookieOf({ realm: Realm.CUSTOMER, customerId, contactId: link.contactId }, customerId) });
}
const staffCookies = [];
for (let i = 0; i < Number(process.env.BENCH_STAFF_SESSIONS ?? 1); i++) staffCookies.push(await cookieOf({ realm: Realm.STAFF, staffId: staff.id }, staff.id));
process.send({ port: Number(new URL(url).port), staff: staffCookies[0], staffCookies, customers });
process.on('message', () => process.send({ memory: process.memoryUsage().rss }));
process.once('SIGTERM', () => void app.close().then(() => process.exit(0)));
process.once('disconnect', () => process.exit(0));
