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

/** It was done, though the phone said it would be later. */
export function asksForNothing(locale: Locale): string {
  return { fr: 'L’horloge du téléphone avance ; l’heure du serveur a été notée.', en: 'The phone’s clock is fast; the server’s time was noted.' }[locale];
}
