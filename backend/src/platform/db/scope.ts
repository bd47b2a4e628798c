import type { Caller } from '../caller.js';

/** The settings row-level security reads: tenant, and the one customer or `*`. Empty means no rows. */
export function scopeOf(caller: Caller): readonly [tenant: string, customer: string] {
  return [caller.tenantId, caller.seesAllCustomers ? '*' : (caller.customerId ?? '')];
}

/** Sets the scope until the end of the transaction, in which it must run. */
export const SET_SCOPE = `select set_config('app.tenant', $1, true), set_config('app.customer', $2, true)`;
