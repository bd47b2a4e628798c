import { inject, Injectable } from '@angular/core';
import { type Language, Locale } from '../../ui/locale';
import { CommonTexts } from './common-texts';

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
  private readonly texts = inject(CommonTexts);
  private readonly locale = inject(Locale);
  private follow: (language: Language) => unknown = () => undefined;
  readonly current = this.locale.language.asReadonly();

  /** Begins with what the account says, if it is known, and the browser otherwise; `follow` hears every change. */
  start(account?: string, follow = this.follow): void {
    this.follow = follow;
    this.use(firstLanguage(localStorage.getItem(KEY), isLanguage(account) ? [account] : navigator.languages));
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
    this.locale.language.set(language);
    void this.texts.use(language);
    this.follow(language);
    document.documentElement.lang = language;
  }
}
