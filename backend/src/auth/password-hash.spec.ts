import { hashPassword, isPassword } from './password-hash.js';

describe('passwords', () => {
  it('are kept as argon2id with a salt of their own', async () => {
    const [one, two] = await Promise.all([hashPassword('Érable-2026'), hashPassword('Érable-2026')]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(one).not.toBe(two);
    expect(await isPassword('Érable-2026', one)).toBe(true);
    expect(await isPassword('erable-2026', one)).toBe(false);
  });

  it('are the same however the accent was typed', async () => expect(await isPassword('E\u0301rable', await hashPassword('\u00c9rable'))).toBe(true));

  it('never fit nobody', async () => expect(await isPassword('', null)).toBe(false));
});
