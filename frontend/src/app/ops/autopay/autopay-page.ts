import { Component, computed, inject, input, signal } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { live } from '../../core/graphql/live';
import { mutation } from '../../core/graphql/mutation';
import { problemOf } from '../../core/graphql/problem';
import { query } from '../../core/graphql/query';
import { Can } from '../../core/session/can';
import { MethodLabel } from '../../domain/payment/method-label';
import { DataTable } from '../../ui/data-table';
import { DayPipe, WhenPipe } from '../../ui/dates';
import { EmptyState } from '../../ui/empty-state';
import { Icon } from '../../ui/icon';
import { LoadMore } from '../../ui/load-more';
import { Locale } from '../../ui/locale';
import { MoneyPipe } from '../../ui/money';
import { Tabs } from '../../ui/tabs';
import { OpsAutopayChargeMovedDocument, OpsAutopayChargesDocument, OpsAutopayRunMovedDocument, OpsAutopayRunsDocument, OpsHoldAutopayDocument, type AutopayChargeRowFragment } from './autopay.generated';

const TONES: Readonly<Record<AutopayChargeRowFragment['status'], string>> = { PLANNED: 'plain', HELD: 'warn', CHARGING: 'info', PROCESSING: 'info', SUCCEEDED: 'good', FAILED: 'bad', SKIPPED: 'plain' };

/** The rehearsal of tomorrow's automatic payments, and how those of earlier mornings went. */
@Component({
  selector: 'app-autopay-page',
  imports: [Can, DataTable, DayPipe, EmptyState, Icon, LoadMore, MethodLabel, MoneyPipe, RouterLink, Tabs, TranslocoPipe, WhenPipe],
  templateUrl: './autopay-page.html',
  styleUrl: './autopay-page.css',
})
export class AutopayPage {
  /** `?run=`: the morning that is shown. */
  readonly run = input<string>();

  private readonly router = inject(Router);
  private readonly transloco = inject(TranslocoService);
  private readonly locale = inject(Locale);
  protected readonly list = query(OpsAutopayRunsDocument);
  protected readonly runs = computed(() => this.list.data()?.autopayRuns.nodes ?? []);
  protected readonly paused = computed(() => this.list.data()?.billingPolicy?.paused ?? false);
  protected readonly shown = computed(() => this.runs().find(({ id }) => id === this.run()) ?? this.runs()[0]);
  protected readonly tab = signal('all');
  protected readonly tabs = computed(() => {
    this.locale.tag();
    const text = (key: string) => this.transloco.translate(`ops.autopay.${key}`);
    return [{ id: 'all', text: text('all'), count: this.shown()?.customers ?? 0 }, { id: 'HELD', text: text('held'), count: this.shown()?.held ?? 0 }, { id: 'FAILED', text: text('failed'), count: this.shown()?.failed ?? 0 }];
  });
  protected readonly rows = query(OpsAutopayChargesDocument, () => (this.shown() ? { runId: this.shown()!.id, status: this.tab() === 'all' ? null : (this.tab() as 'HELD' | 'FAILED') } : undefined));
  protected readonly charges = computed(() => this.rows.data()?.autopayCharges.nodes ?? []);
  protected readonly next = computed(() => (this.rows.data()?.autopayCharges.hasNextPage ? this.rows.data()?.autopayCharges.endCursor : undefined));
  protected readonly holding = mutation(OpsHoldAutopayDocument);
  protected readonly problem = signal('');
  protected readonly tones = TONES;
  protected readonly columns = computed(() => {
    this.locale.tag();
    const text = (key: string) => this.transloco.translate(`ops.autopay.${key}`);
    return [text('customer'), text('with'), { text: text('usual'), end: true }, { text: text('amount'), end: true }, text('state'), { text: text('actions'), end: true, unseen: true }];
  });

  constructor() {
    live(OpsAutopayRunMovedDocument, undefined, () => this.list.reload());
    live(OpsAutopayChargeMovedDocument, () => (this.shown() ? { runId: this.shown()!.id } : undefined), () => this.list.reload());
  }

  protected async hold(id: string, held: boolean): Promise<void> {
    const { holdAutopayCharge } = await this.holding({ id, held });
    this.problem.set(problemOf(holdAutopayCharge));
    this.list.reload();
    this.rows.reload();
  }

  protected show(id: string): void {
    void this.router.navigate([], { queryParams: { run: id }, replaceUrl: true });
  }

  protected more(): Promise<unknown> {
    return this.rows.more({ after: this.next() }, (there, next) => ({ autopayCharges: { ...next.autopayCharges, nodes: [...there.autopayCharges.nodes, ...next.autopayCharges.nodes] } }));
  }
}
