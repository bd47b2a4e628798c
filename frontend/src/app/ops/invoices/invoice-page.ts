import { Component, computed, inject, input, signal, viewChild } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import type { Money } from '@demarc/money';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { live } from '../../core/graphql/live';
import { mutation } from '../../core/graphql/mutation';
import { problemOf } from '../../core/graphql/problem';
import { query } from '../../core/graphql/query';
import { Can } from '../../core/session/can';
import { isOwed } from '../../domain/invoice/invoice-looks';
import { InvoiceSheet } from '../../domain/invoice/invoice-sheet';
import { InvoiceStatus } from '../../domain/invoice/invoice-status';
import { DayPipe, WhenPipe } from '../../ui/dates';
import { EmptyState } from '../../ui/empty-state';
import { Icon } from '../../ui/icon';
import { MoneyPipe } from '../../ui/money';
import { Skeleton } from '../../ui/skeleton';
import { Toasts } from '../../ui/toast';
import { IssueInvoiceDocument, OpsInvoiceDocument, OpsInvoiceNewsDocument } from './invoice-page.generated';
import { InvoiceAction, type MoneyAction } from './invoice-action';
import { OpsDiscardDraftDocument } from './invoice-action.generated';
import { InvoiceBooks } from './invoice-books';
import { InvoiceDraft } from './invoice-draft';
import { InvoicePayments } from './invoice-payments';
import { PaymentLink } from './payment-link';
import { RecordPayment } from './record-payment';
import { VoidInvoice } from './void-invoice';

/** One invoice in the office: what it is for, and what may be done with it where it stands. */
@Component({
  selector: 'app-ops-invoice-page',
  imports: [Can, DayPipe, EmptyState, Icon, InvoiceAction, InvoiceBooks, InvoiceDraft, InvoicePayments, InvoiceSheet, InvoiceStatus, MoneyPipe, PaymentLink, RecordPayment, RouterLink, Skeleton, TranslocoPipe, VoidInvoice, WhenPipe],
  templateUrl: './invoice-page.html',
  styleUrl: './invoice-page.css',
})
export class InvoicePage {
  readonly id = input.required<string>();

  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  protected readonly page = query(OpsInvoiceDocument, () => ({ id: this.id() }));
  protected readonly invoice = computed(() => this.page.data()?.invoice);
  protected readonly owed = computed(() => isOwed(this.invoice()!.status));
  protected readonly issue = mutation(IssueInvoiceDocument);
  protected readonly problem = signal('');
  protected readonly dialog = signal<'payment' | 'void' | 'draft' | undefined>(undefined);
  /** What is about to be credited, written off or refunded. */
  protected readonly acting = signal<{ readonly action: MoneyAction; readonly id: string; readonly most: Money } | undefined>(undefined);
  protected readonly discard = mutation(OpsDiscardDraftDocument);

  private readonly books = viewChild(InvoiceBooks);
  private readonly payments = viewChild(InvoicePayments);
  private readonly router = inject(Router);

  constructor() {
    live(OpsInvoiceNewsDocument, () => ({ id: this.id() }));
  }

  protected async issueInvoice(): Promise<void> {
    const { issueInvoice } = await this.issue({ id: this.id() });
    this.problem.set(problemOf(issueInvoice));
    if (!this.problem()) this.done('issued');
  }

  protected async discardDraft(): Promise<void> {
    const { discardDraft } = await this.discard({ id: this.id() });
    this.problem.set(problemOf(discardDraft));
    if (!this.problem()) await this.router.navigateByUrl('/ops/invoices');
  }

  protected done(what: 'issued' | 'voided' | 'recorded' | 'acted' | 'revised'): void {
    this.dialog.set(undefined);
    this.acting.set(undefined);
    this.toasts.show({ text: this.transloco.translate(`ops.invoices.${what}`), tone: 'good' });
    this.page.reload();
    this.books()?.reload();
    this.payments()?.reload();
  }
}
