import { Component, computed, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import type { Priority } from '../../core/graphql/schema.generated';
import { PRIORITY_TONES } from './ticket-looks';

/** How urgent a ticket is; an ordinary one says nothing. */
@Component({
  selector: 'app-ticket-priority',
  imports: [TranslocoPipe],
  template: `
    @if (priority() !== 'MEDIUM') {
      <span class="chip plain" [class]="tone()">{{ 'domain.ticket.priority.' + priority() | transloco }}</span>
    }
  `,
})
export class TicketPriority {
  readonly priority = input.required<Priority>();
  protected readonly tone = computed(() => PRIORITY_TONES[this.priority()]);
}
