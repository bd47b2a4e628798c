import { inject, Injectable } from '@angular/core';
import { TranslocoService } from '@jsverse/transloco';
import { type Language, Locale } from '../../ui/locale';

const KEY = 'demarc.language';

/** The language of this device: what the person chose, else what the browser asks for, else what the tenant speaks. */
export function firstLanguage(chosen: string | null, wanted: readonly string[], spoken = 'fr'): Language {
  if (isLanguage(chosen)) return chosen;
  const known = wanted.map((tag) => tag.slice(0, 2).toLowerCase()).find(isLanguage);
  return known ?? (isLanguage(spoken) ? spoken : 'fr');
}

function isLanguage(text: string | null | undefined): text is Language {
  return text === 'fr' || text === 'en';
}

/** Switches the language of everything on screen, at once and without a reload. */
@Injectable({ providedIn: 'root' })
export class Languages {
  private readonly transloco = inject(TranslocoService);
  private readonly locale = inject(Locale);
  readonly current = this.locale.language.asReadonly();

  start(): void {
    this.use(firstLanguage(localStorage.getItem(KEY), navigator.languages));
  }

  /** The person's own choice: remembered on this device. */
  choose(language: Language): void {
    localStorage.setItem(KEY, language);
    this.use(language);
  }

  /** What the tenant speaks, for a browser that asks for neither language. */
  fallBack(spoken: string): void {
    this.use(firstLanguage(localStorage.getItem(KEY), navigator.languages, spoken));
  }

  /** What the account says; the choice made on this device stands above it. */
  suggest(language: string): void {
    if (!localStorage.getItem(KEY) && isLanguage(language)) this.use(language);
  }

  private use(language: Language): void {
    this.transloco.setActiveLang(language);
    this.locale.language.set(language);
    document.documentElement.lang = language;
  }
}
