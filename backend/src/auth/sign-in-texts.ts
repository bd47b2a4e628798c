import type { Locale } from '../platform/caller.js';

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
