import type { ReachChange } from '../customers/customer.events.js';
import type { Writers } from './letters.js';

const CHANGED: Readonly<Record<ReachChange, Readonly<Record<'fr' | 'en', (now: string) => string>>>> = {
  'email': { fr: (now) => `L’adresse courriel de votre compte est maintenant ${now}.`, en: (now) => `The e-mail address of your account is now ${now}.` },
  'billing-email': { fr: (now) => `Vos factures vont maintenant à ${now}.`, en: (now) => `Your invoices now go to ${now}.` },
  'phone-added': { fr: (now) => `Le numéro ${now} a été ajouté à votre compte.`, en: (now) => `The number ${now} was added to your account.` },
  'phone-removed': { fr: (now) => `Le numéro ${now} a été retiré de votre compte.`, en: (now) => `The number ${now} was removed from your account.` },
};

/** What we say when somebody changes how they are reached: a code to the new address, the news to the old one. */
export const reachLetters: Pick<Writers, 'reach-code' | 'reach-changed'> = {
  'reach-code': {
    fr: ({ code, minutes }, brand) => ({
      subject: `${code} confirme cette adresse chez ${brand.name}`,
      mail: { heading: 'Est-ce bien vous ?', paragraphs: [`Quelqu’un veut être joint à cette adresse par ${brand.name}. Si c’est vous, entrez ce code : ${code}`, `Il fonctionne pendant ${minutes} minutes. Sinon, ignorez ce message : rien ne changera.`] },
      sms: `${brand.name} : le code ${code} confirme ce numéro (${minutes} min). Ne le donnez à personne.`,
    }),
    en: ({ code, minutes }, brand) => ({
      subject: `${code} confirms this address with ${brand.name}`,
      mail: { heading: 'Is it you?', paragraphs: [`Somebody wants to be reached by ${brand.name} at this address. If it is you, enter this code: ${code}`, `It works for ${minutes} minutes. If it is not you, ignore this message: nothing will change.`] },
      sms: `${brand.name}: the code ${code} confirms this number (${minutes} min). Give it to nobody.`,
    }),
  },
  'reach-changed': {
    fr: ({ name, what, now, url }, brand) => ({
      subject: `Vos coordonnées chez ${brand.name} ont changé`,
      mail: { heading: `Bonjour ${name},`, paragraphs: [CHANGED[what].fr(now), 'Si c’est vous, tout est en ordre. Sinon, appelez-nous sans attendre : quelqu’un d’autre utilise peut-être votre compte.'], button: { label: 'Voir mon compte', url } },
      sms: `${brand.name} : ${CHANGED[what].fr(now)} Pas vous ? Appelez-nous.`,
    }),
    en: ({ name, what, now, url }, brand) => ({
      subject: `Your contact details with ${brand.name} have changed`,
      mail: { heading: `Hello ${name},`, paragraphs: [CHANGED[what].en(now), 'If it was you, all is well. If it was not, call us right away: somebody else may be using your account.'], button: { label: 'See my account', url } },
      sms: `${brand.name}: ${CHANGED[what].en(now)} Not you? Call us.`,
    }),
  },
};
