import { Component, computed, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { Icon } from '../../ui/icon';
import { STATUS_LOOKS } from './invoice-looks';
import type { InvoiceStatusChipFragment } from './invoice-status.generated';

/** Where an invoice stands: a word, an icon and a colour. */
@Component({
  selector: 'app-invoice-status',
  imports: [Icon, TranslocoPipe],
  template: `<span class="chip plain" [class]="looks().tone"><app-icon [name]="looks().icon" />{{ 'domain.invoice.status.' + invoice().status | transloco }}</span>`,
  styles: `
    app-icon {
      --icon: 0.875rem;
    }
  `,
})
export class InvoiceStatus {
  readonly invoice = input.required<InvoiceStatusChipFragment>();
  protected readonly looks = computed(() => STATUS_LOOKS[this.invoice().status]);
}
