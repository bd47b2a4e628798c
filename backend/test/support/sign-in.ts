import { createHash } from 'node:crypto';
import { CONTACT_ROLES, STAFF_ROLES } from '@demarc/permissions';
import type { EntityTarget, ObjectLiteral } from 'typeorm';
import { systemActor, type Actor } from '../../src/auth/actor.js';
import { Realm, Role, StaffUser } from '../../src/auth/auth.entity.js';
import { SESSION_COOKIE } from '../../src/auth/cookies.js';
import { ACCESS_SECONDS, SessionTokens } from '../../src/auth/session-tokens.js';
import { SessionsService, type SessionOwner } from '../../src/auth/sessions.service.js';
import { Contact, ContactRoleName, CustomerContact } from '../../src/customers/customer.entity.js';
import { Technician } from '../../src/dispatch/dispatch.entity.js';
import { Language } from '../../src/tenancy/tenant.entity.js';
import type { Person } from './actors.js';
import type { TestApp } from './app.js';
import { hostOf } from './builders.js';

interface SignedIn {
  readonly cookie: string;
  /** When the cookie was made, on the clock of the application. */
  readonly since: number;
}

/** By database, so that a session opened here is the same on every process that serves it. */
const signedIn = new WeakMap<TestApp['db'], Map<string, Promise<SignedIn>>>();
const NOBODY: SessionOwner = { realm: Realm.STAFF, customerId: null, contactId: null, staffId: null, technicianId: null };

/** The headers of a request from this actor's browser: the provider's address and, unless anonymous, the cookie of a real session. */
export async function headersOf(app: TestApp, actor: Actor): Promise<Record<string, string>> {
  const host = await hostOf(app, actor.tenantId);
  return actor.kind === 'anonymous' ? { host } : { host, cookie: await cookieOf(app, actor) };
}

async function cookieOf(app: TestApp, actor: Actor): Promise<string> {
  const all = signedIn.get(app.db) ?? new Map<string, Promise<SignedIn>>();
  signedIn.set(app.db, all);
  const known = await all.get(actor.sessionId!);
  const age = known ? app.clock.now().getTime() - known.since : -1;
  if (known && age >= 0 && age < (ACCESS_SECONDS - 60) * 1_000) return known.cookie;
  const fresh = signIn(app, actor);
  all.set(actor.sessionId!, fresh);
  return (await fresh).cookie;
}

/** Makes whatever the actor still lacks to be a person of the tenant, and opens a session for them. */
async function signIn(app: TestApp, actor: Actor): Promise<SignedIn> {
  const now = app.clock.now();
  const session = await app.db.tx(systemActor(actor.tenantId), async () =>
    app.app.get(SessionsService).open(actor.tenantId, await ownerOf(app, actor), { hash: actor.sessionId!, device: 'Test', linkId: null, method: 'code' }));
  const subject = (actor.staffId ?? actor.technicianId ?? actor.customerId)!;
  return { cookie: `${SESSION_COOKIE}=${await app.app.get(SessionTokens).mint(session, subject, now)}`, since: now.getTime() };
}

async function ownerOf(app: TestApp, actor: Actor): Promise<SessionOwner> {
  if (actor.kind === 'staff') return staffOwner(app, actor);
  if (actor.kind === 'technician') return technicianOwner(app, actor);
  return customerOwner(app, actor);
}

async function staffOwner(app: TestApp, actor: Actor): Promise<SessionOwner> {
  const permissions = [...actor.permissions].sort();
  const { role } = actor as Person;
  const preset: readonly string[] | undefined = STAFF_ROLES[role as keyof typeof STAFF_ROLES];
  const name = preset && String([...preset].sort()) === String(permissions) ? role : `role-${createHash('sha256').update(String(permissions)).digest('hex').slice(0, 12)}`;
  await ensure(app, Role, { name, permissions });
  await ensure(app, StaffUser, { id: actor.staffId!, email: `${actor.staffId!}@office.example`, name: actor.name, role: name, language: languageOf(actor) });
  return { ...NOBODY, staffId: actor.staffId! };
}

async function technicianOwner(app: TestApp, actor: Actor): Promise<SessionOwner> {
  if (String([...actor.permissions].sort()) !== String([...STAFF_ROLES.technician].sort())) {
    await app.db.repo(Role).upsert({ tenantId: actor.tenantId, name: 'technician', permissions: [...actor.permissions] }, ['tenantId', 'name']);
  }
  await ensure(app, Technician, { id: actor.technicianId!, name: actor.name });
  return { ...NOBODY, realm: Realm.TECHNICIAN, technicianId: actor.technicianId! };
}

async function customerOwner(app: TestApp, actor: Actor): Promise<SessionOwner> {
  const role = (actor as Person).role.toUpperCase() as ContactRoleName;
  if (String([...actor.permissions]) !== String(CONTACT_ROLES[(actor as Person).role as keyof typeof CONTACT_ROLES])) throw new Error('What a contact may do follows from the role');
  await ensure(app, Contact, { id: actor.contactId!, name: actor.name, language: languageOf(actor) });
  await ensure(app, CustomerContact, { customerId: actor.customerId!, contactId: actor.contactId!, role });
  return { ...NOBODY, realm: Realm.CUSTOMER, customerId: actor.customerId!, contactId: actor.contactId! };
}

const languageOf = (actor: Actor): Language => (actor.locale === 'en' ? Language.EN : Language.FR);

/** Writes a row unless it is there already. */
async function ensure<T extends ObjectLiteral>({ db }: TestApp, entity: EntityTarget<T>, row: Partial<T>): Promise<void> {
  const made = db.repo(entity).create(row as never);
  await db.repo(entity).createQueryBuilder().insert().values(made as never).orIgnore().execute();
}
