import { Component, computed, effect, type ElementRef, inject, input, signal, untracked, viewChild } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { Apollo } from 'apollo-angular';
import { firstValueFrom } from 'rxjs';
import { explain } from '../../core/errors/explain';
import { live } from '../../core/graphql/live';
import { mutation } from '../../core/graphql/mutation';
import { problemOf } from '../../core/graphql/problem';
import { query } from '../../core/graphql/query';
import type { MessageChannel } from '../../core/graphql/schema.generated';
import { Session } from '../../core/session/session';
import { idsOf, type Photo } from '../../domain/ticket/photos';
import { ReplyBox } from '../../domain/ticket/reply-box';
import { CHANNEL_ICONS } from '../../domain/ticket/ticket-looks';
import { TicketStatus } from '../../domain/ticket/ticket-status';
import { TicketThread } from '../../domain/ticket/ticket-thread';
import type { ConversationMessageFragment } from '../../domain/ticket/ticket-thread.generated';
import { EmptyState } from '../../ui/empty-state';
import { Icon } from '../../ui/icon';
import { MoneyPipe } from '../../ui/money';
import { Skeleton } from '../../ui/skeleton';
import { Toasts } from '../../ui/toast';
import { MatchCustomer } from './match-customer';
import { OfficeConversationDocument, OfficeMessageLeftDocument, OfficeMessageSaidDocument, OlderMessagesDocument, SayInConversationDocument, SettleConversationDocument } from './messages.generated';

/** How many messages a look at a conversation brings. */
const PAGE = 40;
/** The ways an answer can go out, and what is only written down. */
const WAYS: readonly MessageChannel[] = ['PORTAL', 'EMAIL', 'SMS', 'PHONE'];

/** Everything said with one customer, live; an answer goes out where they wrote last unless another way is chosen. */
@Component({
  selector: 'app-conversation-page',
  imports: [EmptyState, Icon, MatchCustomer, MoneyPipe, ReplyBox, RouterLink, Skeleton, TicketStatus, TicketThread, TranslocoPipe],
  templateUrl: './conversation-page.html',
  styleUrls: ['../tickets/ticket-page.css', './conversation-page.css'],
  host: { '(document:keydown)': 'key($event)' },
})
export class ConversationPage {
  readonly id = input.required<string>();

  private readonly apollo = inject(Apollo);
  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  private readonly session = inject(Session);
  protected readonly icons = CHANNEL_ICONS;
  protected readonly canWrite = computed(() => this.session.can('tickets:write'));
  protected readonly answer = query(OfficeConversationDocument, () => ({ id: this.id() }));
  protected readonly talk = computed(() => {
    const talk = this.answer.data()?.conversation ?? undefined;
    return talk?.id === this.id() ? talk : undefined;
  });
  private readonly older = signal<readonly ConversationMessageFragment[]>([]);
  protected readonly hasOlder = signal(true);
  protected readonly isLoadingOlder = signal(false);
  /** Oldest first, each once, whichever way it came. */
  protected readonly messages = computed(() => {
    const all = new Map([...this.older(), ...(this.talk()?.messages ?? [])].map((message) => [message.id, message]));
    return [...all.values()].sort((a, b) => a.sentAt.localeCompare(b.sentAt));
  });
  protected readonly ways = computed(() => WAYS.filter((way) => this.talk()?.customer || way !== 'PORTAL'));
  protected readonly way = signal<MessageChannel | undefined>(undefined);
  protected readonly sendsBy = computed(() => this.way() ?? this.talk()?.channel ?? 'PORTAL');
  protected readonly about = signal('');
  protected readonly say = mutation(SayInConversationDocument);
  protected readonly settle = mutation(SettleConversationDocument);
  protected readonly text = signal('');
  protected readonly photos = signal<readonly Photo[]>([]);
  protected readonly internal = signal(false);
  protected readonly problem = signal('');
  protected readonly meanwhile = signal('');
  protected readonly isMatching = signal(false);
  protected readonly isAboutOpen = signal(false);
  private seenUntil: string | undefined;
  private readonly box = viewChild(ReplyBox);
  private readonly scroll = viewChild<ElementRef<HTMLElement>>('scroll');
  private readonly lastId = computed(() => this.messages().at(-1)?.id);

