import { BreakpointObserver } from '@angular/cdk/layout';
import { afterNextRender, ChangeDetectionStrategy, Component, computed, effect, inject, input, signal } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { Router } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { addDays, dayOf, isDay } from '@demarc/time';
import { map } from 'rxjs';
import { explain } from '../../core/errors/explain';
import { JobKindValues, PriorityValues, type JobKind, type JobStatus, type Priority } from '../../core/graphql/schema.generated';
import { Can } from '../../core/session/can';
import { STATUS_LOOKS } from '../../domain/job/job-looks';
import { DayPipe } from '../../ui/dates';
import { EmptyState } from '../../ui/empty-state';
import { Icon } from '../../ui/icon';
import { SearchField } from '../../ui/search-field';
import { Skeleton } from '../../ui/skeleton';
import { Board } from './board';
import { BoardAgenda } from './board-agenda';
import { BoardDrag } from './board-drag';
import { BoardLane } from './board-lane';
import { BoardMap } from './board-map';
import { BoardPrice } from './board-price';
import { BoardTimeline } from './board-timeline';
import { DayPlans } from './day-plans';
import { JobPanel } from './job-panel';
import { NewJob } from './new-job';
import { PlanPanel } from './plan-panel';

const MAP_KEY = 'demarc.dispatch.map';
const LEGEND: readonly JobStatus[] = ['SCHEDULED', 'EN_ROUTE', 'ON_SITE', 'PAUSED', 'COMPLETED', 'COULD_NOT_COMPLETE'];

/** The dispatcher's page: a day, what waits, who works when, and the map; the address remembers what is shown. */
@Component({
  selector: 'app-dispatch-page',
  imports: [BoardAgenda, BoardLane, BoardMap, BoardTimeline, Can, DayPipe, EmptyState, Icon, JobPanel, NewJob, PlanPanel, SearchField, Skeleton, TranslocoPipe],
  templateUrl: './dispatch-page.html',
  styleUrl: './dispatch-page.css',
  providers: [Board, BoardDrag, BoardPrice, DayPlans],
  host: { '(document:keydown)': 'key($event)' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class DispatchPage {
  /** `?day=`, `?job=`, `?q=`, `?kind=`, `?priority=`. */
  readonly day = input<string>();
  readonly job = input<string>();
  readonly q = input<string>();
  readonly kind = input<string>();
  readonly priority = input<string>();
  /** `?plan=`: the plan looked at, or `list`. */
  readonly plan = input<string>();

  protected readonly board = inject(Board);
  protected readonly plans = inject(DayPlans);
  private readonly price = inject(BoardPrice);
  private readonly drag = inject(BoardDrag);
  private readonly router = inject(Router);
  private readonly clock = signal(new Date());
  protected readonly kinds = JobKindValues;
  protected readonly priorities = PriorityValues;
  protected readonly looks = STATUS_LOOKS;
  protected readonly legend = LEGEND;
  protected readonly today = computed(() => dayOf(this.clock(), this.board.zone()));
  protected readonly isNarrow = toSignal(inject(BreakpointObserver).observe('(max-width: 46rem)').pipe(map(({ matches }) => matches)), { requireSync: true });
  protected readonly isMapOpen = signal(localStorage.getItem(MAP_KEY) === 'open' || (localStorage.getItem(MAP_KEY) === null && window.innerWidth >= 1500));
  protected readonly isAdding = signal(false);
  protected readonly explained = computed(() => explain(this.board.answer.error()));

  constructor() {
    effect(() => this.board.day.set(isDay(this.day() ?? '') ? this.day()! : this.today()));
    effect(() => {
      this.plans.isOpen.set(!!this.plan());
      if (this.plan() && this.plan() !== 'list') this.plans.chosen.set(this.plan());
    });
    afterNextRender(() => void this.price.load());
    effect(() => this.board.filter.set({ text: this.q() ?? '', kind: (this.kind() ?? '') as JobKind | '', priority: (this.priority() ?? '') as Priority | '' }));
  }

  protected show(day: string): void {
    this.clock.set(new Date());
    void this.put({ day: day === this.today() ? null : day, job: null });
  }

  protected go(days: number): void {
    this.show(addDays(this.board.day()!, days));
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

  protected narrow(filter: { q?: string; kind?: string; priority?: string }): void {
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
    else if (event.key === 'p' && !event.shiftKey && !event.ctrlKey && !event.metaKey) this.showPlans(!this.plan());
    else if (event.key === 'Escape' && this.job() && !this.drag.lifted()) this.open(undefined);
  }

  private put(queryParams: Record<string, string | null>): Promise<boolean> {
    return this.router.navigate([], { queryParams, queryParamsHandling: 'merge', replaceUrl: !('day' in queryParams) });
  }
}
