import { Component, computed } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { live } from '../../core/graphql/live';
import { query } from '../../core/graphql/query';
import { Can } from '../../core/session/can';
import { TicketPriority } from '../../domain/ticket/ticket-priority';
import { DataTable } from '../../ui/data-table';
import { EmptyState } from '../../ui/empty-state';
import { Icon } from '../../ui/icon';
import { RelativeTime } from '../../ui/relative-time';
import { Skeleton } from '../../ui/skeleton';
import { BoardTicketChangedDocument, PromisesBoardDocument, TicketEscalatedDocument } from './promises-board.generated';

/** How the office keeps its promises: what is late or soon will be, by level, by person and by kind; live. */
@Component({
  selector: 'app-promises-board',
  imports: [Can, DataTable, EmptyState, Icon, RelativeTime, RouterLink, Skeleton, TicketPriority, TranslocoPipe],
  templateUrl: './promises-board.html',
  styleUrl: './promises-board.css',
})
export class PromisesBoard {
  protected readonly answer = query(PromisesBoardDocument);
  protected readonly report = computed(() => this.answer.data()?.serviceReport);
  /** Those that are still late, the worst first: what was answered meanwhile is gone. */
  protected readonly tickets = computed(() => (this.answer.data()?.escalatedTickets ?? []).filter(({ status, dueAt, lateLevel }) => status === 'OPEN' && dueAt && lateLevel > 0));
  protected readonly figures = computed(() => {
    const now = this.report();
    return now ? ([['onTime', now.onTime, ''], ['warned', now.warned, 'warn'], ['late', now.late, 'bad'], ['longLate', now.longLate, 'bad']] as const) : [];
  });

  constructor() {
    live(TicketEscalatedDocument, undefined, () => this.answer.reload());
    live(BoardTicketChangedDocument, undefined, () => this.answer.reload());
  }
}
