import type { Locale } from '../../platform/caller.js';

/** Why somebody does not come in by their company's sign-in. */
export type Refusal = 'unreachable' | 'misconfigured' | 'stale' | 'cancelled' | 'no_group' | 'no_email' | 'unverified' | 'unknown' | 'closed' | 'not_offered';

/** What the office reads where it checks a provider; whoever signs in reads it, and what to do, on the sign-in page. */
const headings: Readonly<Record<Refusal, Readonly<Record<Locale, string>>>> = {
  unreachable: { fr: 'Le service de connexion ne répond pas', en: 'The sign-in service does not answer' },
  misconfigured: { fr: 'La connexion n’est pas bien réglée', en: 'This sign-in is not set up properly' },
  stale: { fr: 'Cette connexion a pris trop de temps', en: 'This sign-in took too long' },
  cancelled: { fr: 'Vous n’êtes pas connecté', en: 'You are not signed in' },
  no_group: { fr: 'Votre compte n’ouvre rien ici', en: 'Your account opens nothing here' },
  no_email: { fr: 'Il manque une adresse de courriel', en: 'An e-mail address is missing' },
  unverified: { fr: 'Votre adresse n’est pas vérifiée', en: 'Your address is not verified' },
  unknown: { fr: 'Nous ne vous connaissons pas encore', en: 'We do not know you yet' },
  closed: { fr: 'Votre compte est fermé', en: 'Your account is closed' },
  not_offered: { fr: 'Cette connexion n’est pas offerte', en: 'This sign-in is not offered' },
};

/** Somebody could not be let in; `detail` is for the log of the office, never for the page. */
export class OidcRefusal extends Error {
  constructor(
    readonly why: Refusal,
    readonly detail = '',
  ) {
    super(`${why} ${detail}`);
  }
}

/** What was in the way, in a few words. */
export const refusalText = (why: Refusal, locale: Locale): string => headings[why][locale];
