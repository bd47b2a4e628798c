import { streetQuery, type KnownWord } from './street-words.js';

const word = (typed: string, more: Partial<KnownWord> = {}): KnownWord => ({ typed, isKnown: false, isBegun: false, like: [], ...more });
const known = (typed: string) => word(typed, { isKnown: true, isBegun: true });

describe('what a street has to hold', () => {
  it.each<[string, KnownWord[], string | null]>([
    ['every word that is known, the last one as a beginning', [known('rue'), known('principale')], 'rue & principale:*'],
    ['a last word that is only begun', [known('rue'), word('princ', { isBegun: true, like: ['prince'] })], 'rue & princ:*'],
    ['any of the words that may be meant', [word('labele', { like: ['labelle', 'labelles'] }), word('sherbroke', { like: ['sherbrooke'] })], '(labelle | labelles) & (sherbrooke)'],
    ['a word in the middle that is only begun is not meant so', [word('saint', { isBegun: true, like: ['sainte'] }), known('adele')], '(sainte) & adele:*'],
    ['nothing of a word that is like none', [word('zzyzx'), known('rue')], 'rue:*'],
    ['nothing at all', [word('zzyzx'), word('qqqq')], null],
  ])('%s', (_, words, query) => expect(streetQuery(words)).toBe(query));
});
