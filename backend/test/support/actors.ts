import { randomUUID } from 'node:crypto';
import { CONTACT_ROLES, STAFF_ROLES, type ContactRole, type StaffRole } from '@demarc/permissions';
import type { Actor } from '../../src/auth/actor.js';

/** Somebody of the office with a seeded role. */
export const staffOf = (tenantId: string, role: StaffRole = 'owner', more: Partial<Actor> = {}): Actor => ({
  kind: 'staff', name: `The ${role}`, tenantId, seesAllCustomers: true, permissions: new Set(STAFF_ROLES[role]), locale: 'en', staffId: randomUUID(), sessionId: randomUUID(), ...more,
});

/** A contact signed in for one customer. */
export const contactOf = (tenantId: string, customerId: string, role: ContactRole = 'owner', more: Partial<Actor> = {}): Actor => ({
  kind: 'customer', name: 'A customer', tenantId, customerId, seesAllCustomers: false, permissions: new Set(CONTACT_ROLES[role]), locale: 'en', contactId: randomUUID(), sessionId: randomUUID(), ...more,
});

/** A technician on the phone. */
export const technicianOf = (tenantId: string, technicianId: string, more: Partial<Actor> = {}): Actor => ({
  kind: 'technician', name: 'A technician', tenantId, seesAllCustomers: true, permissions: new Set(STAFF_ROLES.technician), locale: 'fr', technicianId, sessionId: randomUUID(), ...more,
});
