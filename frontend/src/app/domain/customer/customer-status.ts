import { Component, computed, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import type { CustomerStatusChipFragment } from './customer-status.generated';

const TONES = { ACTIVE: 'good', SUSPENDED: 'warn', CLOSED: 'calm' } as const;

/** Whether a customer is served: a word and a colour. */
@Component({
  selector: 'app-customer-status',
  imports: [TranslocoPipe],
  template: `<span class="chip" [class]="tone()">{{ 'domain.customer.status.' + customer().status | transloco }}</span>`,
})
export class CustomerStatus {
  readonly customer = input.required<CustomerStatusChipFragment>();
  protected readonly tone = computed(() => TONES[this.customer().status]);
}
