import type { Locale } from '../platform/caller.js';

const words = {
  fr: {
    invoice: 'Facture', creditNote: 'Note de crédit', number: 'Numéro', issued: 'Date', due: 'Échéance', customer: 'Client', billTo: 'Facturé à', line: 'Description', quantity: 'Qté', price: 'Prix', amount: 'Montant',
    subtotal: 'Sous-total', total: 'Total', left: 'Solde à payer', paid: 'Payée', void: 'Annulée', payOnline: 'Payez en ligne', payText: 'Balayez ce code avec votre téléphone, ou ouvrez', page: 'Page', of: 'de', continued: 'suite',
    taxes: { GST: 'TPS', QST: 'TVQ', HST: 'TVH', PST: 'TVP', RST: 'TVD' }, methods: { CARD: 'Carte', KLARNA: 'Klarna', PRE_AUTHORISED_DEBIT: 'Débit préautorisé', CHEQUE: 'Chèque', OTHER: 'Paiement', CREDIT_NOTE: 'Note de crédit', WRITE_OFF: 'Radiation' },
  },
  en: {
    invoice: 'Invoice', creditNote: 'Credit note', number: 'Number', issued: 'Date', due: 'Due', customer: 'Customer', billTo: 'Billed to', line: 'Description', quantity: 'Qty', price: 'Price', amount: 'Amount',
    subtotal: 'Subtotal', total: 'Total', left: 'Balance due', paid: 'Paid', void: 'Void', payOnline: 'Pay online', payText: 'Scan this code with your phone, or open', page: 'Page', of: 'of', continued: 'continued',
    taxes: { GST: 'GST', QST: 'QST', HST: 'HST', PST: 'PST', RST: 'RST' }, methods: { CARD: 'Card', KLARNA: 'Klarna', PRE_AUTHORISED_DEBIT: 'Pre-authorized debit', CHEQUE: 'Cheque', OTHER: 'Payment', CREDIT_NOTE: 'Credit note', WRITE_OFF: 'Write-off' },
  },
} as const;

export type PaperWords = (typeof words)[Locale];

/** The words printed on paper, in the customer's language. */
export const paperWords = (locale: Locale): PaperWords => words[locale];

const days: Readonly<Record<Locale, Intl.DateTimeFormat>> = {
  fr: new Intl.DateTimeFormat('fr-CA', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }),
  en: new Intl.DateTimeFormat('en-CA', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }),
};

/** A calendar day as people write it; the first of a month is the 1er in French. */
export const paperDay = (day: string, locale: Locale): string => days[locale].format(new Date(`${day}T00:00:00Z`)).replace(/^1 /, '1er ');

/** What Windows-1252, the encoding of the fonts every PDF reader has, holds beyond Latin-1. */
const BEYOND_LATIN = '€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ';
const LETTERS: Readonly<Record<string, string>> = { Đ: 'D', đ: 'd', Ł: 'L', ł: 'l', ı: 'i', '\u202f': '\u00a0', '\u2011': '-', '−': '-' };

/** The text with letters the fonts lack replaced by the nearest they have: all of French stays, `Nguyễn` becomes `Nguyen`. */
export function printable(text: string): string {
  return Array.from(text.normalize('NFC'), (letter) => (has(letter) ? letter : (LETTERS[letter] ?? plain(letter)))).join('');
}

const has = (letter: string): boolean => /^[\n\u0020-\u007e\u00a0-\u00ff]$/.test(letter) || BEYOND_LATIN.includes(letter);

function plain(letter: string): string {
  const base = letter.normalize('NFD').replace(/\p{M}/gu, '');
  return base && Array.from(base).every(has) ? base : '?';
}
