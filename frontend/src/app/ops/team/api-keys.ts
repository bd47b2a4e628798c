import { Component, computed, inject, signal } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { explain } from '../../core/errors/explain';
import { mutation } from '../../core/graphql/mutation';
import { query } from '../../core/graphql/query';
import { Confirms } from '../../ui/confirm';
import { DataTable } from '../../ui/data-table';
import { DayPipe } from '../../ui/dates';
import { EmptyState } from '../../ui/empty-state';
import { Icon } from '../../ui/icon';
import { Locale } from '../../ui/locale';
import { RelativeTime } from '../../ui/relative-time';
import { Toasts } from '../../ui/toast';
import { NewApiKey } from './new-api-key';
import { OpsApiKeysDocument, RevokeApiKeyDocument, type ApiKeyRowFragment } from './team.generated';

/** Keys of programs: made, shown once, watched and ended. */
@Component({
  selector: 'app-api-keys',
  imports: [DataTable, DayPipe, EmptyState, Icon, NewApiKey, RelativeTime, TranslocoPipe],
  template: `
    <div class="row spread">
      <p class="quiet">{{ 'ops.team.keysAbout' | transloco }}</p>
      <button type="button" class="button primary" (click)="making.set(true)"><app-icon name="plus" />{{ 'ops.team.newKey' | transloco }}</button>
    </div>
    <app-data-table [columns]="columns()" [loading]="list.loading() && !list.data()" [error]="list.error()" [caption]="'ops.team.tabs.keys' | transloco" (retry)="list.reload()">
      @for (key of keys(); track key.id) {
        <tr>
          <th scope="row"><strong>{{ key.name }}</strong> <code class="quiet">{{ key.start }}…</code></th>
          <td>{{ 'ops.team.rights' | transloco: { n: key.permissions.length } }} · {{ key.createdByName }}</td>
          <td>@if (key.lastUsedAt) { <app-relative-time [at]="key.lastUsedAt" /> } @else { {{ 'ops.team.neverUsed' | transloco }} }</td>
          <td>
            @if (key.revokedAt) {
              <span class="chip bad">{{ 'ops.team.revoked' | transloco }}</span>
            } @else if (isOver(key)) {
              <span class="chip warn">{{ 'ops.team.expired' | transloco }}</span>
            } @else {
              {{ key.expiresAt | day }}
            }
          </td>
          <td class="end">
            @if (!key.revokedAt && !isOver(key)) {
              <button type="button" class="button small danger" [disabled]="revoke.busy()" (click)="end(key)">{{ 'ops.team.revoke' | transloco }}<span class="unseen">{{ key.name }}</span></button>
            }
          </td>
        </tr>
      } @empty {
        <app-empty-state icon="lock" [heading]="'ops.team.noKeys' | transloco">{{ 'ops.team.noKeysText' | transloco }}</app-empty-state>
      }
    </app-data-table>
    @if (making()) {
      <app-new-api-key (closed)="making.set(false)" (made)="list.reload()" />
    }
  `,
  styles: `:host { display: grid; gap: var(--s4); }`,
})
export class ApiKeys {
  private readonly confirms = inject(Confirms);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  private readonly locale = inject(Locale);
  protected readonly list = query(OpsApiKeysDocument);
  protected readonly keys = computed(() => this.list.data()?.apiKeys ?? []);
  protected readonly revoke = mutation(RevokeApiKeyDocument);
  protected readonly making = signal(false);
  protected readonly columns = computed(() => {
    this.locale.tag();
    return [...['keyName', 'keyRights', 'lastUse', 'expires'].map((key) => ({ text: this.transloco.translate<string>(`ops.team.${key}`) })), { text: this.transloco.translate<string>('ops.team.actions'), unseen: true }];
  });

  protected isOver(key: ApiKeyRowFragment): boolean {
    return new Date(key.expiresAt).getTime() <= new Date().getTime();
  }

  protected async end(key: ApiKeyRowFragment): Promise<void> {
    const t = (name: string) => this.transloco.translate<string>(`ops.team.${name}`, { name: key.name });
    if (!(await this.confirms.ask({ title: t('revokeKey'), text: t('revokeKeyText'), action: t('revoke'), danger: true }))) return;
    try {
      await this.revoke({ id: key.id });
      this.toasts.show({ text: t('keyRevoked'), tone: 'good' });
      this.list.reload();
    } catch (error) {
      this.toasts.show({ text: this.transloco.translate(explain(error)), tone: 'bad' });
    }
  }
}
