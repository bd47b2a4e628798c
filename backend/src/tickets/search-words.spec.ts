import { allWords, anyWord, searchWords } from './search-words.js';

describe('the words of a search', () => {
  it.each([
    ['Évêque  LENT', ['eveque', 'lent']],
    ['T-000123', ['t-000123']],
    [`l'œuvre & <b>`, ['l', 'oeuvre', 'b']],
    ['  %_ ', []],
    ['a b c d e f g h i j', ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']],
  ])('%j are %j', (text, words) => expect(searchWords(text)).toEqual(words));

  it('become a query that no mark can break', () => {
    expect(allWords(searchWords(`fibre' | ! (lent) :* t-12`))).toBe('fibre:* & lent:* & t:* & 12:*');
    expect(anyWord(['a', 'b'])).toBe('a:* | b:*');
  });
});
