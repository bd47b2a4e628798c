import { Component, computed, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { STATUS_TONES } from './ticket-looks';
import type { TicketStatusChipFragment } from './ticket-status.generated';

/** Where a ticket stands, in the words of whoever reads it: the customer who waits, or the office that has to act. */
@Component({
  selector: 'app-ticket-status',
  imports: [TranslocoPipe],
  template: `<span class="chip" [class]="tone()">{{ 'domain.ticket.' + reader() + 'Status.' + ticket().status | transloco }}</span>`,
})
export class TicketStatus {
  readonly ticket = input.required<TicketStatusChipFragment>();
  readonly reader = input<'customer' | 'office'>('office');
  protected readonly tone = computed(() => STATUS_TONES[this.ticket().status]);
}
