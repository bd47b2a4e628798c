import { Component, computed, DOCUMENT, inject, signal } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { live } from '../../core/graphql/live';
import { mutation } from '../../core/graphql/mutation';
import { problemOf } from '../../core/graphql/problem';
import { query } from '../../core/graphql/query';
import { Can } from '../../core/session/can';
import { MethodLabel } from '../../domain/payment/method-label';
import { Confirms } from '../../ui/confirm';
import { EmptyState } from '../../ui/empty-state';
import { Icon } from '../../ui/icon';
import { MoneyPipe } from '../../ui/money';
import { Skeleton } from '../../ui/skeleton';
import { Toasts } from '../../ui/toast';
import { PayButton } from '../pay/pay-button';
import { AutopayCard } from './autopay-card';
import { PaymentHistory } from './payment-history';
import { StatementCard } from './statement-card';
import { OpenBillingPortalDocument, PortalMethodChangedDocument, PortalPaymentChangedDocument, PortalPaymentsDocument, PreferMethodDocument, RemoveMethodDocument, StartMethodSetupDocument } from './payments.generated';

/** How the customer pays: what is owed, automatic payment, saved cards and accounts, and what was paid. */
@Component({
  selector: 'app-portal-payments',
  imports: [AutopayCard, Can, EmptyState, Icon, MethodLabel, MoneyPipe, PayButton, PaymentHistory, Skeleton, StatementCard, TranslocoPipe],
  templateUrl: './payments-page.html',
  styleUrl: './payments-page.css',
})
export class PaymentsPage {
  private readonly window = inject(DOCUMENT).defaultView;
  private readonly toasts = inject(Toasts);
  private readonly confirms = inject(Confirms);
  private readonly transloco = inject(TranslocoService);
  protected readonly page = query(PortalPaymentsDocument);
  protected readonly account = computed(() => this.page.data()?.myAccount);
  protected readonly methods = computed(() => this.page.data()?.savedMethods ?? []);
  protected readonly setup = mutation(StartMethodSetupDocument);
  protected readonly prefer = mutation(PreferMethodDocument);
  protected readonly remove = mutation(RemoveMethodDocument);
  protected readonly portal = mutation(OpenBillingPortalDocument);
  protected readonly problem = signal('');
  protected readonly leaving = signal(false);

  constructor() {
    live(PortalMethodChangedDocument, undefined, () => this.page.reload());
    live(PortalPaymentChangedDocument, undefined, () => this.page.reload());
  }

  protected async add(kind: 'CARD' | 'PRE_AUTHORISED_DEBIT'): Promise<void> {
    const { startMethodSetup } = await this.setup({ kind });
    this.problem.set(problemOf(startMethodSetup));
    if (startMethodSetup.__typename === 'MethodSetup' && startMethodSetup.url) this.leave(startMethodSetup.url);
  }

  protected async openPortal(): Promise<void> {
    const { openBillingPortal } = await this.portal({});
    this.problem.set(problemOf(openBillingPortal));
    if (openBillingPortal.__typename === 'BillingPortal') this.leave(openBillingPortal.url);
  }

  protected async makeFirst(id: string): Promise<void> {
    await this.prefer({ id });
    this.page.reload();
  }

  protected async letGo(id: string, last4: string): Promise<void> {
    const text = (key: string) => this.transloco.translate(`portal.payments.${key}`, { last4 });
    if (!(await this.confirms.ask({ title: text('removeTitle'), text: text('removeText'), action: text('remove'), danger: true }))) return;
    const { removeMethod } = await this.remove({ id });
    this.problem.set(problemOf(removeMethod));
    if (this.problem()) return;
    this.toasts.show({ text: text('removed'), tone: 'good' });
    this.page.reload();
  }

  private leave(url: string): void {
    this.leaving.set(true);
    this.window?.location.assign(url);
  }
}
