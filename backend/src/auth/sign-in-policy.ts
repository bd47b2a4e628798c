import { SignInMethod, type Tenant } from '../tenancy/tenant.entity.js';

/** Whom a policy is about. */
export type PersonKind = 'household' | 'company' | 'staff';

type Policy = Pick<Tenant, 'householdSignIn' | 'companySignIn' | 'staffSignIn' | 'companyTotp' | 'staffTotp'>;

/** How people of a kind sign in, the first offered first. */
export const methodsOf = (tenant: Policy, kind: PersonKind): readonly SignInMethod[] => ({ household: tenant.householdSignIn, company: tenant.companySignIn, staff: tenant.staffSignIn })[kind];

/** Whether people of a kind may sign in by a method. */
export const mayUse = (tenant: Policy, kind: PersonKind, method: SignInMethod): boolean => methodsOf(tenant, kind).includes(method);

/** Whether the password of a kind of person must be followed by the code of an authenticator app. */
export const needsTotp = (tenant: Policy, kind: PersonKind): boolean => (kind === 'company' && tenant.companyTotp) || (kind === 'staff' && tenant.staffTotp);

/**
 * The methods a sign-in page offers, each once. It does not know yet who comes: what households use comes first, then
 * what only companies and the office use. `available` leaves out what is not set up, such as OIDC without a provider.
 */
export function offered(tenant: Policy, available: (method: SignInMethod) => boolean): string[] {
  const all = [...tenant.householdSignIn, ...tenant.companySignIn, ...tenant.staffSignIn];
  return [...new Set(all)].filter(available).map((method) => method.toLowerCase());
}
