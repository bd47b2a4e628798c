import { Component, computed, inject, input, signal } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import type { InvoiceStatus as Status } from '../../core/graphql/schema.generated';
import { live } from '../../core/graphql/live';
import { query } from '../../core/graphql/query';
import { Can } from '../../core/session/can';
import { InvoiceStatus } from '../../domain/invoice/invoice-status';
import { STATUS_LOOKS } from '../../domain/invoice/invoice-looks';
import { DataTable } from '../../ui/data-table';
import { DayPipe } from '../../ui/dates';
import { EmptyState } from '../../ui/empty-state';
import { Icon } from '../../ui/icon';
import { LoadMore } from '../../ui/load-more';
import { Locale } from '../../ui/locale';
import { MoneyPipe } from '../../ui/money';
import { SearchField } from '../../ui/search-field';
import { CustomerPicker } from '../accounting/customer-picker';
import { InvoiceDraft } from './invoice-draft';
import { OpsInvoiceChangedDocument, OpsInvoicesDocument, type OpsInvoicesQueryVariables } from './invoice-list.generated';

const SHOWN: readonly Status[] = ['DRAFT', 'ISSUED', 'OVERDUE', 'PARTLY_PAID', 'PAID', 'VOID'];

/** The provider's invoices, by status and words; the URL is the filter's memory. */
@Component({
  selector: 'app-ops-invoice-list',
  imports: [Can, CustomerPicker, DataTable, DayPipe, EmptyState, Icon, InvoiceDraft, InvoiceStatus, LoadMore, MoneyPipe, RouterLink, SearchField, TranslocoPipe],
  templateUrl: './invoice-list.html',
  styleUrl: './invoice-list.css',
})
export class InvoiceList {
  /** `?status=` and `?q=`. */
  readonly status = input<string>();
  readonly q = input<string>();

  private readonly router = inject(Router);
  private readonly transloco = inject(TranslocoService);
  private readonly locale = inject(Locale);
  protected readonly statuses = SHOWN;
  protected readonly chosen = computed(() => (this.status() && this.status()! in STATUS_LOOKS ? (this.status() as Status) : undefined));
  protected readonly list = query(OpsInvoicesDocument, (): OpsInvoicesQueryVariables => ({ filter: { status: this.chosen() ? [this.chosen()!] : undefined, text: this.q() || undefined } }));
  protected readonly invoices = computed(() => this.list.data()?.invoices.nodes ?? []);
  protected readonly next = computed(() => (this.list.data()?.invoices.hasNextPage ? this.list.data()?.invoices.endCursor : undefined));
  /** Whether a customer is being looked for to bill by hand, and who was found. */
  protected readonly choosing = signal(false);
  protected readonly billed = signal<string | undefined>(undefined);
  protected readonly loadingMore = signal(false);
  protected readonly columns = computed(() => {
    this.locale.tag();
    const text = (key: string) => this.transloco.translate(`ops.invoices.${key}`);
    return [text('number'), text('customer'), text('issuedOn'), text('dueOn'), text('status'), { text: text('total'), end: true }, { text: text('balance'), end: true }];
  });

  constructor() {
    live(OpsInvoiceChangedDocument, undefined, ({ invoiceChanged }) => {
      if (invoiceChanged && !this.invoices().some(({ id }) => id === invoiceChanged.id)) this.list.reload();
    });
  }

  protected filterBy(change: { status?: string | null; q?: string | null }): void {
    void this.router.navigate([], { queryParams: change, queryParamsHandling: 'merge', replaceUrl: true });
  }

  protected show(id: string): void {
    void this.router.navigate(['/ops/invoices', id]);
  }

  protected async more(): Promise<void> {
    this.loadingMore.set(true);
    await this.list
      .more({ after: this.next() }, (there, next) => ({ invoices: { ...next.invoices, nodes: [...there.invoices.nodes, ...next.invoices.nodes] } }))
      .finally(() => this.loadingMore.set(false));
  }
}
