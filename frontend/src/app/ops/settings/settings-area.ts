import { Component } from '@angular/core';
import { RouterLink, RouterLinkActive, RouterOutlet } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { Icon } from '../../ui/icon';

/** The settings: a menu of pages beside the page, above it on a phone. */
@Component({
  selector: 'app-settings-area',
  imports: [Icon, RouterLink, RouterLinkActive, RouterOutlet, TranslocoPipe],
  template: `
    <nav [attr.aria-label]="'ops.settings.title' | transloco">
      @for (page of pages; track page.path) {
        <a [routerLink]="['/ops/settings', page.path]" routerLinkActive="active" ariaCurrentWhenActive="page"><app-icon [name]="page.icon" />{{ page.label | transloco }}</a>
      }
    </nav>
    <div class="shown"><router-outlet /></div>
  `,
  styles: `
    :host {
      display: grid;
      grid-template-columns: minmax(13rem, max-content) minmax(0, 1fr);
      width: 100%;
      max-width: 78rem;
      margin-inline: auto;
    }
    nav {
      position: sticky;
      top: 0;
      display: grid;
      align-content: start;
      gap: 0.125rem;
      height: max-content;
      padding: var(--s6) 0 var(--s6) var(--s6);
    }
    a {
      display: flex;
      align-items: center;
      gap: var(--s2);
      min-height: 2.5rem;
      padding: 0 var(--s3);
      border-radius: var(--r-md);
      color: var(--quiet);
      font-weight: 550;
      text-decoration: none;
      white-space: nowrap;
    }
    a:hover {
      background: var(--hover);
      color: var(--ink);
    }
    .active {
      background: var(--accent-soft);
      color: var(--accent);
    }
    .shown {
      min-width: 0;
    }
    @media (max-width: 60rem) {
      :host {
        grid-template-columns: minmax(0, 1fr);
      }
      nav {
        position: static;
        display: flex;
        overflow-x: auto;
        padding: var(--s3) var(--s4) 0;
        scrollbar-width: none;
      }
    }
  `,
})
export class SettingsArea {
  protected readonly pages = [
    { path: 'brand', label: 'ops.settings.pages.brand', icon: 'image' },
    { path: 'sign-in', label: 'ops.settings.pages.signIn', icon: 'lock' },
    { path: 'language', label: 'ops.settings.pages.language', icon: 'globe' },
    { path: 'domains', label: 'ops.settings.pages.domains', icon: 'external' },
    { path: 'billing', label: 'ops.settings.pages.billing', icon: 'invoice' },
    { path: 'messages', label: 'ops.settings.pages.messages', icon: 'send' },
    { path: 'letters', label: 'ops.settings.pages.letters', icon: 'mail' },
    { path: 'promises', label: 'ops.settings.pages.promises', icon: 'clock' },
  ] as const;
}
