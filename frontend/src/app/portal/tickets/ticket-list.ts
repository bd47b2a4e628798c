import { Component, computed, inject, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { live } from '../../core/graphql/live';
import { query } from '../../core/graphql/query';
import { TicketStatus } from '../../domain/ticket/ticket-status';
import { DataTable } from '../../ui/data-table';
import { EmptyState } from '../../ui/empty-state';
import { Icon } from '../../ui/icon';
import { LoadMore } from '../../ui/load-more';
import { Locale } from '../../ui/locale';
import { RelativeTime } from '../../ui/relative-time';
import { MyTicketChangedDocument, MyTicketsDocument } from './ticket-list.generated';

/** Everything the customer asked, the newest message first. */
@Component({
  selector: 'app-my-ticket-list',
  imports: [DataTable, EmptyState, Icon, LoadMore, RelativeTime, RouterLink, TicketStatus, TranslocoPipe],
  templateUrl: './ticket-list.html',
  styles: `.subject { display: block; font-weight: 560; overflow-wrap: anywhere; }`,
})
export class TicketList {
  private readonly transloco = inject(TranslocoService);
  private readonly locale = inject(Locale);
  protected readonly list = query(MyTicketsDocument);
  /** Sorted here too, since news moves a ticket up. */
  protected readonly tickets = computed(() => (this.list.data()?.tickets.nodes ?? []).toSorted((a, b) => b.lastMessageAt.localeCompare(a.lastMessageAt)));
  protected readonly next = computed(() => (this.list.data()?.tickets.hasNextPage ? this.list.data()?.tickets.endCursor : undefined));
  protected readonly isLoadingMore = signal(false);
  protected readonly columns = computed(() => {
    this.locale.tag();
    return ['subject', 'status', 'raisedBy', 'lastMessage'].map((name) => this.transloco.translate<string>(`portal.tickets.${name}`));
  });

  constructor() {
    live(MyTicketChangedDocument, undefined, ({ ticketChanged }) => {
      if (ticketChanged && !this.tickets().some(({ id }) => id === ticketChanged.id)) this.list.reload();
    });
  }

  protected async more(): Promise<void> {
    this.isLoadingMore.set(true);
    try {
      await this.list.more({ after: this.next()! }, (there, next) => ({ tickets: { ...next.tickets, nodes: [...there.tickets.nodes, ...next.tickets.nodes] } }));
    } finally {
      this.isLoadingMore.set(false);
    }
  }
}
