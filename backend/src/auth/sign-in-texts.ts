import type { Locale } from '../platform/caller.js';
import { LEAST_LENGTH, type PasswordFault } from './password-rule.js';

const links = {
  link_invalid: { fr: 'Ce lien n’est pas valide. Demandez-en un autre.', en: 'This link is not valid. Ask for another one.' },
  link_expired: { fr: 'Ce lien a expiré. Demandez-en un autre.', en: 'This link has expired. Ask for another one.' },
  link_spent: { fr: 'Ce lien a déjà servi. Demandez-en un autre.', en: 'This link has already been used. Ask for another one.' },
} as const;

/** Why a link does not open. */
export const linkText = (why: keyof typeof links, locale: Locale): string => links[why][locale];

const handoffs = {
  handoff_invalid: { fr: 'Le passage entre les deux adresses n’a pas abouti. Connectez-vous à nouveau.', en: 'The way between the two addresses failed. Sign in again.' },
  handoff_expired: { fr: 'Le passage entre les deux adresses a pris plus de 90 secondes. Connectez-vous à nouveau.', en: 'The way between the two addresses took more than 90 seconds. Sign in again.' },
  handoff_spent: { fr: 'Ce passage a déjà servi. Connectez-vous à nouveau.', en: 'This way has already been used. Sign in again.' },
} as const;

/** Why a session was not carried over to another host. */
export const handoffText = (why: keyof typeof handoffs, locale: Locale): string => handoffs[why][locale];

/** One answer for a wrong name and a wrong password. */
export const credentialsText = (locale: Locale): string => (locale === 'fr' ? 'Adresse ou mot de passe incorrect.' : 'Wrong e-mail or password.');

/** How long to wait, in whole minutes. */
export function waitText(seconds: number, locale: Locale): string {
  const minutes = Math.ceil(seconds / 60);
  return locale === 'fr' ? `Trop de tentatives. Réessayez dans ${minutes} min.` : `Too many attempts. Try again in ${minutes} min.`;
}

/** What cannot be right about an identifier. */
export function identifierText(problem: 'email' | 'phone', locale: Locale): string {
  return {
    email: { fr: 'Cette adresse courriel n’est pas complète. Vérifiez-la, par exemple nom@exemple.ca.', en: 'This e-mail address is not complete. Check it, for example name@example.com.' },
    phone: { fr: 'Ce numéro de téléphone n’existe pas. Écrivez 10 chiffres, ou + et l’indicatif du pays.', en: 'There is no such telephone number. Write 10 digits, or + and the country code.' },
  }[problem][locale];
}

/** A code was wrong, with the tries left; with none, it is of no more use. */
export function codeText(triesLeft: number, locale: Locale): string {
  if (!triesLeft) return locale === 'fr' ? 'Ce code ne fonctionne plus. Demandez-en un autre.' : 'This code no longer works. Ask for another one.';
  const many = triesLeft > 1 ? 's' : '';
  return locale === 'fr' ? `Ce n’est pas le bon code. Il vous reste ${triesLeft} essai${many}.` : `That is not the code. You have ${triesLeft} ${triesLeft > 1 ? 'tries' : 'try'} left.`;
}

/** What is wrong with a new password. */
export function passwordText(fault: PasswordFault, locale: Locale): string {
  return {
    short: { fr: `Le mot de passe doit avoir au moins ${LEAST_LENGTH} caractères. Quelques mots suffisent.`, en: `The password needs at least ${LEAST_LENGTH} characters. A few words will do.` },
    long: { fr: 'Le mot de passe est trop long : 200 caractères au plus.', en: 'The password is too long: 200 characters at most.' },
    simple: { fr: 'Ce mot de passe est parmi les premiers que l’on devine. Choisissez-en un autre, par exemple quelques mots.', en: 'This password is among the first that people guess. Choose another one, for example a few words.' },
    known: { fr: 'Ce mot de passe est fait de votre nom ou de votre adresse. Ajoutez-y quelques mots.', en: 'This password is made of your name or address. Add a few words.' },
  }[fault][locale];
}

/** The code of an authenticator app, or a recovery code, was wrong. */
export const secondText = (locale: Locale): string =>
  locale === 'fr' ? 'Ce n’est pas le bon code. Prenez le plus récent de l’application, et vérifiez que l’heure de votre téléphone est réglée automatiquement.' : 'That is not the code. Take the newest one of the app, and check that your phone sets its time automatically.';

/** Somebody took too long between two steps. */
export const ticketText = (locale: Locale): string => (locale === 'fr' ? 'Cela a pris trop de temps. Connectez-vous de nouveau.' : 'That took too long. Sign in again.');

/** Why a passkey was not taken. */
export function passkeyText(why: 'refused' | 'known' | 'many', locale: Locale): string {
  return {
    refused: { fr: 'Cette clé d’accès n’a pas été acceptée. Réessayez, ou choisissez une autre façon.', en: 'This passkey was not accepted. Try again, or choose another way.' },
    known: { fr: 'Cette clé d’accès est déjà dans votre compte.', en: 'This passkey is in your account already.' },
    many: { fr: 'Vous avez déjà 20 clés d’accès. Retirez-en une d’abord.', en: 'You have 20 passkeys already. Remove one first.' },
  }[why][locale];
}

/** Why somebody could not prove once more who they are. */
export function stepUpText(locale: Locale, why: 'nowhere' | 'password' = 'nowhere'): string {
  return {
    nowhere: { fr: 'Nous n’avons ni courriel ni téléphone où vous envoyer un code. Appelez-nous.', en: 'We have neither e-mail nor phone to send you a code. Call us.' },
    password: { fr: 'Ce n’est pas votre mot de passe.', en: 'That is not your password.' },
  }[why][locale];
}
