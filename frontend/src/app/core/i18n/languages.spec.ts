import { firstLanguage } from './languages';

describe('the first language', () => {
  it.each([
    ['en', ['fr-CA'], 'en'],
    [null, ['en-US', 'fr'], 'en'],
    [null, ['es-MX', 'fr-CA'], 'fr'],
    [null, ['es'], 'fr'],
    ['de', ['en'], 'en'],
    [null, [], 'fr'],
    [null, ['es'], 'en', 'en'],
    [null, ['fr'], 'fr', 'en'],
  ] as const)('chosen %s, browser %j: %s', (chosen, wanted, expected, spoken?: string) => {
    expect(firstLanguage(chosen, wanted, spoken)).toBe(expected);
  });
});
