import { Component, computed, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import type { OutgoingStatus } from '../../core/graphql/schema.generated';

const TONES: Readonly<Record<OutgoingStatus, string>> = { CAPTURED: 'plain', QUEUED: 'info', DEFERRED: 'warn', SENT: 'good', DELIVERED: 'good', BOUNCED: 'bad', REFUSED: 'bad' };

/** What became of a message. */
@Component({
  selector: 'app-message-status',
  imports: [TranslocoPipe],
  template: `<span class="chip {{ tone() }}">{{ 'ops.outbox.statuses.' + message().status | transloco }}</span>`,
  styles: `
    :host {
      flex: none;
    }
  `,
})
export class MessageStatus {
  readonly message = input.required<{ readonly status: OutgoingStatus }>();
  protected readonly tone = computed(() => TONES[this.message().status]);
}
