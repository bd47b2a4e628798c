import { Component, computed, input, output, signal } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { query } from '../../core/graphql/query';
import { LoadFailed } from '../../ui/load-failed';
import { SearchField } from '../../ui/search-field';
import { CustomersToPickDocument } from './customer-picker.generated';

/** A customer somebody chose. */
export interface Picked {
  readonly customerId: string;
  readonly name: string;
}

/** Finds a customer by name, number, address or telephone, and gives the one that is chosen. */
@Component({
  selector: 'app-customer-picker',
  imports: [LoadFailed, SearchField, TranslocoPipe],
  template: `
    <app-search-field [label]="label()" [value]="text()" (searched)="text.set($event)" />
    <app-load-failed [of]="found" />
    <ul>
      @for (hit of hits(); track hit.customerId) {
        <li><button type="button" class="hit" [disabled]="disabled()" (click)="picked.emit({ customerId: hit.customerId, name: hit.title })"><strong>{{ hit.title }}</strong><small class="faint">{{ hit.subtitle }}</small></button></li>
      } @empty {
        @if (text().trim().length > 1 && !found.loading() && !found.error()) {
          <li class="quiet">{{ 'ops.customers.pickNone' | transloco }}</li>
        }
      }
    </ul>
  `,
  styles: `
    :host {
      display: grid;
      gap: var(--s3);
    }
    ul {
      display: grid;
      gap: var(--s1);
      align-content: start;
    }
    .hit {
      display: grid;
      width: 100%;
      padding: var(--s2) var(--s3);
      border: 1px solid var(--line);
      border-radius: var(--r-md);
      background: var(--surface);
      color: var(--ink);
      text-align: start;
    }
    .hit:hover {
      background: var(--hover);
    }
  `,
})
export class CustomerPicker {
  readonly label = input.required<string>();
  readonly disabled = input(false);
  readonly picked = output<Picked>();

  protected readonly text = signal('');
  protected readonly found = query(CustomersToPickDocument, () => (this.text().trim().length > 1 ? { text: this.text().trim() } : undefined));
  /** Each customer once, whatever of theirs was found. */
  protected readonly hits = computed(() => {
    if (this.text().trim().length < 2) return [];
    const hits = (this.found.data()?.search ?? []).flatMap((hit) => (hit.customerId ? [{ ...hit, customerId: hit.customerId }] : []));
    return [...new Map(hits.map((hit) => [hit.customerId, hit])).values()];
  });
}
