import { GRANTABLE, isPermission, STAFF_ROLES, type Permission } from '@demarc/permissions';

/** Whether a role came with the product: its name stays, and it cannot be deleted. */
export const isSeeded = (name: string): boolean => Object.hasOwn(STAFF_ROLES, name);

/** Whether an employee may have the role; the technicians' role belongs to their own realm. */
export const isForOffice = (name: string): boolean => name !== 'technician';

/** The permissions of a list that no role of the office can have. */
export const ungrantable = (permissions: readonly string[]): string[] => permissions.filter((p) => !isPermission(p) || !GRANTABLE.includes(p));

/** What differs between two sets of permissions and is not among one's own: the part a person may neither give nor take. */
export function beyond(mine: ReadonlySet<Permission>, before: readonly string[], after: readonly string[]): string[] {
  const changed = [...after.filter((p) => !before.includes(p)), ...before.filter((p) => !after.includes(p))];
  return changed.filter((p) => !mine.has(p as Permission));
}
