import { Component, computed, inject, input } from '@angular/core';
import { Router } from '@angular/router';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { query } from '../../core/graphql/query';
import { Session } from '../../core/session/session';
import { EmptyState } from '../../ui/empty-state';
import { Locale } from '../../ui/locale';
import { Tabs } from '../../ui/tabs';
import { ApiKeys } from './api-keys';
import { CompanySignIn } from './company-sign-in';
import { Employees } from './employees';
import { Roles } from './roles';
import { OpsTeamDocument } from './team.generated';

/** Who comes into the office, what they may do, and which programs speak for it. */
@Component({
  selector: 'app-team-page',
  imports: [ApiKeys, CompanySignIn, Employees, EmptyState, Roles, Tabs, TranslocoPipe],
  template: `
    <div class="page">
      <header>
        <div>
          <h1>{{ 'ops.team.title' | transloco }}</h1>
          <p>{{ 'ops.team.about' | transloco }}</p>
        </div>
      </header>
      <app-tabs [tabs]="tabs()" [active]="shown()" [label]="'ops.team.title' | transloco" (activeChange)="show($event)" />
      @if (list.error() && !list.data()) {
        <app-empty-state icon="alert" [heading]="'ops.team.failed' | transloco">
          <button type="button" class="button" (click)="list.reload()">{{ 'ui.retry' | transloco }}</button>
        </app-empty-state>
      } @else {
        @switch (shown()) {
          @case ('roles') {
            <app-roles [roles]="list.data()?.roles" (changed)="list.reload()" />
          }
          @case ('sign-in') {
            <app-company-sign-in [roles]="list.data()?.roles ?? []" />
          }
          @case ('keys') {
            <app-api-keys />
          }
          @default {
            <app-employees [employees]="list.data()?.employees" [roles]="list.data()?.roles ?? []" (changed)="list.reload()" />
          }
        }
      }
    </div>
  `,
})
export class TeamPage {
  /** The tab; the address remembers it. */
  readonly tab = input<string>();

  private readonly router = inject(Router);
  private readonly session = inject(Session);
  private readonly transloco = inject(TranslocoService);
  private readonly locale = inject(Locale);
  protected readonly list = query(OpsTeamDocument);
  protected readonly tabs = computed(() => {
    this.locale.tag();
    const ids = ['people', 'roles', ...(this.session.can('keys:write') ? ['keys'] : []), ...(this.session.can('settings:write') ? ['sign-in'] : [])];
    return ids.map((id) => ({ id, text: this.transloco.translate<string>(`ops.team.tabs.${id}`) }));
  });
  protected readonly shown = computed(() => this.tabs().find(({ id }) => id === this.tab())?.id ?? 'people');

  protected show(tab: string): void {
    void this.router.navigate([], { queryParams: { tab: tab === 'people' ? null : tab }, replaceUrl: true });
  }
}
