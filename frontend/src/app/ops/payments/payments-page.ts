import { Component, computed, inject, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { Money } from '@demarc/money';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { query } from '../../core/graphql/query';
import { Can } from '../../core/session/can';
import { DataTable } from '../../ui/data-table';
import { DayPipe, WhenPipe } from '../../ui/dates';
import { EmptyState } from '../../ui/empty-state';
import { Icon } from '../../ui/icon';
import { LoadMore } from '../../ui/load-more';
import { Locale } from '../../ui/locale';
import { MoneyPipe } from '../../ui/money';
import { Tabs } from '../../ui/tabs';
import { InvoiceAction } from '../invoices/invoice-action';
import { RecordPayment } from '../invoices/record-payment';
import { CustomerPicker } from '../accounting/customer-picker';
import { PaymentDialog } from './payment-dialog';
import { OpsDisputesDocument, OpsPaymentsDocument, type OpsPaymentRowFragment } from './payments.generated';

/** Money received: what it settles, what is left of it, what goes back, and what banks dispute. */
@Component({
  selector: 'app-payments-page',
  imports: [Can, CustomerPicker, DataTable, DayPipe, EmptyState, Icon, InvoiceAction, LoadMore, MoneyPipe, PaymentDialog, RecordPayment, RouterLink, Tabs, TranslocoPipe, WhenPipe],
  templateUrl: './payments-page.html',
  styles: 'small { display: block; }',
})
export class PaymentsPage {
  private readonly transloco = inject(TranslocoService);
  private readonly locale = inject(Locale);
  protected readonly tab = signal('payments');
  protected readonly list = query(OpsPaymentsDocument, () => ({ after: null }));
  protected readonly disputes = query(OpsDisputesDocument);
  protected readonly payments = computed(() => this.list.data()?.payments.nodes ?? []);
  protected readonly next = computed(() => (this.list.data()?.payments.hasNextPage ? this.list.data()?.payments.endCursor : undefined));
  protected readonly disputed = computed(() => this.disputes.data()?.disputes.nodes ?? []);
  protected readonly openDisputes = computed(() => this.disputed().filter(({ status }) => status === 'NEEDS_RESPONSE' || status === 'UNDER_REVIEW').length);
  protected readonly recording = signal(false);
  protected readonly payer = signal<{ readonly id: string; readonly name: string } | undefined>(undefined);
  protected readonly managed = signal<string | undefined>(undefined);
  protected readonly managing = computed(() => this.payments().find(({ id }) => id === this.managed()));
  protected readonly refunding = signal<{ readonly id: string; readonly most: Money } | undefined>(undefined);
  protected readonly tabs = computed(() => [{ id: 'payments', text: this.text('received') }, { id: 'disputes', text: this.text('disputes'), count: this.openDisputes() }]);
  protected readonly columns = computed(() => [this.text('day'), this.text('customer'), this.text('method'), this.text('settles'), { text: this.text('amount'), end: true }, { text: this.text('unused'), end: true }, { text: this.text('actions'), unseen: true }]);
  protected readonly disputeColumns = computed(() => [this.text('opened'), this.text('customer'), this.text('bankReason'), this.text('status'), this.text('answerBy'), { text: this.text('amount'), end: true }]);

  protected isMoney({ method }: OpsPaymentRowFragment): boolean {
    return method !== 'CREDIT_NOTE' && method !== 'WRITE_OFF';
  }

  protected refund({ id, amount, refunded }: OpsPaymentRowFragment): void {
    this.refunding.set({ id, most: { amount: amount.amount - refunded.amount, currency: amount.currency } });
  }

  protected done(): void {
    this.refunding.set(undefined);
    this.recording.set(false);
    this.payer.set(undefined);
    this.list.reload();
  }

  protected more(): Promise<unknown> {
    return this.list.more({ after: this.next() }, (there, next) => ({ payments: { ...next.payments, nodes: [...there.payments.nodes, ...next.payments.nodes] } }));
  }

  private text(key: string): string {
    this.locale.tag();
    return this.transloco.translate(`ops.payments.${key}`);
  }
}
