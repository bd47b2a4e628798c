import fc from 'fast-check';
import { fillPlaceholders, unknownPlaceholder, withPlaceholders } from './placeholders.js';

const facts = { client: 'Julie {agent}', number: 'T-000012', agent: 'Camille', provider: 'Fibre $& Nord' };

describe('a text with placeholders', () => {
  it('is filled in once, whatever names hold', () => expect(fillPlaceholders('Bonjour {client} ({number}), {agent} de {provider}. {rien}', facts)).toBe('Bonjour Julie {agent} (T-000012), Camille de Fibre $& Nord. {rien}'));

  it('knows nothing that every object has', () => expect(fillPlaceholders('{constructor}', facts)).toBe('{constructor}'));

  it.each([
    ['Bonjour {client}', null],
    ['Bonjour {nom}', '{nom}'],
    ['{}', '{}'],
    ['a { b } c', null],
  ])('%j: what is unknown is %j', (text, unknown) => expect(unknownPlaceholder(text, Object.keys(facts))).toBe(unknown));

  it('is found again in what was filled in, whole words only', () => expect(withPlaceholders('12 de 112 pour 12 $', { n: '12' })).toBe('{n} de 112 pour {n} $'));

  it('says the same after it was taken back and filled in again', () =>
    fc.assert(fc.property(fc.string().filter((text) => !/[{}]/.test(text)), fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.string({ maxLength: 4 }).filter((text) => !/[{}]/.test(text))), (text, known) => {
      expect(fillPlaceholders(withPlaceholders(text, known), known)).toBe(text);
    })));
});
