import { inject, Injectable, Pipe, type PipeTransform, signal } from '@angular/core';
import { firstFact, takeFirstFact } from '../http/first-facts';

/** A file of texts: sentences, or groups of them. */
export interface TextTree {
  readonly [key: string]: string | TextTree;
}

const files = new Map<string, Promise<TextTree>>();

/** Fetches a file of texts, once; the common ones may have come with the page. */
export function fetchTexts(name: string): Promise<TextTree> {
  const known = files.get(name);
  if (known) return known;
  const brought = firstFact('language') === name ? (takeFirstFact('texts') as TextTree | undefined) : undefined;
  const file = brought ? Promise.resolve(brought) : ask(name);
  files.set(name, file);
  file.catch(() => files.delete(name));
  return file;
}

async function ask(name: string): Promise<TextTree> {
  const response = await fetch(`i18n/${name}.json`);
  if (!response.ok) throw new Error(`No texts ${name}: ${response.status}`);
  return (await response.json()) as TextTree;
}

/** The sentence at a dotted key with its `{{ names }}` filled in; the key itself when there is none. */
export function sentence(texts: TextTree, key: string, values: Readonly<Record<string, unknown>> = {}): string {
  let found: string | TextTree | undefined = texts;
  for (const part of key.split('.')) found = typeof found === 'object' ? found[part] : undefined;
  return typeof found === 'string' ? found.replace(/{{\s*(\w+)\s*}}/g, (_whole, name: string) => String(values[name] ?? '')) : key;
}

/** The common texts in the language of the moment: all that light pages, and the pieces they share with the app, have to say. */
@Injectable({ providedIn: 'root' })
export class CommonTexts {
  private readonly texts = signal<TextTree | undefined>(undefined);
  private wanted = '';

  async use(language: string): Promise<void> {
    this.wanted = language;
    const texts = await fetchTexts(language);
    if (this.wanted === language) this.texts.set(texts);
  }

  /** Nothing until the texts are there. */
  say(key: string, values?: Readonly<Record<string, unknown>>): string {
    const texts = this.texts();
    return texts ? sentence(texts, key, values) : '';
  }
}

/** A common text: `{{ 'signIn.title' | say }}`. The areas' own texts are `transloco`'s, which light pages do without. */
@Pipe({ name: 'say', pure: false })
export class SayPipe implements PipeTransform {
  private readonly texts = inject(CommonTexts);

  transform(key: string, values?: Readonly<Record<string, unknown>>): string {
    return this.texts.say(key, values);
  }
}
