import { SignInMethod } from '../tenancy/tenant.entity.js';
import { mayUse, needsTotp, offered } from './sign-in-policy.js';

const { LINK, CODE, PASSWORD, OIDC, PASSKEY } = SignInMethod;
const policy = { householdSignIn: [CODE, LINK], companySignIn: [OIDC, PASSWORD], staffSignIn: [PASSWORD, PASSKEY], companyTotp: true, staffTotp: false };

describe('the sign-in policy', () => {
  it('offers each method once, in the order of households, companies and the office', () => {
    expect(offered(policy, () => true)).toEqual(['code', 'link', 'oidc', 'password', 'passkey']);
    expect(offered(policy, (method) => method !== OIDC)).toEqual(['code', 'link', 'password', 'passkey']);
  });

  it('tells who may use what', () => {
    expect(mayUse(policy, 'household', PASSWORD)).toBe(false);
    expect(mayUse(policy, 'company', PASSWORD)).toBe(true);
    expect(needsTotp(policy, 'company')).toBe(true);
    expect(needsTotp(policy, 'staff')).toBe(false);
    expect(needsTotp(policy, 'household')).toBe(false);
  });
});
