import { Component, inject, input, output, signal } from '@angular/core';
import { form, FormField, minLength, required, submit, validate } from '@angular/forms/signals';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { addDays, dayOf } from '@demarc/time';
import { fieldErrors } from '../../core/errors/explain';
import { mutation } from '../../core/graphql/mutation';
import { problemOf } from '../../core/graphql/problem';
import { Session } from '../../core/session/session';
import { Dialog } from '../../ui/dialog';
import { Field } from '../../ui/field';
import { OpsHoldDunningDocument, OpsProtectServiceDocument, OpsRestoreServiceDocument } from './customer-debts.generated';

export type DebtAction = 'hold' | 'protect' | 'restore';
/** No hold is longer, as the server says too. */
const LONGEST = 90;

/** Asks until when and why before a customer is left alone, protected, or given the service back on a promise. */
@Component({
  selector: 'app-debt-dialog',
  imports: [Dialog, Field, FormField, TranslocoPipe],
  template: `
    <app-dialog [heading]="'ops.dunning.' + action() | transloco" (closed)="closed.emit()">
      <form id="debt-action" class="stack" novalidate (submit)="save($event)">
        <p class="quiet">{{ 'ops.dunning.' + action() + 'Text' | transloco }}</p>
        @if (action() !== 'protect') {
          <app-field [label]="'ops.dunning.until' | transloco" [of]="form.until" [error]="refused()"><input class="input" type="date" [formField]="form.until" /></app-field>
        }
        <app-field [label]="'ops.dunning.reason' | transloco" [of]="form.reason" [error]="problem()"><textarea class="input" [formField]="form.reason"></textarea></app-field>
      </form>
      <div actions>
        <button type="button" class="button" (click)="closed.emit()">{{ 'ui.cancel' | transloco }}</button>
        <button type="submit" form="debt-action" class="button primary" [disabled]="busy()">{{ 'ops.dunning.' + action() | transloco }}</button>
      </div>
    </app-dialog>
  `,
})
export class DebtDialog {
  readonly action = input.required<DebtAction>();
  readonly customerId = input.required<string>();
  readonly closed = output();
  readonly done = output();

  private readonly transloco = inject(TranslocoService);
  private readonly holding = mutation(OpsHoldDunningDocument);
  private readonly protecting = mutation(OpsProtectServiceDocument);
  private readonly restoring = mutation(OpsRestoreServiceDocument);
  private readonly today = dayOf(new Date(), inject(Session).facts()!.tenant.timeZone);
  protected readonly busy = signal(false);
  protected readonly problem = signal('');
  protected readonly refused = signal('');
  protected readonly model = signal({ until: addDays(this.today, 7), reason: '' });
  protected readonly form = form(this.model, (path) => {
    required(path.reason);
    minLength(path.reason, 3);
    required(path.until);
    validate(path.until, ({ value }) => (value() && (value() < this.today || value() > addDays(this.today, LONGEST)) ? { kind: 'day', message: this.transloco.translate('ops.dunning.badDay') } : undefined));
  });

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    await submit(this.form, async () => {
      this.busy.set(true);
      try {
        this.problem.set(await this.act());
        if (!this.problem()) this.done.emit();
      } catch (error) {
        if (!fieldErrors(error)['until']) throw error;
        this.refused.set(this.transloco.translate('ops.dunning.badDay'));
      } finally {
        this.busy.set(false);
      }
      return undefined;
    });
  }

  private async act(): Promise<string> {
    const [customerId, { until, reason }] = [this.customerId(), this.model()];
    if (this.action() === 'restore') return problemOf((await this.restoring({ customerId, until, reason })).restoreService);
    if (this.action() === 'hold') await this.holding({ customerId, until, reason });
    else await this.protecting({ customerId, reason });
    return '';
  }
}
