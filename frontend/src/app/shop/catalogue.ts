import { Component, computed, inject, signal } from '@angular/core';
import { CommonTexts, SayPipe } from '../core/i18n/common-texts';
import { Icon } from '../ui/icon';
import { Locale } from '../ui/locale';
import { MoneyPipe } from '../ui/money';
import { Cart } from './cart';
import { ask, type Catalogue as Sold, type ShopItem } from './shop-api';
import { ShopFrame } from './shop-frame';

const GROUPS = ['INTERNET', 'PHONE', 'BUNDLE', 'EQUIPMENT'] as const;

/** What is sold, for whoever comes by. */
@Component({
  selector: 'app-catalogue',
  imports: [Icon, MoneyPipe, SayPipe, ShopFrame],
  template: `
    <app-shop-frame>
      <div class="head">
        <h1>{{ 'shop.title' | say }}</h1>
        <p class="quiet">{{ 'shop.lead' | say }}</p>
      </div>
      <p class="unseen" role="status">{{ said() }}</p>
      @if (failed()) {
        <div class="note bad" role="alert"><app-icon name="wifi-off" /><span>{{ 'signIn.network' | say }}</span></div>
        <p><button type="button" class="button" (click)="load()">{{ 'ui.retry' | say }}</button></p>
      } @else if (!sold()) {
        <p class="quiet" role="status" aria-busy="true">{{ 'ui.loading' | say }}</p>
      } @else {
        @for (group of groups(); track group.name) {
          <section [attr.aria-labelledby]="group.name">
            <h2 [id]="group.name">{{ 'shop.group.' + group.name | say }}</h2>
            <ul>
              @for (item of group.items; track item.id) {
                <li class="card">
                  <h3>{{ item.name }}@if (inCart(item.id); as n) { <span class="count">{{ n }}</span> }</h3>
                  <p class="price"><strong>{{ item.price | money }}</strong> <span class="quiet">{{ 'shop.per.' + item.frequency | say }}</span></p>
                  @if (item.requiresVisit) { <p class="quiet visit"><app-icon name="clock" />{{ 'shop.visit' | say }}</p> }
                  <button type="button" class="button" [attr.aria-label]="'shop.addItem' | say: { name: item.name }" (click)="add(item)">{{ 'shop.add' | say }}</button>
                </li>
              }
            </ul>
          </section>
        } @empty { <p class="note info"><app-icon name="info" />{{ 'shop.nothing' | say }}</p> }
        @if (cart.count()) { <p class="go"><a class="button primary tall" href="#/panier">{{ 'shop.toCart' | say }}<app-icon name="chevron-right" /></a></p> }
      }
    </app-shop-frame>
  `,
  styles: `
    .head { display: grid; gap: var(--s2); margin-block: var(--s4) var(--s6); }
    section { margin-block-end: var(--s8); }
    ul { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 17rem), 1fr)); gap: var(--s4); margin: var(--s3) 0 0; padding: 0; list-style: none; }
    li { display: flex; flex-direction: column; gap: var(--s2); padding: var(--s5); }
    h3 { font-size: var(--t-lg); }
    .price { display: flex; flex-wrap: wrap; align-items: baseline; gap: var(--s2); }
    .price strong { font-size: var(--t-2xl, 1.375rem); }
    .visit { display: flex; align-items: center; gap: var(--s2); font-size: var(--t-sm); }
    li .button { margin-top: auto; min-height: 2.75rem; }
    .go { position: sticky; bottom: var(--s4); text-align: center; }
    .go .button { min-height: 2.75rem; }
  `,
})
export class Catalogue {
  private readonly locale = inject(Locale);
  private readonly texts = inject(CommonTexts);
  protected readonly cart = inject(Cart);
  protected readonly sold = signal<Sold | undefined>(undefined);
  protected readonly failed = signal(false);
  protected readonly said = signal('');
  protected readonly groups = computed(() => GROUPS.map((name) => ({ name, items: this.sold()!.items.filter(({ group }) => group === name) })).filter(({ items }) => items.length));

  constructor() {
    void this.load();
  }

  protected async load(): Promise<void> {
    this.failed.set(false);
    try {
      const told = await ask<Sold>('catalogue', {}, this.locale.language());
      if ('value' in told) this.sold.set(told.value);
    } catch {
      this.failed.set(true); // the page says so and offers to try again
    }
  }

  protected inCart(id: string): number {
    return this.cart.lines().find(({ itemId }) => itemId === id)?.quantity ?? 0;
  }

  protected add(item: ShopItem): void {
    this.cart.add(item);
    this.said.set(this.texts.say('shop.added', { name: item.name }));
  }
}
