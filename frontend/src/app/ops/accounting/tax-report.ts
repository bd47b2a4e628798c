import { Component, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { query } from '../../core/graphql/query';
import { LoadFailed } from '../../ui/load-failed';
import { MoneyPipe } from '../../ui/money';
import { Skeleton } from '../../ui/skeleton';
import { OpsTaxesDocument } from './accounting.generated';

/** The taxes to remit for some days by the books, and what each account comes to. */
@Component({
  selector: 'app-tax-report',
  imports: [LoadFailed, MoneyPipe, Skeleton, TranslocoPipe],
  template: `
    @if (data.data(); as found) {
      <div class="two">
        <section class="card" aria-labelledby="taxes">
          <header><h2 id="taxes">{{ 'ops.accounting.taxes' | transloco }}</h2></header>
          <dl class="facts body">
            <dt>{{ 'ops.accounting.sales' | transloco }}</dt><dd class="number">{{ found.taxReport.sales | money }}</dd>
            @for (tax of found.taxReport.taxes; track tax.code) {
              <dt>{{ 'domain.invoice.tax.' + tax.code | transloco }}</dt><dd class="number"><strong>{{ tax.collected | money }}</strong></dd>
            }
          </dl>
        </section>
        <section class="card" aria-labelledby="trial">
          <header><h2 id="trial">{{ 'ops.accounting.trial' | transloco }}</h2></header>
          <div class="scroll" tabindex="0">
            <table>
              <thead><tr><th scope="col">{{ 'ops.accounting.account' | transloco }}</th><th scope="col">{{ 'ops.accounting.debit' | transloco }}</th><th scope="col">{{ 'ops.accounting.credit' | transloco }}</th></tr></thead>
              <tbody>
                @for (line of found.trialBalance; track line.account + line.taxCode) {
                  <tr><th scope="row">{{ 'ops.books.accounts.' + line.account | transloco }}@if (line.taxCode) { · {{ 'domain.invoice.tax.' + line.taxCode | transloco }} }</th><td class="number">{{ line.debit | money }}</td><td class="number">{{ line.credit | money }}</td></tr>
                }
              </tbody>
            </table>
          </div>
        </section>
      </div>
    } @else if (data.error()) {
      <app-load-failed [of]="data" />
    } @else {
      <app-skeleton [lines]="6" />
    }
  `,
  styles: `
    .two { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 22rem), 1fr)); gap: var(--s4); align-items: start; }
    .scroll { overflow-x: auto; padding: 0 var(--s4) var(--s4); }
    table { width: 100%; border-collapse: collapse; }
    th, td { padding: var(--s2) 0; border-bottom: 1px solid var(--line); text-align: start; font-weight: 400; }
    td, th + th { text-align: end; padding-inline-start: var(--s4); white-space: nowrap; }
    thead th { color: var(--quiet); font-size: var(--t-sm); }
    dd { text-align: end; }
  `,
})
export class TaxReport {
  readonly from = input.required<string>();
  readonly to = input.required<string>();
  protected readonly data = query(OpsTaxesDocument, () => ({ from: this.from(), to: this.to() }));
}
