import { Component, inject } from '@angular/core';
import { RouterOutlet } from '@angular/router';
import { Updates } from './core/errors/updates';
import { Languages } from './core/i18n/languages';
import { ToastOutlet } from './ui/toast';

/** The root: the page of the moment, and the toasts above it. */
@Component({
  selector: 'app-root',
  imports: [RouterOutlet, ToastOutlet],
  template: `<router-outlet /><app-toasts />`,
})
export class App {
  constructor() {
    inject(Languages).start();
    inject(Updates).watch();
  }
}
