import { Component, computed, inject, input, output, signal } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { mutation } from '../../core/graphql/mutation';
import { problemOf } from '../../core/graphql/problem';
import { query } from '../../core/graphql/query';
import { DayPipe } from '../../ui/dates';
import { Dialog } from '../../ui/dialog';
import { Field } from '../../ui/field';
import { Icon } from '../../ui/icon';
import { LoadFailed } from '../../ui/load-failed';
import { MoneyPipe } from '../../ui/money';
import { Toasts } from '../../ui/toast';
import { ChangePlanDocument, PlanChoicesDocument, PlanCostDocument } from './plan-change.generated';

/** Chooses another plan and shows what it costs, line by line, before the customer agrees to exactly that. */
@Component({
  selector: 'app-plan-change',
  imports: [DayPipe, Dialog, Field, Icon, LoadFailed, MoneyPipe, TranslocoPipe],
  templateUrl: './plan-change.html',
  styles: `
    dl { display: grid; gap: var(--s2); }
    dl > div { display: flex; justify-content: space-between; gap: var(--s4); }
    small { display: block; color: var(--quiet); }
    .sum { padding-top: var(--s2); border-top: 1px solid var(--line); font-weight: 600; }
  `,
})
export class PlanChange {
  readonly subscriptionId = input.required<string>();
  readonly closed = output();
  readonly done = output();

  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  protected readonly plans = query(PlanChoicesDocument, () => ({ id: this.subscriptionId() }));
  protected readonly chosen = signal('');
  protected readonly choices = computed(() => this.plans.data()?.planChoices ?? []);
  protected readonly answer = query(PlanCostDocument, () => (this.chosen() ? { id: this.subscriptionId(), change: { kind: 'CHANGE', itemId: this.chosen() } } : undefined));
  protected readonly cost = computed(() => {
    const cost = this.chosen() ? this.answer.data()?.subscriptionChangeCost : undefined;
    return cost?.__typename === 'ChangeCost' ? cost : undefined;
  });
  protected readonly refusal = computed(() => problemOf(this.answer.data()?.subscriptionChangeCost));
  protected readonly changing = mutation(ChangePlanDocument);
  protected readonly problem = signal('');

  protected async agree(): Promise<void> {
    const { changeSubscription } = await this.changing({ id: this.subscriptionId(), change: { kind: 'CHANGE', itemId: this.chosen() }, agreed: this.cost()!.total.amount });
    this.problem.set(problemOf(changeSubscription));
    if (this.problem()) return this.answer.reload();
    this.toasts.show({ text: this.transloco.translate('portal.plan.changed'), tone: 'good' });
    this.done.emit();
  }
}
