import { inject, Injectable } from '@angular/core';
import type { CanActivateFn } from '@angular/router';
import { type Translation, type TranslocoLoader, TranslocoService } from '@jsverse/transloco';
import { firstValueFrom } from 'rxjs';
import { fetchTexts } from './common-texts';

/**
 * Fetches the texts of a language: the common file, and those of the areas that were opened. The keys of an area's
 * file are reached under its name: `title` in `ops/fr.json` is `ops.title`.
 */
@Injectable({ providedIn: 'root' })
export class Texts implements TranslocoLoader {
  private readonly areas = new Set<string>();
  private readonly asked = new Set<string>();

  async getTranslation(language: string): Promise<Translation> {
    this.asked.add(language);
    const [common, ...areas] = await Promise.all([fetchTexts(language), ...[...this.areas].map((area) => fetchArea(area, language))]);
    return Object.assign({}, common, ...areas) as Translation;
  }

  /** Adds an area's texts to the languages that were asked for so far, and to any chosen later. */
  async open(areas: readonly string[], transloco: TranslocoService): Promise<void> {
    const missing = areas.filter((area) => !this.areas.has(area));
    for (const area of missing) this.areas.add(area);
    const languages = new Set([transloco.getActiveLang(), ...this.asked]);
    await Promise.all([...languages].map((language) => this.add(missing, language, transloco)));
  }

  /** The language's common file may still be on its way, and would replace what is added before it arrives. */
  private async add(areas: readonly string[], language: string, transloco: TranslocoService): Promise<void> {
    const [, ...found] = await Promise.all([firstValueFrom(transloco.load(language)), ...areas.map((area) => fetchArea(area, language))]);
    for (const texts of found) transloco.setTranslation(texts as Translation, language, { merge: true, emitChange: true });
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
