import { Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { query } from '../../core/graphql/query';
import { DataTable } from '../../ui/data-table';
import { EmptyState } from '../../ui/empty-state';
import { Icon } from '../../ui/icon';
import { Locale } from '../../ui/locale';
import { MoneyPipe } from '../../ui/money';
import { downloadCsv } from './csv';
import { OpsAgedDocument } from './accounting.generated';

const BUCKETS = ['current', 'days30', 'days60', 'days90', 'older'] as const;

/** What is owed by how late it is: as bars, as a table by customer, and as a file. */
@Component({
  selector: 'app-aged-receivables',
  imports: [DataTable, EmptyState, Icon, MoneyPipe, RouterLink, TranslocoPipe],
  template: `
    @if (data.data()?.agedReceivables; as aged) {
      <section class="card" [attr.aria-label]="'ops.accounting.aged' | transloco">
        <header>
          <h2>{{ aged.all.total | money }}</h2><span class="quiet">{{ 'ops.accounting.owedBy' | transloco: { n: aged.customers } }}</span>
          <button type="button" class="button small push" [disabled]="!aged.lines.length" (click)="save()"><app-icon name="download" />CSV</button>
        </header>
        <div class="body bars">
          @for (bucket of buckets; track bucket) {
            <span>{{ 'ops.accounting.buckets.' + bucket | transloco }}</span>
            <span class="track" aria-hidden="true"><i [class]="bucket" [style.inline-size.%]="share(aged.all[bucket].amount)"></i></span>
            <span class="number">{{ aged.all[bucket] | money }}</span>
          }
        </div>
      </section>
    }
    <app-data-table [columns]="columns()" [loading]="data.loading()" [error]="data.error()" [caption]="'ops.accounting.aged' | transloco" (retry)="data.reload()">
      @for (line of lines(); track line.customerId) {
        <tr>
          <th scope="row"><a [routerLink]="['/ops/customers', line.customerId]">{{ line.name }}</a> <small class="quiet">{{ line.number }}</small></th>
          @for (bucket of buckets; track bucket) {
            <td class="number" [class.faint]="!line.amounts[bucket].amount">{{ line.amounts[bucket].amount ? (line.amounts[bucket] | money) : '—' }}</td>
          }
          <td class="number"><strong>{{ line.amounts.total | money }}</strong></td>
        </tr>
      }
      @if (!lines().length && !data.loading()) {
        <app-empty-state icon="check-circle" [heading]="'ops.accounting.nothingOwed' | transloco" />
      }
    </app-data-table>
  `,
  styles: `
    :host { display: grid; gap: var(--s4); min-width: 0; }
    small { display: block; }
    .bars { display: grid; grid-template-columns: max-content minmax(3rem, 1fr) max-content; gap: var(--s2) var(--s3); align-items: center; }
    .bars .number { text-align: end; }
    .track { height: 0.75rem; border-radius: var(--r-sm); background: var(--sunken); overflow: hidden; }
    i { display: block; height: 100%; min-width: 2px; background: var(--accent); }
    i.days30, i.days60 { background: var(--warn); }
    i.days90, i.older { background: var(--bad); }
  `,
})
export class AgedReceivables {
  private readonly transloco = inject(TranslocoService);
  private readonly locale = inject(Locale);
  protected readonly buckets = BUCKETS;
  protected readonly data = query(OpsAgedDocument);
  protected readonly lines = computed(() => this.data.data()?.agedReceivables.lines ?? []);
  protected readonly columns = computed(() => [this.text('customer'), ...[...BUCKETS, 'total'].map((bucket) => ({ text: this.text(`buckets.${bucket}`), end: true }))]);

  protected share(amount: number): number {
    const most = Math.max(1, ...BUCKETS.map((bucket) => this.data.data()!.agedReceivables.all[bucket].amount));
    return (100 * Math.max(0, amount)) / most;
  }

  protected save(): void {
    const amounts = (of: (bucket: (typeof BUCKETS)[number] | 'total') => number) => [...BUCKETS, 'total' as const].map((bucket) => (of(bucket) / 100).toFixed(2));
    downloadCsv('aged-receivables.csv', [['', ...this.columns().map((column) => (typeof column === 'string' ? column : column.text))], ...this.lines().map((line) => [line.number, line.name, ...amounts((bucket) => line.amounts[bucket].amount)])]);
  }

  private text(key: string): string {
    this.locale.tag();
    return this.transloco.translate(`ops.accounting.${key}`);
  }
}
