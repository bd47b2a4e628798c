/** Every permission there is, and the roles a new tenant starts with. */

export const PERMISSIONS = [
  'tenant:read', 'settings:write', 'staff:read', 'staff:write', 'keys:write', 'shares:write', 'audit:read',
  'customers:read', 'customers:write', 'customers:sign-in-link', 'customers:view-as',
  'catalog:read', 'catalog:write',
  'equipment:read', 'equipment:write',
  'invoices:read', 'invoices:write', 'payments:read', 'payments:write',
  'tickets:read', 'tickets:write',
  'dispatch:read', 'dispatch:write', 'technicians:read', 'technicians:write',
  'field:work', 'vision:scan',
  'alerts:read', 'alerts:write', 'telemetry:write',
  'messages:read', 'imports:run', 'dashboard:read',
  'own:read', 'own:pay', 'own:tickets', 'own:contacts',
] as const;

/** One right, spelled `module:right`. `own:*` rights are those of a portal contact over their own account. */
export type Permission = (typeof PERMISSIONS)[number];

const office = PERMISSIONS.filter((p) => !p.startsWith('own:') && p !== 'field:work' && p !== 'telemetry:write');
const read = office.filter((p) => p.endsWith(':read') && p !== 'audit:read');

/** Staff roles seeded for every tenant; a tenant may edit its own copies. */
export const STAFF_ROLES = {
  owner: office,
  admin: office,
  dispatcher: [...read, 'customers:write', 'customers:sign-in-link', 'shares:write', 'equipment:write', 'tickets:write', 'dispatch:write', 'technicians:write', 'alerts:write', 'vision:scan'],
  billing: [...read, 'customers:write', 'customers:sign-in-link', 'customers:view-as', 'catalog:write', 'invoices:write', 'payments:write', 'tickets:write', 'imports:run'],
  support: [...read, 'customers:write', 'customers:sign-in-link', 'customers:view-as', 'shares:write', 'equipment:write', 'tickets:write', 'alerts:write', 'vision:scan'],
  technician: ['tenant:read', 'field:work', 'vision:scan'],
  viewer: read,
} as const satisfies Record<string, readonly Permission[]>;

/** What a role of the office may be given: everything but the rights of customers and devices. */
export const GRANTABLE: readonly Permission[] = PERMISSIONS.filter((p) => !p.startsWith('own:') && p !== 'telemetry:write');

/** What a contact may do for a customer, by role. */
export const CONTACT_ROLES = {
  owner: ['tenant:read', 'own:read', 'own:pay', 'own:tickets', 'own:contacts'],
  billing: ['tenant:read', 'own:read', 'own:pay', 'own:tickets'],
  technical: ['tenant:read', 'own:read', 'own:tickets'],
  viewer: ['tenant:read', 'own:read'],
} as const satisfies Record<string, readonly Permission[]>;

export type StaffRole = keyof typeof STAFF_ROLES;
export type ContactRole = keyof typeof CONTACT_ROLES;

/** Whether the text is a permission of this version. */
export function isPermission(text: string): text is Permission {
  return (PERMISSIONS as readonly string[]).includes(text);
}
