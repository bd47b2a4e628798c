import { Component, computed, effect, inject, signal, untracked } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { live } from '../../core/graphql/live';
import { query } from '../../core/graphql/query';
import { Session } from '../../core/session/session';
import { NavBadges } from '../../core/shell/nav';
import { Icon } from '../../ui/icon';
import { ActiveAlertsChangedDocument, ActiveAlertsDocument } from './alerts-badge.generated';

/** "3 actives" or "Tout va bien", on every page of the office, as it changes; the navigation counts with it. */
@Component({
  selector: 'app-alerts-badge',
  imports: [Icon, RouterLink, TranslocoPipe],
  template: `
    @if (count() !== undefined) {
      <a routerLink="/ops/alerts" class="chip plain" [class]="count() ? 'bad' : 'good'">
        <app-icon [name]="count() ? 'alert' : 'check-circle'" />
        <span role="status">
          @if (count()) {
            {{ count() }}&ngsp;<span class="word">{{ (count() === 1 ? 'ops.alerts.badgeOne' : 'ops.alerts.badge') | transloco }}</span>
          } @else {
            <span class="word">{{ 'ops.alerts.clear' | transloco }}</span>
          }
        </span>
      </a>
    }
  `,
  styles: `
    a {
      --icon: 0.875rem;
      padding-block: 0.1875rem;
      text-decoration: none;
    }
    @media (max-width: 40rem) {
      .word {
        position: absolute;
        width: 1px;
        clip-path: inset(50%);
        overflow: hidden;
      }
    }
  `,
})
export class AlertsBadge {
  private readonly badges = inject(NavBadges);
  private readonly session = inject(Session);
  private readonly may = computed(() => this.session.can('alerts:read'));
  private readonly answer = query(ActiveAlertsDocument, () => (this.may() ? {} : undefined));
  private readonly told = signal<number | undefined>(undefined);
  protected readonly count = computed(() => this.told() ?? this.answer.data()?.activeAlertCount);

  constructor() {
    live(ActiveAlertsChangedDocument, () => (this.may() ? {} : undefined), ({ activeAlertCountChanged }) => this.told.set(activeAlertCountChanged));
    // A fetch after a break knows better than what was told before it.
    effect(() => {
      this.answer.data();
      untracked(() => this.told.set(undefined));
    });
    effect(() => this.badges.set('alerts', { count: this.count() ?? 0, tone: 'bad' }));
  }
}
