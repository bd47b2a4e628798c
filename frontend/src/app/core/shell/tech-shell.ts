import { Component, inject } from '@angular/core';
import { RouterLink, RouterLinkActive, RouterOutlet } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { ConfirmOutlet } from '../../ui/confirm';
import { Icon } from '../../ui/icon';
import { Branding } from '../theme/branding';
import { areaNav } from './area-nav';
import { ConnectionPill } from './connection-pill';
import { SkipLink } from './skip-link';
import { UserMenu } from './user-menu';

/** The technician's phone: a thin bar above with the state of the sync (`[sync]`), tabs under the thumb. */
@Component({
  selector: 'app-tech-shell',
  imports: [ConfirmOutlet, ConnectionPill, Icon, RouterLink, RouterLinkActive, RouterOutlet, SkipLink, TranslocoPipe, UserMenu],
  template: `
    <app-skip-link />
    <header role="banner">
      <strong class="truncate">{{ branding.name() }}</strong>
      <div class="tools">
        <ng-content select="[sync]" />
        <app-connection-pill />
        <app-user-menu />
      </div>
    </header>
    <main id="content" tabindex="-1"><router-outlet /></main>
    @if (nav.links().length > 1) {
      <nav [attr.aria-label]="'shell.navigation' | transloco">
        @for (link of nav.links(); track link.link) {
          <a [routerLink]="link.link" routerLinkActive="here" ariaCurrentWhenActive="page" [routerLinkActiveOptions]="{ exact: link.exact }">
            <app-icon [name]="link.icon" />
            <span>{{ link.label | transloco }}</span>
            @if (nav.badge(link.path); as badge) {
              @if (badge.count) {
                <span class="count" [class]="badge.tone">{{ badge.count }}</span>
              }
            }
          </a>
        }
      </nav>
    }
    <app-confirm-outlet />
  `,
  styleUrl: './tech-shell.css',
})
export class TechShell {
  protected readonly nav = areaNav('/j');
  protected readonly branding = inject(Branding);
}
