import { Component, computed, inject, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { Avatar } from '../../ui/avatar';
import { Icon } from '../../ui/icon';
import { Menu } from '../../ui/menu';
import { Toasts } from '../../ui/toast';
import { TranslocoService } from '@jsverse/transloco';
import { explain } from '../errors/explain';
import { Languages } from '../i18n/languages';
import { Session } from '../session/session';
import { Theme, type ThemeChoice } from '../theme/theme';

/** Who is signed in; language, theme and the way out. */
@Component({
  selector: 'app-user-menu',
  imports: [Avatar, Icon, Menu, TranslocoPipe],
  template: `
    <app-menu [label]="'shell.account' | transloco" [text]="wide() ? name() : ''">
      <app-avatar trigger [name]="name()" />
      <p class="who">
        <strong class="truncate">{{ name() }}</strong>
        <small class="quiet truncate">{{ detail() }}</small>
      </p>
      <hr />
      @for (choice of themes; track choice.value) {
        <button type="button" role="menuitemradio" [attr.aria-checked]="theme.choice() === choice.value" (click)="theme.choose(choice.value)">
          <app-icon [name]="choice.icon" />{{ 'shell.themes.' + choice.value | transloco }}
        </button>
      }
      <hr />
      @if (languages.offered().length > 1) {
        <button type="button" role="menuitem" (click)="languages.choose(languages.current() === 'fr' ? 'en' : 'fr')">
          <app-icon name="globe" />{{ languages.current() === 'fr' ? 'English' : 'Français' }}
        </button>
      }
      @if (session.facts()?.kind === 'staff') {
        <a role="menuitem" href="#/ops/security"><app-icon name="lock" />{{ 'shell.security' | transloco }}</a>
      }
      <button type="button" role="menuitem" (click)="signOut()"><app-icon name="logout" />{{ 'shell.signOut' | transloco }}</button>
    </app-menu>
  `,
  styles: `
    .who {
      display: grid;
      max-width: 16rem;
      padding: var(--s2) var(--s3);
    }
  `,
})
export class UserMenu {
  readonly wide = input(false);
  protected readonly session = inject(Session);
  protected readonly theme = inject(Theme);
  protected readonly languages = inject(Languages);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  protected readonly name = computed(() => this.session.facts()?.name ?? '');
  protected readonly detail = computed(() => this.session.facts()?.customer?.number ?? this.session.facts()?.tenant.name ?? '');
  protected readonly themes: readonly { readonly value: ThemeChoice; readonly icon: 'monitor' | 'sun' | 'moon' }[] = [
    { value: 'system', icon: 'monitor' },
    { value: 'light', icon: 'sun' },
    { value: 'dark', icon: 'moon' },
  ];

  protected async signOut(): Promise<void> {
    try {
      await this.session.signOut();
    } catch (error) {
      this.toasts.show({ text: this.transloco.translate(explain(error)), tone: 'bad' }); // still signed in, and told so
    }
  }
}
