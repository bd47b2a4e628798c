import { Component, computed, inject, input, linkedSignal, output, signal } from '@angular/core';
import { form, FormField, required, submit, validate } from '@angular/forms/signals';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { parseAmount, type Money } from '@demarc/money';
import { mutation } from '../../core/graphql/mutation';
import { problemOf } from '../../core/graphql/problem';
import { Dialog } from '../../ui/dialog';
import { Field } from '../../ui/field';
import { Locale } from '../../ui/locale';
import { typedAmount } from '../../ui/money';
import { RecordPaymentDocument } from './record-payment.generated';

/** Writes down a cheque or other money that came past the card processor. */
@Component({
  selector: 'app-record-payment',
  imports: [Dialog, Field, FormField, TranslocoPipe],
  template: `
    <app-dialog [heading]="'ops.invoices.record' | transloco" (closed)="closed.emit()">
      <form id="record-payment" class="stack" novalidate (submit)="save($event)">
        <app-field [label]="'ops.invoices.received' | transloco" [of]="form.amount" [error]="problem()">
          <input class="input" inputmode="decimal" autocomplete="off" [formField]="form.amount" />
        </app-field>
        <app-field [label]="'ops.invoices.method' | transloco">
          <select class="input" [formField]="form.method">
            <option value="CHEQUE">{{ 'domain.invoice.method.CHEQUE' | transloco }}</option>
            <option value="OTHER">{{ 'domain.invoice.method.OTHER' | transloco }}</option>
          </select>
        </app-field>
        <app-field [label]="'ops.invoices.reference' | transloco" [optional]="true">
          <input class="input" autocomplete="off" [formField]="form.reference" />
        </app-field>
      </form>
      <div actions>
        <button type="button" class="button" (click)="closed.emit()">{{ 'ui.cancel' | transloco }}</button>
        <button type="submit" form="record-payment" class="button primary" [disabled]="record.busy()">{{ 'ops.invoices.save' | transloco }}</button>
      </div>
    </app-dialog>
  `,
})
export class RecordPayment {
  readonly customerId = input.required<string>();
  /** Without one the oldest unpaid invoices take it. */
  readonly invoiceId = input<string>();
  readonly balance = input<Money>();
  readonly closed = output();
  readonly done = output();

  protected readonly record = mutation(RecordPaymentDocument);
  private readonly transloco = inject(TranslocoService);
  private readonly tag = inject(Locale).tag();
  protected readonly problem = signal('');
  protected readonly model = linkedSignal(() => ({ amount: this.balance() ? typedAmount(this.balance()!.amount, this.tag) : '', method: 'CHEQUE', reference: '' }));
  protected readonly form = form(this.model, (path) => {
    required(path.amount);
    validate(path.amount, ({ value }) => ((parseAmount(value()) ?? 0) > 0 ? undefined : { kind: 'amount', message: this.transloco.translate('ops.moneyActions.wrongAmount') }));
  });
  private readonly cents = computed(() => parseAmount(this.model().amount) ?? 0);

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    await submit(this.form, async () => {
      const { method, reference } = this.model();
      const { recordPayment } = await this.record({
        input: { customerId: this.customerId(), invoiceId: this.invoiceId() ?? null, amount: this.cents(), method: method === 'CHEQUE' ? 'CHEQUE' : 'OTHER', reference: reference.trim() },
      });
      this.problem.set(problemOf(recordPayment));
      if (!this.problem()) this.done.emit();
      return undefined;
    });
  }
}
