import { randomUUID } from 'node:crypto';
import type { StaffRole } from '@demarc/permissions';
import { systemActor } from '../../../src/auth/actor.js';
import type { StaffUser } from '../../../src/auth/auth.entity.js';
import { StaffService } from '../../../src/auth/staff.service.js';
import { Contact, ContactRoleName, Customer, CustomerContact, Phone, PhoneKind } from '../../../src/customers/customer.entity.js';
import { Technician } from '../../../src/dispatch/dispatch.entity.js';
import { OutgoingMessage, type OutgoingChannel } from '../../../src/messaging/outgoing-message.entity.js';
import type { Tenant } from '../../../src/tenancy/tenant.entity.js';
import type { TestApp } from '../app.js';
import { Browser } from '../browser.js';
import { aTenant, hostOf } from '../builders.js';

/** A provider with an address of its own, at which browsers find it. */
export interface Place {
  readonly tenant: Tenant;
  readonly host: string;
}

export async function aPlace(app: TestApp, more: Partial<Tenant> = {}): Promise<Place> {
  const tenant = await aTenant(app, more);
  return { tenant, host: await hostOf(app, tenant.id) };
}

export const PASSWORD = 'Sirop-d’érable-2026';

/** Somebody of the office with a password. */
export function aStaffUser({ app }: TestApp, tenantId: string, role: StaffRole = 'owner', email = `${randomUUID()}@bureau.example`): Promise<StaffUser> {
  return app.get(StaffService).add(tenantId, { email, name: 'Camille Roy', role, password: PASSWORD });
}

/** A browser in which that person is signed in by password. */
export async function signedInStaff(app: TestApp, { tenant, host }: Place, role: StaffRole = 'owner'): Promise<Browser> {
  const { email } = await aStaffUser(app, tenant.id, role);
  const browser = new Browser(app, host);
  const { status } = await browser.post('/auth/password', { identifier: email, password: PASSWORD });
  if (status !== 200) throw new Error(`Signing in answered ${status}`);
  return browser;
}

/** A customer with a contact and telephones, each as given. */
export async function aReachableCustomer({ db }: TestApp, tenantId: string, more: { email?: string; cell?: string; home?: string; role?: ContactRoleName } & Partial<Customer> = {}): Promise<Customer> {
  const { email, cell, home, role, ...columns } = more;
  return db.tx(systemActor(tenantId), async () => {
    const customer = await db.repo(Customer).save(Object.assign(new Customer(), { number: `C-${randomUUID().slice(0, 8).toUpperCase()}`, name: 'Jean Gagnon', ...columns }));
    if (email) {
      const contact = (await db.repo(Contact).findOneBy({ email })) ?? (await db.repo(Contact).save(Object.assign(new Contact(), { name: 'Jean Gagnon', email })));
      await db.repo(CustomerContact).save(Object.assign(new CustomerContact(), { customerId: customer.id, contactId: contact.id, role: role ?? ContactRoleName.OWNER }));
    }
    for (const [kind, number] of [[PhoneKind.CELL, cell], [PhoneKind.HOME, home]] as const) {
      if (number) await db.repo(Phone).save(Object.assign(new Phone(), { customerId: customer.id, kind, number, lastTen: number.replace(/\D/g, '').slice(-10) }));
    }
    return customer;
  });
}

export function aTechnician({ db }: TestApp, tenantId: string, more: Partial<Technician> = {}): Promise<Technician> {
  return db.tx(systemActor(tenantId), () => db.repo(Technician).save(Object.assign(new Technician(), { name: 'Alex Côté', phone: '514 555-0199', ...more })));
}

/** Waits until as many messages were written to this address, and answers them, oldest first. */
export async function messagesTo({ db }: TestApp, tenantId: string, recipient: string, count = 1, channel?: OutgoingChannel, patience = 200): Promise<OutgoingMessage[]> {
  for (let attempt = 0; attempt < patience; attempt++) {
    const found = await db.tx(systemActor(tenantId), () => db.repo(OutgoingMessage).find({ where: { recipient, ...(channel ? { channel } : {}) }, order: { createdAt: 'asc' } }));
    if (found.length >= count) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${count} messages to the address did not come`);
}

/** The token in the link of a message. */
export function tokenIn({ text }: Pick<OutgoingMessage, 'text'>): string {
  const [, token] = /#\/\?token=([\w.-]+)/.exec(text) ?? [];
  if (!token) throw new Error('There is no link in the message');
  return token;
}


/** The six digits in a message. */
export function codeIn({ text }: Pick<OutgoingMessage, 'text'>): string {
  const [code] = /\b\d{6}\b/.exec(text) ?? [];
  if (!code) throw new Error('There is no code in the message');
  return code;
}

/** The token in the link with which a password is chosen. */
export function passwordTokenIn({ text }: Pick<OutgoingMessage, 'text'>): string {
  const [, token] = /#\/mot-de-passe\?token=([\w.-]+)/.exec(text) ?? [];
  if (!token) throw new Error('There is no link to choose a password in the message');
  return token;
}
