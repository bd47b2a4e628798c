import { Component, DOCUMENT, inject, input, signal } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import type { Money } from '@demarc/money';
import { mutation } from '../../core/graphql/mutation';
import { problemOf } from '../../core/graphql/problem';
import { Icon } from '../../ui/icon';
import { MoneyPipe } from '../../ui/money';
import { CreateCheckoutDocument } from './pay.generated';

/** Leads to the payment page for one invoice, or for all that is owed. */
@Component({
  selector: 'app-pay-button',
  imports: [Icon, MoneyPipe, TranslocoPipe],
  template: `
    <button type="button" class="button primary tall wide" [disabled]="open.busy() || leaving()" (click)="pay()">
      @if (open.busy() || leaving()) {
        <span class="spinner" aria-hidden="true"></span>{{ 'portal.pay.opening' | transloco }}
      } @else {
        <app-icon name="card" />{{ 'portal.pay.pay' | transloco: { amount: amount() | money } }}
      }
    </button>
    @if (problem(); as text) {
      <p class="note warn" role="alert"><app-icon name="alert" />{{ text }}</p>
    }
  `,
  styles: `
    :host {
      display: grid;
      gap: var(--s3);
    }
  `,
})
export class PayButton {
  readonly amount = input.required<Money>();
  /** Without one, all that is owed. */
  readonly invoiceId = input<string>();

  private readonly window = inject(DOCUMENT).defaultView;
  protected readonly open = mutation(CreateCheckoutDocument);
  protected readonly problem = signal('');
  protected readonly leaving = signal(false);

  protected async pay(): Promise<void> {
    const { createCheckout } = await this.open({ invoiceId: this.invoiceId() });
    this.problem.set(problemOf(createCheckout));
    if (createCheckout.__typename !== 'CheckoutSession' || !createCheckout.url) return;
    this.leaving.set(true);
    this.window?.location.assign(createCheckout.url);
  }
}
