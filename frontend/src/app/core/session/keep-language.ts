import { DestroyRef, inject } from '@angular/core';
import { mutation } from '../graphql/mutation';
import { Languages } from '../i18n/languages';
import { SetMyLanguageDocument } from './language.generated';
import { Session } from './session';

/** A language chosen by whoever is signed in is theirs on every device, and that of the messages they get. */
export function keepLanguage(): void {
  const session = inject(Session);
  const set = mutation(SetMyLanguageDocument);
  const stop = inject(Languages).onChoice((language) => {
    const facts = session.facts();
    if (!facts || facts.viewing || facts.locale === language) return;
    set({ language: language === 'fr' ? 'FR' : 'EN' }).then(
      () => session.adopt({ ...facts, locale: language }),
      () => undefined, // this device speaks it all the same; the next choice tells the server again
    );
  });
  inject(DestroyRef).onDestroy(stop);
}
