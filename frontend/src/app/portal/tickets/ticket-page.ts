import { Component, computed, inject, input, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { Apollo } from 'apollo-angular';
import { explain } from '../../core/errors/explain';
import { live } from '../../core/graphql/live';
import { mutation } from '../../core/graphql/mutation';
import { problemOf } from '../../core/graphql/problem';
import { query } from '../../core/graphql/query';
import { joinMessage } from '../../domain/ticket/join-message';
import { idsOf, type Photo } from '../../domain/ticket/photos';
import { ReplyBox } from '../../domain/ticket/reply-box';
import { TicketStatus } from '../../domain/ticket/ticket-status';
import { TicketThread } from '../../domain/ticket/ticket-thread';
import { EmptyState } from '../../ui/empty-state';
import { WhenPipe } from '../../ui/dates';
import { Icon } from '../../ui/icon';
import { Skeleton } from '../../ui/skeleton';
import { RateTicket } from './rate-ticket';
import { MyTicketDocument, MyTicketRepliedDocument, ReplyToMyTicketDocument, ThisTicketChangedDocument } from './ticket-page.generated';

/** One request of the customer: what was said, live, and a box to say more. */
@Component({
  selector: 'app-my-ticket-page',
  imports: [EmptyState, Icon, RateTicket, ReplyBox, RouterLink, Skeleton, TicketStatus, TicketThread, TranslocoPipe, WhenPipe],
  templateUrl: './ticket-page.html',
  styles: `.page { --page-width: 50rem; } .subject { overflow-wrap: anywhere; }`,
})
export class TicketPage {
  readonly number = input.required<string>();

  private readonly cache = inject(Apollo).client.cache;
  private readonly transloco = inject(TranslocoService);
  protected readonly answer = query(MyTicketDocument, () => ({ number: this.number() }));
  protected readonly ticket = computed(() => this.answer.data()?.ticketByNumber ?? undefined);
  private readonly id = computed(() => this.ticket()?.id);
  protected readonly reply = mutation(ReplyToMyTicketDocument);
  protected readonly text = signal('');
  protected readonly photos = signal<readonly Photo[]>([]);
  protected readonly problem = signal('');

  constructor() {
    const one = () => (this.id() ? { id: this.id()! } : undefined);
    live(MyTicketRepliedDocument, one, ({ ticketReplied }) => joinMessage(this.cache, this.id()!, ticketReplied));
    live(ThisTicketChangedDocument, one);
  }

  protected async send(id: string): Promise<void> {
    this.problem.set('');
    try {
      const { replyToTicket } = await this.reply({ id, body: this.text(), files: idsOf(this.photos()) });
      this.problem.set(problemOf(replyToTicket));
      if (replyToTicket.__typename !== 'TicketMessage') return;
      joinMessage(this.cache, id, replyToTicket);
      this.text.set('');
      this.photos.set([]);
    } catch (error) {
      this.problem.set(this.transloco.translate(explain(error))); // what was written stays in the box
    }
  }
}
