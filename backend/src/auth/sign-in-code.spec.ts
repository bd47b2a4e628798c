import { codeOf, codeSeal, isCode } from './sign-in-code.js';
import { TokenKeys } from './token-keys.js';

const keys = new TokenKeys('code', [{ kid: 'a', secret: 'x'.repeat(40) }]);

describe('a 6-digit code', () => {
  it('has six digits and is the same each time it is made from its row', () => {
    const ids = Array.from({ length: 500 }, (_, n) => `row-${n}`);
    const codes = ids.map((id) => codeOf(id, keys.current));
    for (const code of codes) expect(code).toMatch(/^\d{6}$/);
    expect(codeOf('row-1', keys.current)).toBe(codes[1]);
    expect(new Set(codes).size).toBeGreaterThan(490);
  });

  it('is known by its seal alone, also after keys rotated', () => {
    const sealed = codeSeal('row-1', '042137', keys);
    expect(sealed).not.toContain('042137');
    expect(isCode('row-1', '042137', sealed, keys)).toBe(true);
    expect(isCode('row-1', '042138', sealed, keys)).toBe(false);
    expect(isCode('row-2', '042137', sealed, keys)).toBe(false);
    const rotated = new TokenKeys('code', [{ kid: 'b', secret: 'y'.repeat(40) }, { kid: 'a', secret: 'x'.repeat(40) }]);
    expect(isCode('row-1', '042137', sealed, rotated)).toBe(true);
    expect(isCode('row-1', '042137', sealed, new TokenKeys('code', [{ kid: 'b', secret: 'y'.repeat(40) }]))).toBe(false);
  });
});
