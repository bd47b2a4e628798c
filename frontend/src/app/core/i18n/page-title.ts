import { inject, Injectable } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { Title } from '@angular/platform-browser';
import { type RouterStateSnapshot, TitleStrategy } from '@angular/router';
import { TranslocoService } from '@jsverse/transloco';
import { effect, signal } from '@angular/core';
import { Branding } from '../theme/branding';

/** Writes the document's title: a route's `title` is a text key, followed by the tenant's name. */
@Injectable({ providedIn: 'root' })
export class PageTitle extends TitleStrategy {
  private readonly title = inject(Title);
  private readonly transloco = inject(TranslocoService);
  private readonly branding = inject(Branding);
  private readonly key = signal<string | undefined>(undefined);
  private readonly changes = toSignal(this.transloco.events$);

  constructor() {
    super();
    effect(() => {
      this.changes();
      const key = this.key();
      const page = key ? this.transloco.translate<string>(key) : '';
      this.title.setTitle([page !== key && page, this.branding.name()].filter(Boolean).join(' · '));
    });
  }

  override updateTitle(state: RouterStateSnapshot): void {
    this.key.set(this.buildTitle(state));
  }
}
