import { Component, inject, input, output, signal } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { explain } from '../../core/errors/explain';
import { mutation } from '../../core/graphql/mutation';
import { type JobKind, JobKindValues, type Priority, type TicketKind, TicketKindValues } from '../../core/graphql/schema.generated';
import { Dialog } from '../../ui/dialog';
import { Field } from '../../ui/field';
import { Toasts } from '../../ui/toast';
import { CreateJobForDocument, OpenTicketForDocument, type CustomerPageFragment } from './customer.generated';

const PRIORITIES: readonly Priority[] = ['LOW', 'MEDIUM', 'HIGH', 'URGENT'];

/** Opens a ticket or asks for a visit on behalf of a customer, without leaving their page. */
@Component({
  selector: 'app-quick-request',
  imports: [Dialog, Field, TranslocoPipe],
  template: `
    <app-dialog [heading]="('ops.customers.' + (what() === 'ticket' ? 'newTicket' : 'newJob') | transloco) + ' · ' + customer().name" [sheet]="true" (closed)="closed.emit()">
      <form id="quick-request" class="stack" (submit)="save($event, title.value, text.value, kind.value, priority.value, place.value)">
        <app-field [label]="'ops.customers.requestTitle' | transloco"><input #title class="input" required minlength="3" maxlength="140" autocomplete="off" /></app-field>
        <app-field [label]="'ops.customers.requestText' | transloco" [optional]="what() === 'job'"><textarea #text class="input" rows="4" [required]="what() === 'ticket'"></textarea></app-field>
        <div class="grid">
          <app-field [label]="'ops.customers.requestKind' | transloco">
            <select #kind class="input">
              @for (name of what() === 'ticket' ? ticketKinds : jobKinds; track name) {
                <option [value]="name" [selected]="name === 'SUPPORT' || name === 'REPAIR'">{{ (what() === 'ticket' ? 'ops.customers.ticketKind.' : 'domain.job.kind.') + name | transloco }}</option>
              }
            </select>
          </app-field>
          <app-field [label]="'ops.customers.priority' | transloco">
            <select #priority class="input">
              @for (name of priorities; track name) {
                <option [value]="name" [selected]="name === 'MEDIUM'">{{ 'domain.job.priority.' + name | transloco }}</option>
              }
            </select>
          </app-field>
        </div>
        <app-field [label]="'ops.customers.place' | transloco">
          <select #place class="input">
            @for (one of customer().locations; track one.id) {
              <option [value]="one.id">{{ one.line1 }}, {{ one.city }}</option>
            } @empty {
              <option value="">—</option>
            }
          </select>
        </app-field>
        @if (problem()) {
          <p class="note bad" role="alert">{{ problem() }}</p>
        }
      </form>
      <div actions>
        <button type="button" class="button" (click)="closed.emit()">{{ 'ui.cancel' | transloco }}</button>
        <button type="submit" form="quick-request" class="button primary" [disabled]="openTicket.busy() || createJob.busy()">{{ 'ops.customers.create' | transloco }}</button>
      </div>
    </app-dialog>
  `,
  styles: `.grid { --min: 10rem; }`,
})
export class QuickRequest {
  readonly what = input.required<'ticket' | 'job'>();
  readonly customer = input.required<CustomerPageFragment>();
  readonly closed = output();
  readonly asked = output();

  private readonly transloco = inject(TranslocoService);
  private readonly toasts = inject(Toasts);
  protected readonly openTicket = mutation(OpenTicketForDocument);
  protected readonly createJob = mutation(CreateJobForDocument);
  protected readonly ticketKinds = TicketKindValues;
  protected readonly jobKinds = JobKindValues;
  protected readonly priorities = PRIORITIES;
  protected readonly problem = signal('');

  protected async save(event: Event, title: string, text: string, kind: string, priority: string, place: string): Promise<void> {
    event.preventDefault();
    const common = { customerId: this.customer().id, locationId: place || null, priority: priority as Priority };
    try {
      const made =
        this.what() === 'ticket'
          ? (await this.openTicket({ input: { ...common, subject: title, description: text, kind: kind as TicketKind } })).openTicket
          : (await this.createJob({ input: { ...common, title, notes: text, kind: kind as JobKind } })).createJob;
      if ('message' in made) return this.problem.set(made.message);
      this.toasts.show({ text: this.transloco.translate('ops.customers.created', { number: made.number }), tone: 'good' });
      this.asked.emit();
    } catch (error) {
      this.problem.set(this.transloco.translate(explain(error)));
    }
  }
}
