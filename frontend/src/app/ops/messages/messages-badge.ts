import { Component, computed, effect, inject } from '@angular/core';
import { Router } from '@angular/router';
import { TranslocoService } from '@jsverse/transloco';
import { live } from '../../core/graphql/live';
import { query } from '../../core/graphql/query';
import { Session } from '../../core/session/session';
import { NavBadges } from '../../core/shell/nav';
import { Toasts } from '../../ui/toast';
import { OfficeConversationChangedDocument, WaitingConversationsDocument } from './messages.generated';

/** Counts in the navigation who waits for an answer, and says so when somebody writes while one looks elsewhere. */
@Component({ selector: 'app-messages-badge', template: '' })
export class MessagesBadge {
  private readonly badges = inject(NavBadges);
  private readonly session = inject(Session);
  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  private readonly may = computed(() => this.session.can('tickets:read'));
  private readonly answer = query(WaitingConversationsDocument, () => (this.may() ? {} : undefined));
  private readonly count = computed(() => this.answer.data()?.conversations.totalCount ?? 0);

  constructor() {
    live(OfficeConversationChangedDocument, () => (this.may() ? {} : undefined), ({ conversationChanged: news }) => {
      this.answer.reload();
      if (!news || news.lastAuthor !== 'CUSTOMER' || !news.waitingSince || /^\/ops\/(messages|tickets)/.test(this.router.url)) return;
      const who = news.customer?.name ?? news.address ?? '';
      this.toasts.show({ text: this.transloco.translate('ops.messages.inbound', { who, text: news.lastText.slice(0, 80) }), tone: 'info', seconds: 8, action: { label: this.transloco.translate('ops.messages.open'), run: () => this.router.navigate(['/ops/messages', news.id]) } });
    });
    effect(() => this.badges.set('messages', { count: this.count(), tone: 'calm' }));
  }
}
