import { Component, computed, inject, input } from '@angular/core';
import { Router } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { addDays, dayOf, isDay } from '@demarc/time';
import { query } from '../../core/graphql/query';
import { BarChart, type Bar } from '../../ui/bar-chart';
import { ColumnChart } from '../../ui/column-chart';
import { DataTable } from '../../ui/data-table';
import { DayPipe } from '../../ui/dates';
import { EmptyState } from '../../ui/empty-state';
import { formatDay, formatNumber } from '../../ui/format';
import { Locale } from '../../ui/locale';
import { Skeleton } from '../../ui/skeleton';
import { figureOf, MEASURES, together, type Counts, type Measure } from './figures';
import { FieldPerformanceDocument } from './performance.generated';

const PERIODS = [7, 30, 90, 365] as const;

/** How well the field works, by technician and over time: on time, fixed the first time, the share of driving, visits a day. */
@Component({
  selector: 'app-performance-page',
  imports: [BarChart, ColumnChart, DataTable, DayPipe, EmptyState, Skeleton, TranslocoPipe],
  templateUrl: './performance-page.html',
  styleUrl: './performance-page.css',
})
export class PerformancePage {
  /** `?from=`, `?to=`, `?technician=`. */
  readonly from = input<string>();
  readonly to = input<string>();
  readonly technician = input<string>();
  private readonly router = inject(Router);
  private readonly locale = inject(Locale);
  protected readonly periods = PERIODS;
  protected readonly measures = MEASURES;
  private readonly today = dayOf(new Date(), this.locale.zone());
  protected readonly range = computed(() => {
    const to = isDay(this.to() ?? '') ? this.to()! : this.today;
    const from = isDay(this.from() ?? '') ? this.from()! : addDays(to, -29);
    return { from: from > to ? to : from, to };
  });
  protected readonly answer = query(FieldPerformanceDocument, () => ({ ...this.range(), technicianId: this.technician() ?? null }));
  protected readonly people = computed(() => this.answer.data()?.technicians ?? []);
  protected readonly rows = computed(() => this.answer.data()?.fieldPerformance.technicians ?? []);
  protected readonly times = computed(() => this.answer.data()?.fieldPerformance.periods ?? []);
  protected readonly all = computed(() => together(this.rows()));
  protected readonly charts = computed(() => MEASURES.map((measure) => ({
    measure, mark: this.rows().length > 1 ? figureOf(measure, this.all()) : undefined, full: measure === 'perDay' ? undefined : 1,
    bars: this.rows().map((row): Bar => ({ label: row.name, value: figureOf(measure, row), text: this.say(measure, row) })),
  })));
  protected readonly overTime = computed<Bar[]>(() => this.times().map((period) => ({ label: formatDay(period.from, this.locale.tag(), { day: 'numeric', month: 'short' }), value: period.completed + period.failed, text: String(period.completed + period.failed) })));

  protected say(measure: Measure, counts: Counts): string {
    const value = figureOf(measure, counts);
    if (value === undefined) return '—';
    return measure === 'perDay' ? formatNumber(value, this.locale.tag(), { maximumFractionDigits: 1 }) : formatNumber(value, this.locale.tag(), { style: 'percent', maximumFractionDigits: 0 });
  }

  protected isPeriod(days: number): boolean {
    return this.range().to === this.today && this.range().from === addDays(this.today, 1 - days);
  }

  protected showLast(days: number): void {
    this.put({ from: addDays(this.today, 1 - days), to: null });
  }

  protected put(queryParams: Record<string, string | null>): void {
    void this.router.navigate([], { queryParams, queryParamsHandling: 'merge', replaceUrl: true });
  }
}
