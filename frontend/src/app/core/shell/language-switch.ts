import { Component, inject } from '@angular/core';
import { Languages } from '../i18n/languages';

/** One button with the name of the other language, written in that language. */
@Component({
  selector: 'app-language-switch',
  template: `
    @if (languages.offered().length < 2) {
      <!-- nothing to switch to -->
    } @else if (languages.current() === 'fr') {
      <button type="button" class="button quiet small" lang="en" aria-label="EN · Switch to English" (click)="languages.choose('en')">EN</button>
    } @else {
      <button type="button" class="button quiet small" lang="fr" aria-label="FR · Passer au français" (click)="languages.choose('fr')">FR</button>
    }
  `,
})
export class LanguageSwitch {
  protected readonly languages = inject(Languages);
}
