import { Component, computed, input, output } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import type { Money } from '@demarc/money';
import { query } from '../../core/graphql/query';
import { Can } from '../../core/session/can';
import { DayPipe } from '../../ui/dates';
import { LoadFailed } from '../../ui/load-failed';
import { MoneyPipe } from '../../ui/money';
import { OpsInvoicePaymentsDocument } from './invoice-payments.generated';

/** What settled an invoice, what went back of it, and what a bank disputes. */
@Component({
  selector: 'app-invoice-payments',
  imports: [Can, DayPipe, LoadFailed, MoneyPipe, TranslocoPipe],
  template: `
    <app-load-failed [of]="page" />
    @if (parts().length) {
      <section class="card" aria-labelledby="invoice-payments">
        <header><h2 id="invoice-payments">{{ 'ops.moneyActions.payments' | transloco }}</h2></header>
        <ul class="rows">
          @for (part of parts(); track part.id) {
            <li>
              <span>
                {{ 'domain.invoice.method.' + part.payment.method | transloco }}
                <small class="quiet">{{ part.payment.receivedOn | day }} · {{ part.payment.reference }}</small>
                @for (refund of part.payment.refunds; track refund.id) {
                  <small class="quiet">{{ 'ops.moneyActions.refunds.' + refund.status | transloco: { amount: (refund.amount | money) } }}</small>
                }
              </span>
              @if (part.payment.dispute; as dispute) {
                <span class="chip" [class.bad]="dispute.status !== 'WON'" [class.good]="dispute.status === 'WON'">{{ 'ops.moneyActions.disputes.' + dispute.status | transloco }}</span>
              }
              <span class="push number">{{ part.amount | money }}</span>
              @if (part.payment.status === 'SUCCEEDED' && part.payment.method !== 'CREDIT_NOTE' && part.payment.method !== 'WRITE_OFF') {
                <button *can="'payments:write'" type="button" class="button small" (click)="refund.emit({ id: part.payment.id, most: left(part.payment) })">{{ 'ops.moneyActions.refund.do' | transloco }}</button>
              }
            </li>
          }
        </ul>
      </section>
    }
  `,
  styles: 'small { display: block; }',
})
export class InvoicePayments {
  readonly invoiceId = input.required<string>();
  /** The office wants to give a payment back, at most what is left of it. */
  readonly refund = output<{ readonly id: string; readonly most: Money }>();

  protected readonly page = query(OpsInvoicePaymentsDocument, () => ({ id: this.invoiceId() }));
  protected readonly parts = computed(() => this.page.data()?.invoice?.payments ?? []);

  /** Asks again, after something was done. */
  reload(): void {
    this.page.reload();
  }

  protected left(payment: { readonly amount: Money; readonly refunded: Money }): Money {
    return { amount: payment.amount.amount - payment.refunded.amount, currency: payment.amount.currency };
  }
}
