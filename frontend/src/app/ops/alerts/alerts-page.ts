import { Component, computed, DestroyRef, inject, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { explain } from '../../core/errors/explain';
import { live } from '../../core/graphql/live';
import { mutation } from '../../core/graphql/mutation';
import { query } from '../../core/graphql/query';
import { AlertRuleWords } from '../../domain/alert/alert-rule-words';
import { lasting, measured } from '../../domain/alert/measure';
import { TicketStatus } from '../../domain/ticket/ticket-status';
import { DataTable } from '../../ui/data-table';
import { WhenPipe } from '../../ui/dates';
import { EmptyState } from '../../ui/empty-state';
import { Icon } from '../../ui/icon';
import { LoadMore } from '../../ui/load-more';
import { Locale } from '../../ui/locale';
import { Skeleton } from '../../ui/skeleton';
import { Toasts } from '../../ui/toast';
import { AlertCard } from './alert-card';
import { AcknowledgeAlertDocument, AlertNewsDocument, AlertsBeforeDocument, AlertsNowDocument, type PastAlertFragment } from './alerts-page.generated';

const TICK_MS = 1_000;
const CHART_MS = 30_000;

/** Lines that break a rule now, those that did, and the rules in words. */
@Component({
  selector: 'app-alerts-page',
  imports: [AlertCard, AlertRuleWords, DataTable, EmptyState, Icon, LoadMore, RouterLink, Skeleton, TicketStatus, TranslocoPipe, WhenPipe],
  templateUrl: './alerts-page.html',
  styleUrl: './alerts-page.css',
})
export class AlertsPage {
  private readonly transloco = inject(TranslocoService);
  private readonly toasts = inject(Toasts);
  private readonly locale = inject(Locale);
  protected readonly now = signal(Date.now());
  protected readonly present = query(AlertsNowDocument);
  protected readonly past = query(AlertsBeforeDocument);
  protected readonly active = computed(() => this.present.data()?.active.nodes.filter(({ clearedAt }) => !clearedAt));
  protected readonly rules = computed(() => this.present.data()?.alertRules ?? []);
  protected readonly over = computed(() => this.past.data()?.past.nodes ?? []);
  protected readonly next = computed(() => (this.past.data()?.past.hasNextPage ? this.past.data()?.past.endCursor : undefined));
  protected readonly isLoadingMore = signal(false);
  protected readonly acknowledge = mutation(AcknowledgeAlertDocument);
  protected readonly acknowledging = signal('');
  protected readonly columns = computed(() => {
    this.locale.tag();
    return ['line', 'rule', 'onset', 'lasted', 'worst', 'ticket'].map((name) => ({ text: this.transloco.translate<string>(`ops.alerts.${name}`), end: name === 'lasted' || name === 'worst' }));
  });

  constructor() {
    live(AlertNewsDocument, undefined, ({ alertChanged: alert }) => {
      if (!alert) return;
      if (alert.clearedAt) this.past.reload();
      else if (!this.active()?.some(({ id }) => id === alert.id)) this.present.reload();
    });
    const tick = setInterval(() => this.now.set(Date.now()), TICK_MS);
    // Measurements between two events are not announced; the charts follow at their own pace.
    const redraw = setInterval(() => document.visibilityState === 'visible' && this.active()?.length && this.present.reload(), CHART_MS);
    inject(DestroyRef).onDestroy(() => {
      clearInterval(tick);
      clearInterval(redraw);
    });
  }

  protected async seen(id: string): Promise<void> {
    this.acknowledging.set(id);
    try {
      await this.acknowledge({ id });
      this.toasts.show({ text: this.transloco.translate('ops.alerts.acknowledged'), tone: 'good' });
    } catch (error) {
      this.toasts.show({ text: this.transloco.translate(explain(error)), tone: 'bad' });
    } finally {
      this.acknowledging.set('');
    }
  }

  protected async more(): Promise<void> {
    this.isLoadingMore.set(true);
    try {
      await this.past.more({ after: this.next()! }, (there, next) => ({ past: { ...next.past, nodes: [...there.past.nodes, ...next.past.nodes] } }));
    } finally {
      this.isLoadingMore.set(false);
    }
  }

  protected worst({ rule, peakValue }: PastAlertFragment): string {
    return measured(rule.metric, peakValue, this.locale.tag());
  }

  protected lasted({ onsetAt, clearedAt }: PastAlertFragment): string {
    return clearedAt ? lasting((Date.parse(clearedAt) - Date.parse(onsetAt)) / 1000, this.locale.language() === 'fr' ? 'j' : 'd') : '';
  }
}
