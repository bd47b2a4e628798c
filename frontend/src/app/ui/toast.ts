import { Component, inject, Injectable, signal } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { Icon } from './icon';
import type { IconName } from './icons';

export interface Toast {
  readonly text: string;
  readonly tone?: 'good' | 'bad' | 'info';
  readonly action?: { readonly label: string; readonly run: () => unknown };
  /** How long one with an action stays; without, until it is closed. */
  readonly seconds?: number;
  /** Stays until it is closed. */
  readonly sticky?: boolean;
}

interface Shown extends Toast {
  readonly id: number;
}

/** Short news about what a person just did; at most three at a time. */
@Injectable({ providedIn: 'root' })
export class Toasts {
  private readonly list = signal<readonly Shown[]>([]);
  private last = 0;
  readonly shown = this.list.asReadonly();

  show(toast: Toast): void {
    if (this.list().some((shown) => shown.text === toast.text)) return;
    const id = ++this.last;
    this.list.update((list) => [...list.slice(-2), { ...toast, id }]);
    if (!toast.sticky && (!toast.action || toast.seconds)) setTimeout(() => this.close(id), (toast.seconds ?? (toast.tone === 'bad' ? 9 : 5)) * 1_000);
  }

  close(id: number): void {
    this.list.update((list) => list.filter((toast) => toast.id !== id));
  }
}

/** Where toasts appear; announced politely, so that it never interrupts a screen reader. */
@Component({
  selector: 'app-toasts',
  imports: [Icon, TranslocoPipe],
  template: `
    <div role="status" aria-live="polite">
      @for (toast of toasts.shown(); track toast.id) {
        <div class="toast" [class]="toast.tone ?? 'info'">
          <app-icon [name]="icon(toast.tone)" />
          <p>{{ toast.text }}</p>
          @if (toast.action; as action) {
            <button type="button" class="button small" (click)="action.run(); toasts.close(toast.id)">{{ action.label }}</button>
          }
          <button type="button" class="button quiet small icon-only" [attr.aria-label]="'ui.close' | transloco" (click)="toasts.close(toast.id)">
            <app-icon name="x" />
          </button>
        </div>
      }
    </div>
  `,
  styleUrl: './toast.css',
})
export class ToastOutlet {
  protected readonly toasts = inject(Toasts);

  protected icon(tone: Toast['tone']): IconName {
    return tone === 'bad' ? 'alert' : tone === 'good' ? 'check-circle' : 'info';
  }
}
