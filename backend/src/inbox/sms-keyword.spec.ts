import { keywordOf } from './sms-keyword.js';

describe('a text of one word', () => {
  it.each([
    ['STOP', 'stop', 'en'], [' stop. ', 'stop', 'en'], ['Arrêt', 'stop', 'fr'], ['ARRÊT!', 'stop', 'fr'], ['arret', 'stop', 'fr'], ['Arre\u0302t', 'stop', 'fr'],
    ['START', 'start', 'en'], ['Début', 'start', 'fr'], ['aide', 'help', 'fr'], ['Help?', 'help', 'en'], ['Solde', 'balance', 'fr'], ['BALANCE', 'balance', 'en'], ['payer', 'pay', 'fr'], ['Pay', 'pay', 'en'],
    ['Panne!', 'outage', 'fr'], ['outage', 'outage', 'en'], ['Confirmer', 'confirm', 'fr'], ['CONFIRM', 'confirm', 'en'], ['Déplacer', 'reschedule', 'fr'], ['reporter', 'reschedule', 'fr'], ['Reschedule.', 'reschedule', 'en'],
  ])('%j asks for %s in %s', (text, keyword, language) => expect(keywordOf(text)).toEqual({ keyword, language }));

  it.each([
    ['Oui', { keyword: 'confirm', language: 'fr' }], ['yes!', { keyword: 'confirm', language: 'en' }], ['NON', { keyword: 'reschedule', language: 'fr' }], ['no', { keyword: 'reschedule', language: 'en' }], [' 2 ', { keyword: 'choose', language: 'fr', pick: 2 }],
  ])('%j is an answer, and nothing by itself', (text, said) => expect(keywordOf(text)).toEqual({ ...said, isBare: true }));

  it.each(['4', '12', 'Oui merci', 'Non, demain', '...', 'Arrêtez de m’appeler svp', 'Stop ou encore', 'stopper', 'Bonjour', 'Mon solde est faux'])('%j is for a person', (text) => expect(keywordOf(text)).toBeNull());
});
