import { Component, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { SERVER } from '../../core/http/viewing';
import type { Author, OutgoingReason, OutgoingStatus } from '../../core/graphql/schema.generated';
import { Avatar } from '../../ui/avatar';
import { Icon } from '../../ui/icon';
import { CHANNEL_ICONS } from './ticket-looks';
import { RelativeTime } from '../../ui/relative-time';
import type { TicketMessageBodyFragment } from './ticket-thread.generated';

/** A message, the ticket it belongs to where several are shown together, and for the office how it left. */
export type ThreadMessage = TicketMessageBodyFragment & {
  readonly ticket?: { readonly id: string; readonly number: string; readonly subject: string } | null;
  readonly outgoing?: { readonly status: OutgoingStatus; readonly reason?: OutgoingReason | null } | null;
};

/** Everything said in a ticket, oldest first; what is new is read out by a screen reader as it comes. */
@Component({
  selector: 'app-ticket-thread',
  imports: [Avatar, Icon, RelativeTime, RouterLink, TranslocoPipe],
  templateUrl: './ticket-thread.html',
  styleUrl: './ticket-thread.css',
})
export class TicketThread {
  readonly messages = input.required<readonly ThreadMessage[]>();
  /** Whose words stand on the right: those of the side that reads. */
  readonly mine = input.required<Author>();
  /** Whether each message says how it came. */
  readonly channels = input(false);
  /** Where the tickets of messages are read. */
  readonly path = input('/ops/tickets');
  protected readonly server = SERVER;
  protected readonly icons = CHANNEL_ICONS;

  protected isLost({ outgoing }: ThreadMessage): boolean {
    return outgoing?.status === 'BOUNCED' || outgoing?.status === 'REFUSED';
  }

  protected looks({ author, internal }: ThreadMessage): string {
    if (internal) return 'internal';
    if (author === 'SYSTEM') return 'system';
    return author === this.mine() ? 'mine' : 'theirs';
  }
}
