import { Component, computed, inject, input } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { live } from '../../core/graphql/live';
import { mutation } from '../../core/graphql/mutation';
import { problemOf } from '../../core/graphql/problem';
import { query } from '../../core/graphql/query';
import { Can } from '../../core/session/can';
import { Confirms } from '../../ui/confirm';
import { DataTable } from '../../ui/data-table';
import { ClockPipe, DayPipe } from '../../ui/dates';
import { EmptyState } from '../../ui/empty-state';
import { LoadMore } from '../../ui/load-more';
import { MoneyPipe } from '../../ui/money';
import { SearchField } from '../../ui/search-field';
import { Toasts } from '../../ui/toast';
import { CancelOrderDocument, OrderListDocument, OrderMovedDocument, type OrderListQuery } from './orders.generated';

const STATUSES = ['PLACED', 'ACTIVE', 'CANCELLED'] as const;

/** What was ordered online, and where each order stands. */
@Component({
  selector: 'app-orders-page',
  imports: [Can, ClockPipe, DataTable, DayPipe, EmptyState, LoadMore, MoneyPipe, RouterLink, SearchField, TranslocoPipe],
  templateUrl: './orders-page.html',
  styleUrl: './orders-page.css',
})
export class OrdersPage {
  /** `?status=` and `?text=`; the address is the filter's memory. */
  readonly status = input<string>();
  readonly text = input<string>();
  private readonly router = inject(Router);
  private readonly confirms = inject(Confirms);
  private readonly toasts = inject(Toasts);
  private readonly words = inject(TranslocoService);
  protected readonly statuses = STATUSES;
  protected readonly list = query(OrderListDocument, () => ({ status: STATUSES.find((one) => one === this.status()) ?? null, text: this.text() || null }));
  protected readonly orders = computed(() => this.list.data()?.orders.nodes ?? []);
  protected readonly cancelOrder = mutation(CancelOrderDocument);

  constructor() {
    live(OrderMovedDocument, undefined, () => this.list.reload());
  }

  protected filter(by: { status?: string | null; text?: string | null }): void {
    void this.router.navigate([], { queryParams: by, queryParamsHandling: 'merge' });
  }

  protected more(): void {
    const after = this.list.data()?.orders.endCursor;
    if (after) this.list.more({ after }, (there, next) => ({ orders: { ...next.orders, nodes: [...there.orders.nodes, ...next.orders.nodes] } }));
  }

  protected async cancel({ id, number }: OrderListQuery['orders']['nodes'][number]): Promise<void> {
    const say = (key: string) => this.words.translate(`ops.orders.${key}`, { number });
    if (!(await this.confirms.ask({ title: say('cancelTitle'), text: say('cancelText'), action: say('cancel'), danger: true }))) return;
    const { cancelOrder } = await this.cancelOrder({ id, reason: say('byOffice') });
    const problem = problemOf(cancelOrder);
    this.toasts.show(problem ? { text: problem, tone: 'bad' } : { text: say('cancelled'), tone: 'good' });
    this.list.reload();
  }
}
