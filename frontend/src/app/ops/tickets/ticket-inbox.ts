import { Component, computed, ElementRef, inject, input, signal } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute, NavigationEnd, Router, RouterLink, RouterOutlet } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { filter, map, startWith } from 'rxjs';
import { live } from '../../core/graphql/live';
import { query } from '../../core/graphql/query';
import { Can } from '../../core/session/can';
import { PriorityValues } from '../../core/graphql/schema.generated';
import { TicketPriority } from '../../domain/ticket/ticket-priority';
import { TicketStatus } from '../../domain/ticket/ticket-status';
import { Avatar } from '../../ui/avatar';
import { EmptyState } from '../../ui/empty-state';
import { Icon } from '../../ui/icon';
import { LoadMore } from '../../ui/load-more';
import { RelativeTime } from '../../ui/relative-time';
import { SearchField } from '../../ui/search-field';
import { Skeleton } from '../../ui/skeleton';
import { TicketDue } from './ticket-due';
import { belongs, inboxFilter } from './inbox-filter';
import { InboxTicketChangedDocument, TicketInboxDocument } from './ticket-inbox.generated';

/** The office's tickets: the list on the left, the one being read on the right; on a phone one at a time. */
@Component({
  selector: 'app-ticket-inbox',
  imports: [Avatar, Can, EmptyState, Icon, LoadMore, RelativeTime, RouterLink, RouterOutlet, SearchField, Skeleton, TicketDue, TicketPriority, TicketStatus, TranslocoPipe],
  templateUrl: './ticket-inbox.html',
  styleUrl: './ticket-inbox.css',
  host: { '[class.reading]': '!!chosen()', '(document:keydown)': 'key($event)' },
})
export class TicketInbox {
  readonly status = input<string>();
  readonly priority = input<string>();
  readonly mine = input<string>();
  readonly q = input<string>();
  readonly tag = input<string>();

  private readonly router = inject(Router);
  private readonly route = inject(ActivatedRoute);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);
  protected readonly states = ['', 'OPEN', 'REPLIED', 'ON_HOLD', 'RESOLVED,CLOSED', 'ALL'];
  protected readonly priorities = PriorityValues;
  protected readonly filter = computed(() => inboxFilter({ status: this.status(), priority: this.priority(), mine: this.mine(), q: this.q(), tag: this.tag() }));
  protected readonly isNarrowed = computed(() => !!(this.status() || this.priority() || this.mine() || this.q() || this.tag()));
  protected readonly list = query(TicketInboxDocument, () => ({ filter: this.filter() }));
  /** The id of the ticket being read. */
  protected readonly chosen = toSignal(
    this.router.events.pipe(
      filter((event) => event instanceof NavigationEnd),
      startWith(null),
      map(() => this.route.snapshot.firstChild?.params['id'] as string | undefined),
    ),
  );
  private readonly loaded = computed(() => this.list.data()?.tickets.nodes ?? []);
  /** What has left the filter goes, except what is being read. */
  protected readonly tickets = computed(() =>
    this.loaded().filter((ticket) => ticket.id === this.chosen() || belongs(ticket, this.filter())).toSorted((a, b) => b.lastMessageAt.localeCompare(a.lastMessageAt)),
  );
  protected readonly next = computed(() => (this.list.data()?.tickets.hasNextPage ? this.list.data()?.tickets.endCursor : undefined));
  protected readonly isLoadingMore = signal(false);

  constructor() {
    live(InboxTicketChangedDocument, undefined, ({ ticketChanged: ticket }) => {
      if (ticket && belongs(ticket, this.filter()) && !this.loaded().some(({ id }) => id === ticket.id)) this.list.reload();
    });
  }

  protected narrow(params: Record<string, string>): void {
    const queryParams = Object.fromEntries(Object.entries(params).map(([name, value]) => [name, value || null]));
    void this.router.navigate([], { relativeTo: this.route, queryParams, queryParamsHandling: 'merge', replaceUrl: true });
  }

  protected async more(): Promise<void> {
    this.isLoadingMore.set(true);
    try {
      await this.list.more({ after: this.next()! }, (there, next) => ({ tickets: { ...next.tickets, nodes: [...there.tickets.nodes, ...next.tickets.nodes] } }));
    } finally {
      this.isLoadingMore.set(false);
    }
  }

  /** j and k walk through the list wherever nobody is typing. */
  protected key(event: KeyboardEvent): void {
    const step = { j: 1, k: -1 }[event.key];
    if (!step || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || (event.target as HTMLElement).closest('input, select, textarea, dialog')) return;
    const tickets = this.tickets();
    const at = tickets.findIndex(({ id }) => id === this.chosen());
    const to = tickets[at < 0 ? 0 : Math.min(Math.max(at + step, 0), tickets.length - 1)];
    if (!to) return;
    event.preventDefault();
    void this.router.navigate([to.id], { relativeTo: this.route, queryParamsHandling: 'preserve' });
    this.host.nativeElement.querySelector(`[data-id="${to.id}"]`)?.scrollIntoView({ block: 'nearest' });
  }
}
