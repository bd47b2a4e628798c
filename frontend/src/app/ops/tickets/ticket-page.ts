import { Component, computed, effect, type ElementRef, inject, input, signal, untracked, viewChild } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { Apollo } from 'apollo-angular';
import { explain } from '../../core/errors/explain';
import { live } from '../../core/graphql/live';
import { mutation } from '../../core/graphql/mutation';
import { problemOf } from '../../core/graphql/problem';
import { query } from '../../core/graphql/query';
import { Session } from '../../core/session/session';
import { joinMessage } from '../../domain/ticket/join-message';
import { idsOf, type Photo } from '../../domain/ticket/photos';
import { ReplyBox } from '../../domain/ticket/reply-box';
import { TicketStatus } from '../../domain/ticket/ticket-status';
import { TicketThread } from '../../domain/ticket/ticket-thread';
import { WhenPipe } from '../../ui/dates';
import { EmptyState } from '../../ui/empty-state';
import { Icon } from '../../ui/icon';
import { Skeleton } from '../../ui/skeleton';
import { Menu } from '../../ui/menu';
import { MergeTicket } from './merge-ticket';
import { SavedReplies } from './saved-replies';
import { SplitTicket } from './split-ticket';
import { TicketControls } from './ticket-controls';
import { TicketDue } from './ticket-due';
import { TicketJobs } from './ticket-jobs';
import { TicketSide } from './ticket-side';
import { TicketTags } from './ticket-tags';
import { OfficeTicketChangedDocument, OfficeTicketDocument, OfficeTicketRepliedDocument, SayInTicketDocument } from './ticket-page.generated';

/** One ticket in the office: what was said, live, an answer or an internal note, and whom and what it is about. */
@Component({
  selector: 'app-ticket-page',
  imports: [EmptyState, Icon, Menu, MergeTicket, ReplyBox, RouterLink, SavedReplies, Skeleton, SplitTicket, TicketControls, TicketDue, TicketJobs, TicketSide, TicketStatus, TicketTags, TicketThread, TranslocoPipe, WhenPipe],
  templateUrl: './ticket-page.html',
  styleUrl: './ticket-page.css',
  host: { '(document:keydown)': 'key($event)' },
})
export class TicketPage {
  readonly id = input.required<string>();

  private readonly cache = inject(Apollo).client.cache;
  private readonly transloco = inject(TranslocoService);
  private readonly session = inject(Session);
  protected readonly canWrite = computed(() => this.session.can('tickets:write'));
  private readonly canPlan = computed(() => this.session.can('dispatch:read'));
  protected readonly answer = query(OfficeTicketDocument, () => ({ id: this.id(), plans: this.canPlan() }));
  /** What is on screen belongs to the ticket of the address: another one's stays no longer than it takes to load. */
  protected readonly ticket = computed(() => {
    const ticket = this.answer.data()?.ticket ?? undefined;
    return ticket?.id === this.id() ? ticket : undefined;
  });
  protected readonly jobs = computed(() => this.answer.data()?.jobs?.nodes);
  protected readonly say = mutation(SayInTicketDocument);
  protected readonly text = signal('');
  protected readonly photos = signal<readonly Photo[]>([]);
  /** What a colleague answered while this was being written; the next sending goes out all the same. */
  protected readonly meanwhile = signal('');
  protected readonly open = signal<'' | 'merge' | 'split'>('');
  private seenUntil: string | undefined;
  protected readonly internal = signal(false);
  protected readonly problem = signal('');
  protected readonly isAboutOpen = signal(false);
  private readonly box = viewChild(ReplyBox);
  private readonly controls = viewChild(TicketControls);
  private readonly scroll = viewChild<ElementRef<HTMLElement>>('scroll');
  private readonly lastId = computed(() => this.ticket()?.messages.at(-1)?.id);
  private readonly length = computed(() => this.ticket()?.messages.length ?? 0);

  constructor() {
    const one = () => ({ id: this.id() });
    live(OfficeTicketRepliedDocument, one, ({ ticketReplied }) => joinMessage(this.cache, this.id(), ticketReplied));
    live(OfficeTicketChangedDocument, one);
    effect(() => {
      this.id();
      untracked(() => this.startAfresh());
    });
    effect(() => {
      // From the first letter on, what is on screen counts as read; what comes after is told when it is an answer.
      const isWriting = !!this.text();
      untracked(() => (this.seenUntil = isWriting ? (this.seenUntil ?? this.lastId()) : undefined));
    });
    effect(() => {
      this.length();
      const box = this.scroll()?.nativeElement;
      if (box) requestAnimationFrame(() => box.scrollTo?.({ top: box.scrollHeight }));
    });
  }

  protected async send(id: string): Promise<void> {
    this.problem.set('');
    try {
      const { replyToTicket } = await this.say({ id, input: { body: this.text(), internal: this.internal(), files: idsOf(this.photos()), seenUntil: this.seenUntil ?? null } });
      if (replyToTicket.__typename === 'AnsweredMeanwhile') {
        this.seenUntil = replyToTicket.messageId;
        this.answer.reload();
        return this.meanwhile.set(replyToTicket.message);
      }
      this.problem.set(problemOf(replyToTicket));
      if (replyToTicket.__typename !== 'TicketMessage') return;
      joinMessage(this.cache, id, replyToTicket);
      this.empty();
    } catch (error) {
      this.problem.set(this.transloco.translate(explain(error))); // what was written stays in the box
    }
  }

  /** r answers, n notes, e resolves, wherever nobody is typing. */
  protected key(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || !this.ticket() || !this.canWrite()) return;
    if ((event.target as HTMLElement).closest('input, select, textarea, dialog')) return;
    if (event.key === 'e') return void this.controls()?.resolve();
    if (event.key !== 'r' && event.key !== 'n') return;
    event.preventDefault();
    this.internal.set(event.key === 'n');
    this.box()?.focus();
  }

  /** A saved reply joins what is written already. */
  protected insert(reply: string): void {
    this.text.update((text) => (text.trim() ? `${text.trimEnd()}\n\n${reply}` : reply));
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
    this.open.set('');
    this.internal.set(false);
    this.problem.set('');
    this.isAboutOpen.set(false);
  }
}
