import { faultOf } from './password-rule.js';

describe('a password', () => {
  it.each([
    ['court', 'short'],
    ['x'.repeat(201), 'long'],
    ['aaaaaaaaaaaa', 'simple'],
    ['MotDePasse123', 'simple'],
    ['nathalie2026', 'known'],
    ['nathalie.tremblay', 'known'],
    ['sirop et tire', undefined],
    ['correct cheval pile agrafe', undefined],
    ['nathalie aime le sirop', undefined],
    ['🍁🍂🍃🌲🏔️🦌🦫🐻🐺🫐', undefined],
  ])('%s is %s', (password, fault) => expect(faultOf(password, ['nathalie', 'tremblay', 'fibre'])).toBe(fault));
});
