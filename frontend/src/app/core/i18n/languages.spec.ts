import { firstLanguage } from './languages';

describe('the first language', () => {
  it.each([
    ['en', ['fr-CA'], 'en'],
    [null, ['en-US', 'fr'], 'en'],
    [null, ['es-MX', 'fr-CA'], 'fr'],
    [null, ['es'], 'fr'],
    ['de', ['en'], 'en'],
    [null, [], 'fr'],
  ])('chosen %s, browser %j: %s', (chosen, wanted, expected) => {
    expect(firstLanguage(chosen, wanted)).toBe(expected);
  });
});
