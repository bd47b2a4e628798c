import { Component, computed, input, model, signal } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { query } from '../../core/graphql/query';
import { Icon } from '../../ui/icon';
import { SearchField } from '../../ui/search-field';
import { NewJobCustomersDocument } from './new-job.generated';

const MOST_FOUND = 6;

/** Finds a customer by name, number, phone or address, one line each; whoever is chosen is told by id. */
@Component({
  selector: 'app-customer-choice',
  imports: [Icon, SearchField, TranslocoPipe],
  template: `
    <app-search-field [label]="'ops.dispatch.new.who' | transloco" [value]="text()" [wait]="150" (searched)="text.set($event)" />
    @if (found.error() || failed()) {
      <p class="note bad" role="alert"><app-icon name="alert" />{{ 'errors.network' | transloco }} <button type="button" class="link" (click)="found.reload()">{{ 'ui.retry' | transloco }}</button></p>
    } @else if (isNobody()) {
      <p class="quiet" role="status">{{ 'ops.dispatch.new.nobody' | transloco }}</p>
    } @else if (!hits().length) {
      <p class="quiet">{{ 'ops.dispatch.new.hint' | transloco }}</p>
    }
    <ul class="found">
      @for (hit of hits(); track hit.id) {
        <li>
          <button type="button" (click)="chosen.set(hit.id)">
            <strong class="truncate">{{ hit.title }}</strong>
            <small class="quiet truncate">{{ hit.subtitle }}</small>
          </button>
        </li>
      }
    </ul>
  `,
  styles: `
    :host {
      display: grid;
      gap: var(--s4);
    }
    .found {
      display: grid;
      gap: var(--s1);
    }
    .found button {
      display: grid;
      width: 100%;
      min-height: var(--control);
      padding: var(--s2) var(--s3);
      border: 1px solid var(--line);
      border-radius: var(--r-md);
      background: var(--surface);
      text-align: start;
    }
    .found button:hover {
      background: var(--hover);
    }
  `,
})
export class CustomerChoice {
  readonly chosen = model<string>();
  /** Whether what came after the choice could not be loaded. */
  readonly failed = input(false);
  protected readonly text = signal('');
  protected readonly found = query(NewJobCustomersDocument, () => (this.text().trim().length > 1 ? { text: this.text().trim() } : undefined));
  protected readonly hits = computed(() => {
    const hits = this.text().trim().length > 1 ? (this.found.data()?.search ?? []) : [];
    return hits.filter(({ kind, customerId }) => kind === 'CUSTOMER' && customerId).slice(0, MOST_FOUND);
  });
  protected readonly isNobody = computed(() => this.text().trim().length > 1 && !this.found.loading() && !this.found.error() && !this.hits().length);
}
