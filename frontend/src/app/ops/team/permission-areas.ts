import { GRANTABLE, type Permission } from '@demarc/permissions';

/** The permissions about one thing, in the order in which they are read. */
export interface Area {
  readonly name: string;
  readonly permissions: readonly Permission[];
}

/** Permissions by what they are about; those that belong to phones of technicians are no choice of the office. */
export function areasOf(permissions: readonly Permission[] = GRANTABLE): Area[] {
  const names = [...new Set(permissions.map((permission) => permission.split(':', 1)[0]!))];
  return names.map((name) => ({ name, permissions: permissions.filter((permission) => permission.startsWith(`${name}:`)) }));
}

/** The text key of a permission in plain words. */
export const wordsOf = (permission: string): string => `ops.team.permissions.${permission.replace(':', '.')}`;

/** The roles that come with the product; their names are translated, others are as people wrote them. */
const SEEDED: readonly string[] = ['owner', 'admin', 'dispatcher', 'billing', 'support', 'technician', 'viewer'];
export const isSeeded = (role: string): boolean => SEEDED.includes(role);
