import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { mutation } from '../../core/graphql/mutation';
import { query } from '../../core/graphql/query';
import { Can } from '../../core/session/can';
import { MethodLabel } from '../../domain/payment/method-label';
import { Confirms } from '../../ui/confirm';
import { DayPipe } from '../../ui/dates';
import { LoadFailed } from '../../ui/load-failed';
import { MoneyPipe } from '../../ui/money';
import { PaymentLink } from '../invoices/payment-link';
import { OpsCustomerPaymentsDocument, OpsTurnAutopayOffDocument } from './customer-payments.generated';

/** How a customer pays: what is saved, whether it happens by itself, what a bank is still deciding, and a link to send. */
@Component({
  selector: 'app-customer-payments',
  imports: [Can, DayPipe, LoadFailed, MethodLabel, MoneyPipe, PaymentLink, RouterLink, TranslocoPipe],
  template: `
    <app-load-failed [of]="page" />
    @if (page.data()?.customer; as customer) {
      <section class="card" aria-labelledby="customer-payments">
        <header>
          <h2 id="customer-payments">{{ 'ops.customerPayments.title' | transloco }}</h2>
          <a *can="'invoices:read'" class="button small quiet push" routerLink="/ops/accounting" [queryParams]="{ tab: 'statement', customer: customer.id }">{{ 'ops.customerPayments.statement' | transloco }}</a>
          <app-payment-link *can="'payments:write'" [customerId]="customer.id" />
        </header>
        <ul class="rows">
          <li>
            <span>{{ 'ops.customerPayments.autopay' | transloco }}
              @if (customer.autopayCharge; as charge) {
                <small class="quiet">{{ 'ops.autopay.statuses.' + charge.status | transloco }} · {{ charge.day | day }} · {{ charge.amount | money }}</small>
              }
            </span>
            <span class="chip push" [class.good]="customer.autopay?.active">{{ (customer.autopay?.active ? 'ops.customerPayments.on' : 'ops.customerPayments.off') | transloco }}</span>
            @if (customer.autopay?.active) {
              <button *can="'payments:write'" type="button" class="button small" [disabled]="off.busy()" (click)="turnOff()">{{ 'ops.customerPayments.turnOff' | transloco }}</button>
            }
          </li>
          @if (customer.pending.amount > 0) {
            <li><span>{{ 'ops.customerPayments.pending' | transloco }}</span><span class="push number">{{ customer.pending | money }}</span></li>
          }
          @if (customer.credit.amount > 0) {
            <li><span>{{ 'ops.customerPayments.credit' | transloco }}</span><span class="push number">{{ customer.credit | money }}</span></li>
          }
          @for (method of methods(); track method.id) {
            <li><app-method-label [method]="method" /></li>
          } @empty {
            <li class="quiet">{{ 'ops.customerPayments.none' | transloco }}</li>
          }
        </ul>
      </section>
    }
  `,
  styles: 'small { display: block; }',
})
export class CustomerPayments {
  readonly customerId = input.required<string>();

  private readonly confirms = inject(Confirms);
  private readonly transloco = inject(TranslocoService);
  protected readonly page = query(OpsCustomerPaymentsDocument, () => ({ id: this.customerId() }));
  protected readonly methods = computed(() => this.page.data()?.savedMethods ?? []);
  protected readonly off = mutation(OpsTurnAutopayOffDocument);

  protected async turnOff(): Promise<void> {
    const text = (key: string) => this.transloco.translate(`ops.customerPayments.${key}`);
    if (!(await this.confirms.ask({ title: text('turnOff'), text: text('turnOffText'), action: text('turnOff') }))) return;
    await this.off({ id: this.customerId() });
    this.page.reload();
  }
}
