import { Component, computed, input, output, signal } from '@angular/core';
import { query } from '../../core/graphql/query';
import { LoadFailed } from '../../ui/load-failed';
import { SearchField } from '../../ui/search-field';
import { CustomersDocument } from '../customers/customers.generated';

/** Finds one customer by name, number or address. */
@Component({
  selector: 'app-customer-picker',
  imports: [LoadFailed, SearchField],
  template: `
    <app-search-field [label]="label()" [value]="''" (searched)="text.set($event)" />
    <app-load-failed [of]="list" />
    @if (found().length) {
      <ul class="rows card">
        @for (customer of found(); track customer.id) {
          <li><button type="button" class="link" (click)="picked.emit({ id: customer.id, name: customer.name }); text.set('')">{{ customer.name }}</button><span class="quiet push">{{ customer.number }} · {{ customer.city }}</span></li>
        }
      </ul>
    }
  `,
  styles: ':host { display: grid; gap: var(--s2); }',
})
export class CustomerPicker {
  readonly label = input.required<string>();
  readonly picked = output<{ readonly id: string; readonly name: string }>();

  protected readonly text = signal('');
  protected readonly list = query(CustomersDocument, () => (this.text().trim() ? { first: 6, filter: { text: this.text().trim() } } : undefined));
  protected readonly found = computed(() => (this.text().trim() ? (this.list.data()?.customers.nodes ?? []) : []));
}
