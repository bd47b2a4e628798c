import { Component, computed, ElementRef, inject, input, signal } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute, NavigationEnd, Router, RouterLink, RouterOutlet } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { filter, map, startWith } from 'rxjs';
import { live } from '../../core/graphql/live';
import { query } from '../../core/graphql/query';
import { MessageChannelValues, type MessageChannel } from '../../core/graphql/schema.generated';
import { CHANNEL_ICONS } from '../../domain/ticket/ticket-looks';
import { EmptyState } from '../../ui/empty-state';
import { Icon } from '../../ui/icon';
import { LoadMore } from '../../ui/load-more';
import { RelativeTime } from '../../ui/relative-time';
import { SearchField } from '../../ui/search-field';
import { Skeleton } from '../../ui/skeleton';
import { ConversationsDocument, OfficeConversationChangedDocument } from './messages.generated';

/** One inbox for every channel: who waits on the left, the conversation on the right; on a phone one at a time. */
@Component({
  selector: 'app-messages-page',
  imports: [EmptyState, Icon, LoadMore, RelativeTime, RouterLink, RouterOutlet, SearchField, Skeleton, TranslocoPipe],
  templateUrl: './messages-page.html',
  styleUrls: ['../tickets/ticket-inbox.css', './messages-page.css'],
  host: { '[class.reading]': '!!chosen()', '(document:keydown)': 'key($event)' },
})
export class MessagesPage {
  /** `all` shows settled ones too; `unknown` those of nobody known. */
  readonly show = input<string>();
  readonly channel = input<string>();
  readonly q = input<string>();

  private readonly router = inject(Router);
  private readonly route = inject(ActivatedRoute);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);
  protected readonly icons = CHANNEL_ICONS;
  protected readonly ways = MessageChannelValues.filter((way) => way !== 'NOTE' && way !== 'PHONE');
  protected readonly filter = computed(() => {
    const text = (this.q() ?? '').trim().slice(0, 80);
    const way = this.ways.find((one) => one === this.channel());
    return { waiting: this.show() || text ? null : true, unknown: this.show() === 'unknown' || null, channel: (way ?? null) as MessageChannel | null, text: text.length > 1 ? text : null };
  });
  protected readonly list = query(ConversationsDocument, () => ({ filter: this.filter() }));
  /** The id of the conversation being read. */
  protected readonly chosen = toSignal(
    this.router.events.pipe(
      filter((event) => event instanceof NavigationEnd),
      startWith(null),
      map(() => this.route.snapshot.firstChild?.params['id'] as string | undefined),
    ),
  );
  private readonly loaded = computed(() => this.list.data()?.conversations.nodes ?? []);
  /** Who was answered meanwhile goes, except whom one is reading; who waits the longest stands first. */
  protected readonly rows = computed(() => {
    const isWaiting = this.filter().waiting;
    const rows = this.loaded().filter((row) => !isWaiting || row.waitingSince || row.id === this.chosen());
    return isWaiting ? rows.toSorted((a, b) => (a.waitingSince ?? '9').localeCompare(b.waitingSince ?? '9')) : rows.toSorted((a, b) => b.lastMessageAt.localeCompare(a.lastMessageAt));
  });
  protected readonly next = computed(() => (this.list.data()?.conversations.hasNextPage ? this.list.data()?.conversations.endCursor : undefined));
  protected readonly isLoadingMore = signal(false);

  constructor() {
    live(OfficeConversationChangedDocument, undefined, ({ conversationChanged: news }) => {
      if (news && !this.loaded().some(({ id }) => id === news.id)) this.list.reload();
    });
  }

  protected narrow(params: Record<string, string>): void {
    const queryParams = Object.fromEntries(Object.entries(params).map(([name, value]) => [name, value || null]));
    void this.router.navigate([], { relativeTo: this.route, queryParams, queryParamsHandling: 'merge', replaceUrl: true });
  }

  protected async more(): Promise<void> {
    this.isLoadingMore.set(true);
    try {
      await this.list.more({ after: this.next()! }, (there, next) => ({ conversations: { ...next.conversations, nodes: [...there.conversations.nodes, ...next.conversations.nodes] } }));
    } finally {
      this.isLoadingMore.set(false);
    }
  }

  /** j and k walk through the list wherever nobody is typing. */
  protected key(event: KeyboardEvent): void {
    const step = { j: 1, k: -1 }[event.key];
    if (!step || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || (event.target as HTMLElement).closest('input, select, textarea, dialog')) return;
    const rows = this.rows();
    const at = rows.findIndex(({ id }) => id === this.chosen());
    const to = rows[at < 0 ? 0 : Math.min(Math.max(at + step, 0), rows.length - 1)];
    if (!to) return;
    event.preventDefault();
    void this.router.navigate([to.id], { relativeTo: this.route, queryParamsHandling: 'preserve' });
    this.host.nativeElement.querySelector(`[data-id="${to.id}"]`)?.scrollIntoView({ block: 'nearest' });
  }
}
