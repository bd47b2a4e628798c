import { formatMoney, type Money } from '@demarc/money';
import type { PaymentMethod } from '../payments/payment.entity.js';
import type { Brand } from '../tenancy/tenancy.service.js';
import { letterDay } from './letter-day.js';
import type { Letter, LetterLanguage } from './letters.js';

/** What messages about paying need to know. */
export interface PaymentLetterData {
  'payment-link': { readonly amount: Money; readonly number: string | null; readonly until: string; readonly url: string };
  'payment-received': { readonly amount: Money; readonly method: PaymentMethod; readonly receivedOn: string; readonly reference: string; readonly invoices: readonly string[]; readonly left: Money; readonly url: string };
  'payment-failed': { readonly amount: Money; readonly url: string };
  'autopay-failed': { readonly amount: Money; readonly why: 'person' | 'funds' | 'method' | 'other'; readonly nextTryOn: string | null; readonly stops: boolean; readonly url: string };
  'statement': { readonly from: string; readonly to: string; readonly closing: Money; readonly url: string };
  'autopay-changed': { readonly active: boolean; readonly kind: 'card' | 'account'; readonly last4: string; readonly url: string };
}

type Writers = { readonly [T in keyof PaymentLetterData]: Readonly<Record<LetterLanguage, (data: PaymentLetterData[T], brand: Brand) => Letter>> };

/** Why a bank said no, as a sentence. */
export const WHY = {
  fr: {
    person: 'Votre banque veut vérifier que c’est bien vous : payez une fois vous-même avec le bouton ci-dessous.',
    funds: 'Votre banque a répondu que le solde était insuffisant.',
    method: 'Votre banque a refusé ce moyen de paiement pour de bon.',
    other: 'Votre banque a refusé ce paiement.',
  },
  en: {
    person: 'Your bank wants to make sure that it is you: pay once yourself with the button below.',
    funds: 'Your bank answered that the balance was too low.',
    method: 'Your bank has refused this card or account for good.',
    other: 'Your bank has refused this payment.',
  },
} as const;

/** How it was paid, after the amount and the day. */
const METHODS: Readonly<Record<LetterLanguage, Readonly<Record<PaymentMethod, string>>>> = {
  fr: { CARD: ' par carte', KLARNA: ' par Klarna', PRE_AUTHORISED_DEBIT: ' par débit préautorisé', CHEQUE: ' par chèque', OTHER: '', CREDIT_NOTE: '', WRITE_OFF: '' },
  en: { CARD: ' by card', KLARNA: ' by Klarna', PRE_AUTHORISED_DEBIT: ' by pre-authorized debit', CHEQUE: ' by cheque', OTHER: '', CREDIT_NOTE: '', WRITE_OFF: '' },
};

/** How an account stands at the end of a statement. */
export const leftOver = ({ amount, currency }: Money): Readonly<Record<LetterLanguage, string>> =>
  amount > 0
    ? { fr: `Le solde à la fin est de ${formatMoney({ amount, currency }, 'fr')}.`, en: `The closing balance is ${formatMoney({ amount, currency }, 'en')}.` }
    : amount < 0
      ? { fr: `Il vous reste ${formatMoney({ amount: -amount, currency }, 'fr')} à votre crédit.`, en: `You have ${formatMoney({ amount: -amount, currency }, 'en')} in your favour.` }
      : { fr: 'Tout est réglé, merci.', en: 'All is settled, thank you.' };

