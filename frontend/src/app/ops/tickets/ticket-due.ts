import { Component, computed, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { WhenPipe } from '../../ui/dates';
import { Icon } from '../../ui/icon';

/** By when the office promised its next step; the colour warns before it is late, and the word says so. */
@Component({
  selector: 'app-ticket-due',
  imports: [Icon, TranslocoPipe, WhenPipe],
  template: `
    @if (ticket().dueAt; as due) {
      <span class="chip plain" [class]="tone()"><app-icon name="clock" /><span class="unseen">{{ 'ops.tickets.late.' + ticket().lateLevel | transloco }}</span>{{ due | when }}</span>
    }
  `,
  styles: `.chip { --icon: 0.75rem; gap: 0.25rem; }`,
})
export class TicketDue {
  readonly ticket = input.required<{ readonly dueAt?: string | null; readonly lateLevel: number }>();
  protected readonly tone = computed(() => ['calm', 'warn', 'bad', 'bad'][this.ticket().lateLevel] ?? 'calm');
}