  constructor() {
    live(OfficeMessageSaidDocument, () => ({ id: this.id() }), () => this.answer.reload());
    if (this.session.can('messages:read')) {
      live(OfficeMessageLeftDocument, undefined, ({ outgoingMessageAdded: left }) => {
        if (left?.customer?.id && left.customer.id === this.talk()?.customer?.id) this.answer.reload();
      });
    }
    effect(() => {
      this.id();
      untracked(() => this.startAfresh());
    });
    effect(() => {
      const isWriting = !!this.text();
      untracked(() => (this.seenUntil = isWriting ? (this.seenUntil ?? this.lastId()) : undefined));
    });
    effect(() => {
      this.lastId();
      const box = this.scroll()?.nativeElement;
      if (box) requestAnimationFrame(() => box.scrollTo?.({ top: box.scrollHeight }));
    });
  }

  protected async send(): Promise<void> {
    this.problem.set('');
    const channel = this.internal() ? 'NOTE' : this.sendsBy();
    try {
      const { sayInConversation: said } = await this.say({ id: this.id(), input: { body: this.text(), channel, ticketId: this.about() || null, files: idsOf(this.photos()), seenUntil: this.seenUntil ?? null } });
      if (said.__typename === 'AnsweredMeanwhile') {
        this.seenUntil = said.messageId;
        this.answer.reload();
        return this.meanwhile.set(said.message);
      }
      this.problem.set(problemOf(said));
      if (said.__typename !== 'TicketMessage') return;
      this.empty();
      this.answer.reload();
    } catch (error) {
      this.problem.set(this.transloco.translate(explain(error))); // what was written stays in the box
    }
  }

  protected async done(): Promise<void> {
    if (!this.talk()?.waitingSince || this.settle.busy()) return;
    try {
      await this.settle({ id: this.id() });
      this.toasts.show({ text: this.transloco.translate('ops.messages.settled'), tone: 'good' });
    } catch (error) {
      this.toasts.show({ text: this.transloco.translate(explain(error)), tone: 'bad' });
    }
  }

  protected async loadOlder(): Promise<void> {
    const first = this.messages()[0];
    if (!first || this.isLoadingOlder()) return;
    this.isLoadingOlder.set(true);
    try {
      const { data } = await firstValueFrom(this.apollo.query({ query: OlderMessagesDocument, variables: { id: this.id(), before: first.id }, fetchPolicy: 'no-cache' }));
      const found = data?.conversation?.older ?? [];
      this.hasOlder.set(found.length === PAGE);
      this.older.update((older) => [...found, ...older]);
    } catch (error) {
      this.toasts.show({ text: this.transloco.translate(explain(error)), tone: 'bad' });
    } finally {
      this.isLoadingOlder.set(false);
    }
  }

  protected async matched(id: string): Promise<void> {
    this.isMatching.set(false);
    await this.router.navigate(['/ops/messages', id], { queryParams: { show: 'all' } });
  }

  /** r answers, n notes, e settles, wherever nobody is typing. */
  protected key(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || !this.talk() || !this.canWrite()) return;
    if ((event.target as HTMLElement).closest('input, select, textarea, dialog')) return;
    if (event.key === 'e') return void this.done();
    if (event.key !== 'r' && event.key !== 'n') return;
    event.preventDefault();
    this.internal.set(event.key === 'n');
    this.box()?.focus();
  }

  private empty(): void {
    this.text.set('');
    this.photos.set([]);
    this.meanwhile.set('');
    this.seenUntil = undefined;
  }

  private startAfresh(): void {
    this.empty();
    this.older.set([]);
    this.hasOlder.set(true);
    this.way.set(undefined);
    this.about.set('');
    this.internal.set(false);
    this.problem.set('');
    this.isAboutOpen.set(false);
  }
}
