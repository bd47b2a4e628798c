import { Component, inject, input, linkedSignal, output, signal } from '@angular/core';
import { form, FormField, minLength, required, submit, validate } from '@angular/forms/signals';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { parseAmount, type Money } from '@demarc/money';
import { mutation } from '../../core/graphql/mutation';
import { problemOf } from '../../core/graphql/problem';
import { Dialog } from '../../ui/dialog';
import { Field } from '../../ui/field';
import { Locale } from '../../ui/locale';
import { typedAmount } from '../../ui/money';
import { OpsCreditInvoiceDocument, OpsRefundDocument, OpsWriteOffDocument } from './invoice-action.generated';

export type MoneyAction = 'credit' | 'writeOff' | 'refund';

/** Asks how much and why before an invoice is credited or written off, or a payment is given back. */
@Component({
  selector: 'app-invoice-action',
  imports: [Dialog, Field, FormField, TranslocoPipe],
  template: `
    <app-dialog [heading]="'ops.moneyActions.' + action() + '.title' | transloco" (closed)="closed.emit()">
      <form id="invoice-action" class="stack" novalidate (submit)="save($event)">
        <p class="quiet">{{ 'ops.moneyActions.' + action() + '.text' | transloco }}</p>
        @if (action() !== 'writeOff') {
          <app-field [label]="'ops.moneyActions.amount' | transloco" [of]="form.amount" [error]="problem()">
            <input class="input" inputmode="decimal" autocomplete="off" [formField]="form.amount" />
          </app-field>
        }
        <app-field [label]="'ops.invoices.reason' | transloco" [of]="form.reason" [error]="action() === 'writeOff' ? problem() : ''">
          <textarea class="input" [formField]="form.reason"></textarea>
        </app-field>
      </form>
      <div actions>
        <button type="button" class="button" (click)="closed.emit()">{{ 'ui.cancel' | transloco }}</button>
        <button type="submit" form="invoice-action" class="button primary" [disabled]="busy()">{{ 'ops.moneyActions.' + action() + '.do' | transloco }}</button>
      </div>
    </app-dialog>
  `,
})
export class InvoiceAction {
  readonly action = input.required<MoneyAction>();
  /** The invoice, or for a refund the payment. */
  readonly target = input.required<string>();
  readonly most = input.required<Money>();
  readonly closed = output();
  readonly done = output();

  private readonly credit = mutation(OpsCreditInvoiceDocument);
  private readonly writeOff = mutation(OpsWriteOffDocument);
  private readonly refund = mutation(OpsRefundDocument);
  protected readonly busy = signal(false);
  private readonly transloco = inject(TranslocoService);
  private readonly tag = inject(Locale).tag();
  protected readonly problem = signal('');
  protected readonly model = linkedSignal(() => ({ amount: typedAmount(this.most().amount, this.tag), reason: '' }));
  protected readonly form = form(this.model, (path) => {
    required(path.amount);
    validate(path.amount, ({ value }) => ((parseAmount(value()) ?? 0) > 0 ? undefined : { kind: 'amount', message: this.transloco.translate('ops.moneyActions.wrongAmount') }));
    required(path.reason);
    minLength(path.reason, 3);
  });

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    await submit(this.form, async () => {
      this.busy.set(true);
      try {
        this.problem.set(await this.act());
        if (!this.problem()) this.done.emit();
      } finally {
        this.busy.set(false);
      }
      return undefined;
    });
  }

  private async act(): Promise<string> {
    const [id, reason, amount] = [this.target(), this.model().reason.trim(), parseAmount(this.model().amount)!];
    if (this.action() === 'credit') return problemOf((await this.credit({ id, amount, reason })).creditInvoice);
    if (this.action() === 'refund') return problemOf((await this.refund({ id, amount, reason })).refundPayment);
    return problemOf((await this.writeOff({ id, reason })).writeOffInvoice);
  }
}
