import type { Locale } from '../platform/caller.js';
import type { CommandProblem } from './field.results.js';

const NOT_THERE = {
  fr: 'La visite, le lieu ou l’appareil n’existe pas ou n’est pas le vôtre.',
  en: 'The visit, the place or the device does not exist, or is not yours.',
} as const;

/** A command that names nothing of this technician, or that this version does not understand. */
export function payloadRefused(reason: string, locale: Locale): CommandProblem {
  if (reason === 'NOT_FOUND') return { type: 'NotFound', message: NOT_THERE[locale], facts: null };
  const message = {
    fr: 'L’action n’a pas été comprise. Mettez l’application à jour, puis recommencez.',
    en: 'The action was not understood. Update the app, then do it again.',
  }[locale];
  return { type: 'NotUnderstood', message, facts: { field: reason } };
}

/** A number that another command has had: the phone counts under a new name from there. */
export function numberUsed(locale: Locale): CommandProblem {
  const message = { fr: 'Le téléphone a perdu le compte de ses actions. Il les renvoie.', en: 'The phone has lost count of its actions. It sends them again.' }[locale];
  return { type: 'NumberUsed', message, facts: null };
}

/** Done too long ago to be simply done now: a person judges what still holds. */
export function tooOld(days: number, locale: Locale): CommandProblem {
  const message = {
    fr: `C’était il y a ${days} jours : l’action n’a pas été faite d’office. Demandez au répartiteur ce qui tient encore.`,
    en: `That was ${days} days ago: the action was not done as a matter of course. Ask the dispatcher what still holds.`,
  }[locale];
  return { type: 'TooOld', message, facts: { days } };
}

/** It was done, though the phone said it would be later. */
export function asksForNothing(locale: Locale): string {
  return { fr: 'L’horloge du téléphone n’est pas à l’heure ; l’heure a été corrigée.', en: 'The phone’s clock is off; the time was corrected.' }[locale];
}
