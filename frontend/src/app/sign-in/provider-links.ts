import { Component, input } from '@angular/core';
import { SayPipe } from '../core/i18n/common-texts';
import type { TenantFacts } from './sign-in-api';

/** Plain links to companies’ own sign-in: below the form, or above it where the provider put them first. */
@Component({
  selector: 'app-provider-links',
  imports: [SayPipe],
  template: `
    @if (providers().length) {
      @if (!first()) {
        <p class="faint">{{ 'signIn.or' | say }}</p>
      }
      @for (provider of providers(); track provider.href) {
        <a class="button tall wide" [class.primary]="first()" [href]="provider.href + next()">{{ 'signIn.withProvider' | say: { name: provider.label } }}</a>
      }
      @if (first()) {
        <p class="faint">{{ 'signIn.or' | say }}</p>
      }
    }
  `,
  styles: `
    :host {
      display: grid;
      gap: var(--s2);
      text-align: center;
    }
    :host:empty {
      display: none;
    }
  `,
})
export class ProviderLinks {
  readonly providers = input.required<NonNullable<TenantFacts['providers']>>();
  /** Where to go afterwards, as the links take it. */
  readonly next = input('');
  readonly first = input(false);
}
