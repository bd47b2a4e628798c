import { Component, computed, inject } from '@angular/core';
import { SayPipe } from '../i18n/common-texts';
import { Icon } from '../../ui/icon';
import { Theme, type ThemeChoice } from '../theme/theme';

const NEXT: Readonly<Record<ThemeChoice, ThemeChoice>> = { system: 'light', light: 'dark', dark: 'system' };
const ICON = { system: 'monitor', light: 'sun', dark: 'moon' } as const;

/** One button through the three themes: the device's, light, dark. */
@Component({
  selector: 'app-theme-switch',
  imports: [Icon, SayPipe],
  template: `
    <button type="button" class="button quiet small icon-only" [attr.aria-label]="label() | say" [title]="label() | say" (click)="theme.choose(next())">
      <app-icon [name]="icon()" />
    </button>
  `,
})
export class ThemeSwitch {
  protected readonly theme = inject(Theme);
  protected readonly next = computed(() => NEXT[this.theme.choice()]);
  protected readonly icon = computed(() => ICON[this.theme.choice()]);
  protected readonly label = computed(() => `shell.theme.${this.theme.choice()}`);
}
