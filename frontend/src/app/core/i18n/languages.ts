import { inject, Injectable, signal } from '@angular/core';
import { type Language, Locale } from '../../ui/locale';
import { CommonTexts } from './common-texts';

const KEY = 'demarc.language';

/** The language of this device: what the person chose, else what the browser asks for, else what the tenant speaks. */
export function firstLanguage(chosen: string | null, wanted: readonly string[], spoken = 'fr'): Language {
  if (isLanguage(chosen)) return chosen;
  const known = wanted.map((tag) => tag.slice(0, 2).toLowerCase()).find(isLanguage);
  return known ?? (isLanguage(spoken) ? spoken : 'fr');
}

/** What every tenant offers until it is known to offer less. */
const LANGUAGES: readonly Language[] = ['fr', 'en'];

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
  private readonly all = signal(LANGUAGES);
  /** The languages there are to choose among here. */
  readonly offered = this.all.asReadonly();
  private wanted: Language | undefined;
  private told: ((language: Language) => unknown) | undefined;

  /** Begins with what the account says, if it is known, and the browser otherwise; `follow` hears every change. */
  start(account?: string, follow = this.follow): void {
    this.follow = follow;
    this.use(firstLanguage(localStorage.getItem(KEY), isLanguage(account) ? [account] : navigator.languages));
  }

  /** The person's own choice: remembered on this device. */
  choose(language: Language): void {
    localStorage.setItem(KEY, language);
    this.use(language);
    this.told?.(language);
  }

  /** Hears what the person chooses from now on; returns how to stop. */
  onChoice(told: (language: Language) => unknown): () => void {
    this.told = told;
    return () => {
      if (this.told === told) this.told = undefined;
    };
  }

  /** The tenant offers these alone, its own first; whoever wanted another is shown that one. */
  offer(spoken: readonly string[] = LANGUAGES): void {
    const known = spoken.filter(isLanguage);
    this.all.set(known.length ? known : LANGUAGES);
    if (this.wanted) this.use(this.wanted);
  }

  /** What the tenant speaks, for a browser that asks for neither language. */
  fallBack(spoken: string): void {
    this.use(firstLanguage(localStorage.getItem(KEY), navigator.languages, spoken));
  }

  /** What the account says; the choice made on this device stands above it. */
  suggest(language: string): void {
    if (!localStorage.getItem(KEY) && isLanguage(language)) this.use(language);
  }

  private use(wanted: Language): void {
    this.wanted = wanted;
    const language = this.offered().includes(wanted) ? wanted : this.offered()[0]!;
    this.locale.language.set(language);
    void this.texts.use(language);
    this.follow(language);
    document.documentElement.lang = language;
  }
}
