import type { Locale } from '../platform/caller.js';

/** What is told to somebody whose change came too late. */
export interface LastChange {
  readonly what: string;
  readonly by: string;
  readonly at: Date;
  readonly technician: string | null;
  readonly startsAt: Date | null;
}

const WORDS: Readonly<Record<string, Readonly<Record<Locale, string>>>> = {
  unassigned: { fr: 'a remis cette visite dans la file d’attente', en: 'put this visit back in the waiting list' },
  cancelled: { fr: 'a annulé cette visite', en: 'cancelled this visit' },
  resized: { fr: 'a changé la durée de cette visite', en: 'changed how long this visit takes' },
  confirmed: { fr: 'a confirmé cette visite', en: 'confirmed this visit' },
  en_route: { fr: 'est en route pour cette visite', en: 'is on the way to this visit' },
  arrived: { fr: 'est sur place pour cette visite', en: 'is on site for this visit' },
  paused: { fr: 'a mis cette visite en pause', en: 'paused this visit' },
  completed: { fr: 'a terminé cette visite', en: 'completed this visit' },
  could_not_complete: { fr: 'n’a pas pu terminer cette visite', en: 'could not complete this visit' },
};
const EDITED = { fr: 'a modifié cette visite', en: 'edited this visit' };

/** One sentence that says who did what to a job and when: "Nathalie put this visit with Marc, Mon 10:30 (at 9:12)." */
export function movedText(last: LastChange, zone: string): Readonly<Record<Locale, string>> {
  return { fr: sentence(last, zone, 'fr'), en: sentence(last, zone, 'en') };
}

function sentence(last: LastChange, zone: string, locale: Locale): string {
  const hour = (at: Date) => new Intl.DateTimeFormat(`${locale}-CA`, { timeZone: zone, hour: 'numeric', minute: '2-digit' }).format(at);
  const when = (at: Date) => new Intl.DateTimeFormat(`${locale}-CA`, { timeZone: zone, weekday: 'short', day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit' }).format(at);
  const placed = (last.what === 'scheduled' || last.what === 'moved' || last.what === 'booked' || last.what === 'planned') && last.technician && last.startsAt;
  const fr = placed ? `a placé cette visite chez ${last.technician}, ${when(last.startsAt!)}` : (WORDS[last.what] ?? EDITED).fr;
  const en = placed ? `put this visit with ${last.technician}, ${when(last.startsAt!)}` : (WORDS[last.what] ?? EDITED).en;
  return locale === 'fr' ? `${last.by || 'Le système'} ${fr} (à ${hour(last.at)}).` : `${last.by || 'The system'} ${en} (at ${hour(last.at)}).`;
}
