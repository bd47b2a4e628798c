import { Component, computed, inject, input, output } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { query } from '../../core/graphql/query';
import { DataTable } from '../../ui/data-table';
import { DayPipe } from '../../ui/dates';
import { EmptyState } from '../../ui/empty-state';
import { Icon } from '../../ui/icon';
import { Locale } from '../../ui/locale';
import { MoneyPipe } from '../../ui/money';
import { StatementActions } from '../../domain/payment/statement-actions';
import { CustomerPicker } from './customer-picker';
import { downloadCsv } from './csv';
import { OpsStatementDocument } from './accounting.generated';

/** Everything that happened to one customer's account between two days, with the balance it left. */
@Component({
  selector: 'app-customer-statement',
  imports: [CustomerPicker, DataTable, DayPipe, EmptyState, Icon, MoneyPipe, StatementActions, TranslocoPipe],
  template: `
    <app-customer-picker [label]="'ops.accounting.pick' | transloco" (picked)="picked.emit($event.id)" />
    @if (customerId(); as id) {
      <section class="card">
        <header>
          <h2>{{ data.data()?.customer?.name }}</h2>
          <button type="button" class="button small push" [disabled]="!lines().length" (click)="save()"><app-icon name="download" />CSV</button>
          <app-statement-actions [customerId]="id" [from]="from()" [to]="to()" />
        </header>
        @if (data.data()?.statement; as statement) {
          <dl class="facts body"><dt>{{ 'ops.accounting.opening' | transloco }}</dt><dd class="number">{{ statement.opening | money }}</dd><dt>{{ 'ops.accounting.closing' | transloco }}</dt><dd class="number"><strong>{{ statement.closing | money }}</strong></dd></dl>
        }
      </section>
      <app-data-table [columns]="columns()" [loading]="data.loading()" [error]="data.error()" (retry)="data.reload()">
        @for (line of lines(); track $index) {
          <tr><td>{{ line.day | day }}</td><td>{{ 'ops.books.kinds.' + line.kind | transloco }}</td><td>{{ line.reference }}</td><td class="number">{{ line.amount | money }}</td><td class="number">{{ line.balance | money }}</td></tr>
        }
        @if (!lines().length && !data.loading()) { <app-empty-state icon="invoice" [heading]="'ops.accounting.noLines' | transloco" /> }
      </app-data-table>
    } @else {
      <app-empty-state icon="user" [heading]="'ops.accounting.pickFirst' | transloco" />
    }
  `,
  styles: ':host { display: grid; gap: var(--s4); min-width: 0; }',
})
export class CustomerStatement {
  /** Whose; nothing is shown before somebody is chosen. */
  readonly customerId = input<string>();
  readonly picked = output<string>();
  readonly from = input.required<string>();
  readonly to = input.required<string>();

  private readonly transloco = inject(TranslocoService);
  private readonly locale = inject(Locale);
  protected readonly data = query(OpsStatementDocument, () => (this.customerId() ? { customerId: this.customerId()!, from: this.from(), to: this.to() } : undefined));
  protected readonly lines = computed(() => this.data.data()?.statement.lines ?? []);
  protected readonly columns = computed(() => [this.text('day'), this.text('what'), this.text('reference'), { text: this.text('amount'), end: true }, { text: this.text('balance'), end: true }]);

  protected save(): void {
    downloadCsv(`statement-${this.from()}-${this.to()}.csv`, this.lines().map((line) => [line.day, line.kind, line.reference, (line.amount.amount / 100).toFixed(2), (line.balance.amount / 100).toFixed(2)]));
  }

  private text(key: string): string {
    this.locale.tag();
    return this.transloco.translate(`ops.accounting.${key}`);
  }
}
