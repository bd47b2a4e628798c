import { inject, Injectable } from '@angular/core';
import type { CanActivateFn } from '@angular/router';
import { type Translation, type TranslocoLoader, TranslocoService } from '@jsverse/transloco';

/**
 * Fetches the texts of a language: the common file, and those of the areas that were opened. The keys of an area's
 * file are reached under its name: `title` in `ops/fr.json` is `ops.title`.
 */
@Injectable({ providedIn: 'root' })
export class Texts implements TranslocoLoader {
  private readonly areas = new Set<string>();

  async getTranslation(language: string): Promise<Translation> {
    const [common, ...areas] = await Promise.all([fetchTexts(language), ...[...this.areas].map((area) => fetchArea(area, language))]);
    return Object.assign({}, common, ...areas) as Translation;
  }

  /** Adds an area's texts to the language in use, and to any chosen later. */
  async open(areas: readonly string[], transloco: TranslocoService): Promise<void> {
    const missing = areas.filter((area) => !this.areas.has(area));
    for (const area of missing) this.areas.add(area);
    // A language that was loaded before, such as the default one, lacks the area too and would never be fetched again.
    const languages = new Set([transloco.getActiveLang(), ...transloco.getTranslation().keys()]);
    for (const language of languages) {
      const found = await Promise.all(missing.map((area) => fetchArea(area, language)));
      for (const texts of found) transloco.setTranslation(texts, language, { merge: true, emitChange: true });
    }
  }
}

/** Loads an area's texts, and those of the pieces all areas share, before its first page is shown. */
export function texts(area: 'portal' | 'ops' | 'tech'): CanActivateFn {
  return async () => {
    await inject(Texts).open(['domain', area], inject(TranslocoService));
    return true;
  };
}

async function fetchArea(area: string, language: string): Promise<Translation> {
  return { [area]: await fetchTexts(`${area}/${language}`) };
}

async function fetchTexts(name: string): Promise<Translation> {
  const response = await fetch(`i18n/${name}.json`);
  if (!response.ok) throw new Error(`No texts ${name}: ${response.status}`);
  return (await response.json()) as Translation;
}
