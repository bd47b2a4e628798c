import { Component, inject, input, signal } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { explain } from '../../core/errors/explain';
import { mutation } from '../../core/graphql/mutation';
import { query } from '../../core/graphql/query';
import { Confirms } from '../../ui/confirm';
import { EmptyState } from '../../ui/empty-state';
import { Icon } from '../../ui/icon';
import { Skeleton } from '../../ui/skeleton';
import { Toasts } from '../../ui/toast';
import { CheckIdentityProviderDocument, OpsIdentityProvidersDocument, RemoveIdentityProviderDocument, type ProviderRowFragment } from './company-sign-in.generated';
import { ProviderForm } from './provider-form';
import type { RoleRowFragment } from './team.generated';

/** Companies' own sign-ins: set up, tried, taken away. */
@Component({
  selector: 'app-company-sign-in',
  imports: [EmptyState, Icon, ProviderForm, Skeleton, TranslocoPipe],
  template: `
    <div class="row spread">
      <p class="quiet">{{ 'ops.team.ssoAbout' | transloco }}</p>
      <button type="button" class="button primary" (click)="edited.set('new')"><app-icon name="plus" />{{ 'ops.team.ssoAdd' | transloco }}</button>
    </div>
    @if (list.error() && !list.data()) {
      <app-empty-state icon="alert" [heading]="'ops.team.failed' | transloco"><button type="button" class="button" (click)="list.reload()">{{ 'ui.retry' | transloco }}</button></app-empty-state>
    } @else if (list.data()?.identityProviders; as all) {
      @for (provider of all; track provider.id) {
        <section class="card" [attr.aria-label]="provider.label">
          <header>
            <h2>{{ provider.label }}</h2>
            <span class="chip" [class.good]="provider.enabled">{{ (provider.enabled ? 'ops.team.ssoOn' : 'ops.team.ssoOff') | transloco }}</span>
          </header>
          <div class="body stack">
            <dl class="facts">
              <dt>{{ 'ops.team.ssoFor' | transloco }}</dt><dd>{{ 'ops.team.ssoRealm.' + provider.realm | transloco }}</dd>
              <dt>{{ 'ops.team.ssoIssuer' | transloco }}</dt><dd><code>{{ provider.issuer }}</code></dd>
              <dt>{{ 'ops.team.ssoCallback' | transloco }}</dt><dd><code>{{ origin }}/auth/oidc/callback</code></dd>
              <dt>{{ 'ops.team.ssoLogout' | transloco }}</dt><dd><code>{{ origin }}/auth/oidc/{{ provider.id }}/logout</code></dd>
            </dl>
            @if (checked()[provider.id]; as text) {
              <p class="note" [class.good]="text === 'ok'" [class.bad]="text !== 'ok'" role="status">{{ text === 'ok' ? ('ops.team.ssoFine' | transloco) : text }}</p>
            }
            <div class="row">
              <button type="button" class="button small" [disabled]="check.busy()" (click)="test(provider)">{{ 'ops.team.ssoCheck' | transloco }}<span class="unseen"> {{ provider.label }}</span></button>
              <button type="button" class="button small" (click)="edited.set(provider)">{{ 'ops.team.change' | transloco }}<span class="unseen"> {{ provider.label }}</span></button>
              <button type="button" class="button small danger" [disabled]="remove.busy()" (click)="delete(provider)">{{ 'ops.team.delete' | transloco }}<span class="unseen"> {{ provider.label }}</span></button>
            </div>
          </div>
        </section>
      } @empty {
        <app-empty-state icon="lock" [heading]="'ops.team.ssoNone' | transloco">{{ 'ops.team.ssoNoneText' | transloco }}</app-empty-state>
      }
    } @else {
      <app-skeleton [lines]="6" />
    }
    @if (edited(); as what) {
      <app-provider-form [provider]="what === 'new' ? undefined : what" [roles]="roles()" (closed)="edited.set(undefined)" (saved)="saved()" />
    }
  `,
  styles: `
    :host { display: grid; gap: var(--s4); }
    code { overflow-wrap: anywhere; }
  `,
})
export class CompanySignIn {
  readonly roles = input.required<readonly RoleRowFragment[]>();

  private readonly confirms = inject(Confirms);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  protected readonly origin = location.origin;
  protected readonly list = query(OpsIdentityProvidersDocument);
  protected readonly check = mutation(CheckIdentityProviderDocument);
  protected readonly remove = mutation(RemoveIdentityProviderDocument);
  protected readonly edited = signal<ProviderRowFragment | 'new' | undefined>(undefined);
  /** What the last try of each said: `ok`, or what is wrong. */
  protected readonly checked = signal<Readonly<Record<string, string>>>({});

  protected saved(): void {
    this.edited.set(undefined);
    this.checked.set({});
    this.list.reload();
  }

  protected async test({ id }: ProviderRowFragment): Promise<void> {
    await this.told(async () => {
      const { ok, problem, detail } = (await this.check({ id })).checkIdentityProvider;
      this.checked.update((all) => ({ ...all, [id]: ok ? 'ok' : [problem, detail && `(${detail})`].filter(Boolean).join(' ') }));
    });
  }

  protected async delete({ id, label }: ProviderRowFragment): Promise<void> {
    const t = (key: string) => this.transloco.translate<string>(`ops.team.${key}`, { name: label });
    if (!(await this.confirms.ask({ title: t('ssoDelete'), text: t('ssoDeleteText'), action: t('delete'), danger: true }))) return;
    await this.told(async () => {
      await this.remove({ id });
      this.list.reload();
    });
  }

  private async told(deed: () => Promise<void>): Promise<void> {
    try {
      await deed();
    } catch (error) {
      this.toasts.show({ text: this.transloco.translate(explain(error)), tone: 'bad' });
    }
  }
}
