import { Component, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { SERVER } from '../../core/http/viewing';
import type { Author } from '../../core/graphql/schema.generated';
import { Avatar } from '../../ui/avatar';
import { Icon } from '../../ui/icon';
import { RelativeTime } from '../../ui/relative-time';
import type { TicketMessageBodyFragment } from './ticket-thread.generated';

/** Everything said in a ticket, oldest first; what is new is read out by a screen reader as it comes. */
@Component({
  selector: 'app-ticket-thread',
  imports: [Avatar, Icon, RelativeTime, TranslocoPipe],
  templateUrl: './ticket-thread.html',
  styleUrl: './ticket-thread.css',
})
export class TicketThread {
  readonly messages = input.required<readonly TicketMessageBodyFragment[]>();
  /** Whose words stand on the right: those of the side that reads. */
  readonly mine = input.required<Author>();
  protected readonly server = SERVER;

  protected looks({ author, internal }: TicketMessageBodyFragment): string {
    if (internal) return 'internal';
    if (author === 'SYSTEM') return 'system';
    return author === this.mine() ? 'mine' : 'theirs';
  }
}
