import { sentence } from './common-texts';

const texts = { signIn: { title: 'Connexion', wait: 'Réessayez dans {{ wait }}, {{name}}.' } };

describe('a sentence', () => {
  it.each([
    ['signIn.title', {}, 'Connexion'],
    ['signIn.wait', { wait: '3 min', name: 'Nathalie' }, 'Réessayez dans 3 min, Nathalie.'],
    ['signIn.wait', { wait: '$& <b>' }, 'Réessayez dans $& <b>, .'],
    ['signIn', {}, 'signIn'],
    ['signIn.title.more', {}, 'signIn.title.more'],
    ['nowhere', {}, 'nowhere'],
  ])('%s is found and filled in', (key, values, expected) => expect(sentence(texts, key, values)).toBe(expected));
});
