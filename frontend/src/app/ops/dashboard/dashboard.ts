import { Component, computed, DestroyRef, inject, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { dayOf } from '@demarc/time';
import { live } from '../../core/graphql/live';
import { query } from '../../core/graphql/query';
import { Session } from '../../core/session/session';
import { AlertRuleWords } from '../../domain/alert/alert-rule-words';
import { lasting, measured } from '../../domain/alert/measure';
import { JobPriority } from '../../domain/job/job-priority';
import { TicketPriority } from '../../domain/ticket/ticket-priority';
import { ClockPipe, DayPipe } from '../../ui/dates';
import { Icon } from '../../ui/icon';
import { Locale } from '../../ui/locale';
import { MoneyPipe } from '../../ui/money';
import { RelativeTime } from '../../ui/relative-time';
import { Skeleton } from '../../ui/skeleton';
import { dayProgress, isLate } from './day-progress';
import { DashboardAlertDocument, DashboardDayDocument, DashboardInvoiceDocument, DashboardMessageDocument, DashboardTicketDocument, OfficeNowDocument, type OfficeNowQuery } from './dashboard.generated';

const MINUTE_MS = 60_000;
/** Several things often change together; one look afterwards is enough. */
const SETTLE_MS = 400;

/** What needs somebody now: alerts, who waits, today's visits, what is overdue, and what runs by itself. */
@Component({
  selector: 'app-ops-dashboard',
  imports: [AlertRuleWords, ClockPipe, DayPipe, Icon, JobPriority, MoneyPipe, RelativeTime, RouterLink, Skeleton, TicketPriority, TranslocoPipe],
  templateUrl: './dashboard.html',
  styleUrl: './dashboard.css',
})
export class Dashboard {
  private readonly session = inject(Session);
  private readonly locale = inject(Locale);
  protected readonly name = computed(() => this.session.facts()?.name.split(' ')[0] ?? '');
  protected readonly now = signal(Date.now());
  protected readonly day = computed(() => dayOf(new Date(this.now()), this.locale.zone()));
  private readonly may = computed(() => ({
    alerts: this.session.can('alerts:read'),
    tickets: this.session.can('tickets:read'),
    visits: this.session.can('dispatch:read'),
    money: this.session.can('invoices:read'),
    imports: this.session.can('imports:run'),
    messages: this.session.can('messages:read'),
  }));
  protected readonly answer = query(OfficeNowDocument, () => ({ day: this.day(), ...this.may() }));
  protected readonly data = this.answer.data;
  protected readonly visits = computed(() => this.data()?.dispatchDay?.jobs ?? []);
  protected readonly progress = computed(() => dayProgress(this.visits(), this.now()));
  protected readonly late = computed(() => this.visits().filter((visit) => isLate(visit, this.now())).slice(0, 4));
  protected readonly running = computed(() => this.data()?.importRuns?.nodes.filter(({ status }) => status === 'RUNNING') ?? []);
  protected readonly parts = computed(() => {
    const { total, ...parts } = this.progress();
    return (['done', 'underWay', 'late', 'failed', 'ahead'] as const).map((name) => ({ name, n: parts[name], share: total ? (parts[name] / total) * 100 : 0 }));
  });
  private settling: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    const soon = () => this.reloadSoon();
    const when = (allowed: boolean) => (allowed ? {} : undefined);
    live(DashboardTicketDocument, () => when(this.may().tickets), soon);
    live(DashboardAlertDocument, () => when(this.may().alerts), soon);
    live(DashboardDayDocument, () => (this.may().visits ? { day: this.day() } : undefined), soon);
    live(DashboardInvoiceDocument, () => when(this.may().money), soon);
    live(DashboardMessageDocument, () => when(this.may().messages), soon);
    const tick = setInterval(() => this.now.set(Date.now()), MINUTE_MS);
    inject(DestroyRef).onDestroy(() => {
      clearInterval(tick);
      clearTimeout(this.settling);
    });
  }

  protected worst(alert: NonNullable<OfficeNowQuery['alerts']>['nodes'][number]): string {
    return measured(alert.rule.metric, alert.peakValue, this.locale.tag());
  }

  protected since(at: string): string {
    return lasting((this.now() - Date.parse(at)) / 1000, this.locale.language() === 'fr' ? 'j' : 'd');
  }

  private reloadSoon(): void {
    clearTimeout(this.settling);
    this.settling = setTimeout(() => this.answer.reload(), SETTLE_MS);
  }
}
