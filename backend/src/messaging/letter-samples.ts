import { PaymentMethod } from '../payments/payment.entity.js';
import type { LetterData, LetterLanguage } from './letters.js';

/** What each message is shown with before anything happened: people and numbers that do not exist. */
export function letterSamples(address: string, language: LetterLanguage): LetterData {
  const page = (path: string) => `${address}/#/${path}`;
  const isFrench = language === 'fr';
  return {
    'sign-in-link': { name: 'Julie Gagnon', url: page('?token=exemple'), hours: 24, who: 'customer' },
    'sign-in-code': { code: '042137', minutes: 10 },
    'reach-code': { code: '042137', minutes: 10 },
    'reach-changed': { name: 'Julie Gagnon', what: 'email', now: 'j***n@exemple.ca', url: page('me') },
    'password-invitation': { name: 'Julie Gagnon', url: page('mot-de-passe?token=exemple'), hours: 168 },
    'password-reset': { name: 'Julie Gagnon', url: page('mot-de-passe?token=exemple'), hours: 1 },
    'staff-invitation': { name: 'Camille Roy', url: page('?token=exemple'), hours: 24, by: 'Geneviève Morin' },
    'ticket-reply': {
      number: 'T-000012', subject: isFrench ? 'Internet lent le soir' : 'Slow internet in the evening', author: 'Camille Roy', url: page('tickets/T-000012'), canReply: true,
      body: isFrench ? 'Bonjour Julie,\n\nNous avons trouvé la cause : un câble abîmé près de votre modem. Un technicien passe demain matin.\n\nBonne soirée' : 'Hello Julie,\n\nWe have found the cause: a damaged cable near your modem. A technician comes tomorrow morning.\n\nHave a good evening',
    },
    'message': { author: 'Camille Roy', url: page('messages'), canReply: true, body: isFrench ? 'Bonjour Julie, le technicien arrive dans dix minutes.' : 'Hello Julie, the technician arrives in ten minutes.' },
    'sms-answer': { text: isFrench ? 'Fibre Boréale : votre solde est de 91,93 $. Écrivez PAYER pour recevoir un lien.' : 'Fibre Boréale: your balance is $91.93. Write PAY for a link.' },
    'invoice-issued': { number: 'INV-2026-000123', total: { amount: 9193, currency: 'CAD' }, dueOn: '2026-12-12', url: page('invoices/INV-2026-000123') },
    'payment-received': { amount: { amount: 9193, currency: 'CAD' }, method: PaymentMethod.CARD, receivedOn: '2026-12-10', reference: '', invoices: ['INV-2026-000123'], left: { amount: 0, currency: 'CAD' }, url: page('invoices') },
    'payment-link': { amount: { amount: 9193, currency: 'CAD' }, number: 'INV-2026-000123', until: '2026-12-12', url: `${address}/pay/exemple` },
    'statement': { from: '2026-10-01', to: '2026-10-31', closing: { amount: 9193, currency: 'CAD' }, url: page('payments') },
    'payment-failed': { amount: { amount: 9193, currency: 'CAD' }, url: page('payments') },
    'autopay-failed': { amount: { amount: 9193, currency: 'CAD' }, why: 'funds', nextTryOn: '2026-12-15', stops: false, url: `${address}/pay/exemple` },
    'autopay-changed': { active: true, kind: 'card', last4: '4242', url: page('payments') },
    'payment-reminder': { reminder: 2, owed: { amount: 9193, currency: 'CAD' }, since: '2026-12-12', cutOn: '2027-01-11', url: page('invoices') },
    'late-fee': { fee: { amount: 1000, currency: 'CAD' }, number: 'INV-2026-000140', url: page('invoices/INV-2026-000140') },
    'service-suspended': { owed: { amount: 18386, currency: 'CAD' }, url: page('invoices') },
    'service-restored': { name: 'Julie Gagnon', url: page('') },
    'arrangement-made': { instalments: [{ dueOn: '2026-12-15', amount: { amount: 9193, currency: 'CAD' } }, { dueOn: '2027-01-15', amount: { amount: 9193, currency: 'CAD' } }], url: page('invoices') },
    'arrangement-broken': { owed: { amount: 9193, currency: 'CAD' }, url: page('invoices') },
    'order-placed': { number: 'O-000012', items: ['Internet fibre 500'], address: '12, rue Principale, Saint-Jérôme', when: isFrench ? 'mardi 1 décembre, 8 h – 12 h' : 'Tuesday, December 1, 8 a.m. – 12 p.m.', first: { amount: 9193, currency: 'CAD' }, monthly: { amount: 8617, currency: 'CAD' }, url: page('') },
    'ticket-late': { name: 'Geneviève Morin', number: 'T-000012', subject: isFrench ? 'Internet lent le soir' : 'Slow internet in the evening', client: 'Julie Gagnon', assignee: 'Camille Roy', url: page('ops/tickets') },
    'job-on-the-way': { technician: 'Alex Côté', url: page('') },
  };
}
