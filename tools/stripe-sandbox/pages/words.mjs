const WORDS = {
  fr: {
    sandbox: 'Bac à sable — aucun vrai paiement',
    pay: 'Payer',
    save: 'Enregistrer',
    total: 'Total',
    email: 'Courriel',
    method: 'Moyen de paiement',
    card: 'Carte',
    klarna: 'Klarna',
    acss_debit: 'Débit préautorisé canadien',
    number: 'Numéro de carte',
    expiry: 'Expiration (MM/AA)',
    cvc: 'Code de sécurité',
    name: 'Nom du titulaire',
    account: 'Numéro de compte',
    cancel: 'Annuler et revenir',
    titlePay: 'Paiement',
    titleSave: 'Enregistrer un moyen de paiement',
    authTitle: 'Vérification de la banque',
    authText: 'La banque demande au titulaire de confirmer cette opération.',
    agree: 'Confirmer',
    refuse: 'Refuser',
    gone: 'Cette page de paiement a expiré.',
    unknown: 'Page introuvable.',
    portal: 'Moyens de paiement',
    none: 'Aucun moyen de paiement enregistré.',
    back: 'Revenir',
    remove: 'Retirer',
    help: 'Cartes d’essai : 4242 4242 4242 4242 réussit, 4000 0000 0000 0002 est refusée, 4000 0025 0000 3155 demande une vérification, 4000 0000 0000 9995 manque de fonds.',
    generic_decline: 'Votre carte a été refusée.',
    insufficient_funds: 'Votre carte n’a pas assez de fonds.',
    expired_card: 'Votre carte est expirée.',
    incorrect_cvc: 'Le code de sécurité est inexact.',
    incorrect_number: 'Ce numéro de carte est inexact.',
    processing_error: 'La carte n’a pas pu être traitée. Réessayez.',
    authentication: 'La vérification a échoué. Choisissez un autre moyen de paiement.',
    emailMissing: 'Entrez votre courriel.',
    badExpiry: 'La date d’expiration est inexacte.',
    badAccount: 'Le numéro de compte est inexact.',
  },
  en: {
    sandbox: 'Sandbox — no real payment',
    pay: 'Pay',
    save: 'Save',
    total: 'Total',
    email: 'E-mail',
    method: 'Payment method',
    card: 'Card',
    klarna: 'Klarna',
    acss_debit: 'Canadian pre-authorised debit',
    number: 'Card number',
    expiry: 'Expiry (MM/YY)',
    cvc: 'Security code',
    name: 'Name on the card',
    account: 'Account number',
    cancel: 'Cancel and go back',
    titlePay: 'Payment',
    titleSave: 'Save a payment method',
    authTitle: 'Bank verification',
    authText: 'The bank asks the holder to confirm this operation.',
    agree: 'Confirm',
    refuse: 'Refuse',
    gone: 'This payment page has expired.',
    unknown: 'Page not found.',
    portal: 'Payment methods',
    none: 'No saved payment method.',
    back: 'Go back',
    remove: 'Remove',
    help: 'Test cards: 4242 4242 4242 4242 succeeds, 4000 0000 0000 0002 is declined, 4000 0025 0000 3155 asks for verification, 4000 0000 0000 9995 lacks funds.',
    generic_decline: 'Your card was declined.',
    insufficient_funds: 'Your card has insufficient funds.',
    expired_card: 'Your card has expired.',
    incorrect_cvc: 'The security code is incorrect.',
    incorrect_number: 'This card number is incorrect.',
    processing_error: 'The card could not be processed. Try again.',
    authentication: 'The verification failed. Choose another payment method.',
    emailMissing: 'Enter your e-mail.',
    badExpiry: 'The expiry date is incorrect.',
    badAccount: 'The account number is incorrect.',
  },
};

/** The language of a page: the session's, else the browser's, else English. */
export function languageOf(locale, acceptLanguage = '') {
  const wanted = !locale || locale === 'auto' ? acceptLanguage : locale;
  return wanted.toLowerCase().startsWith('fr') ? 'fr' : 'en';
}

/** The words of a page in its language. */
export function wordsIn(language) {
  return WORDS[language];
}

/** An amount as a person of that language writes it. */
export function money(cents, currency, language) {
  return new Intl.NumberFormat(`${language}-CA`, { style: 'currency', currency: (currency ?? 'cad').toUpperCase() }).format(cents / 100);
}
