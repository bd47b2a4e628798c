import { Component, computed, ElementRef, inject, input, signal } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { Can } from '../../core/session/can';
import { query } from '../../core/graphql/query';
import { CustomerStatusValues, type CustomerStatus as Status } from '../../core/graphql/schema.generated';
import { CustomerStatus } from '../../domain/customer/customer-status';
import { Avatar } from '../../ui/avatar';
import { DataTable } from '../../ui/data-table';
import { AmountPipe } from '../../ui/dates';
import { EmptyState } from '../../ui/empty-state';
import { Icon } from '../../ui/icon';
import { LoadMore } from '../../ui/load-more';
import { MoneyPipe } from '../../ui/money';
import { SearchField } from '../../ui/search-field';
import { CustomersDocument, type CustomersQuery } from './customers.generated';
import { NewCustomer } from './new-customer';

/** Who is served: search while typing, walk with the arrow keys; the address remembers what is shown. */
@Component({
  selector: 'app-customers-page',
  imports: [AmountPipe, Avatar, Can, CustomerStatus, DataTable, EmptyState, Icon, LoadMore, MoneyPipe, NewCustomer, RouterLink, SearchField, TranslocoPipe],
  templateUrl: './customers-page.html',
  styleUrl: './customers-page.css',
  host: { '(keydown)': 'walk($event)' },
})
export class CustomersPage {
  readonly q = input<string>();
  readonly status = input<string>();

  private readonly router = inject(Router);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);
  protected readonly statuses = CustomerStatusValues;
  protected readonly adding = signal(false);
  private readonly filter = computed(() => ({ text: this.q() || null, status: CustomerStatusValues.find((known) => known === this.status()) ?? null }));
  protected readonly list = query(CustomersDocument, () => ({ first: 30, filter: this.filter() }));
  protected readonly page = computed(() => this.list.data()?.customers);
  protected readonly isFiltered = computed(() => Boolean(this.filter().text || this.filter().status));

  protected show(change: { readonly q?: string; readonly status?: Status | '' }): void {
    const queryParams = Object.fromEntries(Object.entries(change).map(([name, value]) => [name, value || null]));
    void this.router.navigate([], { queryParams, queryParamsHandling: 'merge', replaceUrl: true });
  }

  protected more(): void {
    const after = this.page()?.endCursor;
    void this.list.more({ after }, joined);
  }

  /** Arrow keys walk from row to row; Enter follows the link, as everywhere. */
  protected walk(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    const links = Array.from(this.host.nativeElement.querySelectorAll<HTMLAnchorElement>('a.row-link'));
    const next = links[Math.max(0, links.indexOf(document.activeElement as HTMLAnchorElement) + step)];
    if (!next) return;
    event.preventDefault();
    next.focus();
  }

  protected added(id: string): void {
    this.adding.set(false);
    void this.router.navigate(['/ops/customers', id]);
  }
}

function joined(there: CustomersQuery, next: CustomersQuery): CustomersQuery {
  return { customers: { ...next.customers, nodes: [...there.customers.nodes, ...next.customers.nodes] } };
}
