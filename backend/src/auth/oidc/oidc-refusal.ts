import type { Locale } from '../../platform/caller.js';

/** Why somebody does not come in by their company's sign-in. */
export type Refusal = 'unreachable' | 'misconfigured' | 'stale' | 'cancelled' | 'no_group' | 'no_email' | 'unverified' | 'unknown' | 'closed' | 'not_offered';

interface Words {
  readonly status: number;
  readonly fr: readonly [what: string, how: string];
  readonly en: readonly [what: string, how: string];
}

const words: Readonly<Record<Refusal, Words>> = {
  unreachable: {
    status: 503,
    fr: ['Le service de connexion ne répond pas', 'Ce n’est pas votre faute. Réessayez dans un moment, ou connectez-vous autrement.'],
    en: ['The sign-in service does not answer', 'This is not your doing. Try again in a moment, or sign in another way.'],
  },
  misconfigured: {
    status: 500,
    fr: ['La connexion n’est pas bien réglée', 'Le service de connexion a refusé notre demande, ou répond autrement que prévu. Prévenez la personne qui gère les réglages, et connectez-vous autrement d’ici là.'],
    en: ['This sign-in is not set up properly', 'The sign-in service has refused our request or answers other than it should. Tell whoever looks after the settings, and sign in another way until then.'],
  },
  stale: {
    status: 400,
    fr: ['Cette connexion a pris trop de temps', 'Elle a été commencée il y a plus de 10 minutes, ou dans un autre navigateur. Recommencez.'],
    en: ['This sign-in took too long', 'It was begun more than 10 minutes ago, or in another browser. Start again.'],
  },
  cancelled: {
    status: 403,
    fr: ['Vous n’êtes pas connecté', 'La connexion a été annulée ou refusée là-bas. Vous pouvez recommencer.'],
    en: ['You are not signed in', 'The sign-in was cancelled or refused over there. You can start again.'],
  },
  no_group: {
    status: 403,
    fr: ['Votre compte n’ouvre rien ici', 'Aucun de vos groupes n’a de rôle chez nous. Demandez à la personne qui gère les accès de vous en donner un.'],
    en: ['Your account opens nothing here', 'None of your groups has a role with us. Ask whoever looks after access to give you one.'],
  },
  no_email: {
    status: 403,
    fr: ['Il manque une adresse de courriel', 'Le service de connexion ne nous a pas donné la vôtre. Prévenez la personne qui le gère.'],
    en: ['An e-mail address is missing', 'The sign-in service did not give us yours. Tell whoever looks after it.'],
  },
  unverified: {
    status: 403,
    fr: ['Votre adresse n’est pas vérifiée', 'Confirmez votre adresse de courriel auprès du service de connexion, puis recommencez.'],
    en: ['Your address is not verified', 'Confirm your e-mail address with the sign-in service, then start again.'],
  },
  unknown: {
    status: 403,
    fr: ['Nous ne vous connaissons pas encore', 'Aucun contact n’a votre adresse de courriel. Demandez à votre entreprise, ou à nous, de vous ajouter.'],
    en: ['We do not know you yet', 'No contact has your e-mail address. Ask your company, or us, to add you.'],
  },
  closed: {
    status: 403,
    fr: ['Votre compte est fermé', 'Demandez à la personne qui gère les accès de le rouvrir.'],
    en: ['Your account is closed', 'Ask whoever looks after access to open it again.'],
  },
  not_offered: {
    status: 403,
    fr: ['Cette connexion n’est pas offerte', 'Connectez-vous autrement.'],
    en: ['This sign-in is not offered', 'Sign in another way.'],
  },
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

/** What the page says, and its HTTP status. */
export function refusalText(why: Refusal, locale: Locale): { readonly status: number; readonly heading: string; readonly text: string } {
  const { status, [locale]: said } = words[why];
  return { status, heading: said[0], text: said[1] };
}
