import { Component, computed, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { query } from '../../core/graphql/query';
import { DayPipe } from '../../ui/dates';
import { LoadFailed } from '../../ui/load-failed';
import { MoneyPipe } from '../../ui/money';
import { InvoiceBooksDocument } from './invoice-books.generated';

/** What an invoice has done to the ledger: each operation with its sides, which come to zero. */
@Component({
  selector: 'app-invoice-books',
  imports: [DayPipe, LoadFailed, MoneyPipe, TranslocoPipe],
  template: `
    <app-load-failed [of]="page" />
    @if (operations().length) {
      <details class="card">
        <summary><h2>{{ 'ops.books.title' | transloco }}</h2><span class="count">{{ operations().length }}</span></summary>
        <div class="body">
          <table>
            <thead>
              <tr>
                <th scope="col">{{ 'ops.books.what' | transloco }}</th>
                <th scope="col">{{ 'ops.books.account' | transloco }}</th>
                <th scope="col" class="end">{{ 'ops.books.debit' | transloco }}</th>
                <th scope="col" class="end">{{ 'ops.books.credit' | transloco }}</th>
              </tr>
            </thead>
            @for (operation of operations(); track operation.id) {
              <tbody>
                @for (entry of operation.entries; track entry.id; let first = $first) {
                  <tr>
                    <td>@if (first) { {{ 'ops.books.kinds.' + operation.kind | transloco }}<small class="faint">{{ operation.occurredOn | day }}</small> }</td>
                    <td>{{ entry.taxCode ? ('domain.invoice.tax.' + entry.taxCode | transloco) : ('ops.books.accounts.' + entry.account | transloco) }}</td>
                    <td class="end number">{{ entry.amount.amount > 0 ? (entry.amount | money) : '' }}</td>
                    <td class="end number">{{ entry.amount.amount < 0 ? ({ amount: -entry.amount.amount, currency: entry.amount.currency } | money) : '' }}</td>
                  </tr>
                }
              </tbody>
            }
          </table>
        </div>
      </details>
    }
  `,
  styles: `
    summary { display: flex; align-items: center; gap: var(--s2); padding: var(--s4); cursor: pointer; }
    .body { overflow-x: auto; }
    table { width: 100%; border-collapse: collapse; font-size: var(--t-sm); }
    th { color: var(--quiet); font-weight: 500; text-align: start; }
    th, td { padding: var(--s1) var(--s2); vertical-align: top; }
    tbody { border-top: 1px solid var(--line); }
    small { display: block; }
    .end { text-align: end; white-space: nowrap; }
  `,
})
export class InvoiceBooks {
  readonly invoiceId = input.required<string>();
  protected readonly page = query(InvoiceBooksDocument, () => ({ id: this.invoiceId() }));
  protected readonly operations = computed(() => this.page.data()?.ledgerOperations.nodes.toReversed() ?? []);

  /** Asks again, after something was done. */
  reload(): void {
    this.page.reload();
  }
}
