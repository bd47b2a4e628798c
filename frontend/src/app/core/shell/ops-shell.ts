import { Component, inject, signal } from '@angular/core';
import { NavigationEnd, Router, RouterLink, RouterLinkActive, RouterOutlet } from '@angular/router';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { TranslocoPipe } from '@jsverse/transloco';
import { ConfirmOutlet } from '../../ui/confirm';
import { Icon } from '../../ui/icon';
import { areaNav } from './area-nav';
import { Brand } from './brand';
import { ConnectionPill } from './connection-pill';
import { LanguageSwitch } from './language-switch';
import { SkipLink } from './skip-link';
import { StepUpOutlet } from './step-up-outlet';
import { ThemeSwitch } from './theme-switch';
import { keepLanguage } from '../session/keep-language';
import { UserMenu } from './user-menu';

const KEY = 'demarc.rail';

/** The office: navigation on the left, which folds to icons, search and state above. `[top]` puts pieces into the bar. */
@Component({
  selector: 'app-ops-shell',
  imports: [Brand, ConfirmOutlet, ConnectionPill, Icon, LanguageSwitch, RouterLink, RouterLinkActive, RouterOutlet, SkipLink, StepUpOutlet, ThemeSwitch, TranslocoPipe, UserMenu],
  templateUrl: './ops-shell.html',
  styleUrl: './ops-shell.css',
  host: { '[class.narrow]': 'narrow()', '[class.open]': 'open()', '(keydown.escape)': 'open.set(false)' },
})
export class OpsShell {
  protected readonly nav = areaNav('/ops');
  protected readonly narrow = signal(localStorage.getItem(KEY) === 'narrow');
  /** Whether the navigation lies over the page, on a phone. */
  protected readonly open = signal(false);

  constructor() {
    keepLanguage();
    inject(Router)
      .events.pipe(takeUntilDestroyed())
      .subscribe((event) => event instanceof NavigationEnd && this.open.set(false));
  }

  protected fold(): void {
    this.narrow.update((narrow) => !narrow);
    localStorage.setItem(KEY, this.narrow() ? 'narrow' : 'wide');
  }
}
