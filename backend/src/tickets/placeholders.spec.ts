import { fillPlaceholders, unknownPlaceholder } from './placeholders.js';

const facts = { client: 'Julie {agent}', number: 'T-000012', agent: 'Camille', provider: 'Fibre $& Nord' };

describe('a saved reply', () => {
  it('is filled in once, whatever names hold', () => expect(fillPlaceholders('Bonjour {client} ({number}), {agent} de {provider}. {rien}', facts)).toBe('Bonjour Julie {agent} (T-000012), Camille de Fibre $& Nord. {rien}'));

  it.each([
    ['Bonjour {client}', null],
    ['Bonjour {nom}', '{nom}'],
    ['{}', '{}'],
    ['a { b } c', null],
  ])('%j: what is unknown is %j', (text, unknown) => expect(unknownPlaceholder(text)).toBe(unknown));
});
