import { Component, computed, inject, input, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { explain } from '../../core/errors/explain';
import { live } from '../../core/graphql/live';
import { mutation } from '../../core/graphql/mutation';
import { problemOf } from '../../core/graphql/problem';
import { query } from '../../core/graphql/query';
import { type CustomerChange, CustomerKindValues, CustomerStatusValues, LanguageValues } from '../../core/graphql/schema.generated';
import { Can } from '../../core/session/can';
import { postJson } from '../../core/http/json';
import { Session } from '../../core/session/session';
import { CustomerStatus } from '../../domain/customer/customer-status';
import { Avatar } from '../../ui/avatar';
import { DayPipe } from '../../ui/dates';
import { EmptyState } from '../../ui/empty-state';
import { Icon } from '../../ui/icon';
import { MoneyPipe } from '../../ui/money';
import { Skeleton } from '../../ui/skeleton';
import { Toasts } from '../../ui/toast';
import { CustomerDetailChangedDocument, CustomerDetailDocument, SendSignInLinkDocument, UpdateCustomerDocument } from './customer.generated';
import { CustomerDebts } from '../dunning/customer-debts';
import { CustomerConsents } from './customer-consents';
import { CustomerHistory } from './customer-history';
import { CustomerPayments } from './customer-payments';
import { CustomerPeople } from './customer-people';
import { CustomerPlaces } from './customer-places';
import { CustomerServices } from './customer-services';
import { CustomerSessions } from './customer-sessions';
import { CustomerShares } from './customer-shares';
import { type Choice, InlineEdit } from './inline-edit';
import { QuickRequest } from './quick-request';

/** One customer on one page: who they are, where, with what, what they owe and what was going on; nearly everything can be edited where it stands. */
@Component({
  selector: 'app-customer-page',
  imports: [
    Avatar, Can, CustomerConsents, CustomerDebts, CustomerHistory, CustomerPayments, CustomerPeople, CustomerPlaces, CustomerServices, CustomerSessions, CustomerShares, CustomerStatus, DayPipe, EmptyState, Icon, InlineEdit, MoneyPipe, QuickRequest, RouterLink, Skeleton, TranslocoPipe,
  ],
  templateUrl: './customer-page.html',
  styleUrl: './customer-page.css',
})
export class CustomerPage {
  readonly id = input.required<string>();

  private readonly transloco = inject(TranslocoService);
  private readonly toasts = inject(Toasts);
  private readonly update = mutation(UpdateCustomerDocument);
  protected readonly sendLink = mutation(SendSignInLinkDocument);
  protected readonly mayWrite = inject(Session).can('customers:write');
  protected readonly asking = signal<'ticket' | 'job' | undefined>(undefined);
  private readonly variables = () => ({ id: this.id() });
  protected readonly answer = query(CustomerDetailDocument, this.variables);
  protected readonly customer = computed(() => {
    const customer = this.answer.data()?.customer;
    return customer?.id === this.id() ? customer : undefined;
  });
  protected readonly isMissing = computed(() => !this.answer.loading() && !this.answer.error() && !this.customer());

  constructor() {
    live(CustomerDetailChangedDocument, this.variables);
  }

  protected choices(kind: 'status' | 'kind' | 'language'): Choice[] {
    const values = { status: CustomerStatusValues, kind: CustomerKindValues, language: LanguageValues }[kind];
    return values.map((value) => ({ value, text: this.transloco.translate<string>(`domain.customer.${kind}.${value}`) }));
  }

  /** How a field is saved: only that field travels, so that two people editing one customer never undo each other. */
  protected readonly saves = Object.fromEntries(
    (['name', 'status', 'kind', 'language', 'billingEmail', 'notes'] as const).map((field) => [
      field,
      async (value: string) => problemOf((await this.update({ id: this.id(), input: { [field]: value } as CustomerChange })).updateCustomer),
    ]),
  ) as Readonly<Record<'name' | 'status' | 'kind' | 'language' | 'billingEmail' | 'notes', (value: string) => Promise<string>>>;

  /** Tags as one line, parted by commas; what is written twice stands once. */
  protected readonly saveTags = async (line: string): Promise<string> => {
    const tags = [...new Set(line.split(',').map((tag) => tag.trim()).filter(Boolean))];
    return problemOf((await this.update({ id: this.id(), input: { tags } })).updateCustomer);
  };

  protected async send(): Promise<void> {
    try {
      const { sendSignInLink } = await this.sendLink({ customerId: this.id() });
      const problem = problemOf(sendSignInLink);
      const channels = 'channels' in sendSignInLink ? sendSignInLink.channels.map((channel) => this.transloco.translate<string>(`ops.customers.channel.${channel}`)).join(' + ') : '';
      this.toasts.show(problem ? { text: problem, tone: 'bad' } : { text: this.transloco.translate('ops.customers.linkSent', { channels }), tone: 'good' });
    } catch (error) {
      this.toasts.show({ text: this.transloco.translate(explain(error)), tone: 'bad' });
    }
  }

  /** The tab is opened by the press itself: one opened later would be taken for advertising. */
  protected async viewAs(): Promise<void> {
    const tab = window.open('about:blank', '_blank');
    try {
      const { status, body } = await postJson('/auth/view-as', { customerId: this.id() });
      const { next, message } = (body ?? {}) as { next?: string; message?: string };
      if (status === 200 && next && tab) return tab.location.replace(next);
      tab?.close();
      this.toasts.show({ text: message ?? this.transloco.translate('errors.unknown'), tone: 'bad' });
    } catch (error) {
      tab?.close();
      this.toasts.show({ text: this.transloco.translate(explain(error)), tone: 'bad' });
    }
  }

  protected asked(): void {
    this.asking.set(undefined);
    this.answer.reload();
  }
}
