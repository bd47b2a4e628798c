import { Component, computed, inject, input, output, signal } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { live } from '../../core/graphql/live';
import { mutation } from '../../core/graphql/mutation';
import { query } from '../../core/graphql/query';
import { Can } from '../../core/session/can';
import { Confirms } from '../../ui/confirm';
import { DayPipe, WhenPipe } from '../../ui/dates';
import { Icon } from '../../ui/icon';
import { LoadFailed } from '../../ui/load-failed';
import { MoneyPipe } from '../../ui/money';
import { OpsCancelArrangementDocument, OpsCustomerDebtsChangedDocument, OpsCustomerDebtsDocument, OpsProtectServiceDocument } from './customer-debts.generated';
import { ArrangeDialog } from './arrange-dialog';
import { DebtDialog, type DebtAction } from './debt-dialog';
import { StageMap } from './stage-map';

/** One customer's debts: where they stand, what comes next or stands in its way, what was done, and what the office may do. */
@Component({
  selector: 'app-customer-debts',
  imports: [ArrangeDialog, Can, DayPipe, DebtDialog, Icon, LoadFailed, MoneyPipe, StageMap, TranslocoPipe, WhenPipe],
  templateUrl: './customer-debts.html',
  styles: `
    small { display: block; }
    .timeline { max-height: 22rem; overflow: auto; }
    .next { display: flex; flex-wrap: wrap; gap: var(--s1) var(--s2); align-items: center; }
  `,
})
export class CustomerDebts {
  readonly customerId = input.required<string>();
  /** Something was done that changes what the customer owes or has. */
  readonly changed = output();

  private readonly confirms = inject(Confirms);
  private readonly transloco = inject(TranslocoService);
  protected readonly protecting = mutation(OpsProtectServiceDocument);
  protected readonly cancelling = mutation(OpsCancelArrangementDocument);
  protected readonly data = query(OpsCustomerDebtsDocument, () => ({ id: this.customerId() }));
  protected readonly forecast = computed(() => this.data.data()?.dunningForecast);
  protected readonly account = computed(() => this.data.data()?.dunningAccount);
  protected readonly steps = computed(() => this.data.data()?.billingPolicy.dunning ?? []);
  protected readonly arrangement = computed(() => this.account()?.arrangements.find(({ status }) => status === 'ACTIVE'));
  protected readonly order = computed(() => this.account()?.orders[0]);
  /** Shown only when there is something to say. */
  protected readonly shown = computed(() => Boolean(this.account() ?? this.forecast()?.owed.amount));
  protected readonly owes = computed(() => (this.forecast()?.owed.amount ?? 0) > 0);
  protected readonly dialog = signal<DebtAction | 'arrange' | undefined>(undefined);

  constructor() {
    live(OpsCustomerDebtsChangedDocument, () => ({ id: this.customerId() }), () => this.data.reload());
  }

  protected done(): void {
    this.dialog.set(undefined);
    this.data.reload();
    this.changed.emit();
  }

  protected async unprotect(): Promise<void> {
    const title = this.transloco.translate('ops.dunning.unprotect');
    if (!(await this.confirms.ask({ title, text: this.transloco.translate('ops.dunning.unprotectText'), action: title }))) return;
    await this.protecting({ customerId: this.customerId(), reason: '' });
    this.done();
  }

  protected async cancel(id: string): Promise<void> {
    const title = this.transloco.translate('ops.dunning.cancelArrangement');
    if (!(await this.confirms.ask({ title, text: this.transloco.translate('ops.dunning.cancelText'), action: title, danger: true }))) return;
    await this.cancelling({ id });
    this.done();
  }
}