/** What we say about paying, in each language. */
export const paymentLetters: Writers = {
  'payment-link': {
    fr: ({ amount, number, until, url }, brand) => ({
      subject: number ? `Payer la facture ${number}` : 'Payer votre solde',
      mail: {
        heading: number ? `Facture ${number}` : 'Votre solde', paragraphs: [`Il reste ${formatMoney(amount, 'fr')} à payer. Ce lien vous mène directement au bon endroit.`], button: { label: 'Voir et payer', url },
        after: [`Ce lien fonctionne jusqu’au ${letterDay(until, 'fr')}. Il est personnel : ne le transférez à personne.`],
      },
      sms: `${brand.name} : ${formatMoney(amount, 'fr')} à payer. ${url}`,
    }),
    en: ({ amount, number, until, url }, brand) => ({
      subject: number ? `Pay invoice ${number}` : 'Pay your balance',
      mail: {
        heading: number ? `Invoice ${number}` : 'Your balance', paragraphs: [`${formatMoney(amount, 'en')} is left to pay. This link takes you straight to the right place.`], button: { label: 'See and pay', url },
        after: [`This link works until ${letterDay(until, 'en')}. It is yours alone: do not forward it.`],
      },
      sms: `${brand.name}: ${formatMoney(amount, 'en')} to pay. ${url}`,
    }),
  },
  'statement': {
    fr: ({ from, to, closing, url }, brand) => ({
      subject: `Votre relevé de compte, du ${letterDay(from, 'fr')} au ${letterDay(to, 'fr')}`,
      mail: { heading: 'Votre relevé de compte', paragraphs: [`Vous trouverez ci-joint votre relevé du ${letterDay(from, 'fr')} au ${letterDay(to, 'fr')}. ${leftOver(closing).fr}`], button: { label: closing.amount > 0 ? 'Voir et payer' : 'Voir mon compte', url } },
      sms: `${brand.name} : votre relevé de compte est prêt. ${leftOver(closing).fr} ${url}`,
    }),
    en: ({ from, to, closing, url }, brand) => ({
      subject: `Your account statement, ${letterDay(from, 'en')} to ${letterDay(to, 'en')}`,
      mail: { heading: 'Your account statement', paragraphs: [`Your statement from ${letterDay(from, 'en')} to ${letterDay(to, 'en')} is attached. ${leftOver(closing).en}`], button: { label: closing.amount > 0 ? 'See and pay' : 'See my account', url } },
      sms: `${brand.name}: your account statement is ready. ${leftOver(closing).en} ${url}`,
    }),
  },
  'payment-received': {
    fr: ({ amount, method, receivedOn, reference, invoices, left, url }, brand) => ({
      subject: 'Reçu : nous avons reçu votre paiement',
      mail: {
        heading: 'Merci !',
        paragraphs: [
          `Nous avons reçu votre paiement de ${formatMoney(amount, 'fr')} le ${letterDay(receivedOn, 'fr')}${METHODS.fr[method]}${reference ? ` (${reference})` : ''}.`,
          invoices.length ? `Il règle ${invoices.length > 1 ? 'les factures' : 'la facture'} ${invoices.join(', ')}.` : 'Il reste à votre crédit et réglera votre prochaine facture.',
          left.amount > 0 ? `Il reste ${formatMoney(left, 'fr')} à payer.` : 'Tout est réglé.',
        ],
        button: { label: 'Voir mes factures', url },
      },
      sms: `${brand.name} : paiement de ${formatMoney(amount, 'fr')} reçu. Merci !`,
    }),
    en: ({ amount, method, receivedOn, reference, invoices, left, url }, brand) => ({
      subject: 'Receipt: we have received your payment',
      mail: {
        heading: 'Thank you!',
        paragraphs: [
          `We have received your payment of ${formatMoney(amount, 'en')} on ${letterDay(receivedOn, 'en')}${METHODS.en[method]}${reference ? ` (${reference})` : ''}.`,
          invoices.length ? `It settles ${invoices.length > 1 ? 'invoices' : 'invoice'} ${invoices.join(', ')}.` : 'It is in your favour and will settle your next invoice.',
          left.amount > 0 ? `${formatMoney(left, 'en')} is left to pay.` : 'All is settled.',
        ],
        button: { label: 'See my invoices', url },
      },
      sms: `${brand.name}: payment of ${formatMoney(amount, 'en')} received. Thank you!`,
    }),
  },
  'payment-failed': {
    fr: ({ amount, url }, brand) => ({
      subject: 'Votre paiement n’est pas passé',
      mail: { heading: 'Votre paiement n’est pas passé', paragraphs: [`Votre banque a refusé le paiement de ${formatMoney(amount, 'fr')}. Ce montant est de nouveau à payer ; aucun frais ne s’ajoute pour l’instant.`], button: { label: 'Payer autrement', url } },
      sms: `${brand.name} : votre banque a refusé ${formatMoney(amount, 'fr')}. Payez autrement : ${url}`,
    }),
    en: ({ amount, url }, brand) => ({
      subject: 'Your payment did not go through',
      mail: { heading: 'Your payment did not go through', paragraphs: [`Your bank has refused the payment of ${formatMoney(amount, 'en')}. It is to be paid again; nothing is added to it for now.`], button: { label: 'Pay another way', url } },
      sms: `${brand.name}: your bank refused ${formatMoney(amount, 'en')}. Pay another way: ${url}`,
    }),
  },
  'autopay-failed': {
    fr: ({ amount, why, nextTryOn, stops, url }, brand) => ({
      subject: 'Votre paiement automatique n’est pas passé',
      mail: {
        heading: 'Votre paiement automatique n’est pas passé',
        paragraphs: [
          `Nous n’avons pas pu prélever ${formatMoney(amount, 'fr')}. ${WHY.fr[why]}`,
          ...(nextTryOn ? [`Nous essaierons de nouveau le ${letterDay(nextTryOn, 'fr')}. Vous pouvez aussi payer dès maintenant.`] : []),
          ...(stops ? ['Vos paiements automatiques sont désactivés. Ajoutez un autre moyen de paiement pour les réactiver.'] : []),
        ],
        button: { label: 'Payer maintenant', url },
      },
      sms: `${brand.name} : paiement automatique de ${formatMoney(amount, 'fr')} refusé. ${url}`,
    }),
    en: ({ amount, why, nextTryOn, stops, url }, brand) => ({
      subject: 'Your automatic payment did not go through',
      mail: {
        heading: 'Your automatic payment did not go through',
        paragraphs: [
          `We could not collect ${formatMoney(amount, 'en')}. ${WHY.en[why]}`,
          ...(nextTryOn ? [`We will try again on ${letterDay(nextTryOn, 'en')}. You can also pay right now.`] : []),
          ...(stops ? ['Your automatic payments are turned off. Save another card or account to turn them on again.'] : []),
        ],
        button: { label: 'Pay now', url },
      },
      sms: `${brand.name}: automatic payment of ${formatMoney(amount, 'en')} refused. ${url}`,
    }),
  },
  'autopay-changed': {
    fr: ({ active, kind, last4, url }, brand) => ({
      subject: active ? 'Vos paiements automatiques sont activés' : 'Vos paiements automatiques sont désactivés',
      mail: {
        heading: active ? 'Paiements automatiques activés' : 'Paiements automatiques désactivés',
        paragraphs: active
          ? [`Chaque facture sera payée le jour de son échéance avec ${kind === 'card' ? 'votre carte' : 'votre compte bancaire'} se terminant par ${last4}.`, 'Vous pouvez les désactiver en tout temps dans votre espace client, avant 18 h la veille.']
          : ['Vos factures ne seront plus payées d’elles-mêmes. Pensez à les payer avant leur échéance.'],
        button: { label: 'Voir mes paiements', url },
      },
      sms: `${brand.name} : vos paiements automatiques sont ${active ? 'activés' : 'désactivés'}.`,
    }),
    en: ({ active, kind, last4, url }, brand) => ({
      subject: active ? 'Your automatic payments are on' : 'Your automatic payments are off',
      mail: {
        heading: active ? 'Automatic payments are on' : 'Automatic payments are off',
        paragraphs: active
          ? [`Each invoice will be paid on its due date with your ${kind === 'card' ? 'card' : 'bank account'} ending in ${last4}.`, 'You can turn them off at any time in your portal, before 6 p.m. on the day before.']
          : ['Your invoices will no longer be paid by themselves. Please pay them by their due date.'],
        button: { label: 'See my payments', url },
      },
      sms: `${brand.name}: your automatic payments are ${active ? 'on' : 'off'}.`,
    }),
  },
};
