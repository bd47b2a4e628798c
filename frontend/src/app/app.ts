import { Component, inject } from '@angular/core';
import { RouterOutlet } from '@angular/router';
import { TranslocoService } from '@jsverse/transloco';
import { Updates } from './core/errors/updates';
import { Languages } from './core/i18n/languages';
import { knownSession } from './core/session/session';
import { ToastOutlet } from './ui/toast';

/** The root: the page of the moment, and the toasts above it. */
@Component({
  selector: 'app-root',
  imports: [RouterOutlet, ToastOutlet],
  template: `<router-outlet /><app-toasts />`,
})
export class App {
  constructor() {
    const transloco = inject(TranslocoService);
    inject(Languages).start(knownSession()?.locale, (language) => transloco.setActiveLang(language));
    inject(Updates).watch();
  }
}
