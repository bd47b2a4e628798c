import { Component, computed, inject, signal } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { dayOf } from '@demarc/time';
import { query } from '../../core/graphql/query';
import { Can } from '../../core/session/can';
import { JobStatus } from '../../domain/job/job-status';
import { SlotPicker } from '../../domain/job/slot-picker';
import { ClockPipe, DayPipe } from '../../ui/dates';
import { EmptyState } from '../../ui/empty-state';
import { Icon } from '../../ui/icon';
import { Locale } from '../../ui/locale';
import { Skeleton } from '../../ui/skeleton';
import { PortalVisitsDocument, type PortalVisitsQuery } from './visits-page.generated';

type Visit = NonNullable<PortalVisitsQuery['myAccount']>['visits'][number];

/** The customer's visits: when somebody comes, and a better time for it. */
@Component({
  selector: 'app-portal-visits',
  imports: [Can, ClockPipe, DayPipe, EmptyState, Icon, JobStatus, Skeleton, SlotPicker, TranslocoPipe],
  templateUrl: './visits-page.html',
  styleUrl: './visits-page.css',
})
export class VisitsPage {
  private readonly zone = inject(Locale).zone;
  protected readonly answer = query(PortalVisitsDocument);
  protected readonly coming = computed(() => this.all().filter(({ status }) => status !== 'COMPLETED' && status !== 'COULD_NOT_COMPLETE'));
  protected readonly past = computed(() => this.all().filter(({ status }) => status === 'COMPLETED' || status === 'COULD_NOT_COMPLETE').toReversed());
  protected readonly picking = signal<Visit | undefined>(undefined);
  private readonly all = computed(() => this.answer.data()?.myAccount?.visits ?? []);

  protected mayMove({ status }: Visit): boolean {
    return status === 'OPEN' || status === 'SCHEDULED';
  }

  protected dayOf(instant: string): string {
    return dayOf(new Date(instant), this.zone());
  }
}
