import { HOW_MANY, looksLikeRecoveryCode, newRecoveryCodes, recoveryHash } from './recovery-codes.js';

describe('recovery codes', () => {
  it('are ten, each its own, easy to read out', () => {
    const codes = newRecoveryCodes();
    expect(new Set(codes).size).toBe(HOW_MANY);
    for (const code of codes) expect(code).toMatch(/^[a-hjkmnp-z2-9]{5}-[a-hjkmnp-z2-9]{5}$/);
  });

  it('are known however they are typed', () => {
    expect(recoveryHash(' K7M2P x9qrt ')).toBe(recoveryHash('k7m2p-x9qrt'));
    expect(looksLikeRecoveryCode('k7m2p x9qrt')).toBe(true);
    expect(looksLikeRecoveryCode('123456')).toBe(false);
  });
});
