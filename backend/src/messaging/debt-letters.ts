import { formatMoney } from '@demarc/money';
import { letterDay as day } from './letter-day.js';
import type { LetterData, LetterLanguage, Writers } from './letters.js';

type Debt = 'payment-reminder' | 'late-fee' | 'service-suspended' | 'service-restored' | 'arrangement-made' | 'arrangement-broken';

/** One line for each instalment. */
export const instalmentLines = (instalments: LetterData['arrangement-made']['instalments'], language: LetterLanguage): string[] =>
  instalments.map(({ dueOn, amount }) => `${formatMoney(amount, language)} ${language === 'fr' ? 'au plus tard le' : 'by'} ${day(dueOn, language)}`);

/** What we say about debts: kindly at first, always with the amount, the day and a way to settle it. */
export const debtLetters: Pick<Writers, Debt> = {
  'payment-reminder': {
    fr: ({ reminder, owed, since, cutOn, url }, brand) => ({
      subject: reminder > 1 ? `Rappel : ${formatMoney(owed, 'fr')} à payer` : `Un petit rappel : ${formatMoney(owed, 'fr')} à payer`,
      mail: {
        heading: reminder > 1 ? 'Votre compte est en retard' : 'Avez-vous oublié quelque chose ?',
        paragraphs: [`Il reste ${formatMoney(owed, 'fr')} à payer, dont une partie depuis le ${day(since, 'fr')}.`, ...(cutOn ? [`Sans paiement ni entente, votre service pourrait être suspendu à partir du ${day(cutOn, 'fr')}.`] : [])],
        button: { label: 'Voir et payer', url },
        after: ['Si vous venez de payer, ne tenez pas compte de ce message.', 'Si le montant est difficile à payer d’un coup, appelez-nous : nous pouvons l’étaler.'],
      },
      sms: `${brand.name} : ${formatMoney(owed, 'fr')} à payer${cutOn ? `. Suspension possible dès le ${day(cutOn, 'fr')}` : ` depuis le ${day(since, 'fr')}`}. ${url}`,
    }),
    en: ({ reminder, owed, since, cutOn, url }, brand) => ({
      subject: reminder > 1 ? `Reminder: ${formatMoney(owed, 'en')} to pay` : `A small reminder: ${formatMoney(owed, 'en')} to pay`,
      mail: {
        heading: reminder > 1 ? 'Your account is overdue' : 'Did you forget something?',
        paragraphs: [`${formatMoney(owed, 'en')} is still to be paid, part of it since ${day(since, 'en')}.`, ...(cutOn ? [`Without a payment or an arrangement, your service may be suspended from ${day(cutOn, 'en')}.`] : [])],
        button: { label: 'See and pay', url },
        after: ['If you have just paid, please ignore this message.', 'If it is hard to pay at once, call us: we can spread it.'],
      },
      sms: `${brand.name}: ${formatMoney(owed, 'en')} to pay${cutOn ? `. Service may be suspended from ${day(cutOn, 'en')}` : ` since ${day(since, 'en')}`}. ${url}`,
    }),
  },
  'late-fee': {
    fr: ({ fee, number, url }, brand) => ({
      subject: `Frais de retard : facture ${number}`,
      mail: { heading: 'Des frais de retard ont été ajoutés', paragraphs: [`Votre compte étant en retard, des frais de ${formatMoney(fee, 'fr')} ont été facturés (${number}).`], button: { label: 'Voir et payer', url }, after: ['Pour éviter d’autres étapes, payez ou appelez-nous pour convenir d’une entente.'] },
      sms: `${brand.name} : des frais de retard de ${formatMoney(fee, 'fr')} ont été facturés (${number}). ${url}`,
    }),
    en: ({ fee, number, url }, brand) => ({
      subject: `Late fee: invoice ${number}`,
      mail: { heading: 'A late fee was added', paragraphs: [`As your account is overdue, a fee of ${formatMoney(fee, 'en')} was charged (${number}).`], button: { label: 'See and pay', url }, after: ['To avoid further steps, pay or call us to agree on an arrangement.'] },
      sms: `${brand.name}: a late fee of ${formatMoney(fee, 'en')} was charged (${number}). ${url}`,
    }),
  },
  'service-suspended': {
    fr: ({ owed, url }, brand) => ({
      subject: 'Votre service est suspendu',
      mail: { heading: 'Votre service est suspendu', paragraphs: [`Il reste ${formatMoney(owed, 'fr')} à payer. Dès que votre paiement est reçu, le service revient de lui-même, en quelques secondes.`], button: { label: 'Payer et rétablir', url }, after: ['Si votre santé ou votre sécurité dépend de ce service, appelez-nous tout de suite.'] },
      sms: `${brand.name} : votre service est suspendu (${formatMoney(owed, 'fr')} à payer). Il revient dès votre paiement : ${url}`,
    }),
    en: ({ owed, url }, brand) => ({
      subject: 'Your service is suspended',
      mail: { heading: 'Your service is suspended', paragraphs: [`${formatMoney(owed, 'en')} is still to be paid. As soon as your payment is received the service comes back by itself, within seconds.`], button: { label: 'Pay and restore', url }, after: ['If your health or safety depends on this service, call us at once.'] },
      sms: `${brand.name}: your service is suspended (${formatMoney(owed, 'en')} to pay). It comes back when you pay: ${url}`,
    }),
  },
  'service-restored': {
    fr: ({ name, url }, brand) => ({
      subject: 'Votre service est rétabli',
      mail: { heading: 'Votre service est rétabli', paragraphs: [`Merci, ${name}. Votre service fonctionne de nouveau. S’il ne revient pas, redémarrez votre modem.`], button: { label: 'Ouvrir mon compte', url } },
      sms: `${brand.name} : votre service est rétabli. S’il ne revient pas, redémarrez votre modem.`,
    }),
    en: ({ name, url }, brand) => ({
      subject: 'Your service is restored',
      mail: { heading: 'Your service is restored', paragraphs: [`Thank you, ${name}. Your service works again. If it does not come back, restart your modem.`], button: { label: 'Open my account', url } },
      sms: `${brand.name}: your service is restored. If it does not come back, restart your modem.`,
    }),
  },
  'arrangement-made': {
    fr: ({ instalments, url }, brand) => ({
      subject: 'Votre entente de paiement',
      mail: { heading: 'Votre entente de paiement', paragraphs: ['Voici ce dont nous avons convenu :', ...instalmentLines(instalments, 'fr')], button: { label: 'Voir et payer', url }, after: ['Tant que les versements arrivent à temps, rien d’autre ne se passe.'] },
      sms: `${brand.name} : entente notée. Premier versement de ${formatMoney(instalments[0]!.amount, 'fr')} au plus tard le ${day(instalments[0]!.dueOn, 'fr')}. ${url}`,
    }),
    en: ({ instalments, url }, brand) => ({
      subject: 'Your payment arrangement',
      mail: { heading: 'Your payment arrangement', paragraphs: ['Here is what we have agreed:', ...instalmentLines(instalments, 'en')], button: { label: 'See and pay', url }, after: ['As long as the instalments arrive in time, nothing else happens.'] },
      sms: `${brand.name}: arrangement noted. First instalment of ${formatMoney(instalments[0]!.amount, 'en')} by ${day(instalments[0]!.dueOn, 'en')}. ${url}`,
    }),
  },
  'arrangement-broken': {
    fr: ({ owed, url }, brand) => ({
      subject: 'Un versement de votre entente manque',
      mail: { heading: 'Un versement manque', paragraphs: [`Un versement de votre entente n’est pas arrivé à temps. L’entente prend fin et ${formatMoney(owed, 'fr')} est à payer maintenant.`], button: { label: 'Voir et payer', url }, after: ['Appelez-nous d’ici deux jours si quelque chose vous en empêche.'] },
      sms: `${brand.name} : un versement de votre entente manque. ${formatMoney(owed, 'fr')} est à payer maintenant. ${url}`,
    }),
    en: ({ owed, url }, brand) => ({
      subject: 'An instalment of your arrangement is missing',
      mail: { heading: 'An instalment is missing', paragraphs: [`An instalment of your arrangement did not arrive in time. The arrangement ends and ${formatMoney(owed, 'en')} is to be paid now.`], button: { label: 'See and pay', url }, after: ['Call us within two days if something keeps you from it.'] },
      sms: `${brand.name}: an instalment of your arrangement is missing. ${formatMoney(owed, 'en')} is to be paid now. ${url}`,
    }),
  },
};
