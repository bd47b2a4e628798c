import { Component, inject, input, type OnInit, output, signal } from '@angular/core';
import { form, FormField, max, maxLength, min, required, submit } from '@angular/forms/signals';
import { RouterLink } from '@angular/router';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { dayOf } from '@demarc/time';
import { explain } from '../../core/errors/explain';
import { mutation } from '../../core/graphql/mutation';
import { problemOf } from '../../core/graphql/problem';
import { JobKindValues, type JobKind } from '../../core/graphql/schema.generated';
import { DayPipe } from '../../ui/dates';
import { Dialog } from '../../ui/dialog';
import { Field } from '../../ui/field';
import { Icon } from '../../ui/icon';
import { Locale } from '../../ui/locale';
import { CreateJobFromTicketDocument } from './create-job.generated';
import type { TicketControlsFragment } from './ticket-controls.generated';
import type { TicketJobFragment } from './ticket-page.generated';

/** Makes a visit out of a ticket, and leads to the board of its day. */
@Component({
  selector: 'app-create-job',
  imports: [DayPipe, Dialog, Field, FormField, Icon, RouterLink, TranslocoPipe],
  templateUrl: './create-job.html',
  styles: `.pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 10rem), 1fr)); gap: var(--s3); }`,
})
export class CreateJob implements OnInit {
  readonly ticket = input.required<TicketControlsFragment>();
  readonly created = output();
  readonly closed = output();

  private readonly transloco = inject(TranslocoService);
  protected readonly today = dayOf(new Date(), inject(Locale).zone());
  protected readonly kinds = JobKindValues;
  protected readonly create = mutation(CreateJobFromTicketDocument);
  protected readonly model = signal({ title: '', kind: 'REPAIR' as JobKind, minutes: 60, day: this.today, notes: '' });
  protected readonly form = form(this.model, (path) => {
    required(path.title);
    maxLength(path.title, 200);
    min(path.minutes, 15);
    max(path.minutes, 720);
  });
  protected readonly problem = signal('');
  /** The visit, once it is made. */
  protected readonly job = signal<TicketJobFragment | undefined>(undefined);

  ngOnInit(): void {
    this.model.update((model) => ({ ...model, title: this.ticket().subject }));
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    this.problem.set('');
    await submit(this.form, async () => {
      await this.make().catch((error: unknown) => this.problem.set(this.transloco.translate(explain(error))));
      return undefined;
    });
  }

  private async make(): Promise<void> {
    const { title, kind, minutes, day, notes } = this.model();
    const { createJobFromTicket: job } = await this.create({ ticketId: this.ticket().id, input: { title, kind, durationMinutes: minutes, day: day || null, notes } });
    this.problem.set(problemOf(job));
    if (job.__typename !== 'Job') return;
    this.job.set(job);
    this.created.emit();
  }
}
