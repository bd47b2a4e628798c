import { Component, inject, input, output, signal, type OnInit } from '@angular/core';
import { form, FormField, max, maxLength, min, minLength, required, submit } from '@angular/forms/signals';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { explain } from '../../core/errors/explain';
import { mutation } from '../../core/graphql/mutation';
import { PriorityValues, TicketKindValues, type Priority, type TicketKind } from '../../core/graphql/schema.generated';
import { Dialog } from '../../ui/dialog';
import { Field } from '../../ui/field';
import { Icon } from '../../ui/icon';
import { CustomerPicker, type Picked } from '../customers/customer-picker';
import { SaveServiceLevelDocument, type PromiseLevelFragment } from './settings.generated';

/** The longest promise, in hours: sixty days. */
const MOST_HOURS = 1_440;

/** Writes one promise: for which tickets, and how soon. */
@Component({
  selector: 'app-promise-editor',
  imports: [CustomerPicker, Dialog, Field, FormField, Icon, TranslocoPipe],
  template: `
    <app-dialog [sheet]="true" [heading]="(level() ? 'ops.settings.promises.editTitle' : 'ops.settings.promises.addTitle') | transloco" (closed)="closed.emit()">
      <form id="promise" class="stack" novalidate (submit)="keep($event)">
        <app-field [label]="'ops.settings.promises.name' | transloco" [of]="form.name"><input class="input" autocomplete="off" [formField]="form.name" /></app-field>
        <app-field [label]="'ops.settings.promises.priority' | transloco">
          <select class="input" [formField]="form.priority">
            <option value="">{{ 'ops.settings.promises.anyPriority' | transloco }}</option>
            @for (one of priorities; track one) {
              <option [value]="one">{{ 'domain.ticket.priority.' + one | transloco }}</option>
            }
          </select>
        </app-field>
        <app-field [label]="'ops.settings.promises.kind' | transloco">
          <select class="input" [formField]="form.kind">
            <option value="">{{ 'ops.settings.promises.anyKind' | transloco }}</option>
            @for (one of kinds; track one) {
              <option [value]="one">{{ 'domain.ticket.kind.' + one | transloco }}</option>
            }
          </select>
        </app-field>
        <div class="stack">
          <span class="label" id="promise-customer">{{ 'ops.settings.promises.customer' | transloco }}</span>
          @if (customer(); as one) {
            <p class="row"><strong>{{ one.name }}</strong><button type="button" class="button small quiet" (click)="customer.set(null)"><app-icon name="x" />{{ 'ops.settings.promises.anyCustomer' | transloco }}</button></p>
          } @else if (picking()) {
            <app-customer-picker [label]="'ops.settings.promises.findCustomer' | transloco" (picked)="pick($event)" />
          } @else {
            <p class="row"><span>{{ 'ops.settings.promises.anyCustomer' | transloco }}</span><button type="button" class="button small" aria-describedby="promise-customer" (click)="picking.set(true)">{{ 'ops.settings.promises.chooseCustomer' | transloco }}</button></p>
          }
        </div>
        <app-field [label]="'ops.settings.promises.replyHours' | transloco" [of]="form.reply"><input class="input" type="number" step="0.25" [formField]="form.reply" /></app-field>
        <app-field [label]="'ops.settings.promises.settleHours' | transloco" [of]="form.settle"><input class="input" type="number" step="0.25" [formField]="form.settle" /></app-field>
        <label class="check"><input type="checkbox" [formField]="form.onlyOpenHours" /><span>{{ 'ops.settings.promises.onlyOpenHours' | transloco }}</span></label>
        @if (problem(); as text) {
          <p class="note bad" role="alert"><app-icon name="alert" />{{ text }}</p>
        }
      </form>
      <div actions>
        <button type="button" class="button" (click)="closed.emit()">{{ 'ui.cancel' | transloco }}</button>
        <button type="submit" form="promise" class="button primary" [disabled]="save.busy()">{{ 'ops.settings.save' | transloco }}</button>
      </div>
    </app-dialog>
  `,
  styles: `
    .stack .stack {
      gap: var(--s2);
    }
    .label {
      font-weight: 560;
    }
  `,
})
export class PromiseEditor implements OnInit {
  /** The one to change; without, a new one. */
  readonly level = input<PromiseLevelFragment | null>();
  readonly closed = output();
  readonly saved = output();

  private readonly transloco = inject(TranslocoService);
  protected readonly priorities = PriorityValues;
  protected readonly kinds = TicketKindValues;
  protected readonly save = mutation(SaveServiceLevelDocument);
  protected readonly model = signal({ name: '', priority: '', kind: '', reply: 4, settle: 24, onlyOpenHours: true });
  protected readonly form = form(this.model, (path) => {
    required(path.name);
    minLength(path.name, 2);
    maxLength(path.name, 80);
    for (const hours of [path.reply, path.settle]) {
      required(hours);
      min(hours, 0.25);
      max(hours, MOST_HOURS);
    }
  });
  /** The customer it is for; none for any. */
  protected readonly customer = signal<Picked | null>(null);
  protected readonly picking = signal(false);
  protected readonly problem = signal('');

  ngOnInit(): void {
    const level = this.level();
    if (level) this.model.set({ name: level.name, priority: level.priority ?? '', kind: level.kind ?? '', reply: level.replyMinutes / 60, settle: level.settleMinutes / 60, onlyOpenHours: level.onlyOpenHours });
    if (level?.customer) this.customer.set({ customerId: level.customer.id, name: level.customer.name });
  }

  protected pick(customer: Picked): void {
    this.customer.set(customer);
    this.picking.set(false);
  }

  protected async keep(event: Event): Promise<void> {
    event.preventDefault();
    this.problem.set('');
    await submit(this.form, async () => {
      const { name, priority, kind, reply, settle, onlyOpenHours } = this.model();
      try {
        await this.save({ input: { id: this.level()?.id ?? null, name, priority: (priority as Priority) || null, kind: (kind as TicketKind) || null, customerId: this.customer()?.customerId ?? null, replyMinutes: Math.round(reply * 60), settleMinutes: Math.round(settle * 60), onlyOpenHours } });
        this.saved.emit();
      } catch (error) {
        this.problem.set(this.transloco.translate(explain(error)));
      }
      return undefined;
    });
  }
}
