import { afterNextRender, ChangeDetectionStrategy, Component, computed, effect, inject, input, signal } from '@angular/core';
import { Router } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { addDays, dayOf, isDay } from '@demarc/time';
import { explain } from '../../core/errors/explain';
import { JobKindValues, PriorityValues, type JobKind, type JobStatus, type Priority } from '../../core/graphql/schema.generated';
import { Can } from '../../core/session/can';
import { STATUS_LOOKS } from '../../domain/job/job-looks';
import { Avatar } from '../../ui/avatar';
import { DayPipe } from '../../ui/dates';
import { EmptyState } from '../../ui/empty-state';
import { Icon } from '../../ui/icon';
import { media } from '../../ui/media';
import { SearchField } from '../../ui/search-field';
import { Skeleton } from '../../ui/skeleton';
import { Board } from './board';
import { BoardAgenda } from './board-agenda';
import { BoardDrag } from './board-drag';
import { BoardLane } from './board-lane';
import { BoardMap } from './board-map';
import { BoardPointed } from './board-hover';
import { BoardPresence } from './board-presence';
import { BoardPrice } from './board-price';
import { BoardSelection } from './board-selection';
import { COLOURINGS } from './board-slack';
import { BoardTimeline } from './board-timeline';
import { BoardWeek } from './board-week';
import { DayPlans } from './day-plans';
import { JobPanel } from './job-panel';
import { NewJob } from './new-job';
import { PlanPanel } from './plan-panel';
import { SelectionBar } from './selection-bar';

const MAP_KEY = 'demarc.dispatch.map';
const LEGEND: readonly JobStatus[] = ['SCHEDULED', 'EN_ROUTE', 'ON_SITE', 'PAUSED', 'COMPLETED', 'COULD_NOT_COMPLETE'];

/** The dispatcher's page: a day, what waits, who works when, and the map; the address remembers what is shown. */
@Component({
  selector: 'app-dispatch-page',
  imports: [Avatar, BoardAgenda, BoardLane, BoardMap, BoardTimeline, BoardWeek, Can, DayPipe, EmptyState, Icon, JobPanel, NewJob, PlanPanel, SearchField, SelectionBar, Skeleton, TranslocoPipe],
  templateUrl: './dispatch-page.html',
  styleUrl: './dispatch-page.css',
  providers: [Board, BoardDrag, BoardPointed, BoardPresence, BoardPrice, BoardSelection, DayPlans],
  host: { '(document:keydown)': 'key($event)' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class DispatchPage {
  /** `?day=`, `?job=`, `?q=`, `?kind=`, `?priority=`, `?skill=`. */
  readonly day = input<string>();
  readonly job = input<string>();
  readonly q = input<string>();
  readonly kind = input<string>();
  readonly priority = input<string>();
  readonly skill = input<string>();
  /** `?view=week`: the week from Monday instead of the day. */
  readonly view = input<string>();
  /** `?plan=`: the plan looked at, or `list`. */
  readonly plan = input<string>();

  protected readonly board = inject(Board);
  protected readonly plans = inject(DayPlans);
  private readonly price = inject(BoardPrice);
  protected readonly presence = inject(BoardPresence);
  private readonly selection = inject(BoardSelection);
  private readonly drag = inject(BoardDrag);
  private readonly router = inject(Router);
  private readonly clock = signal(new Date());
  protected readonly kinds = JobKindValues;
  protected readonly priorities = PriorityValues;
  protected readonly colourings = COLOURINGS;
  protected readonly isWeek = computed(() => this.view() === 'week');
  protected readonly looks = STATUS_LOOKS;
  protected readonly legend = LEGEND;
  protected readonly today = computed(() => dayOf(this.clock(), this.board.zone()));
  protected readonly isNarrow = media('(max-width: 46rem)');
  protected readonly isMapOpen = signal(localStorage.getItem(MAP_KEY) === 'open' || (localStorage.getItem(MAP_KEY) === null && window.innerWidth >= 1500));
  protected readonly isAdding = signal(false);
  protected readonly explained = computed(() => explain(this.board.answer.error()));

  constructor() {
    effect(() => this.board.day.set(isDay(this.day() ?? '') ? this.day()! : this.today()));
    effect(() => this.board.days.set(this.isWeek() && !this.isNarrow() ? 7 : 1));
    effect(() => this.presence.open.set(this.job()));
    effect(() => {
      this.plans.isOpen.set(!!this.plan());
      if (this.plan() && this.plan() !== 'list') this.plans.chosen.set(this.plan());
    });
    afterNextRender(() => void this.price.load());
    effect(() => this.board.filter.set({ text: this.q() ?? '', kind: (this.kind() ?? '') as JobKind | '', priority: (this.priority() ?? '') as Priority | '', skill: this.skill() ?? '' }));
  }

  protected show(day: string): void {
    this.clock.set(new Date());
    void this.put({ day: day === this.today() ? null : day, job: null });
  }

  protected go(steps: number): void {
    this.show(addDays(this.board.day()!, steps * this.board.days()));
  }

  protected showView(view: 'day' | 'week', day?: string): void {
    this.selection.clear();
    void this.put({ view: view === 'week' ? 'week' : null, ...(day ? { day: day === this.today() ? null : day } : {}), plan: null });
  }

  protected open(job: string | undefined): void {
    void this.put({ job: job ?? null });
  }

  protected showPlans(open: boolean): void {
    this.plans.chosen.set(undefined);
    void this.put({ plan: open ? 'list' : null, job: null });
  }

  protected added(job: string): void {
    this.isAdding.set(false);
    this.open(job);
  }

  protected narrow(filter: { q?: string; kind?: string; priority?: string; skill?: string }): void {
    void this.put(Object.fromEntries(Object.entries(filter).map(([name, value]) => [name, value || null])));
  }

  protected showMap(open: boolean): void {
    this.isMapOpen.set(open);
    localStorage.setItem(MAP_KEY, open ? 'open' : 'closed');
  }

  /** Keys that work wherever nobody is typing. */
  protected key(event: KeyboardEvent): void {
    const target = event.target as HTMLElement;
    if (event.defaultPrevented || target.closest('input, select, textarea, dialog')) return;
    if (event.key === 'z' && !event.shiftKey) void this.board.undo();
    else if (event.key === 'w' && !event.shiftKey && !event.ctrlKey && !event.metaKey) this.showView(this.isWeek() ? 'day' : 'week');
    else if (event.key === 'p' && !event.shiftKey && !event.ctrlKey && !event.metaKey) this.showPlans(!this.plan());
    else if (event.key === 'Escape' && this.selection.ids().size && !this.drag.lifted()) this.selection.clear();
    else if (event.key === 'Escape' && this.job() && !this.drag.lifted()) this.open(undefined);
  }

  private put(queryParams: Record<string, string | null>): Promise<boolean> {
    return this.router.navigate([], { queryParams, queryParamsHandling: 'merge', replaceUrl: !('day' in queryParams) });
  }
}
