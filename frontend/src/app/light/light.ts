import { Component, effect, inject, provideBrowserGlobalErrorListeners, provideZonelessChangeDetection, signal, type Type, viewChild, ViewContainerRef } from '@angular/core';
import { bootstrapApplication } from '@angular/platform-browser';
import { correctFirstFact, firstFact } from '../core/http/first-facts';
import { Languages } from '../core/i18n/languages';
import { knownSession, Session } from '../core/session/session';
import { provideAdoptedStyles } from '../core/theme/adopted-styles';
import { Branding } from '../core/theme/branding';
import { type LightPage, lightPage } from './light-page';

const shown = signal<Type<unknown> | undefined>(undefined);

/** Each comes as a script of its own, which the server has fetched with the first ones. */
const PAGES: Readonly<Record<LightPage, () => Promise<Type<unknown>>>> = {
  'sign-in': () => import('../sign-in/sign-in').then((m) => m.SignIn),
  'payment-thanks': () => import('../payment/payment-thanks').then((m) => m.PaymentThanks),
  'shared-place': () => import('../share/shared-place').then((m) => m.SharedPlace),
  catalogue: () => import('../shop/catalogue').then((m) => m.Catalogue),
  cart: () => import('../shop/cart-page').then((m) => m.CartPage),
  'order-placed': () => import('../shop/order-placed').then((m) => m.OrderPlaced),
  'payment-cancelled': () => import('../payment/payment-cancelled').then((m) => m.PaymentCancelled),
};

async function show(page: LightPage): Promise<void> {
  const component = await PAGES[page]();
  if (lightPage(location.hash) === page) shown.set(component);
}

/** The root of the light pages: sign-in and the payment returns, without router and data layer. */
@Component({ selector: 'app-root', template: `<ng-container #place />` })
export class Light {
  private readonly place = viewChild.required('place', { read: ViewContainerRef });

  constructor() {
    inject(Languages).start(knownSession()?.locale);
    const tenant = firstFact('tenant');
    if (tenant) inject(Branding).wear(tenant);
    effect(() => {
      this.place().clear();
      const component = shown();
      if (component) this.place().createComponent(component);
    });
  }
}

/** Shows a light page, until the address leads into the app; the page stays on screen while the app loads. */
export async function startLight(startApp: () => Promise<() => unknown>): Promise<void> {
  await show(lightPage(location.hash)!);
  const app = await bootstrapApplication(Light, {
    providers: [provideBrowserGlobalErrorListeners(), provideZonelessChangeDetection(), provideAdoptedStyles()],
  });
  const follow = async () => {
    const next = lightPage(location.hash);
    if (next) return show(next);
    removeEventListener('hashchange', follow);
    const start = await startApp();
    correctFirstFact('session', app.injector.get(Session).facts() ?? undefined);
    app.destroy();
    document.querySelector('app-root')?.remove();
    document.body.prepend(document.createElement('app-root'));
    start();
  };
  addEventListener('hashchange', follow);
}
