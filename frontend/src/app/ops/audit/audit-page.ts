import { Component, computed, inject, input, signal } from '@angular/core';
import { Router } from '@angular/router';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { dayInterval, isDay } from '@demarc/time';
import { explain } from '../../core/errors/explain';
import { query } from '../../core/graphql/query';
import type { AuditFilter } from '../../core/graphql/schema.generated';
import { Session } from '../../core/session/session';
import { DataTable } from '../../ui/data-table';
import { WhenPipe } from '../../ui/dates';
import { EmptyState } from '../../ui/empty-state';
import { Field } from '../../ui/field';
import { Icon } from '../../ui/icon';
import { LoadMore } from '../../ui/load-more';
import { Locale } from '../../ui/locale';
import { Toasts } from '../../ui/toast';
import { AuditDetail } from './audit-detail';
import { OpsAuditDocument, type AuditRowFragment } from './audit.generated';
import { exportAudit } from './export-audit';
import { actionText, THINGS } from './action-text';

const KINDS = ['staff', 'customer', 'technician', 'integrator', 'device', 'system', 'anonymous'] as const;

/** Who did what: searched, read in detail, exported. The address of the page remembers the filter. */
@Component({
  selector: 'app-audit-page',
  imports: [AuditDetail, DataTable, EmptyState, Field, Icon, LoadMore, TranslocoPipe, WhenPipe],
  templateUrl: './audit-page.html',
  styleUrl: './audit-page.css',
})
export class AuditPage {
  readonly actor = input<string>();
  readonly kind = input<string>();
  readonly thing = input<string>();
  readonly target = input<string>();
  readonly address = input<string>();
  readonly from = input<string>();
  readonly to = input<string>();

  private readonly router = inject(Router);
  private readonly session = inject(Session);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  private readonly locale = inject(Locale);
  protected readonly kinds = KINDS;
  protected readonly things = THINGS;
  protected readonly filter = computed((): AuditFilter => ({
    ...(this.actor() ? { actor: this.actor()!.slice(0, 80) } : {}),
    ...(KINDS.some((kind) => kind === this.kind()) ? { actorKind: this.kind()! } : {}),
    ...(this.thing() ? { action: this.thing()!.slice(0, 60) } : {}),
    ...(this.target() ? { target: this.target()!.slice(0, 120) } : {}),
    ...(this.address() ? { address: this.address()!.slice(0, 60) } : {}),
    ...(this.day(this.from(), 'start') ? { from: this.day(this.from(), 'start')! } : {}),
    ...(this.day(this.to(), 'end') ? { until: this.day(this.to(), 'end')! } : {}),
  }));
  protected readonly isFiltered = computed(() => Object.keys(this.filter()).length > 0);
  protected readonly list = query(OpsAuditDocument, () => ({ first: 50, filter: this.filter() }));
  protected readonly page = computed(() => this.list.data()?.auditEntries);
  protected readonly opened = signal<AuditRowFragment | undefined>(undefined);
  protected readonly exporting = signal(false);
  /** Whether the rarer filters are shown on a phone. */
  protected readonly wide = signal(false);
  protected readonly columns = computed(() => {
    this.locale.tag();
    return [...['when', 'who', 'what', 'target', 'address'].map((key) => ({ text: this.transloco.translate<string>(`ops.audit.${key}`) })), { text: this.transloco.translate<string>('ops.audit.detail'), unseen: true }];
  });

  protected text(action: string): string {
    this.locale.tag();
    return actionText(action, (key) => this.transloco.translate<string>(key));
  }

  protected show(change: Readonly<Record<string, string | null>>): void {
    const queryParams = Object.fromEntries(Object.entries(change).map(([name, value]) => [name, value || null]));
    void this.router.navigate([], { queryParams, queryParamsHandling: 'merge', replaceUrl: true });
  }

  protected clear(): void {
    void this.router.navigate([], { replaceUrl: true });
  }

  protected more(): void {
    void this.list.more({ after: this.page()?.endCursor }, (there, next) => ({ auditEntries: { ...next.auditEntries, nodes: [...there.auditEntries.nodes, ...next.auditEntries.nodes] } }));
  }

  protected async export(): Promise<void> {
    this.exporting.set(true);
    try {
      await exportAudit(this.filter());
      this.list.reload();
    } catch (error) {
      this.toasts.show({ text: this.transloco.translate(explain(error)), tone: 'bad' });
    } finally {
      this.exporting.set(false);
    }
  }

  /** The instant a local day begins or is over. */
  private day(text: string | undefined, edge: 'start' | 'end'): string | undefined {
    if (!text || !isDay(text)) return undefined;
    return dayInterval(text, this.session.facts()?.tenant.timeZone ?? 'America/Toronto')[edge].toISOString();
  }
}
