import { Injectable, type OnDestroy, type Provider } from '@angular/core';
import { ɵSharedStylesHost as SharedStylesHost } from '@angular/platform-browser';

interface Adopted {
  readonly sheet: CSSStyleSheet;
  uses: number;
}

/**
 * Keeps what components look like in sheets that the document adopts. Angular would write style elements, which the
 * server's policy forbids: whoever gets a piece of markup into a page can give it no sheet of theirs.
 */
@Injectable()
export class AdoptedStyles implements Pick<SharedStylesHost, 'addStyles' | 'removeStyles' | 'addHost' | 'removeHost'>, OnDestroy {
  private readonly adopted = new Map<string, Adopted>();

  addStyles(styles: readonly string[]): void {
    for (const style of styles) {
      const known = this.adopted.get(style);
      if (known) known.uses++;
      else this.adopt(style);
    }
  }

  removeStyles(styles: readonly string[]): void {
    for (const style of styles) {
      const known = this.adopted.get(style);
      if (!known || --known.uses > 0) continue;
      this.adopted.delete(style);
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== known.sheet);
    }
  }

  /** Shadow trees, which no component of ours has, would need their own. */
  addHost(): void {
    throw new Error('Components stand in the document itself');
  }

  removeHost(): void {
    throw new Error('Components stand in the document itself');
  }

  ngOnDestroy(): void {
    this.removeStyles([...this.adopted].flatMap(([style, { uses }]) => Array<string>(uses).fill(style)));
  }

  private adopt(style: string): void {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
    this.adopted.set(style, { sheet, uses: 1 });
    document.adoptedStyleSheets.push(sheet);
  }
}

/** Lets Angular hand its components' styles to the document without style elements. */
export const provideAdoptedStyles = (): Provider => ({ provide: SharedStylesHost, useClass: AdoptedStyles });
