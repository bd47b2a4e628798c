import { Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { DayPack } from '../../core/offline/day-pack';
import { FieldStore } from '../../core/offline/field-store';
import { isOver } from '../../core/offline/projection';
import { Session } from '../../core/session/session';
import { DayPipe, WhenPipe } from '../../ui/dates';
import { EmptyState } from '../../ui/empty-state';
import { Icon } from '../../ui/icon';
import { Skeleton } from '../../ui/skeleton';
import { JobCard } from './job-card';
import { kilometresBetween } from './route-length';

/** The technician's first page: today's visits in order, the next one first. */
@Component({
  selector: 'app-tech-day',
  imports: [DayPipe, EmptyState, Icon, JobCard, RouterLink, Skeleton, TranslocoPipe, WhenPipe],
  templateUrl: './day.html',
})
export class Day {
  protected readonly pack = inject(DayPack);
  private readonly store = inject(FieldStore);
  private readonly facts = inject(Session).facts;
  protected readonly name = computed(() => this.facts()?.name.split(' ')[0] ?? '');
  protected readonly next = this.pack.next;
  protected readonly later = computed(() => this.stops().filter(({ job }) => job.id !== this.next()?.id && !isOver(job.status)));
  protected readonly done = computed(() => this.stops().filter(({ job }) => isOver(job.status)));
  protected readonly waiting = computed(() => !this.pack.known() && (!this.store.ready() || !this.pack.failed()));
  private readonly stops = computed(() => this.pack.jobs().map((job, i, all) => ({ job, km: kilometresBetween(all[i - 1]?.location, job.location) })));
}
