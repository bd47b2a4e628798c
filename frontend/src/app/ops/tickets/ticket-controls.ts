import { Component, computed, inject, input } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { explain } from '../../core/errors/explain';
import { mutation } from '../../core/graphql/mutation';
import { query } from '../../core/graphql/query';
import { PriorityValues, TicketStatusValues, type Priority, type TicketStatus, type UpdateTicketInput } from '../../core/graphql/schema.generated';
import { Icon } from '../../ui/icon';
import { Toasts } from '../../ui/toast';
import { ChangeTicketDocument, TicketAssigneesDocument, type TicketControlsFragment } from './ticket-controls.generated';

/** Where a ticket stands, how urgent it is and who has it: each a choice that takes effect at once. */
@Component({
  selector: 'app-ticket-controls',
  imports: [Icon, TranslocoPipe],
  templateUrl: './ticket-controls.html',
  styleUrl: './ticket-controls.css',
})
export class TicketControls {
  readonly ticket = input.required<TicketControlsFragment>();

  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  protected readonly answer = query(TicketAssigneesDocument);
  protected readonly change = mutation(ChangeTicketDocument);
  protected readonly states = TicketStatusValues;
  protected readonly priorities = PriorityValues;
  /** Everybody who may have it, and whoever has it, were they no longer here. */
  protected readonly people = computed(() => {
    const [people, holder] = [this.answer.data()?.ticketAssignees ?? [], this.ticket().assignee];
    return holder && !people.some(({ id }) => id === holder.id) ? [holder, ...people] : people;
  });
  protected readonly isOver = computed(() => this.ticket().status === 'RESOLVED' || this.ticket().status === 'CLOSED');

  async resolve(): Promise<void> {
    if (this.isOver() || this.change.busy()) return;
    if (await this.put({ status: 'RESOLVED' })) this.toasts.show({ text: this.transloco.translate('ops.tickets.resolved'), tone: 'good' });
  }

  protected setStatus(status: string): void {
    void this.put({ status: status as TicketStatus });
  }

  protected setPriority(priority: string): void {
    void this.put({ priority: priority as Priority });
  }

  protected assign(assigneeId: string): void {
    void this.put(assigneeId ? { assigneeId } : { unassign: true });
  }

  private async put(input: UpdateTicketInput): Promise<boolean> {
    try {
      await this.change({ id: this.ticket().id, input });
      return true;
    } catch (error) {
      this.toasts.show({ text: this.transloco.translate(explain(error)), tone: 'bad' });
      return false;
    }
  }
}
