import { Component, computed, effect, inject } from '@angular/core';
import { Router } from '@angular/router';
import { TranslocoService } from '@jsverse/transloco';
import { live } from '../../core/graphql/live';
import { query } from '../../core/graphql/query';
import { Session } from '../../core/session/session';
import { NavBadges } from '../../core/shell/nav';
import { Toasts } from '../../ui/toast';
import { BoardTicketChangedDocument, LateTicketsDocument, TicketEscalatedDocument } from './promises-board.generated';

/** Counts the tickets whose promise is broken, and tells when one comes close: first whoever has it, then everybody. */
@Component({ selector: 'app-late-badge', template: '' })
export class LateBadge {
  private readonly session = inject(Session);
  private readonly may = computed(() => this.session.can('tickets:read'));
  private readonly answer = query(LateTicketsDocument, () => (this.may() ? {} : undefined));
  private readonly count = computed(() => (this.answer.data()?.escalatedTickets ?? []).filter(({ status, dueAt, lateLevel }) => status === 'OPEN' && dueAt && lateLevel > 1).length);

  constructor() {
    const [badges, router, toasts, transloco] = [inject(NavBadges), inject(Router), inject(Toasts), inject(TranslocoService)];
    const asked = () => (this.may() ? {} : undefined);
    live(BoardTicketChangedDocument, asked);
    live(TicketEscalatedDocument, asked, ({ ticketEscalated: ticket }) => {
      this.answer.reload();
      const isMine = !ticket?.assignee || ticket.assignee.name === this.session.facts()?.name;
      if (!ticket || ticket.lateLevel < 1 || (ticket.lateLevel === 1 && !isMine)) return;
      const text = transloco.translate(`ops.promises.told.${ticket.lateLevel}`, { number: ticket.number, subject: ticket.subject });
      toasts.show({ text, tone: ticket.lateLevel > 1 ? 'bad' : 'info', seconds: 10, action: { label: transloco.translate('ops.promises.open'), run: () => router.navigate(['/ops/tickets', ticket.id]) } });
    });
    effect(() => badges.set('tickets', { count: this.count(), tone: 'bad' }));
  }
}
