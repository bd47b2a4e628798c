import { Component, computed, inject, input, type OnInit, output, signal } from '@angular/core';
import { form, FormField, max, maxLength, min, required, submit } from '@angular/forms/signals';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { explain } from '../../core/errors/explain';
import { mutation } from '../../core/graphql/mutation';
import { problemOf } from '../../core/graphql/problem';
import { query } from '../../core/graphql/query';
import { JobKindValues, PriorityValues, type JobKind, type Priority } from '../../core/graphql/schema.generated';
import { Dialog } from '../../ui/dialog';
import { Field } from '../../ui/field';
import { Icon } from '../../ui/icon';
import { Toasts } from '../../ui/toast';
import { CustomerChoice } from './customer-choice';
import { CreateBoardJobDocument, NewJobPlacesDocument } from './new-job.generated';

/** A visit nobody asked for in writing: finds the customer, then asks what is to be done, and puts it among those that wait. */
@Component({
  selector: 'app-new-job',
  imports: [CustomerChoice, Dialog, Field, FormField, Icon, TranslocoPipe],
  templateUrl: './new-job.html',
  styleUrl: './new-job.css',
})
export class NewJob implements OnInit {
  /** The day of the board, `YYYY-MM-DD`. */
  readonly day = input.required<string>();
  readonly created = output<string>();
  readonly closed = output();

  private readonly transloco = inject(TranslocoService);
  private readonly toasts = inject(Toasts);
  protected readonly kinds = JobKindValues;
  protected readonly priorities = PriorityValues;
  protected readonly customerId = signal<string | undefined>(undefined);
  protected readonly answer = query(NewJobPlacesDocument, () => (this.customerId() ? { id: this.customerId()! } : undefined));
  protected readonly customer = computed(() => (this.customerId() ? this.answer.data()?.customer : undefined));

  protected readonly create = mutation(CreateBoardJobDocument);
  protected readonly model = signal({ title: '', kind: 'REPAIR' as JobKind, priority: 'MEDIUM' as Priority, minutes: 60, day: '', place: '', notes: '' });
  protected readonly form = form(this.model, (path) => {
    required(path.title);
    maxLength(path.title, 200);
    min(path.minutes, 15);
    max(path.minutes, 720);
  });
  protected readonly problem = signal('');

  ngOnInit(): void {
    this.model.update((model) => ({ ...model, day: this.day() }));
  }

  protected choose(id: string | undefined): void {
    this.customerId.set(id);
    this.model.update((model) => ({ ...model, place: '' }));
    this.problem.set('');
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
    const { title, kind, priority, minutes, day, place, notes } = this.model();
    const { createJob: job } = await this.create({ input: { customerId: this.customerId()!, title, kind, priority, durationMinutes: minutes, day: day || null, locationId: place || null, notes } });
    this.problem.set(problemOf(job));
    if (job.__typename !== 'Job') return;
    this.toasts.show({ text: this.transloco.translate('ops.dispatch.new.made', { number: job.number }), tone: 'good' });
    this.created.emit(job.id);
  }
}
