import { Component, input, output } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { EmptyState } from '../../ui/empty-state';
import { RelativeTime } from '../../ui/relative-time';
import { Skeleton } from '../../ui/skeleton';
import type { LastChange } from './tenant-settings';

/** A page of settings: its title, who changed it last, what it holds, and the bar that keeps or undoes changes. */
@Component({
  selector: 'app-settings-frame',
  imports: [EmptyState, RelativeTime, Skeleton, TranslocoPipe],
  template: `
    <div class="page">
      <header>
        <div>
          <h1>{{ heading() }}</h1>
          @if (lastChange(); as change) {
            <p>{{ 'ops.settings.lastChange' | transloco: { name: change.actorName } }} <app-relative-time [at]="change.createdAt" /></p>
          } @else if (ready() && tracked()) {
            <p>{{ 'ops.settings.neverChanged' | transloco }}</p>
          }
        </div>
      </header>
      @if (failed()) {
        <app-empty-state icon="alert" [heading]="'ops.settings.failed' | transloco">
          <button type="button" class="button" (click)="retry.emit()">{{ 'ui.retry' | transloco }}</button>
        </app-empty-state>
      } @else if (!ready()) {
        <div class="card"><div class="body"><app-skeleton [lines]="8" /></div></div>
      } @else {
        <ng-content />
        @if (keeps()) {
          <div class="save" [class.sticks]="changed()">
            <p class="quiet" role="status">{{ (changed() ? 'ops.settings.unsaved' : 'ops.settings.inForce') | transloco }}</p>
            <button type="button" class="button" [disabled]="!changed()" (click)="undone.emit()">{{ 'ui.cancel' | transloco }}</button>
            <button type="submit" form="settings" class="button primary" [disabled]="busy() || !changed()">{{ 'ops.settings.save' | transloco }}</button>
          </div>
        }
      }
    </div>
  `,
  styles: `
    :host {
      --page-width: 62rem;
      display: block;
    }
    .save {
      display: flex;
      align-items: center;
      gap: var(--s2);
      padding: var(--s3) var(--s4);
      border: 1px solid var(--line);
      border-radius: var(--r-lg);
      background: var(--raised);
    }
    .save.sticks {
      position: sticky;
      bottom: calc(var(--under, 0px) + var(--s3));
      z-index: 1;
      box-shadow: var(--shade-2);
    }
    .save p {
      flex: 1;
      min-width: 0;
    }
    @media (max-width: 480px) {
      .save {
        flex-wrap: wrap;
        justify-content: flex-end;
      }
      .save p {
        flex-basis: 100%;
      }
    }
  `,
})
export class SettingsFrame {
  readonly heading = input.required<string>();
  readonly ready = input.required<boolean>();
  readonly failed = input(false);
  /** Whether it is known who changed the page last. */
  readonly tracked = input(true);
  readonly lastChange = input<LastChange | null | undefined>();
  /** Whether the page has a form named `settings` that the bar sends. */
  readonly keeps = input(true);
  readonly changed = input(false);
  readonly busy = input(false);
  readonly undone = output();
  readonly retry = output();
}
