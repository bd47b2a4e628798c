import { Component, computed, effect, inject, signal, untracked } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { Apollo } from 'apollo-angular';
import { firstValueFrom } from 'rxjs';
import { explain } from '../../core/errors/explain';
import { live } from '../../core/graphql/live';
import { mutation } from '../../core/graphql/mutation';
import { problemOf } from '../../core/graphql/problem';
import { query } from '../../core/graphql/query';
import { idsOf, type Photo } from '../../domain/ticket/photos';
import { ReplyBox } from '../../domain/ticket/reply-box';
import { TicketThread } from '../../domain/ticket/ticket-thread';
import type { ConversationMessageFragment } from '../../domain/ticket/ticket-thread.generated';
import { EmptyState } from '../../ui/empty-state';
import { Icon } from '../../ui/icon';
import { Skeleton } from '../../ui/skeleton';
import { MyMessageSaidDocument, MyMessagesDocument, MyOlderMessagesDocument, ReadMessagesDocument, WriteMessageDocument } from './messages.generated';

/** How many messages one look brings. */
const PAGE = 40;

/** Everything said with the provider, on every channel, in one place and live. */
@Component({
  selector: 'app-my-messages-page',
  imports: [EmptyState, Icon, ReplyBox, RouterLink, Skeleton, TicketThread, TranslocoPipe],
  templateUrl: './messages-page.html',
  styles: `.page { --page-width: 50rem; } .older { margin-bottom: var(--s4); text-align: center; }`,
})
export class MessagesPage {
  private readonly apollo = inject(Apollo);
  private readonly transloco = inject(TranslocoService);
  protected readonly answer = query(MyMessagesDocument);
  private readonly older = signal<readonly ConversationMessageFragment[]>([]);
  protected readonly hasOlder = signal(true);
  protected readonly isLoadingOlder = signal(false);
  protected readonly messages = computed(() => {
    const all = new Map([...this.older(), ...(this.answer.data()?.myConversation?.messages ?? [])].map((message) => [message.id, message]));
    return [...all.values()].sort((a, b) => a.sentAt.localeCompare(b.sentAt));
  });
  protected readonly write = mutation(WriteMessageDocument);
  private readonly markRead = mutation(ReadMessagesDocument);
  protected readonly text = signal('');
  protected readonly photos = signal<readonly Photo[]>([]);
  protected readonly problem = signal('');

  constructor() {
    live(MyMessageSaidDocument, undefined, () => this.answer.reload());
    effect(() => this.look(this.answer.data()?.myConversation?.id, this.messages().length));
  }

  protected async send(): Promise<void> {
    this.problem.set('');
    try {
      const { writeMessage } = await this.write({ input: { body: this.text(), files: idsOf(this.photos()) } });
      this.problem.set(problemOf(writeMessage));
      if (writeMessage.__typename !== 'TicketMessage') return;
      this.text.set('');
      this.photos.set([]);
      this.answer.reload();
    } catch (error) {
      this.problem.set(this.transloco.translate(explain(error))); // what was written stays in the box
    }
  }

  protected async loadOlder(): Promise<void> {
    const first = this.messages()[0];
    if (!first) return;
    this.isLoadingOlder.set(true);
    try {
      const { data } = await firstValueFrom(this.apollo.query({ query: MyOlderMessagesDocument, variables: { before: first.id }, fetchPolicy: 'no-cache' }));
      const found = data?.myConversation?.older ?? [];
      this.hasOlder.set(found.length === PAGE);
      this.older.update((older) => [...found, ...older]);
    } catch (error) {
      this.problem.set(this.transloco.translate(explain(error)));
    } finally {
      this.isLoadingOlder.set(false);
    }
  }

  /** What is on screen counts as read; somebody of the office who only looks changes nothing. */
  private look(id: string | undefined, count: number): void {
    if (id && count) void untracked(() => this.markRead({ id })).catch(() => undefined); // it counts the next time
  }
}
