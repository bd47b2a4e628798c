import { formatMoney, type Money } from '@demarc/money';
import type { ReachChange } from '../customers/customer.events.js';
import type { Brand } from '../tenancy/tenancy.service.js';
import { letterDay } from './letter-day.js';
import { debtLetters } from './debt-letters.js';
import { mailHtml, mailText, type Mail } from './mail-layout.js';
import { orderLetters, type OrderLetterData } from './order-letters.js';
import { reachLetters } from './reach-letters.js';
import { paymentLetters, type PaymentLetterData } from './payment-letters.js';
import { ticketLetters, type TicketLetterData } from './ticket-letters.js';

/** What each message needs to know. */
export interface LetterData extends PaymentLetterData, OrderLetterData, TicketLetterData {
  'sign-in-link': { readonly name: string; readonly url: string; readonly hours: number; readonly who: 'customer' | 'staff' | 'technician' };
  'staff-invitation': { readonly name: string; readonly url: string; readonly hours: number; readonly by: string };
  'sign-in-code': { readonly code: string; readonly minutes: number };
  'reach-code': { readonly code: string; readonly minutes: number };
  'reach-changed': { readonly name: string; readonly what: ReachChange; readonly now: string; readonly url: string };
  'password-invitation': { readonly name: string; readonly url: string; readonly hours: number };
  'password-reset': { readonly name: string; readonly url: string; readonly hours: number };
  'ticket-reply': { readonly number: string; readonly subject: string; readonly author: string; readonly body: string; readonly url: string; readonly canReply: boolean };
  'message': { readonly author: string; readonly body: string; readonly url: string; readonly canReply: boolean };
  'sms-answer': { readonly text: string };
  'invoice-issued': { readonly number: string; readonly total: Money; readonly dueOn: string; readonly url: string };
  'payment-reminder': { readonly reminder: number; readonly owed: Money; readonly since: string; readonly cutOn: string | null; readonly url: string };
  'late-fee': { readonly fee: Money; readonly number: string; readonly url: string };
  'service-suspended': { readonly owed: Money; readonly url: string };
  'service-restored': { readonly name: string; readonly url: string };
  'arrangement-made': { readonly instalments: readonly { readonly dueOn: string; readonly amount: Money }[]; readonly url: string };
  'arrangement-broken': { readonly owed: Money; readonly url: string };
  'job-on-the-way': { readonly technician: string; readonly url: string };
}

export type Template = keyof LetterData;
export type LetterLanguage = 'fr' | 'en';

/** A message in both forms: an e-mail with its subject, and a text short enough for a phone. */
export interface Letter {
  readonly subject: string;
  readonly mail: Omit<Mail, 'language'>;
  readonly sms: string;
}

export type Writers = { readonly [T in Template]: Readonly<Record<LetterLanguage, (data: LetterData[T], brand: Brand) => Letter>> };

/** Said only where mail is received. */
const CAN_REPLY = { fr: { after: ['Vous pouvez aussi répondre à ce courriel.'] }, en: { after: ['You can also reply to this mail.'] } } as const;

