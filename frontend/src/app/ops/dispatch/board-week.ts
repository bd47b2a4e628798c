import { ChangeDetectionStrategy, Component, computed, ElementRef, inject, input, output, signal, viewChild } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { addDays, dayOf } from '@demarc/time';
import { STATUS_LOOKS } from '../../domain/job/job-looks';
import { DayPipe } from '../../ui/dates';
import { formatNumber } from '../../ui/format';
import { Icon } from '../../ui/icon';
import { Locale } from '../../ui/locale';
import { followPointer } from '../../ui/timeline/pointer-drag';
import { clockValue } from '../../ui/timeline/timeline-scale';
import { Board } from './board';
import { canMove, minuteOf, type BoardJob, type BoardTechnician } from './board-model';
import { BoardPresence } from './board-presence';
import { BoardSelection } from './board-selection';

interface Cell {
  readonly key: string;
  readonly day: string;
  readonly technician: BoardTechnician;
  readonly jobs: readonly BoardJob[];
  readonly minutes: number;
  /** Planned work as a share of the shift, in percent. */
  readonly load: number;
}

/** A week from Monday: what each technician has on each day, and how full it is. A visit carried to another cell keeps its hour. */
@Component({
  selector: 'app-board-week',
  imports: [DayPipe, Icon, TranslocoPipe],
  templateUrl: './board-week.html',
  styleUrl: './board-week.css',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class BoardWeek {
  readonly open = input<string>();
  readonly opened = output<string>();
  readonly dayChosen = output<string>();
  protected readonly board = inject(Board);
  protected readonly selection = inject(BoardSelection);
  protected readonly presence = inject(BoardPresence);
  private readonly locale = inject(Locale);
  private readonly transloco = inject(TranslocoService);
  private readonly table = viewChild.required<ElementRef<HTMLElement>>('table');
  private readonly ghost = viewChild.required<ElementRef<HTMLElement>>('ghost');
  protected readonly looks = STATUS_LOOKS;
  protected readonly today = dayOf(new Date(), this.board.zone());
  /** The cell a carried visit is over. */
  protected readonly target = signal<string | undefined>(undefined);
  protected readonly lifted = signal<string | undefined>(undefined);

  protected readonly days = computed(() => Array.from({ length: this.board.days() }, (_, i) => addDays(this.board.first()!, i)));
  private readonly byCell = computed(() => Map.groupBy(this.board.planned(), (job) => `${job.technician!.id} ${job.day}`));
  protected readonly rows = computed(() => this.board.technicians().map((technician) => ({ technician, cells: this.days().map((day) => this.cell(technician, day)) })));
  protected readonly totals = computed(() => this.days().map((day) => this.board.planned().filter((job) => job.day === day).length));

  protected hour(job: BoardJob): string {
    return clockValue(minuteOf(job.startsAt!, this.board.zone()));
  }

  protected hours(minutes: number): string {
    return formatNumber(minutes / 60, this.locale.tag(), { maximumFractionDigits: 1 });
  }

  protected spoken(job: BoardJob): string {
    return `${this.hour(job)} ${job.customer.name}, ${job.title} (${this.transloco.translate<string>(`domain.job.status.${job.status}`)}, ${job.number})`;
  }

  protected press(event: MouseEvent, job: BoardJob): void {
    if (this.selection.means(event)) this.selection.toggle(job);
    else this.opened.emit(job.id);
  }

  protected carry(down: PointerEvent, job: BoardJob): void {
    if (down.button !== 0 || !this.board.canPlan() || !canMove(job) || this.selection.means(down)) return;
    const ghost = this.ghost().nativeElement;
    const rest = () => {
      ghost.hidden = true;
      this.target.set(undefined);
      this.lifted.set(undefined);
    };
    followPointer(down, {
      begin: () => {
        this.lifted.set(job.id);
        const also = this.selection.with(job).length;
        ghost.textContent = `${job.customer.name} · ${job.title}${also ? ` +${also}` : ''}`;
        ghost.hidden = false;
      },
      move: (x, y) => {
        ghost.style.transform = `translate(${x + 12}px, ${y + 14}px)`;
        this.target.set((document.elementFromPoint(x, y)?.closest('[data-cell]') as HTMLElement | null)?.dataset['cell']);
      },
      drop: () => {
        const [technicianId, day] = (this.target() ?? '').split(' ');
        if (technicianId && day) void this.put(job, technicianId, day);
        rest();
      },
      cancel: rest,
    }, this.table().nativeElement);
  }

  private async put(job: BoardJob, technicianId: string, day: string): Promise<void> {
    const all = [job, ...this.selection.with(job)].filter((one) => one.startsAt && (one.technician?.id !== technicianId || one.day !== day));
    const spotOf = (one: BoardJob) => ({ technicianId, day, start: minuteOf(one.startsAt!, this.board.zone()), duration: one.durationMinutes });
    if (all.length === 1) await this.board.plan(all[0]!, spotOf(all[0]!));
    else if (all.length && (await this.board.planTogether(all.map((one) => ({ job: one, spot: spotOf(one) }))))) this.selection.clear();
  }

  private cell(technician: BoardTechnician, day: string): Cell {
    const key = `${technician.id} ${day}`;
    const jobs = (this.byCell().get(key) ?? []).toSorted((a, b) => (a.startsAt! < b.startsAt! ? -1 : 1));
    const minutes = jobs.reduce((sum, job) => sum + job.durationMinutes, 0);
    return { key, day, technician, jobs, minutes, load: Math.round((100 * minutes) / Math.max(60, technician.shiftEnd - technician.shiftStart)) };
  }
}
