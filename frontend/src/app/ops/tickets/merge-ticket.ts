import { Component, computed, inject, input, output, signal } from '@angular/core';
import { Router } from '@angular/router';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { explain } from '../../core/errors/explain';
import { mutation } from '../../core/graphql/mutation';
import { problemOf } from '../../core/graphql/problem';
import { query } from '../../core/graphql/query';
import { UNDER_WAY } from '../../domain/ticket/ticket-looks';
import { TicketStatus } from '../../domain/ticket/ticket-status';
import { Dialog } from '../../ui/dialog';
import { Icon } from '../../ui/icon';
import { LoadFailed } from '../../ui/load-failed';
import { RelativeTime } from '../../ui/relative-time';
import { Toasts } from '../../ui/toast';
import { MergeTicketDocument, TicketsToMergeDocument } from './merge-ticket.generated';

/** Joins a ticket to another one of the same customer that is about the same thing. */
@Component({
  selector: 'app-merge-ticket',
  imports: [Dialog, Icon, LoadFailed, RelativeTime, TicketStatus, TranslocoPipe],
  template: `
    <app-dialog [sheet]="true" [heading]="'ops.tickets.merge' | transloco" (closed)="closed.emit()">
      <form id="merge" class="stack" novalidate (submit)="save($event)">
        <p class="quiet">{{ 'ops.tickets.mergeText' | transloco: { number: ticket().number } }}</p>
        <fieldset>
          <legend class="unseen">{{ 'ops.tickets.mergeInto' | transloco }}</legend>
          @for (one of others(); track one.id) {
            <label><input type="radio" name="into" [value]="one.id" (change)="into.set(one.id)" /><span class="what"><span>{{ one.subject }}</span><small class="faint number">{{ one.number }} · <app-relative-time [at]="one.lastMessageAt" /></small></span><app-ticket-status [ticket]="one" /></label>
          } @empty {
            @if (!answer.error()) {
              <p class="note">{{ (answer.loading() ? 'ui.loading' : 'ops.tickets.mergeNone') | transloco }}</p>
            }
          }
        </fieldset>
        <app-load-failed [of]="answer" />
        @if (problem(); as text) {
          <p class="note bad" role="alert"><app-icon name="alert" />{{ text }}</p>
        }
      </form>
      <div actions>
        <button type="button" class="button" (click)="closed.emit()">{{ 'ui.cancel' | transloco }}</button>
        <button type="submit" form="merge" class="button primary" [disabled]="merge.busy() || !into()">{{ 'ops.tickets.merge' | transloco }}</button>
      </div>
    </app-dialog>
  `,
  styles: `
    fieldset { display: grid; gap: var(--s1); padding: 0; border: 0; }
    label { display: flex; align-items: center; gap: var(--s3); padding: var(--s2) var(--s3); border: 1px solid var(--line); border-radius: var(--r-md); cursor: pointer; }
    label:hover { background: var(--hover); }
    label:has(:checked) { border-color: var(--accent-line); background: var(--accent-soft); }
    .what { display: grid; flex: 1; min-width: 0; overflow-wrap: anywhere; }
  `,
})
export class MergeTicket {
  readonly ticket = input.required<{ readonly id: string; readonly number: string; readonly customer?: { readonly id: string } | null }>();
  readonly closed = output();

  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  protected readonly answer = query(TicketsToMergeDocument, () => {
    const customerId = this.ticket().customer?.id;
    return customerId ? { filter: { customerId, status: [...UNDER_WAY, 'RESOLVED' as const] } } : undefined;
  });
  protected readonly others = computed(() => (this.answer.data()?.tickets.nodes ?? []).filter(({ id }) => id !== this.ticket().id));
  protected readonly merge = mutation(MergeTicketDocument);
  protected readonly into = signal('');
  protected readonly problem = signal('');

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    this.problem.set('');
    try {
      const { mergeTickets } = await this.merge({ id: this.ticket().id, intoId: this.into() });
      this.problem.set(problemOf(mergeTickets));
      if (mergeTickets.__typename !== 'Ticket') return;
      this.toasts.show({ text: this.transloco.translate('ops.tickets.mergedToast', { from: this.ticket().number, into: mergeTickets.number }), tone: 'good' });
      this.closed.emit();
      await this.router.navigate(['/ops/tickets', mergeTickets.id], { queryParamsHandling: 'preserve' });
    } catch (error) {
      this.problem.set(this.transloco.translate(explain(error)));
    }
  }
}
