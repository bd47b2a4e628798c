import { Component, computed, inject, signal } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { Icon } from '../../ui/icon';
import { ClockPipe } from '../../ui/dates';
import { Toasts } from '../../ui/toast';
import { explain } from '../errors/explain';
import { postJson } from '../http/json';
import { Session } from '../session/session';

/** Says on every page of the portal that somebody of the office is looking, at whose account, until when, and how to leave. */
@Component({
  selector: 'app-viewing-banner',
  imports: [ClockPipe, Icon, TranslocoPipe],
  template: `
    @if (facts()?.viewing; as viewing) {
      <div class="bar" role="status">
        <app-icon name="eye" />
        <p>{{ 'shell.viewing.text' | transloco: { name: facts()?.customer?.name, by: viewing.by } }} <span>{{ 'shell.viewing.until' | transloco }} {{ viewing.until | clock }}</span></p>
        <button type="button" class="button small" [disabled]="leaving()" (click)="leave()">{{ 'shell.viewing.leave' | transloco }}</button>
      </div>
    }
  `,
  styles: `
    .bar {
      display: flex;
      align-items: center;
      gap: var(--s3);
      padding: var(--s2) var(--s4);
      border-bottom: 1px solid var(--warn-line, var(--line));
      background: var(--warn-soft);
      color: var(--ink);
    }
    p {
      flex: 1;
      min-width: 0;
    }
    span {
      white-space: nowrap;
    }
  `,
})
export class ViewingBanner {
  private readonly session = inject(Session);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  protected readonly facts = computed(() => this.session.facts());
  protected readonly leaving = signal(false);

  protected async leave(): Promise<void> {
    this.leaving.set(true);
    try {
      const { body } = await postJson('/auth/view-end', {});
      location.assign((body as { next?: string } | null)?.next ?? '/#/ops');
    } catch (error) {
      this.leaving.set(false);
      this.toasts.show({ text: this.transloco.translate(explain(error)), tone: 'bad' });
    }
  }
}
