import type { Caller } from '../caller.js';

/** Everything about a caller that decides what they may see: callers with the same visibility are shown the same. */
export function visibilityOf(caller: Caller): readonly unknown[] {
  const technician = (caller as Caller & { readonly technicianId?: string }).technicianId;
  return [caller.tenantId, caller.customerId, caller.seesAllCustomers, technician, permissionsOf(caller.permissions)];
}

const sorted = new WeakMap<ReadonlySet<string>, string>();

function permissionsOf(permissions: ReadonlySet<string>): string {
  let text = sorted.get(permissions);
  if (text === undefined) sorted.set(permissions, (text = [...permissions].sort().join(' ')));
  return text;
}
