import { Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { live } from '../../core/graphql/live';
import { query } from '../../core/graphql/query';
import { Can } from '../../core/session/can';
import { WhenPipe } from '../../ui/dates';
import { Icon } from '../../ui/icon';
import { Locale } from '../../ui/locale';
import { PortalNoticesChangedDocument, PortalNoticesDocument, type AccountNoticesFragment } from './service-banner.generated';

type Notice = AccountNoticesFragment['notices'][number];

/** What is the matter with the customer's own services: suspended, an outage, maintenance, or news where they live. */
@Component({
  selector: 'app-service-banner',
  imports: [Can, Icon, RouterLink, TranslocoPipe, WhenPipe],
  template: `
    @if (account()?.status === 'SUSPENDED') {
      <div class="note bad" role="status">
        <app-icon name="alert" />
        <div>
          <strong>{{ 'portal.notices.suspended' | transloco }}</strong>
          <p>{{ 'portal.notices.suspendedText' | transloco }}</p>
          <p class="row"><a *can="'own:pay'" class="button small" routerLink="/payments">{{ 'portal.notices.pay' | transloco }}</a><a *can="'own:tickets'" class="button small" routerLink="/tickets/new">{{ 'portal.notices.write' | transloco }}</a></p>
        </div>
      </div>
    }
    @for (notice of account()?.notices; track notice.id) {
      <div class="note" [class]="toneOf(notice)" role="status">
        <app-icon [name]="notice.kind === 'NEWS' ? 'info' : notice.kind === 'OUTAGE' ? 'alert' : 'wrench'" />
        <div>
          <strong>{{ titleOf(notice) }}</strong>
          @if (textOf(notice); as text) { <p>{{ text }}</p> }
          @if (notice.kind !== 'NEWS') {
            <p class="time">{{ (notice.state === 'UPCOMING' ? 'portal.notices.from' : 'portal.notices.since') | transloco: { at: (notice.startsAt | when) } }}@if (notice.endsAt) { <br />{{ 'portal.notices.until' | transloco: { at: (notice.endsAt | when) } }} }</p>
          }
        </div>
      </div>
    }
  `,
  styles: `
    :host { display: grid; gap: var(--s3); }
    :host:not(:has(.note)) { display: none; }
    .note > div { display: grid; gap: var(--s1); min-width: 0; }
    .time { font-size: var(--t-sm); }
    .row { margin-block-start: var(--s2); }
  `,
})
export class ServiceBanner {
  private readonly locale = inject(Locale);
  protected readonly answer = query(PortalNoticesDocument);
  protected readonly account = computed(() => this.answer.data()?.myAccount);

  constructor() {
    live(PortalNoticesChangedDocument);
  }

  protected titleOf({ titleFr, titleEn }: Notice): string {
    return this.locale.language() === 'fr' ? titleFr : titleEn;
  }

  protected textOf({ textFr, textEn }: Notice): string {
    return this.locale.language() === 'fr' ? textFr : textEn;
  }

  protected toneOf({ kind, state }: Notice): string {
    return kind === 'NEWS' || state === 'UPCOMING' ? 'info' : kind === 'OUTAGE' ? 'bad' : 'warn';
  }
}
