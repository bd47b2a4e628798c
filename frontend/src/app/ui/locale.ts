import { Injectable, signal } from '@angular/core';

export type Language = 'fr' | 'en';

/** How this person and this tenant write dates, numbers and money; every pipe reads it. */
@Injectable({ providedIn: 'root' })
export class Locale {
  readonly language = signal<Language>('fr');
  readonly zone = signal('America/Toronto');
  readonly currency = signal('CAD');

  /** The tag for `Intl`; both languages are written the Canadian way. */
  tag(): string {
    return this.language() === 'fr' ? 'fr-CA' : 'en-CA';
  }
}
