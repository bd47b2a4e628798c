import { randomUUID } from 'node:crypto';
import { CONTACT_ROLES, STAFF_ROLES, type ContactRole, type StaffRole } from '@demarc/permissions';
import type { Actor } from '../../src/auth/actor.js';

/** Who a test speaks as. The first request signs them in for real: rows of the person and their role, a session, its cookie. */
export interface Person extends Actor {
  /** The seeded role they have; other permissions than the role's make a role of their own. */
  readonly role: string;
}

/** Somebody of the office with a seeded role. */
export const staffOf = (tenantId: string, role: StaffRole = 'owner', more: Partial<Actor> = {}): Person => ({
  kind: 'staff', role, name: `The ${role}`, tenantId, seesAllCustomers: true, permissions: new Set(STAFF_ROLES[role]), locale: 'en', staffId: randomUUID(), sessionId: randomUUID(), ...more,
});

/** A contact signed in for one customer. */
export const contactOf = (tenantId: string, customerId: string, role: ContactRole = 'owner', more: Partial<Actor> = {}): Person => ({
  kind: 'customer', role, name: 'A customer', tenantId, customerId, seesAllCustomers: false, permissions: new Set(CONTACT_ROLES[role]), locale: 'en', contactId: randomUUID(), sessionId: randomUUID(), ...more,
});

/** A technician on the phone. */
export const technicianOf = (tenantId: string, technicianId: string, more: Partial<Actor> = {}): Person => ({
  kind: 'technician', role: 'technician', name: 'A technician', tenantId, seesAllCustomers: true, permissions: new Set(STAFF_ROLES.technician), locale: 'fr', technicianId, sessionId: randomUUID(), ...more,
});
