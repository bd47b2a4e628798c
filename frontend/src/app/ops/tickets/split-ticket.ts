import { Component, inject, input, output, signal } from '@angular/core';
import { Router } from '@angular/router';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { explain } from '../../core/errors/explain';
import { mutation } from '../../core/graphql/mutation';
import { problemOf } from '../../core/graphql/problem';
import type { TicketMessageBodyFragment } from '../../domain/ticket/ticket-thread.generated';
import { Dialog } from '../../ui/dialog';
import { Field } from '../../ui/field';
import { Icon } from '../../ui/icon';
import { Toasts } from '../../ui/toast';
import { SplitTicketDocument } from './merge-ticket.generated';

/** Makes a ticket of its own out of some of the messages, when one is about two things. */
@Component({
  selector: 'app-split-ticket',
  imports: [Dialog, Field, Icon, TranslocoPipe],
  template: `
    <app-dialog [sheet]="true" [heading]="'ops.tickets.split' | transloco" (closed)="closed.emit()">
      <form id="split" class="stack" novalidate (submit)="save($event)">
        <app-field [label]="'ops.tickets.splitSubject' | transloco" [error]="isMissing() ? ('ops.tickets.splitSubjectNeeded' | transloco) : ''"><input #subject class="input" maxlength="140" autocomplete="off" [value]="name()" (input)="name.set(subject.value)" /></app-field>
        <fieldset>
          <legend>{{ 'ops.tickets.splitWhich' | transloco }}</legend>
          @for (message of messages(); track message.id) {
            <label><input type="checkbox" [checked]="going().has(message.id)" (change)="toggle(message.id)" /><span class="what"><small class="faint">{{ message.authorName }}</small><span class="text">{{ message.body || message.files[0]?.name }}</span></span></label>
          }
        </fieldset>
        @if (problem(); as text) {
          <p class="note bad" role="alert"><app-icon name="alert" />{{ text }}</p>
        }
      </form>
      <div actions>
        <button type="button" class="button" (click)="closed.emit()">{{ 'ui.cancel' | transloco }}</button>
        <button type="submit" form="split" class="button primary" [disabled]="split.busy() || !going().size || going().size === messages().length">{{ 'ops.tickets.splitNow' | transloco }}</button>
      </div>
    </app-dialog>
  `,
  styles: `
    fieldset { display: grid; gap: var(--s1); padding: 0; border: 0; }
    legend { margin-bottom: var(--s2); font-weight: 600; }
    label { display: flex; gap: var(--s3); padding: var(--s2) var(--s3); border: 1px solid var(--line); border-radius: var(--r-md); cursor: pointer; }
    label:has(:checked) { border-color: var(--accent-line); background: var(--accent-soft); }
    .what { display: grid; min-width: 0; }
    .text { display: -webkit-box; overflow: hidden; -webkit-box-orient: vertical; -webkit-line-clamp: 2; overflow-wrap: anywhere; }
  `,
})
export class SplitTicket {
  readonly ticketId = input.required<string>();
  readonly messages = input.required<readonly TicketMessageBodyFragment[]>();
  readonly closed = output();
  readonly done = output();

  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  protected readonly split = mutation(SplitTicketDocument);
  protected readonly name = signal('');
  protected readonly isMissing = signal(false);
  protected readonly going = signal<ReadonlySet<string>>(new Set());
  protected readonly problem = signal('');

  protected toggle(id: string): void {
    this.going.update((going) => (going.has(id) ? new Set([...going].filter((one) => one !== id)) : new Set([...going, id])));
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    this.problem.set('');
    this.isMissing.set(this.name().trim().length < 3);
    if (this.isMissing()) return;
    try {
      const { splitTicket } = await this.split({ id: this.ticketId(), input: { subject: this.name().trim(), messageIds: [...this.going()] } });
      this.problem.set(problemOf(splitTicket));
      if (splitTicket.__typename !== 'Ticket') return;
      this.toasts.show({ text: this.transloco.translate('ops.tickets.splitToast', { number: splitTicket.number }), tone: 'good' });
      this.done.emit();
      this.closed.emit();
      await this.router.navigate(['/ops/tickets', splitTicket.id], { queryParamsHandling: 'preserve' });
    } catch (error) {
      this.problem.set(this.transloco.translate(explain(error)));
    }
  }
}
