import { isFresh, seal, unseal } from './sealed-secret.js';
import { TokenKeys } from './token-keys.js';

const old = { kid: 'a', secret: 'x'.repeat(40) };
const next = { kid: 'b', secret: 'y'.repeat(40) };

describe('a sealed secret', () => {
  it('is read with the key it names, after a newer one came too', () => {
    const sealed = seal('GEZDGNBVGY3TQOJQ', new TokenKeys('totp', [old]));
    const keys = new TokenKeys('totp', [next, old]);
    expect(unseal(sealed, keys)).toBe('GEZDGNBVGY3TQOJQ');
    expect(isFresh(sealed, keys)).toBe(false);
    expect(isFresh(seal('x', keys), keys)).toBe(true);
    expect(() => unseal(sealed, new TokenKeys('totp', [next]))).toThrow('SECRET_KEYS');
  });

  it('is refused once a bit of it was changed', () => {
    const keys = new TokenKeys('totp', [old]);
    const parts = seal('secret', keys).split('.');
    for (const i of [1, 2, 3]) {
      const bent = parts.map((part, at) => (at === i ? Buffer.from(Buffer.from(part, 'base64url').map((byte, n) => (n ? byte : byte ^ 1))).toString('base64url') : part));
      expect(() => unseal(bent.join('.'), keys)).toThrow();
    }
  });
});
