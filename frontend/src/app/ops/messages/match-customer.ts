import { Component, computed, inject, input, output, signal } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { explain } from '../../core/errors/explain';
import { mutation } from '../../core/graphql/mutation';
import { problemOf } from '../../core/graphql/problem';
import { query } from '../../core/graphql/query';
import { Dialog } from '../../ui/dialog';
import { Icon } from '../../ui/icon';
import { SearchField } from '../../ui/search-field';
import { CustomersToMatchDocument, MatchConversationDocument } from './messages.generated';

/** Says whose number or address it is. */
@Component({
  selector: 'app-match-customer',
  imports: [Dialog, Icon, SearchField, TranslocoPipe],
  template: `
    <app-dialog [sheet]="true" [heading]="'ops.messages.match' | transloco" (closed)="closed.emit()">
      <div class="stack">
        <p class="quiet">{{ 'ops.messages.matchText' | transloco: { address: address() } }}</p>
        <app-search-field [label]="'ops.messages.matchFind' | transloco" [value]="text()" (searched)="text.set($event)" />
        <ul>
          @for (hit of hits(); track hit.customerId) {
            <li><button type="button" class="hit" [disabled]="match.busy()" (click)="choose(hit.customerId)"><strong>{{ hit.title }}</strong><small class="faint">{{ hit.subtitle }}</small></button></li>
          } @empty {
            @if (text().length > 1 && !found.loading()) {
              <li class="quiet">{{ 'ops.messages.matchNone' | transloco }}</li>
            }
          }
        </ul>
        @if (problem(); as words) {
          <p class="note bad" role="alert"><app-icon name="alert" />{{ words }}</p>
        }
      </div>
      <div actions><button type="button" class="button" (click)="closed.emit()">{{ 'ui.cancel' | transloco }}</button></div>
    </app-dialog>
  `,
  styles: `
    ul { display: grid; gap: var(--s1); min-height: 12rem; align-content: start; }
    .hit { display: grid; width: 100%; padding: var(--s2) var(--s3); border: 1px solid var(--line); border-radius: var(--r-md); background: var(--surface); color: var(--ink); text-align: start; }
    .hit:hover { background: var(--hover); }
  `,
})
export class MatchCustomer {
  readonly conversationId = input.required<string>();
  readonly address = input.required<string>();
  readonly matched = output<string>();
  readonly closed = output();

  private readonly transloco = inject(TranslocoService);
  protected readonly text = signal('');
  protected readonly found = query(CustomersToMatchDocument, () => (this.text().trim().length > 1 ? { text: this.text().trim() } : undefined));
  /** Each customer once, whatever of theirs was found. */
  protected readonly hits = computed(() => {
    if (this.text().trim().length < 2) return [];
    const hits = (this.found.data()?.search ?? []).flatMap((hit) => (hit.customerId ? [{ ...hit, customerId: hit.customerId }] : []));
    return [...new Map(hits.map((hit) => [hit.customerId, hit])).values()];
  });
  protected readonly match = mutation(MatchConversationDocument);
  protected readonly problem = signal('');

  protected async choose(customerId: string): Promise<void> {
    this.problem.set('');
    try {
      const { matchConversation } = await this.match({ id: this.conversationId(), customerId });
      this.problem.set(problemOf(matchConversation));
      if (matchConversation.__typename === 'Conversation') this.matched.emit(matchConversation.id);
    } catch (error) {
      this.problem.set(this.transloco.translate(explain(error)));
    }
  }
}
