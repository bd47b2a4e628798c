import { Injectable, type Provider, ɵSHARED_STYLES_HOST as SHARED_STYLES_HOST } from '@angular/core';

/** What the document has adopted; light pages and the app after them share it. */
const adopted = new Set<string>();

/**
 * Keeps what components look like in sheets that the document adopts. Angular would write style elements, which the
 * server's policy forbids: whoever gets a piece of markup into a page can give it no sheet of theirs.
 */
@Injectable()
export class AdoptedStyles {
  addStyles(styles: readonly string[]): void {
    for (const style of styles) {
      if (adopted.has(style)) continue;
      adopted.add(style);
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(style);
      document.adoptedStyleSheets.push(sheet);
    }
  }

  /** They stay: each fits its own component alone, and the next page may need it again. */
  removeStyles(): void {}

  /** Components live in the document alone; none of ours has a shadow tree. */
  addHost(): void {}

  removeHost(): void {}
}

/** Lets Angular hand its components' styles to the document without style elements. */
export const provideAdoptedStyles = (): Provider => ({ provide: SHARED_STYLES_HOST, useClass: AdoptedStyles });
