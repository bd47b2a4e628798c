import { Component, computed } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { query } from '../../core/graphql/query';
import { Icon } from '../../ui/icon';
import { LoadFailed } from '../../ui/load-failed';
import { LoadMore } from '../../ui/load-more';
import { RelativeTime } from '../../ui/relative-time';
import { InboundAsideDocument } from './outbox.generated';

/** What arrived and is in no conversation: absence notices, reports, loops; shown only when there is any. */
@Component({
  selector: 'app-aside-list',
  imports: [Icon, LoadFailed, LoadMore, RelativeTime, TranslocoPipe],
  template: `
    <app-load-failed [of]="list" />
    @if (rows().length) {
      <details class="card">
        <summary><app-icon name="inbox" />{{ 'ops.outbox.aside.title' | transloco }}</summary>
        <div class="body stack">
          <p class="quiet">{{ 'ops.outbox.aside.about' | transloco }}</p>
          <ul class="rows">
            @for (row of rows(); track row.id) {
              <li>
                <span class="what"><strong>{{ row.sender || '—' }}</strong><small class="faint">{{ row.subject }}</small></span>
                <span class="chip plain">{{ 'ops.outbox.aside.reasons.' + row.reason | transloco }}</span>
                <app-relative-time class="faint" [at]="row.createdAt" />
              </li>
            }
          </ul>
          <app-load-more [shown]="!!list.data()?.inboundMessages?.hasNextPage" [busy]="list.loading()" (more)="more()" />
        </div>
      </details>
    }
  `,
  styles: `
    summary {
      display: flex;
      align-items: center;
      gap: var(--s2);
      padding: var(--s4);
      cursor: pointer;
    }
    li {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: var(--s2) var(--s3);
    }
    .what {
      display: grid;
      flex: 1 1 12rem;
      min-width: 0;
      overflow-wrap: anywhere;
    }
  `,
})
export class AsideList {
  protected readonly list = query(InboundAsideDocument, () => ({ first: 20 }));
  protected readonly rows = computed(() => this.list.data()?.inboundMessages.nodes ?? []);

  protected more(): void {
    void this.list.more({ after: this.list.data()?.inboundMessages.endCursor }, (there, next) => ({ inboundMessages: { ...next.inboundMessages, nodes: [...there.inboundMessages.nodes, ...next.inboundMessages.nodes] } }));
  }
}