/** What we say, in each language. */
const writers: Writers = {
  ...paymentLetters,
  ...reachLetters,
  ...debtLetters,
  ...orderLetters,
  ...ticketLetters,
  'sign-in-link': {
    fr: ({ name, url, hours, who }, brand) => ({
      subject: `Votre lien pour ouvrir ${brand.name}`,
      mail: {
        heading: `Bonjour ${name},`,
        paragraphs: [who === 'customer' ? 'Voici votre lien pour ouvrir votre espace client. Aucun mot de passe à retenir.' : 'Voici votre lien pour vous connecter.'],
        button: { label: 'Me connecter', url },
        after: [`Ce lien fonctionne pendant ${hours} h. Il est personnel : ne le transférez à personne.`, 'Si vous ne l’avez pas demandé, vous pouvez ignorer ce message.'],
      },
      sms: `${brand.name} : ouvrez ce lien pour vous connecter (${hours} h) ${url}`,
    }),
    en: ({ name, url, hours, who }, brand) => ({
      subject: `Your link to open ${brand.name}`,
      mail: {
        heading: `Hello ${name},`,
        paragraphs: [who === 'customer' ? 'Here is your link to your customer portal. There is no password to remember.' : 'Here is your link to sign in.'],
        button: { label: 'Sign in', url },
        after: [`This link works for ${hours} h. It is yours alone: do not forward it.`, 'If you did not ask for it, you can ignore this message.'],
      },
      sms: `${brand.name}: open this link to sign in (${hours} h) ${url}`,
    }),
  },
  'staff-invitation': {
    fr: ({ name, url, hours, by }, brand) => ({
      subject: `${by} vous invite chez ${brand.name}`,
      mail: {
        heading: `Bonjour ${name},`,
        paragraphs: [`${by} vous a ouvert un compte au bureau de ${brand.name}. Ouvrez-le avec ce lien, puis choisissez votre mot de passe dans « Ma sécurité ».`],
        button: { label: 'Ouvrir mon compte', url },
        after: [`Ce lien fonctionne pendant ${hours} h. Il est personnel : ne le transférez à personne.`],
      },
      sms: `${brand.name} : ${by} vous a ouvert un compte (${hours} h) ${url}`,
    }),
    en: ({ name, url, hours, by }, brand) => ({
      subject: `${by} invites you to ${brand.name}`,
      mail: {
        heading: `Hello ${name},`,
        paragraphs: [`${by} has opened an account for you at the office of ${brand.name}. Open it with this link, then choose your password under “My security”.`],
        button: { label: 'Open my account', url },
        after: [`This link works for ${hours} h. It is yours alone: do not forward it.`],
      },
      sms: `${brand.name}: ${by} has opened an account for you (${hours} h) ${url}`,
    }),
  },
  'sign-in-code': {
    fr: ({ code, minutes }, brand) => ({
      subject: `${code} est votre code ${brand.name}`,
      mail: { heading: 'Votre code', paragraphs: [`Entrez ce code pour continuer : ${code}`, `Il fonctionne pendant ${minutes} minutes. Ne le donnez à personne, même à quelqu’un qui dit travailler pour nous.`] },
      sms: `${brand.name} : votre code est ${code} (${minutes} min). Ne le donnez à personne.`,
    }),
    en: ({ code, minutes }, brand) => ({
      subject: `${code} is your ${brand.name} code`,
      mail: { heading: 'Your code', paragraphs: [`Enter this code to go on: ${code}`, `It works for ${minutes} minutes. Give it to nobody, not even somebody who says they work for us.`] },
      sms: `${brand.name}: your code is ${code} (${minutes} min). Give it to nobody.`,
    }),
  },
  'password-invitation': {
    fr: ({ name, url, hours }, brand) => ({
      subject: `Choisissez votre mot de passe ${brand.name}`,
      mail: {
        heading: `Bonjour ${name},`,
        paragraphs: [`${brand.name} vous invite à ouvrir votre espace. Choisissez un mot de passe, et c’est prêt.`],
        button: { label: 'Choisir mon mot de passe', url },
        after: [`Ce lien fonctionne une fois, pendant ${hours / 24} jours. Il est personnel : ne le transférez à personne.`],
      },
      sms: `${brand.name} : choisissez votre mot de passe ici ${url}`,
    }),
    en: ({ name, url, hours }, brand) => ({
      subject: `Choose your ${brand.name} password`,
      mail: {
        heading: `Hello ${name},`,
        paragraphs: [`${brand.name} invites you to open your account. Choose a password and you are ready.`],
        button: { label: 'Choose my password', url },
        after: [`This link works once, for ${hours / 24} days. It is yours alone: do not forward it.`],
      },
      sms: `${brand.name}: choose your password here ${url}`,
    }),
  },
  'password-reset': {
    fr: ({ name, url, hours }, brand) => ({
      subject: `Un autre mot de passe pour ${brand.name}`,
      mail: {
        heading: `Bonjour ${name},`,
        paragraphs: ['Vous avez demandé à choisir un autre mot de passe.'],
        button: { label: 'Choisir un mot de passe', url },
        after: [`Ce lien fonctionne une fois, pendant ${hours} h.`, 'Si vous ne l’avez pas demandé, ignorez ce message : votre mot de passe reste le même.'],
      },
      sms: `${brand.name} : choisissez un autre mot de passe ici (${hours} h) ${url}`,
    }),
    en: ({ name, url, hours }, brand) => ({
      subject: `Another password for ${brand.name}`,
      mail: {
        heading: `Hello ${name},`,
        paragraphs: ['You asked to choose another password.'],
        button: { label: 'Choose a password', url },
        after: [`This link works once, for ${hours} h.`, 'If you did not ask for it, ignore this message: your password stays the same.'],
      },
      sms: `${brand.name}: choose another password here (${hours} h) ${url}`,
    }),
  },
  'ticket-reply': {
    fr: ({ number, subject, author, body, url, canReply }, brand) => ({
      subject: `Re : ${subject} (${number})`,
      mail: { heading: `${author} vous a répondu`, paragraphs: [body], button: { label: 'Lire et répondre', url }, ...(canReply ? CAN_REPLY.fr : {}) },
      sms: `${brand.name} : nous avons répondu à votre demande ${number}. ${url}`,
    }),
    en: ({ number, subject, author, body, url, canReply }, brand) => ({
      subject: `Re: ${subject} (${number})`,
      mail: { heading: `${author} has answered you`, paragraphs: [body], button: { label: 'Read and answer', url }, ...(canReply ? CAN_REPLY.en : {}) },
      sms: `${brand.name}: we have answered your request ${number}. ${url}`,
    }),
  },
  'message': {
    fr: ({ author, body, url, canReply }, brand) => ({
      subject: `Message de ${brand.name}`,
      mail: { heading: `${author} vous écrit`, paragraphs: body.split('\n\n'), button: { label: 'Répondre', url }, ...(canReply ? CAN_REPLY.fr : {}) },
      sms: body,
    }),
    en: ({ author, body, url, canReply }, brand) => ({
      subject: `Message from ${brand.name}`,
      mail: { heading: `${author} writes to you`, paragraphs: body.split('\n\n'), button: { label: 'Reply', url }, ...(canReply ? CAN_REPLY.en : {}) },
      sms: body,
    }),
  },
  'sms-answer': {
    fr: ({ text }, brand) => ({ subject: `Réponse de ${brand.name}`, mail: { heading: 'Réponse', paragraphs: [text] }, sms: text }),
    en: ({ text }, brand) => ({ subject: `Answer of ${brand.name}`, mail: { heading: 'Answer', paragraphs: [text] }, sms: text }),
  },
  'invoice-issued': {
    fr: ({ number, total, dueOn, url }, brand) => ({
      subject: `Votre facture ${number}`,
      mail: { heading: `Facture ${number}`, paragraphs: [`Votre facture de ${formatMoney(total, 'fr')} est prête. Elle est payable au plus tard le ${letterDay(dueOn, 'fr')}.`], button: { label: 'Voir et payer', url } },
      sms: `${brand.name} : votre facture ${number} de ${formatMoney(total, 'fr')} est prête. ${url}`,
    }),
    en: ({ number, total, dueOn, url }, brand) => ({
      subject: `Your invoice ${number}`,
      mail: { heading: `Invoice ${number}`, paragraphs: [`Your invoice of ${formatMoney(total, 'en')} is ready. It is due by ${letterDay(dueOn, 'en')}.`], button: { label: 'See and pay', url } },
      sms: `${brand.name}: your invoice ${number} of ${formatMoney(total, 'en')} is ready. ${url}`,
    }),
  },
  'job-on-the-way': {
    fr: ({ technician, url }, brand) => ({
      subject: `${technician} est en route`,
      mail: { heading: `${technician} est en route`, paragraphs: ['Notre technicien arrive chez vous sous peu. Assurez-vous que quelqu’un puisse lui ouvrir.'], button: { label: 'Suivre l’arrivée', url } },
      sms: `${brand.name} : ${technician} est en route vers chez vous. Suivez l’arrivée : ${url}`,
    }),
    en: ({ technician, url }, brand) => ({
      subject: `${technician} is on the way`,
      mail: { heading: `${technician} is on the way`, paragraphs: ['Our technician will be with you shortly. Please make sure that somebody can open the door.'], button: { label: 'Follow the arrival', url } },
      sms: `${brand.name}: ${technician} is on the way to you. Follow the arrival: ${url}`,
    }),
  },
};

/** A message as its reader sees it. */
export interface Written {
  readonly subject: string | null;
  readonly text: string;
  readonly html: string | null;
}

/** What we say in the reader's language, for both channels. */
export const letterOf = <T extends Template>(template: T, language: LetterLanguage, data: LetterData[T], brand: Brand): Letter => (writers[template][language] as (data: LetterData[T], brand: Brand) => Letter)(data, brand);

/** A letter on one channel, in the tenant's colours. */
export function shown({ subject, mail: said, sms }: Letter, channel: 'EMAIL' | 'SMS', language: LetterLanguage, brand: Brand): Written {
  if (channel === 'SMS') return { subject: null, text: sms, html: null };
  const mail = { language, ...said };
  return { subject, text: mailText(mail, brand), html: mailHtml(mail, brand) };
}
