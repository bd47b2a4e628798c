import { Component, input, output, signal } from '@angular/core';
import { form, FormField, minLength, required, submit } from '@angular/forms/signals';
import { TranslocoPipe } from '@jsverse/transloco';
import { mutation } from '../../core/graphql/mutation';
import { problemOf } from '../../core/graphql/problem';
import { Dialog } from '../../ui/dialog';
import { Field } from '../../ui/field';
import { VoidInvoiceDocument } from './void-invoice.generated';

/** Asks why before an invoice is made void: its number stays taken, and the books want the reason. */
@Component({
  selector: 'app-void-invoice',
  imports: [Dialog, Field, FormField, TranslocoPipe],
  template: `
    <app-dialog [heading]="'ops.invoices.voidTitle' | transloco: { number: number() }" (closed)="closed.emit()">
      <form id="void-invoice" class="stack" novalidate (submit)="save($event)">
        <p class="quiet">{{ 'ops.invoices.voidText' | transloco }}</p>
        <app-field [label]="'ops.invoices.reason' | transloco" [of]="form.reason" [error]="problem()">
          <textarea class="input" [formField]="form.reason"></textarea>
        </app-field>
      </form>
      <div actions>
        <button type="button" class="button" (click)="closed.emit()">{{ 'ui.cancel' | transloco }}</button>
        <button type="submit" form="void-invoice" class="button danger" [disabled]="voidInvoice.busy()">{{ 'ops.invoices.void' | transloco }}</button>
      </div>
    </app-dialog>
  `,
})
export class VoidInvoice {
  readonly invoiceId = input.required<string>();
  readonly number = input.required<string>();
  readonly closed = output();
  readonly done = output();

  protected readonly voidInvoice = mutation(VoidInvoiceDocument);
  protected readonly problem = signal('');
  protected readonly model = signal({ reason: '' });
  protected readonly form = form(this.model, (path) => {
    required(path.reason);
    minLength(path.reason, 3);
  });

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    await submit(this.form, async () => {
      const { voidInvoice } = await this.voidInvoice({ id: this.invoiceId(), reason: this.model().reason.trim() });
      this.problem.set(problemOf(voidInvoice));
      if (!this.problem()) this.done.emit();
      return undefined;
    });
  }
}
