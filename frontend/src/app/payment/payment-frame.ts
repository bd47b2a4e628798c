import { Component, input } from '@angular/core';
import { Brand } from '../core/shell/brand';
import { LanguageSwitch } from '../core/shell/language-switch';
import { Icon } from '../ui/icon';
import type { IconName } from '../ui/icons';

/** The card that payment returns stand on: the tenant's brand, a mark, and what there is to say. */
@Component({
  selector: 'app-payment-frame',
  imports: [Brand, Icon, LanguageSwitch],
  template: `
    <header><app-brand /><app-language-switch /></header>
    <main>
      <section [class]="tone()">
        <span class="mark"><app-icon [name]="icon()" /></span>
        <ng-content />
      </section>
    </main>
  `,
  styles: `
    :host {
      display: block;
      min-height: 100dvh;
    }
    header {
      display: flex;
      justify-content: space-between;
      padding: var(--s4) var(--s6);
    }
    main {
      width: min(100%, 27rem);
      margin-inline: auto;
      padding: clamp(1rem, 9vh, 6rem) var(--s4) var(--s8);
    }
    section {
      display: grid;
      gap: var(--s4);
      padding: var(--s8);
      border: 1px solid var(--line);
      border-radius: var(--r-xl);
      background: var(--surface);
      box-shadow: var(--shade-2);
    }
    .mark {
      --icon: 1.5rem;
      display: grid;
      place-items: center;
      width: 3rem;
      height: 3rem;
      border-radius: 50%;
      background: var(--calm-soft);
      color: var(--quiet);
    }
    .good .mark {
      background: var(--good-soft);
      color: var(--good);
    }
    .bad .mark {
      background: var(--bad-soft);
      color: var(--bad);
    }
    @media (max-width: 30rem) {
      header {
        padding: var(--s3) var(--s4);
      }
      section {
        padding: var(--s6) var(--s5);
      }
    }
  `,
})
export class PaymentFrame {
  readonly tone = input<'calm' | 'good' | 'bad'>('calm');
  readonly icon = input.required<IconName>();
}
