import { LedgerKind } from '../ledger/ledger.entity.js';
import { PaymentMethod } from '../payments/payment.entity.js';
import type { Locale } from '../platform/caller.js';

const words = {
  fr: {
    statement: 'Relevé de compte', period: 'Période', date: 'Établi le', customer: 'Client', to: 'Relevé de', day: 'Date', what: 'Opération', reference: 'Référence', charged: 'Facturé', paid: 'Payé ou crédité', balance: 'Solde',
    opening: 'Solde au début', allCharged: 'Facturé', allPaid: 'Payé ou crédité', closing: 'Solde à la fin', inCredit: 'À votre crédit', nothing: 'Rien n’a bougé pendant cette période.', continued: 'suite', page: 'Page', of: 'de',
    payOnline: 'Payez en ligne', payText: 'Balayez ce code avec votre téléphone, ou ouvrez',
    kinds: {
      INVOICE_ISSUED: 'Facture', INVOICE_VOIDED: 'Facture annulée', INVOICE_CORRECTED: 'Facture corrigée', CREDIT_NOTE_ISSUED: 'Note de crédit', PAYMENT_RECEIVED: 'Paiement', PAYMENT_CORRECTED: 'Paiement corrigé', ALLOCATED: 'Affectation', UNALLOCATED: 'Affectation retirée',
      REFUNDED: 'Remboursement', REFUND_FAILED: 'Remboursement non abouti', WRITTEN_OFF: 'Montant radié', FEE_CHARGED: 'Frais', LATE_FEE: 'Frais de retard', DISPUTE_OPENED: 'Paiement contesté', DISPUTE_WON: 'Contestation close, paiement rendu', DISPUTE_LOST: 'Contestation close', OPENING: 'Réglé avant l’importation',
    },
    methods: { CARD: 'carte', KLARNA: 'Klarna', PRE_AUTHORISED_DEBIT: 'débit préautorisé', CHEQUE: 'chèque', OTHER: '', CREDIT_NOTE: '', WRITE_OFF: '' },
  },
  en: {
    statement: 'Account statement', period: 'Period', date: 'Made on', customer: 'Customer', to: 'Statement of', day: 'Date', what: 'What', reference: 'Reference', charged: 'Charged', paid: 'Paid or credited', balance: 'Balance',
    opening: 'Opening balance', allCharged: 'Charged', allPaid: 'Paid or credited', closing: 'Closing balance', inCredit: 'In your favour', nothing: 'Nothing moved during this period.', continued: 'continued', page: 'Page', of: 'of',
    payOnline: 'Pay online', payText: 'Scan this code with your phone, or open',
    kinds: {
      INVOICE_ISSUED: 'Invoice', INVOICE_VOIDED: 'Invoice voided', INVOICE_CORRECTED: 'Invoice corrected', CREDIT_NOTE_ISSUED: 'Credit note', PAYMENT_RECEIVED: 'Payment', PAYMENT_CORRECTED: 'Payment corrected', ALLOCATED: 'Allocation', UNALLOCATED: 'Allocation taken back',
      REFUNDED: 'Refund', REFUND_FAILED: 'Refund that did not go through', WRITTEN_OFF: 'Written off', FEE_CHARGED: 'Fee', LATE_FEE: 'Late fee', DISPUTE_OPENED: 'Payment disputed', DISPUTE_WON: 'Dispute closed, payment returned', DISPUTE_LOST: 'Dispute closed', OPENING: 'Settled before the import',
    },
    methods: { CARD: 'card', KLARNA: 'Klarna', PRE_AUTHORISED_DEBIT: 'pre-authorized debit', CHEQUE: 'cheque', OTHER: '', CREDIT_NOTE: '', WRITE_OFF: '' },
  },
} as const satisfies Readonly<Record<Locale, { readonly kinds: Readonly<Record<LedgerKind, string>>; readonly methods: Readonly<Record<PaymentMethod, string>> } & Readonly<Record<string, unknown>>>>;

export type StatementWords = (typeof words)[Locale];

/** The words printed on a statement, in the customer's language. */
export const statementWords = (locale: Locale): StatementWords => words[locale];
