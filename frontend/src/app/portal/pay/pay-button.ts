import { Component, computed, DOCUMENT, inject, input, signal } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { parseAmount, type Money } from '@demarc/money';
import { mutation } from '../../core/graphql/mutation';
import { problemOf } from '../../core/graphql/problem';
import { Field } from '../../ui/field';
import { Icon } from '../../ui/icon';
import { MoneyPipe } from '../../ui/money';
import { CreateCheckoutDocument } from './pay.generated';

/** Leads to the payment page for one invoice, or for all that is owed. */
@Component({
  selector: 'app-pay-button',
  imports: [Field, Icon, MoneyPipe, TranslocoPipe],
  template: `
    <button type="button" class="button primary tall wide" [disabled]="open.busy() || leaving()" (click)="pay()">
      @if (open.busy() || leaving()) {
        <span class="spinner" aria-hidden="true"></span>{{ 'portal.pay.opening' | transloco }}
      } @else {
        <app-icon name="card" />{{ 'portal.pay.pay' | transloco: { amount: amount() | money } }}
      }
    </button>
    @if (canPart()) {
      @if (!parting()) {
        <button type="button" class="button quiet" (click)="parting.set(true)">{{ 'portal.pay.part' | transloco }}</button>
      } @else {
        <app-field [label]="'portal.pay.partLabel' | transloco" [hint]="'portal.pay.partHint' | transloco: { least: (least()! | money), most: (amount() | money) }" [error]="wrong()">
          <input #typed class="input" inputmode="decimal" autocomplete="off" [value]="part()" (input)="part.set(typed.value)" (keydown.enter)="payPart()" />
        </app-field>
        <button type="button" class="button" [disabled]="open.busy() || leaving()" (click)="payPart()">{{ 'portal.pay.payPart' | transloco }}</button>
      }
    }
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

  /** The least that can be paid of it; nothing, or 0, where only all of it can be paid. */
  readonly least = input<Money>();

  private readonly transloco = inject(TranslocoService);
  private readonly window = inject(DOCUMENT).defaultView;
  protected readonly open = mutation(CreateCheckoutDocument);
  protected readonly problem = signal('');
  protected readonly leaving = signal(false);

  protected readonly parting = signal(false);
  protected readonly part = signal('');
  protected readonly wrong = signal('');
  protected readonly canPart = computed(() => (this.least()?.amount ?? 0) > 0 && this.least()!.amount < this.amount().amount);

  protected async payPart(): Promise<void> {
    const amount = parseAmount(this.part());
    const fits = amount !== null && amount >= this.least()!.amount && amount <= this.amount().amount;
    this.wrong.set(fits ? '' : this.transloco.translate('portal.pay.partWrong'));
    if (fits) await this.pay(amount);
  }

  protected async pay(amount?: number): Promise<void> {
    const { createCheckout } = await this.open({ invoiceId: this.invoiceId(), amount });
    (amount === undefined ? this.problem : this.wrong).set(problemOf(createCheckout));
    if (createCheckout.__typename !== 'CheckoutSession' || !createCheckout.url) return;
    this.leaving.set(true);
    this.window?.location.assign(createCheckout.url);
  }
}
