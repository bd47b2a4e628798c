import { Component, computed, inject, input, output } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { query } from '../../core/graphql/query';
import { Dialog } from '../../ui/dialog';
import { WhenPipe } from '../../ui/dates';
import { Icon } from '../../ui/icon';
import { LoadFailed } from '../../ui/load-failed';
import { actionText } from './action-text';
import { OpsAuditChainDocument, type AuditRowFragment } from './audit.generated';

/** One entry with all it says, and whether the log around it is as it was written. */
@Component({
  selector: 'app-audit-detail',
  imports: [Dialog, Icon, LoadFailed, TranslocoPipe, WhenPipe],
  template: `
    <app-dialog [heading]="'ops.audit.entry' | transloco: { n: entry().seq }" [sheet]="true" [wide]="true" (closed)="closed.emit()">
      <div class="stack">
        <dl class="facts">
          <dt>{{ 'ops.audit.when' | transloco }}</dt><dd>{{ entry().createdAt | when: 'long' }}</dd>
          <dt>{{ 'ops.audit.who' | transloco }}</dt><dd>{{ entry().actorName }} · {{ 'ops.audit.kinds.' + entry().actorKind | transloco }}</dd>
          <dt>{{ 'ops.audit.what' | transloco }}</dt><dd>{{ action() }} <code class="quiet">{{ entry().action }}</code></dd>
          <dt>{{ 'ops.audit.target' | transloco }}</dt><dd><code>{{ entry().target ?? '–' }}</code></dd>
          <dt>{{ 'ops.audit.address' | transloco }}</dt><dd><code>{{ entry().address ?? '–' }}</code></dd>
          <dt>{{ 'ops.audit.hash' | transloco }}</dt><dd><code class="hash">{{ entry().hash }}</code></dd>
        </dl>
        @if (detail(); as text) {
          <pre class="card">{{ text }}</pre>
        }
        <app-load-failed [of]="chain" />
        @if (chain.data()?.auditChain; as log) {
          @if (log.intact) {
            <p class="note good"><app-icon name="check-circle" />{{ 'ops.audit.intact' | transloco: { n: log.entries } }}</p>
          } @else {
            <p class="note bad" role="alert"><app-icon name="alert" />{{ 'ops.audit.broken' | transloco: { n: log.brokenAt } }}</p>
          }
        }
      </div>
      <div actions><button type="button" class="button" (click)="closed.emit()">{{ 'ui.close' | transloco }}</button></div>
    </app-dialog>
  `,
  styles: `
    pre { margin: 0; padding: var(--s3) var(--s4); overflow: auto; font-size: var(--t-sm); white-space: pre-wrap; overflow-wrap: anywhere; }
    .hash { overflow-wrap: anywhere; font-size: var(--t-sm); }
  `,
})
export class AuditDetail {
  readonly entry = input.required<AuditRowFragment>();
  readonly closed = output();

  private readonly transloco = inject(TranslocoService);
  protected readonly chain = query(OpsAuditChainDocument);
  protected readonly action = computed(() => actionText(this.entry().action, (key) => this.transloco.translate<string>(key)));
  protected readonly detail = computed(() => (Object.keys((this.entry().detail as object | null) ?? {}).length ? JSON.stringify(this.entry().detail, null, 2) : ''));
}
