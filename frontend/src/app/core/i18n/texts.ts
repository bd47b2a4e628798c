import { inject, Injectable } from '@angular/core';
import type { CanActivateFn } from '@angular/router';
import { type Translation, type TranslocoLoader, TranslocoService } from '@jsverse/transloco';
import { firstValueFrom } from 'rxjs';
import { firstFact, takeFirstFact } from '../http/first-facts';

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
    const [common, ...areas] = await Promise.all([commonTexts(language), ...[...this.areas].map((area) => fetchArea(area, language))]);
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

/** The common texts, which the page of a first visit brings along. */
async function commonTexts(language: string): Promise<Translation> {
  const brought = firstFact('language') === language ? takeFirstFact('texts') : undefined;
  return (brought as Translation | undefined) ?? fetchTexts(language);
}

async function fetchArea(area: string, language: string): Promise<Translation> {
  return { [area]: await fetchTexts(`${area}/${language}`) };
}

async function fetchTexts(name: string): Promise<Translation> {
  const response = await fetch(`i18n/${name}.json`);
  if (!response.ok) throw new Error(`No texts ${name}: ${response.status}`);
  return (await response.json()) as Translation;
}
