import { Component, computed, inject, input, output, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { dayOf } from '@demarc/time';
import { Can } from '../../core/session/can';
import { JobStatus } from '../../domain/job/job-status';
import { SlotPicker } from '../../domain/job/slot-picker';
import { ClockPipe, DayPipe } from '../../ui/dates';
import { Icon } from '../../ui/icon';
import { Locale } from '../../ui/locale';
import { CreateJob } from './create-job';
import type { TicketControlsFragment } from './ticket-controls.generated';
import type { TicketJobFragment } from './ticket-page.generated';

/** The visits that carry on a ticket, and a way to ask for one. */
@Component({
  selector: 'app-ticket-jobs',
  imports: [Can, ClockPipe, CreateJob, DayPipe, Icon, JobStatus, RouterLink, SlotPicker, TranslocoPipe],
  templateUrl: './ticket-jobs.html',
  styleUrl: './ticket-jobs.css',
})
export class TicketJobs {
  readonly ticket = input.required<TicketControlsFragment>();
  readonly jobs = input.required<readonly TicketJobFragment[]>();
  /** Those that were just made at the same address. */
  readonly recent = input<readonly TicketJobFragment[]>([]);
  readonly created = output();

  private readonly locale = inject(Locale);
  protected readonly isCreating = signal(false);
  /** The visit a caller is offered times for. */
  protected readonly offering = signal<TicketJobFragment | undefined>(undefined);
  protected readonly rows = computed(() => [...this.jobs(), ...this.recent().filter(({ id }) => !this.jobs().some((job) => job.id === id))].map((job) => ({ ...job, on: job.startsAt ? dayOf(new Date(job.startsAt), this.locale.zone()) : job.day })));
}
