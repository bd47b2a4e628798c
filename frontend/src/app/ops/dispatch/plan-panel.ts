import { ChangeDetectionStrategy, Component, computed, DestroyRef, inject, output, signal } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { query } from '../../core/graphql/query';
import { Confirms } from '../../ui/confirm';
import { ClockPipe } from '../../ui/dates';
import { EmptyState } from '../../ui/empty-state';
import { formatNumber } from '../../ui/format';
import { Icon } from '../../ui/icon';
import { LoadFailed } from '../../ui/load-failed';
import { Locale } from '../../ui/locale';
import { RelativeTime } from '../../ui/relative-time';
import { Board } from './board';
import { DayPlans } from './day-plans';
import { reasonWords } from './plan-reason';
import { PlanWhyDocument, type PlanFactsFragment, type PlanLineFragment } from './plans.generated';

type Figures = NonNullable<PlanFactsFragment['before']>;
const KINDS = ['ADDED', 'MOVED', 'RETIMED', 'LEFT_OUT'] as const;
const MOST_VERDICTS = 8;

/** Plans beside the board: ask, watch, read as a difference with its reasons, compare, apply, take back. */
@Component({
  selector: 'app-plan-panel',
  imports: [ClockPipe, EmptyState, Icon, LoadFailed, RelativeTime, TranslocoPipe],
  templateUrl: './plan-panel.html',
  styleUrl: './plan-panel.css',
  host: { role: 'complementary' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PlanPanel {
  readonly closed = output();
  readonly opened = output<string>();
  protected readonly board = inject(Board);
  protected readonly plans = inject(DayPlans);
  private readonly confirms = inject(Confirms);
  private readonly locale = inject(Locale);
  private readonly transloco = inject(TranslocoService);
  private readonly now = signal(Date.now());
  protected readonly asked = signal<string | undefined>(undefined);
  protected readonly compared = signal('');
  protected readonly why = query(PlanWhyDocument, () => (this.plans.chosen() && this.asked() ? { id: this.plans.chosen()!, jobId: this.asked()! } : undefined));

  protected readonly groups = computed(() => KINDS.map((kind) => ({ kind, lines: this.plans.plan()?.changes.filter((line) => line.kind === kind) ?? [] })).filter(({ lines }) => lines.length));
  protected readonly waits = computed(() => this.plans.plan()?.leftOut.filter(({ kind }) => kind === 'WAITS') ?? []);
  protected readonly others = computed(() => this.plans.plans().filter(({ id, after }) => id !== this.plans.chosen() && after));
  protected readonly other = computed(() => this.others().find(({ id }) => id === this.compared()));
  /** How far the search is, 0 to 1. */
  protected readonly progress = computed(() => {
    const plan = this.plans.plan();
    return plan ? Math.min(1, (this.now() - Date.parse(plan.createdAt)) / 1_000 / (plan.seconds + 1)) : 0;
  });
  protected readonly figures = computed(() => {
    const plan = this.plans.plan();
    if (!plan?.before || !plan.after) return [];
    const [before, after, other] = [plan.before, plan.after, this.other()?.after];
    const line = (key: string, of: (figures: Figures) => number, text: (value: number) => string) => ({
      key, before: text(of(before)), after: text(of(after)), other: other ? text(of(other)) : '', tone: of(after) < of(before) ? 'good' : of(after) > of(before) ? 'bad' : '',
    });
    return [
      line('road', ({ metres }) => metres, (metres) => `${this.number(metres / 1_000)} km`),
      line('driving', ({ travelSeconds }) => travelSeconds, (seconds) => this.hours(seconds)),
      line('late', ({ lateSeconds }) => lateSeconds, (seconds) => this.hours(seconds)),
      line('overtime', ({ overtimeSeconds }) => overtimeSeconds, (seconds) => this.hours(seconds)),
      line('waiting', ({ waiting }) => waiting, String),
    ];
  });
  protected readonly verdicts = computed(() => {
    const all = this.why.data()?.dispatchPlan?.why[0]?.verdicts ?? [];
    return { shown: all.slice(0, MOST_VERDICTS), more: Math.max(0, all.length - MOST_VERDICTS), all };
  });
  protected readonly isEverybody = signal(false);

  constructor() {
    const timer = setInterval(() => this.plans.plan()?.status === 'SEARCHING' && this.now.set(Date.now()), 250);
    inject(DestroyRef).onDestroy(() => clearInterval(timer));
  }

  protected name(id: string | null): string {
    return (id && this.plans.names().get(id)) || '—';
  }

  protected reason(reason: NonNullable<PlanLineFragment['reason']>): string {
    const { key, values } = reasonWords(reason);
    return this.transloco.translate(key, values);
  }

  protected minutes(seconds: number): string {
    return `${this.number(Math.round(seconds / 60))} min`;
  }

  protected ask(jobId: string): void {
    this.isEverybody.set(false);
    this.asked.update((asked) => (asked === jobId ? undefined : jobId));
  }

  protected saving(plan: PlanFactsFragment): string {
    if (!plan.before || !plan.after) return '';
    const metres = plan.after.metres - plan.before.metres;
    const placed = plan.before.waiting - plan.after.waiting;
    return [`${metres > 0 ? '+' : '−'}${this.number(Math.abs(metres) / 1_000)} km`, placed ? this.transloco.translate<string>('ops.plan.placed', { count: placed }) : ''].filter(Boolean).join(' · ');
  }

  protected async leave(select: HTMLSelectElement): Promise<void> {
    const id = select.value;
    select.value = '';
    const say = (key: string) => this.transloco.translate<string>(`ops.plan.${key}`, { name: this.name(id) });
    if (id && (await this.confirms.ask({ title: say('sickTitle'), text: say('sickText'), action: say('sickAction') }))) await this.plans.awayFromNow(id);
  }

  private number(value: number): string {
    return formatNumber(value, this.locale.tag(), { maximumFractionDigits: Math.abs(value) < 100 ? 1 : 0 });
  }

  private hours(seconds: number): string {
    const minutes = Math.round(seconds / 60);
    return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')}`;
  }
}
