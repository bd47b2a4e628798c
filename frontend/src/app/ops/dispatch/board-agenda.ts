import { ChangeDetectionStrategy, Component, inject, output } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { KIND_ICONS } from '../../domain/job/job-looks';
import { JobPriority } from '../../domain/job/job-priority';
import { JobStatus } from '../../domain/job/job-status';
import { Avatar } from '../../ui/avatar';
import { ClockPipe } from '../../ui/dates';
import { Icon } from '../../ui/icon';
import { Board } from './board';

/** The day as a list per technician, for a screen too narrow for a timeline; a visit is planned in its panel. */
@Component({
  selector: 'app-board-agenda',
  imports: [Avatar, ClockPipe, Icon, JobPriority, JobStatus, TranslocoPipe],
  template: `
    <section>
      <h2><app-icon name="inbox" />{{ 'ops.dispatch.waiting' | transloco }}<span class="count">{{ board.waitingShown().length }}</span></h2>
      @for (job of board.waitingShown(); track job.id) {
        <button type="button" (click)="opened.emit(job.id)">
          <app-icon [name]="kinds[job.kind]" />
          <span class="what"><b>{{ job.customer.name }}</b><small>{{ job.title }}{{ job.location ? ' · ' + job.location.city : '' }}</small></span>
          <app-job-priority [priority]="job.priority" />
        </button>
      } @empty {
        <p class="quiet">{{ 'ops.dispatch.noneWaits' | transloco }}</p>
      }
    </section>
    @for (row of board.rows(); track row.technician.id) {
      <section>
        <h2><app-avatar [name]="row.technician.name" />{{ row.technician.name }}<span class="count">{{ row.jobs.length }}</span></h2>
        @for (job of row.jobs; track job.id) {
          <button type="button" [class.dim]="board.dimmed().has(job.id)" (click)="opened.emit(job.id)">
            <time class="number">{{ job.startsAt | clock }}</time>
            <span class="what"><b>{{ job.customer.name }}</b><small>{{ job.title }}{{ job.location ? ' · ' + job.location.city : '' }}</small></span>
            <app-job-status [job]="job" />
          </button>
        } @empty {
          <p class="quiet">{{ 'ops.dispatch.free' | transloco }}</p>
        }
      </section>
    }
  `,
  styles: `
    :host {
      display: grid;
      gap: var(--s4);
      padding: var(--s3) var(--s4) var(--s10);
    }
    section {
      overflow: hidden;
      border: 1px solid var(--line);
      border-radius: var(--r-lg);
      background: var(--surface);
    }
    h2 {
      display: flex;
      align-items: center;
      gap: var(--s2);
      padding: var(--s2) var(--s3);
      background: var(--sunken);
      font-size: var(--t-md);
    }
    .count {
      margin-inline-start: auto;
    }
    button {
      display: flex;
      align-items: center;
      gap: var(--s3);
      width: 100%;
      min-height: 3.25rem;
      padding: var(--s2) var(--s3);
      border: 0;
      border-top: 1px solid var(--line);
      background: none;
      text-align: start;
    }
    .what {
      display: grid;
      flex: 1;
      min-width: 0;
    }
    .what > * {
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
    }
    small {
      color: var(--quiet);
    }
    time {
      min-width: 3.25rem;
      font-weight: 600;
    }
    p {
      padding: var(--s3);
      border-top: 1px solid var(--line);
    }
    .dim {
      opacity: 0.35;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class BoardAgenda {
  readonly opened = output<string>();
  protected readonly board = inject(Board);
  protected readonly kinds = KIND_ICONS;
}
