import { Component, provideBrowserGlobalErrorListeners, provideZonelessChangeDetection, inject, isDevMode, signal } from '@angular/core';
import { bootstrapApplication } from '@angular/platform-browser';
import { provideTransloco } from '@jsverse/transloco';
import { Languages } from '../core/i18n/languages';
import { Texts } from '../core/i18n/texts';
import { PaymentCancelled } from '../payment/payment-cancelled';
import { PaymentThanks } from '../payment/payment-thanks';
import { SignIn } from '../sign-in/sign-in';
import { type LightPage, lightPage } from './light-page';

const page = signal<LightPage | undefined>(undefined);

/** The root of the light pages: sign-in and the payment returns, without router and data layer. */
@Component({
  selector: 'app-root',
  imports: [PaymentCancelled, PaymentThanks, SignIn],
  template: `
    @switch (page()) {
      @case ('sign-in') {
        <app-sign-in />
      }
      @case ('payment-thanks') {
        <app-payment-thanks />
      }
      @case ('payment-cancelled') {
        <app-payment-cancelled />
      }
    }
  `,
})
export class Light {
  protected readonly page = page.asReadonly();

  constructor() {
    inject(Languages).start();
  }
}

/** Shows a light page, until the address leads into the app; the page stays on screen while the app loads. */
export async function startLight(startApp: () => Promise<() => unknown>): Promise<void> {
  page.set(lightPage(location.hash));
  const app = await bootstrapApplication(Light, {
    providers: [
      provideBrowserGlobalErrorListeners(),
      provideZonelessChangeDetection(),
      provideTransloco({ config: { availableLangs: ['fr', 'en'], defaultLang: 'fr', reRenderOnLangChange: true, prodMode: !isDevMode() }, loader: Texts }),
    ],
  });
  const follow = async () => {
    const next = lightPage(location.hash);
    if (next) return page.set(next);
    removeEventListener('hashchange', follow);
    const start = await startApp();
    app.destroy();
    document.querySelector('app-root')?.remove();
    document.body.prepend(document.createElement('app-root'));
    start();
  };
  addEventListener('hashchange', follow);
}
