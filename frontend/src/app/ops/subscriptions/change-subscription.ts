import { Component, computed, inject, input, output, signal } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { dayOf } from '@demarc/time';
import { mutation } from '../../core/graphql/mutation';
import { problemOf } from '../../core/graphql/problem';
import { query } from '../../core/graphql/query';
import { Session } from '../../core/session/session';
import { DayPipe } from '../../ui/dates';
import { Dialog } from '../../ui/dialog';
import { Field } from '../../ui/field';
import { LoadFailed } from '../../ui/load-failed';
import { MoneyPipe } from '../../ui/money';
import { OpsChangeCostDocument, OpsChangeSubscriptionDocument, OpsPlansDocument } from './subscriptions.generated';

const KINDS = ['CHANGE', 'PAUSE', 'RESUME', 'CANCEL'] as const;
type Kind = (typeof KINDS)[number];

/** Changes, pauses, resumes or cancels a subscription, after showing the arithmetic of what that costs. */
@Component({
  selector: 'app-change-subscription',
  imports: [DayPipe, Dialog, Field, LoadFailed, MoneyPipe, TranslocoPipe],
  templateUrl: './change-subscription.html',
  styles: `
    table { width: 100%; border-collapse: collapse; }
    td, th { padding: var(--s1) 0; border-bottom: 1px solid var(--line); text-align: start; font-weight: 400; }
    .number { text-align: end; white-space: nowrap; }
    small { display: block; }
  `,
})
export class ChangeSubscription {
  readonly subscription = input.required<{ readonly id: string; readonly status: string; readonly item: { readonly id: string; readonly name: string } }>();
  readonly closed = output();
  readonly done = output();

  private readonly transloco = inject(TranslocoService);
  private readonly today = dayOf(new Date(), inject(Session).facts()!.tenant.timeZone);
  protected readonly kinds = computed(() => KINDS.filter((kind) => (this.subscription().status === 'PAUSED' ? kind !== 'PAUSE' : kind !== 'RESUME')));
  protected readonly kind = signal<Kind>('CHANGE');
  protected readonly itemId = signal('');
  protected readonly effectiveOn = signal(this.today);
  protected readonly plans = query(OpsPlansDocument);
  protected readonly items = computed(() => (this.plans.data()?.catalogItems ?? []).filter(({ id, frequency }) => id !== this.subscription().item.id && frequency !== 'ONE_TIME'));
  private readonly change = computed(() => ({ kind: this.kind(), effectiveOn: this.effectiveOn(), itemId: this.kind() === 'CHANGE' ? this.itemId() : null }));
  private readonly isAsked = computed(() => Boolean(this.effectiveOn()) && (this.kind() !== 'CHANGE' || Boolean(this.itemId())));
  protected readonly answer = query(OpsChangeCostDocument, () => (this.isAsked() ? { id: this.subscription().id, change: this.change() } : undefined));
  protected readonly cost = computed(() => {
    const found = this.isAsked() ? this.answer.data()?.subscriptionChangeCost : undefined;
    return found?.__typename === 'ChangeCost' ? found : undefined;
  });
  /** What stands against the day: shown next to it. */
  protected readonly wrongDay = computed(() => {
    const found = this.isAsked() && !this.answer.loading() ? this.answer.data()?.subscriptionChangeCost : undefined;
    if (!found || found.__typename === 'ChangeCost') return '';
    return found.__typename === 'ChangeOverlaps' ? `${found.message} ${this.transloco.translate('ops.subscriptions.since', { day: found.since })}` : found.message;
  });
  protected readonly changing = mutation(OpsChangeSubscriptionDocument);
  protected readonly problem = signal('');

  protected choose(kind: string): void {
    this.kind.set(kind as Kind);
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    const cost = this.cost();
    if (!cost) return;
    this.problem.set(problemOf((await this.changing({ id: this.subscription().id, change: this.change(), agreed: cost.total.amount })).changeSubscription));
    if (this.problem()) this.answer.reload();
    else this.done.emit();
  }
}
