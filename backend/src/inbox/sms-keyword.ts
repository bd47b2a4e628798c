/** What a text of one word asks for. */
export type Keyword = 'stop' | 'start' | 'help' | 'balance' | 'pay';

const WORDS: Readonly<Record<Keyword, { readonly fr: readonly string[]; readonly en: readonly string[] }>> = {
  stop: { fr: ['ARRET', 'ARRETER', 'ARRETEZ', 'DESABONNER', 'DESABONNEMENT', 'FIN'], en: ['STOP', 'STOPALL', 'UNSUBSCRIBE', 'END', 'QUIT', 'REVOKE', 'OPTOUT', 'CANCEL'] },
  start: { fr: ['DEBUT', 'REPRENDRE', 'ABONNER'], en: ['START', 'UNSTOP', 'SUBSCRIBE'] },
  help: { fr: ['AIDE'], en: ['HELP', 'INFO'] },
  balance: { fr: ['SOLDE'], en: ['BALANCE'] },
  pay: { fr: ['PAYER', 'PAIEMENT'], en: ['PAY', 'PAYMENT'] },
};

/** The keyword of a text and the language it was said in; null for anything longer, which a person reads. Accents, case and marks around it do not matter. */
export function keywordOf(text: string): { readonly keyword: Keyword; readonly language: 'fr' | 'en' } | null {
  const word = text.normalize('NFD').replace(/\p{M}/gu, '').toUpperCase().replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');
  for (const [keyword, { fr, en }] of Object.entries(WORDS) as [Keyword, (typeof WORDS)[Keyword]][]) {
    if (fr.includes(word)) return { keyword, language: 'fr' };
    if (en.includes(word)) return { keyword, language: 'en' };
  }
  return null;
}
