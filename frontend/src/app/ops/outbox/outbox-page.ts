import { Component, computed, inject, input } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { live } from '../../core/graphql/live';
import { query } from '../../core/graphql/query';
import { OutgoingChannelValues, OutgoingStatusValues, type OutgoingChannel } from '../../core/graphql/schema.generated';
import { EmptyState } from '../../ui/empty-state';
import { Icon } from '../../ui/icon';
import { LoadMore } from '../../ui/load-more';
import { RelativeTime } from '../../ui/relative-time';
import { SearchField } from '../../ui/search-field';
import { Skeleton } from '../../ui/skeleton';
import { AsideList } from './aside-list';
import { MessagePreview } from './message-preview';
import { MessageStatus } from './message-status';
import { OutboxDocument, OutboxMessageDocument, OutgoingMessageAddedDocument, type OutboxQuery } from './outbox.generated';

/** What the product wrote to people: the list beside the message as its reader sees it, growing by itself. */
@Component({
  selector: 'app-outbox-page',
  imports: [AsideList, EmptyState, Icon, LoadMore, MessagePreview, MessageStatus, RelativeTime, RouterLink, SearchField, Skeleton, TranslocoPipe],
  templateUrl: './outbox-page.html',
  styleUrl: './outbox-page.css',
  host: { '[class.reading]': '!!m()' },
})
export class OutboxPage {
  /** Search text, channel, state and the message that is open; the address remembers them. */
  readonly q = input<string>();
  readonly channel = input<string>();
  readonly m = input<string>();
  readonly status = input<string>();

  private readonly router = inject(Router);
  protected readonly channels = OutgoingChannelValues;
  private readonly chosen = computed(() => OutgoingChannelValues.find((known) => known === this.channel()) ?? null);
  protected readonly statuses = OutgoingStatusValues;
  private readonly state = computed(() => OutgoingStatusValues.find((known) => known === this.status()) ?? null);
  protected readonly list = query(OutboxDocument, () => ({ first: 30, channel: this.chosen(), status: this.state() ? [this.state()!] : null, text: this.q()?.slice(0, 80) || null }));
  protected readonly page = computed(() => this.list.data()?.outgoingMessages);
  protected readonly opened = query(OutboxMessageDocument, () => (this.m() ? { id: this.m()! } : undefined));
  protected readonly message = computed(() => {
    const message = this.opened.data()?.outgoingMessage;
    return message?.id === this.m() ? message : undefined;
  });
  protected readonly isFiltered = computed(() => Boolean(this.q() || this.chosen() || this.state()));

  constructor() {
    live(OutgoingMessageAddedDocument, undefined, ({ outgoingMessageAdded }) => {
      if (!this.page()?.nodes.some(({ id }) => id === outgoingMessageAdded?.id)) this.list.reload();
    });
  }

  protected show(change: { readonly q?: string; readonly channel?: OutgoingChannel | ''; readonly status?: string; readonly m?: string }): void {
    const queryParams = Object.fromEntries(Object.entries(change).map(([name, value]) => [name, value || null]));
    void this.router.navigate([], { queryParams, queryParamsHandling: 'merge', replaceUrl: true });
  }

  protected more(): void {
    void this.list.more({ after: this.page()?.endCursor }, joined);
  }
}

function joined(there: OutboxQuery, next: OutboxQuery): OutboxQuery {
  return { outgoingMessages: { ...next.outgoingMessages, nodes: [...there.outgoingMessages.nodes, ...next.outgoingMessages.nodes] } };
}
