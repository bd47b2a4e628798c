import { Component, computed, inject, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import type { DunningStage } from '../../core/graphql/schema.generated';
import { live } from '../../core/graphql/live';
import { mutation } from '../../core/graphql/mutation';
import { query } from '../../core/graphql/query';
import { Can } from '../../core/session/can';
import { Confirms } from '../../ui/confirm';
import { DataTable } from '../../ui/data-table';
import { DayPipe, WhenPipe } from '../../ui/dates';
import { EmptyState } from '../../ui/empty-state';
import { Icon } from '../../ui/icon';
import { Locale } from '../../ui/locale';
import { MoneyPipe } from '../../ui/money';
import { Tabs } from '../../ui/tabs';
import { OpsDunningDocument, OpsDunningRunMovedDocument, OpsRunDunningDocument } from './dunning-page.generated';
import { StageChip } from './stage-chip';
import { StageMap } from './stage-map';

/** Debts of everybody: who would be touched by the next run and why not, where all stand, and what past runs did. */
@Component({
  selector: 'app-dunning-page',
  imports: [Can, DataTable, DayPipe, EmptyState, Icon, MoneyPipe, RouterLink, StageChip, StageMap, Tabs, TranslocoPipe, WhenPipe],
  templateUrl: './dunning-page.html',
  styles: `
    small { display: block; }
    .chips { display: flex; flex-wrap: wrap; gap: var(--s1); }
    .figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(9rem, 100%), 1fr)); }
    @media (width < 40rem) { .figures strong { font-size: var(--t-xl); } }
  `,
})
export class DunningPage {
  private readonly transloco = inject(TranslocoService);
  private readonly locale = inject(Locale);
  private readonly confirms = inject(Confirms);
  protected readonly data = query(OpsDunningDocument);
  protected readonly plan = computed(() => this.data.data()?.dunningPlan);
  protected readonly runs = computed(() => this.data.data()?.dunningRuns.nodes ?? []);
  protected readonly steps = computed(() => this.data.data()?.billingPolicy.dunning ?? []);
  protected readonly running = mutation(OpsRunDunningDocument);
  protected readonly tab = signal('touched');
  protected readonly touched = computed(() => this.plan()?.lines.filter(({ act }) => act) ?? []);
  protected readonly blocked = computed(() => this.plan()?.lines.filter(({ act, blockers }) => !act && blockers.length) ?? []);
  protected readonly lines = computed(() => ({ touched: this.touched(), blocked: this.blocked() })[this.tab()] ?? this.plan()?.lines ?? []);
  protected readonly counts = computed(() => {
    const counts: Partial<Record<DunningStage, number>> = {};
    for (const { stage } of this.plan()?.lines ?? []) counts[stage] = (counts[stage] ?? 0) + 1;
    return counts;
  });
  protected readonly tabs = computed(() => [
    { id: 'touched', text: this.text('touched'), count: this.touched().length }, { id: 'blocked', text: this.text('blocked'), count: this.blocked().length },
    { id: 'all', text: this.text('all'), count: this.plan()?.customers ?? 0 }, { id: 'runs', text: this.text('runs') },
  ]);
  protected readonly columns = computed(() => [this.text('customer'), this.text('stage'), { text: this.text('owed'), end: true }, { text: this.text('late'), end: true }, this.text('tonight'), this.text('why')]);
  protected readonly runColumns = computed(() => [this.text('day'), this.text('startedBy'), ...['looked', 'reminded', 'charged', 'suspended', 'restored'].map((key) => ({ text: this.text(`counts.${key}`), end: true }))]);

  constructor() {
    live(OpsDunningRunMovedDocument, () => ({}), ({ dunningRunMoved }) => {
      if (dunningRunMoved?.finishedAt) this.data.reload();
    });
  }

  protected async run(): Promise<void> {
    const text = this.transloco.translate('ops.dunning.runText', { n: this.touched().length });
    if (!(await this.confirms.ask({ title: this.text('run'), text, action: this.text('run') }))) return;
    await this.running({});
    this.tab.set('runs');
    this.data.reload();
  }

  private text(key: string): string {
    this.locale.tag();
    return this.transloco.translate(`ops.dunning.${key}`);
  }
}
