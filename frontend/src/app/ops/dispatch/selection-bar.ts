import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { Icon } from '../../ui/icon';
import { Board } from './board';
import { minuteOf } from './board-model';
import { BoardSelection } from './board-selection';

/** What can be done with the chosen visits together: give them to somebody at their hours, let them wait again, let go. */
@Component({
  selector: 'app-selection-bar',
  imports: [Icon, TranslocoPipe],
  template: `
    @if (selection.jobs().length; as count) {
      <div class="bar" role="toolbar" [attr.aria-label]="'ops.dispatch.selected' | transloco: { n: count }">
        <strong aria-live="polite">{{ 'ops.dispatch.selected' | transloco: { n: count } }}</strong>
        @if (planned().length) {
          <select class="input" #who [attr.aria-label]="'ops.dispatch.giveTo' | transloco" (change)="give(who.value); who.value = ''">
            <option value="">{{ 'ops.dispatch.giveTo' | transloco }}</option>
            @for (technician of board.technicians(); track technician.id) {
              @if (technician.active) {
                <option [value]="technician.id">{{ technician.name }}</option>
              }
            }
          </select>
          <button type="button" class="button small" (click)="letWait()"><app-icon name="undo" />{{ 'ops.dispatch.unassign' | transloco }}</button>
        }
        <button type="button" class="button small quiet" (click)="selection.clear()"><app-icon name="x" />{{ 'ops.dispatch.letGo' | transloco }}</button>
      </div>
    }
  `,
  styles: `
    :host {
      display: contents;
    }
    .bar {
      position: absolute;
      inset: auto auto 4.75rem 50%;
      z-index: 20;
      display: flex;
      align-items: center;
      gap: var(--s2);
      max-width: calc(100% - 2 * var(--s4));
      padding: var(--s2) var(--s2) var(--s2) var(--s4);
      border: 1px solid var(--accent-line);
      border-radius: var(--r-full);
      background: var(--raised);
      font-size: var(--t-sm);
      white-space: nowrap;
      box-shadow: var(--shade-3);
      transform: translateX(-50%);
    }
    .input {
      width: auto;
      min-height: 2rem;
      padding-block: 0;
      border-radius: var(--r-full);
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class SelectionBar {
  protected readonly board = inject(Board);
  protected readonly selection = inject(BoardSelection);

  protected planned() {
    return this.selection.jobs().filter(({ technician }) => technician);
  }

  protected async give(technicianId: string): Promise<void> {
    const zone = this.board.zone();
    const moves = this.planned().map((job) => ({ job, spot: { technicianId, day: job.day!, start: minuteOf(job.startsAt!, zone), duration: job.durationMinutes } }));
    if (technicianId && (await this.board.planTogether(moves))) this.selection.clear();
  }

  protected async letWait(): Promise<void> {
    if (await this.board.planTogether(this.planned().map((job) => ({ job, spot: undefined })))) this.selection.clear();
  }
}
