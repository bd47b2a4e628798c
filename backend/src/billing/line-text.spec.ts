import { explanation, lineName } from './line-text.js';

describe('a line of a part of a month', () => {
  it('explains itself in the reader’s language', () => {
    expect(explanation({ days: 17, of: 31, price: 7995 }, 'CAD', 'FR')).toBe('17 de 31 jours × 79,95 $');
    expect(explanation({ days: 17, of: 31, price: 7995 }, 'CAD', 'EN')).toBe('17 of 31 days × $79.95');
    expect(explanation({ days: 31, of: 31, price: 7995 }, 'CAD', 'EN')).toBe('');
  });
  it('says when it gives back', () => expect([lineName('Fibre 500', -1, 'FR'), lineName('Fibre 500', 1, 'FR'), lineName('Fibre 500', -1, 'EN')]).toEqual(['Crédit : Fibre 500', 'Fibre 500', 'Credit: Fibre 500']));
});
