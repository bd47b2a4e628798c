import { Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { query } from '../../core/graphql/query';
import { DataTable } from '../../ui/data-table';
import { DayPipe } from '../../ui/dates';
import { EmptyState } from '../../ui/empty-state';
import { LoadMore } from '../../ui/load-more';
import { Locale } from '../../ui/locale';
import { MoneyPipe } from '../../ui/money';
import { PortalPaymentHistoryDocument } from './payments.generated';

/** What the customer has paid, the latest first, and what each payment settled. */
@Component({
  selector: 'app-payment-history',
  imports: [DataTable, DayPipe, EmptyState, LoadMore, MoneyPipe, RouterLink, TranslocoPipe],
  template: `
    <h2>{{ 'portal.payments.history' | transloco }}</h2>
    <app-data-table [columns]="columns()" [loading]="list.loading()" [error]="list.error()" [caption]="'portal.payments.history' | transloco" (retry)="list.reload()">
      @for (payment of payments(); track payment.id) {
        <tr>
          <td>{{ payment.receivedOn | day }}</td>
          <td>{{ 'domain.invoice.method.' + payment.method | transloco }}</td>
          <td>
            @for (part of payment.allocations; track part.id) {
              <a [routerLink]="['/invoices', part.invoice.number]">{{ part.invoice.number }}</a>{{ $last ? '' : ', ' }}
            } @empty {
              {{ 'portal.payments.kept' | transloco }}
            }
          </td>
          <td class="number">
            {{ payment.amount | money }}
            @if (payment.refunded.amount > 0) {
              <small class="quiet">{{ 'portal.payments.refunded' | transloco: { amount: (payment.refunded | money) } }}</small>
            }
          </td>
        </tr>
      } @empty {
        <app-empty-state icon="card" [heading]="'portal.payments.none' | transloco" />
      }
    </app-data-table>
    <app-load-more [shown]="!!next()" [busy]="list.loading()" (more)="more()" />
  `,
  styles: `
    :host { display: grid; gap: var(--s3); }
    small { display: block; }
  `,
})
export class PaymentHistory {
  private readonly transloco = inject(TranslocoService);
  private readonly locale = inject(Locale);
  protected readonly list = query(PortalPaymentHistoryDocument);
  protected readonly payments = computed(() => this.list.data()?.payments.nodes ?? []);
  protected readonly next = computed(() => (this.list.data()?.payments.hasNextPage ? this.list.data()?.payments.endCursor : undefined));
  protected readonly columns = computed(() => {
    this.locale.tag();
    const text = (key: string) => this.transloco.translate(`portal.payments.${key}`);
    return [text('day'), text('how'), text('what'), { text: text('amount'), end: true }];
  });

  protected more(): Promise<unknown> {
    return this.list.more({ after: this.next() }, (there, next) => ({ payments: { ...next.payments, nodes: [...there.payments.nodes, ...next.payments.nodes] } }));
  }
}
