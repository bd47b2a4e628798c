import { Component, computed, inject, signal } from '@angular/core';
import { SayPipe } from '../core/i18n/common-texts';
import { hashParam } from '../light/light-page';
import { formatInstant } from '../ui/format';
import { Icon } from '../ui/icon';
import { Locale } from '../ui/locale';
import { MoneyPipe } from '../ui/money';
import { ask, type Placed } from './shop-api';
import { ShopFrame } from './shop-frame';

/** What was ordered, under its number, and what comes next. */
@Component({
  selector: 'app-order-placed',
  imports: [Icon, MoneyPipe, SayPipe, ShopFrame],
  template: `
    <app-shop-frame>
      @if (order(); as order) {
        <article class="card">
          <p class="chip good"><app-icon name="check" />{{ 'shop.placed' | say }}</p>
          <h1>{{ 'shop.thanks' | say: { number: order.number } }}</h1>
          @if (window(); as window) { <p class="note info"><app-icon name="clock" /><span>{{ 'shop.install' | say: { when: window } }}</span></p> } @else { <p>{{ 'shop.begun' | say }}</p> }
          <p>{{ order.place.line1 }}, {{ order.place.city }} {{ order.place.postalCode }}</p>
          <ul>@for (line of order.lines; track line.itemId) { <li>{{ line.quantity }} × {{ line.name }}</li> }</ul>
          <dl><dt>{{ 'shop.first' | say }}</dt><dd>{{ order.first | money }}</dd><dt>{{ 'shop.monthly' | say }}</dt><dd>{{ order.monthly | money }}</dd></dl>
          <p class="quiet">{{ 'shop.next' | say }}</p>
          <a class="button primary tall" href="#/login">{{ 'shop.toAccount' | say }}</a>
        </article>
      } @else if (gone()) {
        <article class="card"><h1>{{ 'shop.noOrder' | say }}</h1><p>{{ gone() }}</p><a class="button primary tall" href="#/login">{{ 'shop.signIn' | say }}</a></article>
      } @else { <h1>{{ 'shop.confirmation' | say }}</h1><p class="quiet" role="status">{{ 'ui.loading' | say }}</p> }
    </app-shop-frame>
  `,
  styles: `
    article { display: grid; justify-items: start; gap: var(--s4); max-width: 36rem; margin: var(--s5) auto; padding: clamp(var(--s4), 5vw, var(--s8)); }
    ul { margin: 0; padding-inline-start: 1.2rem; }
    dl { display: grid; grid-template-columns: auto auto; gap: var(--s2) var(--s5); margin: 0; }
    dd { margin: 0; text-align: end; font-weight: 600; }
    .tall { min-height: 2.75rem; }
  `,
})
export class OrderPlaced {
  private readonly locale = inject(Locale);
  protected readonly order = signal<Placed | undefined>(undefined);
  protected readonly gone = signal('');
  protected readonly window = computed(() => {
    const order = this.order();
    if (!order?.windowStart || !order.windowEnd) return '';
    const say = (instant: string, options: Intl.DateTimeFormatOptions) => formatInstant(new Date(instant), this.locale.tag(), order.timeZone, options);
    return `${say(order.windowStart, { weekday: 'long', day: 'numeric', month: 'long' })}, ${say(order.windowStart, { hour: 'numeric', minute: '2-digit' })} – ${say(order.windowEnd, { hour: 'numeric', minute: '2-digit' })}`;
  });

  constructor() {
    void this.load(hashParam(location.hash, 'number') ?? '');
  }

  private async load(number: string): Promise<void> {
    const say = (fr: string, en: string) => this.gone.set(this.locale.language() === 'fr' ? fr : en);
    if (!number) {
      say('Ouvrez le lien de votre confirmation, ou connectez-vous.', 'Open the link of your confirmation, or sign in.');
      return;
    }
    try {
      const told = await ask<Placed>('confirmation', { number }, this.locale.language());
      if ('value' in told) this.order.set(told.value);
      else this.gone.set(told.refused.message);
    } catch {
      say('Le serveur ne répond pas. Rechargez la page.', 'The server does not answer. Reload the page.'); // said on the page
    }
  }
}
