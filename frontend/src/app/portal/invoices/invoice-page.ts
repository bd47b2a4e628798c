import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { live } from '../../core/graphql/live';
import { query } from '../../core/graphql/query';
import { Can } from '../../core/session/can';
import { Session } from '../../core/session/session';
import { isOwed } from '../../domain/invoice/invoice-looks';
import { InvoiceSheet } from '../../domain/invoice/invoice-sheet';
import { InvoiceStatus } from '../../domain/invoice/invoice-status';
import { DayPipe } from '../../ui/dates';
import { EmptyState } from '../../ui/empty-state';
import { Icon } from '../../ui/icon';
import { MoneyPipe } from '../../ui/money';
import { Skeleton } from '../../ui/skeleton';
import { PayButton } from '../pay/pay-button';
import { PortalInvoiceDocument, PortalInvoicePaidDocument } from './invoice-page.generated';

/** One invoice: what it is for, what was paid, and a way to pay the rest. */
@Component({
  selector: 'app-portal-invoice-page',
  imports: [Can, DayPipe, EmptyState, Icon, InvoiceSheet, InvoiceStatus, MoneyPipe, PayButton, RouterLink, Skeleton, TranslocoPipe],
  templateUrl: './invoice-page.html',
  styleUrl: './invoice-page.css',
})
export class InvoicePage {
  readonly number = input.required<string>();

  protected readonly tenant = computed(() => this.session.facts()?.tenant.name ?? '');
  private readonly session = inject(Session);
  protected readonly page = query(PortalInvoiceDocument, () => ({ number: this.number() }));
  protected readonly invoice = computed(() => this.page.data()?.invoiceByNumber);
  protected readonly account = computed(() => this.page.data()?.myAccount);
  protected readonly owed = computed(() => isOwed(this.invoice()!.status));

  constructor() {
    live(PortalInvoicePaidDocument, () => (this.invoice() ? { id: this.invoice()!.id } : undefined));
  }

  protected print(): void {
    globalThis.print();
  }
}
