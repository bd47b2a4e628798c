import { afterNextRender, ChangeDetectionStrategy, Component, computed, DestroyRef, effect, type ElementRef, inject, input, output, signal, untracked, viewChild } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { dayOf, minuteOfDay } from '@demarc/time';
import { STATUS_LOOKS } from '../../domain/job/job-looks';
import { Avatar } from '../../ui/avatar';
import { Icon } from '../../ui/icon';
import { Locale } from '../../ui/locale';
import { clockText, xOf } from '../../ui/timeline/timeline-scale';
import { Board } from './board';
import { BoardDrag, STEP } from './board-drag';
import { BoardHover, BoardPointed } from './board-hover';
import { BoardLanding } from './board-landing';
import { BoardPresence } from './board-presence';
import { BoardSelection } from './board-selection';
import { lateTone, skillTone } from './board-slack';
import { DayPlans } from './day-plans';
import { stretchOf, type Bar, type Row } from './board-model';
import { neighbour } from './board-focus';

const SMALLEST_HOUR = 92;
const PEOPLE_WIDTH = 196;

/** Technicians by time: rows, shifts, the hour that it is, and the visits as bars that can be carried, stretched and walked through by keys. */
@Component({
  selector: 'app-board-timeline',
  imports: [Avatar, BoardHover, BoardLanding, Icon, TranslocoPipe],
  templateUrl: './board-timeline.html',
  styleUrl: './board-timeline.css',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class BoardTimeline {
  /** The visit whose panel is open. */
  readonly open = input<string>();
  readonly opened = output<string>();

  protected readonly board = inject(Board);
  protected readonly drag = inject(BoardDrag);
  protected readonly selection = inject(BoardSelection);
  protected readonly presence = inject(BoardPresence);
  protected readonly pointed = inject(BoardPointed);
  protected readonly plans = inject(DayPlans);
  private readonly locale = inject(Locale);
  private readonly transloco = inject(TranslocoService);
  private readonly scroller = viewChild.required<ElementRef<HTMLElement>>('scroller');
  private readonly grid = viewChild.required<ElementRef<HTMLElement>>('grid');
  private readonly ghost = viewChild.required<ElementRef<HTMLElement>>('ghost');
  private readonly now = signal(new Date());
  private readonly focused = signal<string | undefined>(undefined);

  protected readonly looks = STATUS_LOOKS;
  /** The bar that Tab leads to: the last one focused, else the first. */
  protected readonly current = Object.assign(computed(() => (this.board.bars().some((bar) => bar.job.id === this.focused()) ? this.focused() : this.board.bars()[0]?.job.id)), { set: (id: string) => this.focused.set(id) });
  protected readonly width = computed(() => (this.board.scale().to - this.board.scale().from) * this.board.scale().perMinute);
  protected readonly height = computed(() => this.board.rows().reduce((sum, row) => sum + row.height, 0));
  protected readonly hours = computed(() => {
    const scale = this.board.scale();
    const language = this.locale.language();
    return Array.from({ length: (scale.to - scale.from) / 60 }, (_, i) => ({ minute: scale.from + i * 60, x: xOf(scale, scale.from + i * 60), text: language === 'fr' ? `${((scale.from / 60 + i) % 24)} h` : clockText(scale.from + i * 60, 'en') }));
  });
  protected readonly nowX = computed(() => {
    const scale = this.board.scale();
    const minute = minuteOfDay(this.now(), this.board.zone());
    const isToday = dayOf(this.now(), this.board.zone()) === this.board.day();
    return isToday && minute > scale.from && minute < scale.to ? xOf(scale, minute) : undefined;
  });

  private groundWidth = 0;

  constructor() {
    const timer = setInterval(() => this.now.set(new Date()), 30_000);
    const resize = new ResizeObserver(([entry]) => this.fit(entry!.contentRect.width));
    afterNextRender(() => {
      this.drag.useGround({ grid: this.grid().nativeElement, scroller: this.scroller().nativeElement, ghost: this.ghost().nativeElement });
      resize.observe(this.scroller().nativeElement);
      this.scrollToStart();
    });
    inject(DestroyRef).onDestroy(() => {
      clearInterval(timer);
      resize.disconnect();
      this.drag.useGround(undefined);
    });
    effect(() => {
      const id = this.open();
      if (id) untracked(() => this.reveal(id));
    });
  }

  protected hoursOf(row: Row): string {
    return (row.minutes / 60).toLocaleString(this.locale.tag(), { maximumFractionDigits: 1 });
  }

  protected shift({ technician }: Row): { from: number; to: number } {
    const scale = this.board.scale();
    return { from: Math.max(0, xOf(scale, technician.shiftStart)), to: Math.max(0, xOf(scale, technician.shiftEnd)) };
  }

  /** The colour of a visit, by what the board is asked to show. */
  protected tone({ job }: Bar): string {
    const by = this.board.colouring();
    if (by === 'status') return this.looks[job.status].tone;
    const slack = this.board.slack().get(job.id);
    return by === 'skills' ? skillTone(job, slack) : lateTone(job, slack, this.now().getTime());
  }

  protected press(event: MouseEvent, bar: Bar): void {
    if (this.selection.means(event)) this.selection.toggle(bar.job);
    else this.opened.emit(bar.job.id);
  }

  /** One listener for all bars: what the pointer or the focus is on. */
  protected point(event: Event): void {
    const id = (event.target as HTMLElement).closest('.bar')?.id.slice('job-'.length);
    const bar = id && !this.drag.lifted() ? this.board.bars().find(({ job }) => job.id === id) : undefined;
    const { scrollLeft, clientWidth } = this.scroller().nativeElement;
    this.pointed.rest(bar, !!bar && bar.x - scrollLeft > (clientWidth - PEOPLE_WIDTH) / 2);
  }

  protected spoken({ job, row }: Bar): string {
    const { start, end } = stretchOf(job, this.board.zone());
    const language = this.locale.language();
    const status = this.transloco.translate<string>(`domain.job.status.${job.status}`);
    return `${clockText(start, language)}–${clockText(end, language)}, ${row.technician.name}: ${job.customer.name}, ${job.title} (${status}, ${job.number})`;
  }

  protected key(event: KeyboardEvent): void {
    if (this.drag.isMoving()) return this.keyWhileMoving(event);
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'm') {
      const bar = this.board.bars().find(({ job }) => job.id === this.current());
      if (bar) this.drag.lift(bar.job);
    } else if (event.key === 'x') {
      const bar = this.board.bars().find(({ job }) => job.id === this.current());
      if (bar) this.selection.toggle(bar.job);
    } else if (event.key.startsWith('Arrow')) {
      const next = neighbour(this.board.rows(), this.current(), event.key);
      if (next) this.focus(next);
    } else return;
    event.preventDefault();
  }

  private keyWhileMoving(event: KeyboardEvent): void {
    const step = event.shiftKey ? { ArrowLeft: { longer: -STEP }, ArrowRight: { longer: STEP } } : { ArrowLeft: { minutes: -STEP }, ArrowRight: { minutes: STEP }, ArrowUp: { rows: -1 }, ArrowDown: { rows: 1 } };
    const by = (step as Record<string, Parameters<BoardDrag['nudge']>[0]>)[event.key];
    if (by) this.drag.nudge(by);
    else if (event.key === 'Enter') this.drag.drop();
    else if (event.key === 'Escape') this.drag.rest();
    else return;
    event.preventDefault();
    event.stopPropagation();
    this.scrollToLanding();
  }

  /** Follows what keys move, as a pointer would. */
  private scrollToLanding(): void {
    const landing = this.drag.landing();
    const view = this.scroller().nativeElement;
    if (!landing) return;
    const [right, bottom] = [landing.x + landing.width + PEOPLE_WIDTH + 24, landing.y + 120];
    if (landing.x < view.scrollLeft) view.scrollLeft = landing.x - 24;
    if (right > view.scrollLeft + view.clientWidth) view.scrollLeft = right - view.clientWidth;
    if (landing.y < view.scrollTop) view.scrollTop = landing.y - 24;
    if (bottom > view.scrollTop + view.clientHeight) view.scrollTop = bottom - view.clientHeight;
  }

  private focus(id: string): void {
    this.focused.set(id);
    const bar = document.getElementById(`job-${id}`);
    bar?.focus({ preventScroll: true });
    bar?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }

  private reveal(id: string): void {
    document.getElementById(`job-${id}`)?.scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: 'smooth' });
  }

  /** Begins at an hour before now, or half an hour before anybody starts: the night is rarely what is looked for. */
  private scrollToStart(): void {
    const scale = this.board.scale();
    const first = Math.min(...this.board.rows().map(({ technician }) => technician.shiftStart), ...this.board.planned().map((job) => stretchOf(job, this.board.zone()).start));
    const now = this.nowX();
    const x = now === undefined ? xOf(scale, first - 30) : now - scale.perMinute * 60;
    requestAnimationFrame(() => (this.scroller().nativeElement.scrollLeft = Math.max(0, x)));
  }

  /** Fills the width there is with the day, down to a size that can still be read. */
  private fit(width: number): void {
    const [wasSeen, isSeen] = [this.isNowWithin(this.groundWidth), this.isNowWithin(width)];
    this.groundWidth = width;
    const { from, to } = this.board.scale();
    const hours = (to - from) / 60;
    this.board.perMinute.set(Math.max(SMALLEST_HOUR, Math.floor((width - PEOPLE_WIDTH - 2) / hours)) / 60);
    if (wasSeen && !isSeen) this.scrollToStart(); // the map beside the board took the place where now stood
  }

  private isNowWithin(width: number): boolean {
    const now = this.nowX();
    return now !== undefined && now <= this.scroller().nativeElement.scrollLeft + width - PEOPLE_WIDTH;
  }
}
