import { Component, computed, inject, input } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { dayOf } from '@demarc/time';
import { mutation } from '../../core/graphql/mutation';
import { query } from '../../core/graphql/query';
import { Can } from '../../core/session/can';
import { JobStatus } from '../../domain/job/job-status';
import { Confirms } from '../../ui/confirm';
import { DataTable } from '../../ui/data-table';
import { DayPipe } from '../../ui/dates';
import { EmptyState } from '../../ui/empty-state';
import { Icon } from '../../ui/icon';
import { Locale } from '../../ui/locale';
import { SearchField } from '../../ui/search-field';
import { Toasts } from '../../ui/toast';
import { MaintenanceForm } from './maintenance-form';
import { MaintenancePlansDocument, RemoveMaintenancePlanDocument, type MaintenanceLineFragment } from './maintenance.generated';

/** Visits that come back: which there are, how often, when next, and what became of the last. */
@Component({
  selector: 'app-maintenance-page',
  imports: [Can, DataTable, DayPipe, EmptyState, Icon, JobStatus, MaintenanceForm, RouterLink, SearchField, TranslocoPipe],
  templateUrl: './maintenance-page.html',
  styles: `
    .resting {
      color: var(--quiet);
    }
    td small,
    th small {
      display: block;
      color: var(--quiet);
      font-weight: 400;
    }
    .actions {
      display: flex;
      justify-content: flex-end;
      gap: var(--s1);
    }
  `,
})
export class MaintenancePage {
  /** `?q=`: the filter; `?plan=`: the one that is open, or `new`. */
  readonly q = input<string>();
  readonly plan = input<string>();
  private readonly router = inject(Router);
  private readonly today = dayOf(new Date(), inject(Locale).zone());
  private readonly confirms = inject(Confirms);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  protected readonly list = query(MaintenancePlansDocument);
  protected readonly removing = mutation(RemoveMaintenancePlanDocument);
  protected readonly text = computed(() => (this.q() ?? '').toLocaleLowerCase());
  protected readonly all = computed(() => this.list.data()?.maintenancePlans ?? []);
  protected readonly shown = computed(() => this.all().filter(({ title, customer, location }) => `${title} ${customer.name} ${location?.line1 ?? ''} ${location?.city ?? ''}`.toLocaleLowerCase().includes(this.text())));
  protected readonly edited = computed(() => this.all().find(({ id }) => id === this.plan()));

  protected put(params: { q?: string | null; plan?: string | null }): void {
    void this.router.navigate([], { queryParams: params, queryParamsHandling: 'merge', replaceUrl: true });
  }

  /** The last visit that was due, done or not. */
  protected last({ visits }: MaintenanceLineFragment) {
    return visits.find(({ dueOn }) => dueOn <= this.today);
  }

  protected saved(): void {
    this.toasts.show({ text: this.transloco.translate('ops.maintenance.saved'), tone: 'good' });
    this.list.reload();
    this.put({ plan: null });
  }

  protected async remove(plan: MaintenanceLineFragment): Promise<void> {
    const sure = await this.confirms.ask({ title: this.transloco.translate('ops.maintenance.removeTitle'), text: this.transloco.translate('ops.maintenance.removeText', { title: plan.title }), action: this.transloco.translate('ops.maintenance.remove'), danger: true });
    if (!sure) return;
    await this.removing({ id: plan.id });
    this.list.reload();
  }
}
