import { Component, computed, input, output, signal } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { mutation } from '../../core/graphql/mutation';
import { problemOf } from '../../core/graphql/problem';
import { query } from '../../core/graphql/query';
import { DayPipe } from '../../ui/dates';
import { Dialog } from '../../ui/dialog';
import { LoadFailed } from '../../ui/load-failed';
import { MoneyPipe } from '../../ui/money';
import { CustomerPicker } from '../accounting/customer-picker';
import { OpsAllocateDocument, OpsMovePaymentDocument, OpsOpenInvoicesDocument, OpsUnallocateDocument, type OpsPaymentRowFragment } from './payments.generated';

/** What a payment settles: put against an invoice, taken off one, or given to the customer it really came from. */
@Component({
  selector: 'app-payment-dialog',
  imports: [CustomerPicker, DayPipe, Dialog, LoadFailed, MoneyPipe, TranslocoPipe],
  template: `
    <app-dialog [heading]="'ops.payments.manage' | transloco" [wide]="true" (closed)="closed.emit()">
      <div class="stack">
        <p>{{ payment().customer.name }} · <strong class="number">{{ payment().amount | money }}</strong> · {{ 'ops.payments.left' | transloco: { amount: (payment().unallocated | money) } }}</p>
        @if (problem(); as text) { <p class="note bad" role="alert">{{ text }}</p> }
        <section>
          <h3>{{ 'ops.payments.settles' | transloco }}</h3>
          <ul class="rows">
            @for (part of payment().allocations; track part.id) {
              <li><span>{{ part.invoice.number }}</span><span class="push number">{{ part.amount | money }}</span><button type="button" class="button small" [disabled]="busy()" (click)="takeOff(part.invoice.id)">{{ 'ops.payments.takeOff' | transloco }}<span class="unseen"> {{ part.invoice.number }}</span></button></li>
            } @empty { <li class="faint">{{ 'ops.payments.settlesNothing' | transloco }}</li> }
          </ul>
        </section>
        @if (payment().unallocated.amount > 0) {
          <section>
            <h3>{{ 'ops.payments.open' | transloco }}</h3>
            <app-load-failed [of]="invoices" />
            <ul class="rows">
              @for (invoice of open(); track invoice.id) {
                <li><span>{{ invoice.number }} <small class="quiet">{{ invoice.dueOn | day }}</small></span><span class="push number">{{ invoice.balance | money }}</span><button type="button" class="button small" [disabled]="busy()" (click)="put(invoice.id)">{{ 'ops.payments.put' | transloco }}<span class="unseen"> {{ invoice.number }}</span></button></li>
              } @empty {
                @if (!invoices.error()) { <li class="faint">{{ (invoices.loading() ? 'ui.loading' : 'ops.payments.noneOpen') | transloco }}</li> }
              }
            </ul>
          </section>
        }
        <section>
          <h3>{{ 'ops.payments.move' | transloco }}</h3>
          <p class="quiet">{{ 'ops.payments.moveText' | transloco }}</p>
          <app-customer-picker [label]="'ops.accounting.pick' | transloco" (picked)="target.set($event)" />
          @if (target(); as who) {
            <button type="button" class="button danger" [disabled]="busy()" (click)="move(who.id)">{{ 'ops.payments.moveTo' | transloco: { name: who.name } }}</button>
          }
        </section>
      </div>
      <div actions><button type="button" class="button" (click)="closed.emit()">{{ 'ui.close' | transloco }}</button></div>
    </app-dialog>
  `,
  styles: 'h3 { margin: 0 0 var(--s1); font-size: var(--t-md); } section { display: grid; gap: var(--s2); }',
})
export class PaymentDialog {
  readonly payment = input.required<OpsPaymentRowFragment>();
  readonly closed = output();
  readonly changed = output();

  private readonly allocating = mutation(OpsAllocateDocument);
  private readonly unallocating = mutation(OpsUnallocateDocument);
  private readonly moving = mutation(OpsMovePaymentDocument);
  protected readonly invoices = query(OpsOpenInvoicesDocument, () => ({ customerId: this.payment().customer.id }));
  protected readonly open = computed(() => this.invoices.data()?.invoices.nodes ?? []);
  protected readonly target = signal<{ readonly id: string; readonly name: string } | undefined>(undefined);
  protected readonly problem = signal('');
  protected readonly busy = computed(() => this.allocating.busy() || this.unallocating.busy() || this.moving.busy());

  protected async put(invoiceId: string): Promise<void> {
    this.done(problemOf((await this.allocating({ paymentId: this.payment().id, invoiceId })).allocatePayment));
  }

  protected async takeOff(invoiceId: string): Promise<void> {
    this.done(problemOf((await this.unallocating({ paymentId: this.payment().id, invoiceId })).unallocatePayment));
  }

  protected async move(customerId: string): Promise<void> {
    this.done(problemOf((await this.moving({ id: this.payment().id, customerId })).movePayment));
    if (!this.problem()) this.closed.emit();
  }

  private done(problem: string): void {
    this.problem.set(problem);
    if (problem) return;
    this.invoices.reload();
    this.changed.emit();
  }
}
