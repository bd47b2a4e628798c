import type { Locale } from '../platform/caller.js';

const words = {
  fr: {
    invoice: 'Facture', creditNote: 'Note de crédit', number: 'Numéro', issued: 'Date', due: 'Échéance', customer: 'Client', billTo: 'Facturé à', line: 'Description', quantity: 'Qté', price: 'Prix', amount: 'Montant',
    subtotal: 'Sous-total', total: 'Total', left: 'Solde à payer', paid: 'Payée', void: 'Annulée', payOnline: 'Payez en ligne', online: 'Votre facture en ligne', payText: 'Balayez ce code avec votre téléphone, ou ouvrez', page: 'Page', of: 'de', continued: 'suite',
    taxes: { GST: 'TPS', QST: 'TVQ', HST: 'TVH', PST: 'TVP', RST: 'TVD' }, methods: { CARD: 'Carte', KLARNA: 'Klarna', PRE_AUTHORISED_DEBIT: 'Débit préautorisé', CHEQUE: 'Chèque', OTHER: 'Paiement', CREDIT_NOTE: 'Note de crédit', WRITE_OFF: 'Radiation' },
  },
  en: {
    invoice: 'Invoice', creditNote: 'Credit note', number: 'Number', issued: 'Date', due: 'Due', customer: 'Customer', billTo: 'Billed to', line: 'Description', quantity: 'Qty', price: 'Price', amount: 'Amount',
    subtotal: 'Subtotal', total: 'Total', left: 'Balance due', paid: 'Paid', void: 'Void', payOnline: 'Pay online', online: 'Your invoice online', payText: 'Scan this code with your phone, or open', page: 'Page', of: 'of', continued: 'continued',
    taxes: { GST: 'GST', QST: 'QST', HST: 'HST', PST: 'PST', RST: 'RST' }, methods: { CARD: 'Card', KLARNA: 'Klarna', PRE_AUTHORISED_DEBIT: 'Pre-authorized debit', CHEQUE: 'Cheque', OTHER: 'Payment', CREDIT_NOTE: 'Credit note', WRITE_OFF: 'Write-off' },
  },
} as const;

export type PaperWords = (typeof words)[Locale];

/** The words printed on paper, in the customer's language. */
export const paperWords = (locale: Locale): PaperWords => words[locale];
