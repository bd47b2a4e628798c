import { Component, inject, output, signal } from '@angular/core';
import { form, FormField, maxLength, required } from '@angular/forms/signals';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { explain } from '../../core/errors/explain';
import { mutation } from '../../core/graphql/mutation';
import { Dialog } from '../../ui/dialog';
import { Field } from '../../ui/field';
import { CreateCustomerDocument } from './customers.generated';

/** Adds a customer with what is said on the phone: a name, how to reach them, where they live. */
@Component({
  selector: 'app-new-customer',
  imports: [Dialog, Field, FormField, TranslocoPipe],
  template: `
    <app-dialog [heading]="'ops.customers.add' | transloco" [sheet]="true" (closed)="closed.emit()">
      <form id="new-customer" class="stack" novalidate (submit)="$event.preventDefault(); save()">
        <app-field [label]="'ops.customers.name' | transloco" [of]="form.name"><input class="input" autocomplete="off" [formField]="form.name" /></app-field>
        <div class="grid">
          <app-field [optional]="true" [label]="'ops.customers.email' | transloco"><input class="input" type="email" autocomplete="off" [formField]="form.email" /></app-field>
          <app-field [optional]="true" [label]="'ops.customers.phone' | transloco"><input class="input" type="tel" autocomplete="off" [formField]="form.phone" /></app-field>
        </div>
        <app-field [optional]="true" [label]="'ops.customers.address' | transloco"><input class="input" autocomplete="off" [formField]="form.line1" /></app-field>
        <div class="grid">
          <app-field [optional]="true" [label]="'ops.customers.city' | transloco"><input class="input" autocomplete="off" [formField]="form.city" /></app-field>
          <app-field [optional]="true" [label]="'ops.customers.postalCode' | transloco"><input class="input" autocomplete="off" [formField]="form.postalCode" /></app-field>
        </div>
        @if (problem()) {
          <p class="note bad" role="alert">{{ problem() }}</p>
        }
      </form>
      <div actions>
        <button type="button" class="button" (click)="closed.emit()">{{ 'ui.cancel' | transloco }}</button>
        <button type="submit" form="new-customer" class="button primary" [disabled]="create.busy()">{{ 'ops.customers.addNow' | transloco }}</button>
      </div>
    </app-dialog>
  `,
  styles: `.grid { --min: 12rem; }`,
})
export class NewCustomer {
  readonly closed = output();
  /** The id of the customer that was made. */
  readonly added = output<string>();

  private readonly transloco = inject(TranslocoService);
  protected readonly create = mutation(CreateCustomerDocument);
  protected readonly problem = signal('');
  private readonly model = signal({ name: '', email: '', phone: '', line1: '', city: '', postalCode: '' });
  protected readonly form = form(this.model, (path) => {
    required(path.name);
    maxLength(path.name, 140);
  });

  protected async save(): Promise<void> {
    this.form.name().markAsTouched();
    if (this.form().invalid()) return;
    const { name, email, phone, line1, city, postalCode } = this.model();
    const location = line1.trim() || city.trim() ? { line1, city, postalCode } : null;
    try {
      const { createCustomer } = await this.create({ input: { name, email, phone, location } });
      if ('message' in createCustomer) this.problem.set(createCustomer.message);
      else this.added.emit(createCustomer.id);
    } catch (error) {
      this.problem.set(this.transloco.translate(explain(error)));
    }
  }
}
