import { Component, computed } from '@angular/core';
import { RouterLink, RouterLinkActive, RouterOutlet } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { ConfirmOutlet } from '../../ui/confirm';
import { Icon } from '../../ui/icon';
import { Menu } from '../../ui/menu';
import { keepLanguage } from '../session/keep-language';
import { AccountSwitch } from './account-switch';
import { areaNav } from './area-nav';
import { Brand } from './brand';
import { ConnectionPill } from './connection-pill';
import { LanguageSwitch } from './language-switch';
import { SkipLink } from './skip-link';
import { StepUpOutlet } from './step-up-outlet';
import { UserMenu } from './user-menu';
import { ViewingBanner } from './viewing-banner';

/** Tabs that a narrow phone has room for; `portal-shell.css` hides the others there. */
const MOST_TABS = 5;

/** The customer's portal: navigation above the page, or under the thumb on a phone. */
@Component({
  selector: 'app-portal-shell',
  imports: [AccountSwitch, Brand, ConfirmOutlet, ConnectionPill, Icon, LanguageSwitch, Menu, RouterLink, RouterLinkActive, RouterOutlet, SkipLink, StepUpOutlet, TranslocoPipe, UserMenu, ViewingBanner],
  template: `
    <app-skip-link />
    <app-viewing-banner />
    <header role="banner">
      <div class="inner">
        <app-brand link="/" />
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
          @if (more().length) {
            <app-menu class="more" [label]="'shell.more' | transloco">
              <span trigger class="tab"><app-icon name="menu" />{{ 'shell.more' | transloco }}</span>
              @for (link of more(); track link.link) {
                <a role="menuitem" [routerLink]="link.link" routerLinkActive="here" ariaCurrentWhenActive="page"><app-icon [name]="link.icon" />{{ link.label | transloco }}</a>
              }
            </app-menu>
          }
        </nav>
        <div class="tools">
          <app-account-switch />
          <app-connection-pill />
          <app-language-switch />
          <app-user-menu />
        </div>
      </div>
    </header>
    <main id="content" tabindex="-1"><router-outlet /></main>
    <app-confirm-outlet />
    <app-step-up-outlet />
  `,
  styleUrls: ['./portal-shell.css'],
})
export class PortalShell {
  protected readonly nav = areaNav('/');
  /** What does not fit under the thumb of a phone's user. */
  protected readonly more = computed(() => (this.nav.links().length > MOST_TABS ? this.nav.links().slice(MOST_TABS - 1) : []));

  constructor() {
    keepLanguage();
  }
}
