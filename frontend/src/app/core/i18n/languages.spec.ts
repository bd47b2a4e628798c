import { TestBed } from '@angular/core/testing';
import { provideTexts } from '../../../../test/support';
import { firstLanguage, Languages } from './languages';

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

describe('the languages a tenant offers', () => {
  it('bound what is shown, and forget nothing of what the person chose', () => {
    localStorage.setItem('demarc.language', 'en');
    TestBed.configureTestingModule({ providers: [provideTexts('fr')] });
    const languages = TestBed.inject(Languages);
    languages.start();
    expect(languages.current()).toBe('en');
    languages.offer(['fr']);
    expect([languages.current(), languages.offered()]).toEqual(['fr', ['fr']]);
    languages.offer(['fr', 'en']);
    expect([languages.current(), localStorage.getItem('demarc.language')]).toEqual(['en', 'en']);
    localStorage.removeItem('demarc.language');
  });
});
