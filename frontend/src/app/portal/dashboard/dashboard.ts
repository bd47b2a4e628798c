import { Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { live } from '../../core/graphql/live';
import { query } from '../../core/graphql/query';
import { Can } from '../../core/session/can';
import { Session } from '../../core/session/session';
import { InvoiceStatus } from '../../domain/invoice/invoice-status';
import { ClockPipe, DayPipe, WhenPipe } from '../../ui/dates';
import { EmptyState } from '../../ui/empty-state';
import { Icon } from '../../ui/icon';
import { MoneyPipe } from '../../ui/money';
import { Skeleton } from '../../ui/skeleton';
import { ServiceBanner } from '../notices/service-banner';
import { PayButton } from '../pay/pay-button';
import { PortalHomeDocument, PortalHomeInvoicesDocument, PortalHomeTicketsDocument } from './dashboard.generated';

/** The customer's first page: what is owed, what is open, who comes when, and the way to each. */
@Component({
  selector: 'app-portal-dashboard',
  imports: [Can, ClockPipe, DayPipe, EmptyState, Icon, InvoiceStatus, MoneyPipe, PayButton, RouterLink, ServiceBanner, Skeleton, TranslocoPipe, WhenPipe],
  templateUrl: './dashboard.html',
  styleUrl: './dashboard.css',
})
export class Dashboard {
  private readonly facts = inject(Session).facts;
  protected readonly name = computed(() => this.facts()?.name.split(' ')[0] ?? '');
  protected readonly tenant = computed(() => this.facts()?.tenant.name ?? '');
  protected readonly home = query(PortalHomeDocument);
  protected readonly account = computed(() => this.home.data()?.myAccount);

  constructor() {
    live(PortalHomeInvoicesDocument, undefined, () => this.home.reload());
    live(PortalHomeTicketsDocument, undefined, () => this.home.reload());
  }
}
