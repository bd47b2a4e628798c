import { Component, computed, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { Icon } from '../../ui/icon';
import type { MethodLabelFragment } from './method.generated';

const BRANDS: Readonly<Record<string, string>> = { visa: 'Visa', mastercard: 'Mastercard', amex: 'American Express', discover: 'Discover' };

/** The name of a card's brand as it is written, or of a bank as it is. */
export const brandName = (brand: string): string => BRANDS[brand] ?? brand;

/** A saved card or account as its holder knows it: brand and last four digits, and when a card ends. */
@Component({
  selector: 'app-method-label',
  imports: [Icon, TranslocoPipe],
  template: `
    <app-icon [name]="method().kind === 'CARD' ? 'card' : 'box'" />
    <span class="what">
      <span>{{ name() }} <span class="number">•••• {{ method().last4 }}</span></span>
      <small class="quiet">
        @if (method().expiresOn; as end) {
          {{ 'domain.payment.until' | transloco: { end: end.slice(5) + '/' + end.slice(0, 4) } }}
        } @else {
          {{ 'domain.payment.account' | transloco }}
        }
      </small>
    </span>
  `,
  styles: `
    :host { display: inline-flex; align-items: center; gap: var(--s3); min-width: 0; }
    .what { display: grid; min-width: 0; }
    app-icon { color: var(--quiet); }
  `,
})
export class MethodLabel {
  readonly method = input.required<MethodLabelFragment>();
  protected readonly name = computed(() => brandName(this.method().brand));
}
