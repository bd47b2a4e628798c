import { hueOf, initials } from './avatar';

describe('initials', () => {
  it.each([
    ['Marie Tremblay', 'MT'],
    ['Jean-Philippe de la Côte', 'JC'],
    ['  élodie ', 'É'],
    ['', ''],
  ])('of %p are %p', (name, expected) => expect(initials(name)).toBe(expected));

  it('have the same hue every time', () => {
    expect(hueOf('Marie Tremblay')).toBe(hueOf('Marie Tremblay'));
    expect(hueOf('Marie')).not.toBe(hueOf('Luc'));
  });
});
