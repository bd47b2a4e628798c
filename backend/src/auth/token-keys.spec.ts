import { TokenKeys } from './token-keys.js';

const secrets = [{ kid: 'new', secret: 'n'.repeat(32) }, { kid: 'old', secret: 'o'.repeat(32) }];

describe('keys of tokens', () => {
  it('are different for each kind', () => expect(new TokenKeys('link', secrets).current).not.toEqual(new TokenKeys('session:staff', secrets).current));

  it('sign with the newest and still know the old', () => {
    const before = new TokenKeys('refresh', secrets.slice(1)).seal('abc');
    expect(new TokenKeys('refresh', secrets).unseal(before)).toBe('abc');
    expect(new TokenKeys('refresh', secrets).seal('abc')).toMatch(/^new\.abc\./);
  });

  it.each(['', 'new', 'new.abc', 'new.abc.', 'none.abc.x', 'new.abc.x.y', '../new.abc.x'])('refuse %j', (sealed) => expect(new TokenKeys('refresh', secrets).unseal(sealed)).toBeUndefined());

  it('refuse a seal of another kind', () => expect(new TokenKeys('refresh', secrets).unseal(new TokenKeys('link', secrets).seal('abc'))).toBeUndefined());
});
