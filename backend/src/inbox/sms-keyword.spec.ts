import { keywordOf } from './sms-keyword.js';

describe('a text of one word', () => {
  it.each([
    ['STOP', 'stop', 'en'], [' stop. ', 'stop', 'en'], ['Arrêt', 'stop', 'fr'], ['ARRÊT!', 'stop', 'fr'], ['arret', 'stop', 'fr'], ['Arre\u0302t', 'stop', 'fr'],
    ['START', 'start', 'en'], ['Début', 'start', 'fr'], ['aide', 'help', 'fr'], ['Help?', 'help', 'en'], ['Solde', 'balance', 'fr'], ['BALANCE', 'balance', 'en'], ['payer', 'pay', 'fr'], ['Pay', 'pay', 'en'],
  ])('%j asks for %s in %s', (text, keyword, language) => expect(keywordOf(text)).toEqual({ keyword, language }));

  it.each(['', '...', 'Arrêtez de m’appeler svp', 'Stop ou encore', 'stopper', 'Bonjour', 'Mon solde est faux'])('%j is for a person', (text) => expect(keywordOf(text)).toBeNull());
});
