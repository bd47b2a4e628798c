import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { KIND_ICONS, PRIORITY_TONES } from '../../domain/job/job-looks';
import { JobPriority } from '../../domain/job/job-priority';
import { ClockPipe, DayPipe } from '../../ui/dates';
import { Icon } from '../../ui/icon';
import { RelativeTime } from '../../ui/relative-time';
import { Board } from './board';
import { BoardDrag } from './board-drag';
import { LANE_ORDERS, type BoardJob } from './board-model';
import { BoardPresence } from './board-presence';
import { BoardSelection } from './board-selection';

/** The visits that wait for a technician, to be carried onto the board; a drop here takes one off it. */
@Component({
  selector: 'app-board-lane',
  imports: [ClockPipe, DayPipe, Icon, JobPriority, RelativeTime, TranslocoPipe],
  templateUrl: './board-lane.html',
  styleUrl: './board-lane.css',
  host: { id: 'dispatch-lane', role: 'region', '[class.over]': 'drag.isOverLane()' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class BoardLane {
  readonly open = input<string>();
  readonly opened = output<string>();
  protected readonly board = inject(Board);
  protected readonly drag = inject(BoardDrag);
  protected readonly kinds = KIND_ICONS;
  protected readonly tones = PRIORITY_TONES;
  protected readonly selection = inject(BoardSelection);
  protected readonly presence = inject(BoardPresence);
  protected readonly orders = LANE_ORDERS;
  protected readonly urgent = computed(() => this.board.waiting().some((job) => job.priority === 'URGENT'));

  protected press(event: MouseEvent, job: BoardJob): void {
    if (this.selection.means(event)) this.selection.toggle(job);
    else this.opened.emit(job.id);
  }

  protected key(event: KeyboardEvent, job: BoardJob): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'm') {
      this.drag.lift(job);
      document.querySelector<HTMLElement>('app-board-timeline .scroller')?.focus();
    } else if (event.key === 'x') {
      this.selection.toggle(job);
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      const item = (event.currentTarget as HTMLElement).closest('li')!;
      (event.key === 'ArrowDown' ? item.nextElementSibling : item.previousElementSibling)?.querySelector('button')?.focus();
    } else return;
    event.preventDefault();
  }
}
