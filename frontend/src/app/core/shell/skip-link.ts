import { Component } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';

/** The first stop of the Tab key: past the navigation, to the page itself (`id="content"`). */
@Component({
  selector: 'app-skip-link',
  imports: [TranslocoPipe],
  template: `<button type="button" class="button primary" (click)="skip()">{{ 'shell.skip' | transloco }}</button>`,
  styles: `
    :host {
      display: contents;
    }
    button {
      position: fixed;
      top: var(--s2);
      left: var(--s2);
      z-index: 70;
    }
    button:not(:focus) {
      translate: 0 -200%;
    }
  `,
})
export class SkipLink {
  protected skip(): void {
    document.getElementById('content')?.focus();
  }
}
