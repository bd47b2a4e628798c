import { Component, computed, inject, input, signal } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { explain } from '../../core/errors/explain';
import { mutation } from '../../core/graphql/mutation';
import { query } from '../../core/graphql/query';
import { Confirms } from '../../ui/confirm';
import { Icon } from '../../ui/icon';
import { LoadFailed } from '../../ui/load-failed';
import { RelativeTime } from '../../ui/relative-time';
import { Toasts } from '../../ui/toast';
import { NewShare } from './new-share';
import { OpsShareLinksDocument, RevokeShareLinkDocument, type ShareRowFragment } from './shares.generated';

/** Links that show one of the customer's places to people without an account. */
@Component({
  selector: 'app-customer-shares',
  imports: [Icon, LoadFailed, NewShare, RelativeTime, TranslocoPipe],
  template: `
    <section class="card" aria-labelledby="shares">
      <header>
        <h2 id="shares">{{ 'ops.shares.title' | transloco }}</h2>
        <button type="button" class="button small" (click)="making.set(true)"><app-icon name="plus" />{{ 'ops.shares.new' | transloco }}</button>
      </header>
      @if (list.error()) {
        <div class="body"><app-load-failed [of]="list" /></div>
      }
      <ul class="rows">
        @for (link of links(); track link.id) {
          <li>
            <span class="what">
              <strong class="truncate">{{ link.label }}</strong>
              <small class="quiet truncate">{{ link.location.line1 }} · @if (link.lastUsedAt) { {{ 'ops.shares.used' | transloco }} <app-relative-time [at]="link.lastUsedAt" /> } @else { {{ 'ops.shares.neverUsed' | transloco }} }</small>
            </span>
            @if (link.revokedAt) {
              <span class="chip">{{ 'ops.shares.revoked' | transloco }}</span>
            } @else {
              <button type="button" class="button small quiet danger" [disabled]="revoke.busy()" (click)="end(link)">{{ 'ops.shares.revoke' | transloco }}<span class="unseen"> {{ link.label }}</span></button>
            }
          </li>
        } @empty {
          @if (!list.error()) {
            <li class="quiet">{{ (list.loading() ? 'ui.loading' : 'ops.shares.none') | transloco }}</li>
          }
        }
      </ul>
    </section>
    @if (making()) {
      <app-new-share [places]="places()" (closed)="making.set(false)" (made)="list.reload()" />
    }
  `,
  styles: `
    ul { margin: 0; padding: 0; list-style: none; }
    .what { display: grid; flex: 1; min-width: 0; }
  `,
})
export class CustomerShares {
  readonly customerId = input.required<string>();
  readonly places = input.required<readonly { readonly id: string; readonly line1: string }[]>();

  private readonly confirms = inject(Confirms);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  protected readonly list = query(OpsShareLinksDocument, () => ({ customerId: this.customerId() }));
  protected readonly links = computed(() => this.list.data()?.shareLinks ?? []);
  protected readonly revoke = mutation(RevokeShareLinkDocument);
  protected readonly making = signal(false);

  protected async end({ id, label }: ShareRowFragment): Promise<void> {
    const t = (key: string) => this.transloco.translate<string>(`ops.shares.${key}`, { label });
    if (!(await this.confirms.ask({ title: t('revokeTitle'), text: t('revokeText'), action: t('revoke'), danger: true }))) return;
    try {
      await this.revoke({ id });
      this.list.reload();
    } catch (error) {
      this.toasts.show({ text: this.transloco.translate(explain(error)), tone: 'bad' });
    }
  }
}
