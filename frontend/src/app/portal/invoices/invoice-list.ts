import { Component, computed, inject, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { live } from '../../core/graphql/live';
import { query } from '../../core/graphql/query';
import { InvoiceStatus } from '../../domain/invoice/invoice-status';
import { DataTable } from '../../ui/data-table';
import { DayPipe } from '../../ui/dates';
import { EmptyState } from '../../ui/empty-state';
import { Icon } from '../../ui/icon';
import { LoadMore } from '../../ui/load-more';
import { Locale } from '../../ui/locale';
import { MoneyPipe } from '../../ui/money';
import { PortalInvoiceChangedDocument, PortalInvoicesDocument } from './invoice-list.generated';

/** All invoices of the customer, newest first. */
@Component({
  selector: 'app-portal-invoice-list',
  imports: [DataTable, DayPipe, EmptyState, Icon, InvoiceStatus, LoadMore, MoneyPipe, RouterLink, TranslocoPipe],
  templateUrl: './invoice-list.html',
})
export class InvoiceList {
  private readonly transloco = inject(TranslocoService);
  private readonly locale = inject(Locale);
  protected readonly list = query(PortalInvoicesDocument);
  protected readonly invoices = computed(() => this.list.data()?.invoices.nodes ?? []);
  protected readonly next = computed(() => (this.list.data()?.invoices.hasNextPage ? this.list.data()?.invoices.endCursor : undefined));
  protected readonly loadingMore = signal(false);
  protected readonly columns = computed(() => {
    this.locale.tag();
    const text = (key: string) => this.transloco.translate(`portal.invoices.${key}`);
    return [text('number'), text('issuedOn'), text('dueOn'), text('status'), { text: text('total'), end: true }, { text: text('balance'), end: true }, { text: text('pdf'), end: true, unseen: true }];
  });

  constructor() {
    live(PortalInvoiceChangedDocument, undefined, ({ invoiceChanged }) => {
      if (invoiceChanged && !this.invoices().some(({ id }) => id === invoiceChanged.id)) this.list.reload();
    });
  }

  protected async more(): Promise<void> {
    this.loadingMore.set(true);
    await this.list
      .more({ after: this.next() }, (there, next) => ({ invoices: { ...next.invoices, nodes: [...there.invoices.nodes, ...next.invoices.nodes] } }))
      .finally(() => this.loadingMore.set(false));
  }
}
