/** What a text of one word asks for. */
export type Keyword = 'stop' | 'start' | 'help' | 'balance' | 'pay' | 'outage' | 'confirm' | 'reschedule' | 'choose';

type Words = Readonly<Record<'fr' | 'en', readonly string[]>>;

const WORDS: Readonly<Record<Exclude<Keyword, 'choose'>, Words>> = {
  stop: { fr: ['ARRET', 'ARRETER', 'ARRETEZ', 'DESABONNER', 'DESABONNEMENT', 'FIN'], en: ['STOP', 'STOPALL', 'UNSUBSCRIBE', 'END', 'QUIT', 'REVOKE', 'OPTOUT', 'CANCEL'] },
  start: { fr: ['DEBUT', 'REPRENDRE', 'ABONNER'], en: ['START', 'UNSTOP', 'SUBSCRIBE'] },
  help: { fr: ['AIDE'], en: ['HELP', 'INFO'] },
  balance: { fr: ['SOLDE'], en: ['BALANCE'] },
  pay: { fr: ['PAYER', 'PAIEMENT'], en: ['PAY', 'PAYMENT'] },
  outage: { fr: ['PANNE', 'COUPURE'], en: ['OUTAGE'] },
  confirm: { fr: ['OUI', 'CONFIRMER', 'CONFIRME'], en: ['YES', 'CONFIRM'] },
  reschedule: { fr: ['NON', 'REPORTER', 'DEPLACER'], en: ['NO', 'RESCHEDULE'] },
};

/** A keyword, the language it was said in, and which of several was chosen, from 1 on. */
export interface Said {
  readonly keyword: Keyword;
  readonly language: 'fr' | 'en';
  readonly pick?: number;
  /** A word that means something only as an answer: while a person of the office is talking, it is theirs. */
  readonly isBare?: true;
}

const BARE: readonly string[] = ['OUI', 'NON', 'YES', 'NO'];

/** The keyword of a text; null for anything longer, which a person reads. Accents, case and marks around it do not matter. */
export function keywordOf(text: string): Said | null {
  const word = text.normalize('NFD').replace(/\p{M}/gu, '').toUpperCase().replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');
  if (/^[123]$/.test(word)) return { keyword: 'choose', language: 'fr', pick: Number(word), isBare: true };
  for (const [keyword, { fr, en }] of Object.entries(WORDS) as [Keyword, Words][]) {
    const language = fr.includes(word) ? 'fr' : en.includes(word) ? 'en' : null;
    if (language) return { keyword, language, ...(BARE.includes(word) ? { isBare: true } : {}) };
  }
  return null;
}
