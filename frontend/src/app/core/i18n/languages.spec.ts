import { firstLanguage } from './languages';

describe('the first language', () => {
  it.each([
    ['en', ['fr-CA'], 'fr', 'en'],
    [null, ['en-US', 'fr'], 'fr', 'en'],
    [null, ['es-MX', 'fr-CA'], 'fr', 'fr'],
    [null, ['es'], 'fr', 'fr'],
    ['de', ['en'], 'fr', 'en'],
    [null, [], 'fr', 'fr'],
    [null, ['es'], 'en', 'en'],
    [null, ['fr'], 'en', 'fr'],
  ] as const)('chosen %s, browser %j, tenant %s: %s', (chosen, wanted, spoken, expected) => {
    expect(firstLanguage(chosen, wanted, spoken)).toBe(expected);
  });
});
