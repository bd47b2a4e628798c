import { Component, computed, inject } from '@angular/core';
import { firstFact } from '../core/http/first-facts';
import { SayPipe } from '../core/i18n/common-texts';
import { Session } from '../core/session/session';
import { Brand } from '../core/shell/brand';
import { LanguageSwitch } from '../core/shell/language-switch';
import { Branding } from '../core/theme/branding';
import { Cart } from './cart';

/** What stands around every page of the shop: the provider, the cart and the way to one's own account. */
@Component({
  selector: 'app-shop-frame',
  imports: [Brand, LanguageSwitch, SayPipe],
  template: `
    <header>
      <app-brand link="/catalogue" />
      <nav [attr.aria-label]="'shell.navigation' | say">
        <a href="#/catalogue">{{ 'shop.catalogue' | say }}</a>
        <a href="#/panier">{{ 'shop.cart' | say }}@if (cart.count(); as n) { <span class="count">{{ n }}</span> }</a>
        <a [href]="'#' + (signedIn() ? '/' : '/login')">{{ (signedIn() ? 'shop.account' : 'shop.signIn') | say }}</a>
      </nav>
      <app-language-switch />
    </header>
    <main><ng-content /></main>
  `,
  styles: `
    :host { display: block; min-height: 100dvh; }
    header { display: flex; flex-wrap: wrap; align-items: center; gap: var(--s2) var(--s4); padding: var(--s4) var(--s6); }
    nav { display: flex; flex: 1; justify-content: flex-end; gap: var(--s4); }
    nav a { display: inline-flex; align-items: center; gap: var(--s2); min-height: 2.75rem; color: inherit; font-weight: 550; text-decoration: none; }
    nav a:hover { text-decoration: underline; }
    main { width: min(100%, 62rem); margin-inline: auto; padding: var(--s4) var(--s4) var(--s8); }
    @media (max-width: 40rem) {
      header { padding: var(--s3) var(--s4); }
      header app-brand { flex: 1; }
      nav { order: 3; flex: 1 0 100%; justify-content: space-between; }
    }
  `,
})
export class ShopFrame {
  private readonly session = inject(Session);
  protected readonly cart = inject(Cart);
  protected readonly signedIn = computed(() => this.session.facts()?.kind === 'customer');

  constructor() {
    const tenant = firstFact('tenant');
    if (tenant) inject(Branding).wear(tenant);
    void this.session.ready().catch(() => null); // unreachable: the page then offers to sign in
  }
}
