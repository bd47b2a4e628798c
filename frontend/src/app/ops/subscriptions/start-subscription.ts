import { Component, computed, inject, input, output, signal } from '@angular/core';
import { form, FormField, max, min, required, submit, validate } from '@angular/forms/signals';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { parseAmount } from '@demarc/money';
import { dayOf } from '@demarc/time';
import { mutation } from '../../core/graphql/mutation';
import { query } from '../../core/graphql/query';
import { Session } from '../../core/session/session';
import { Dialog } from '../../ui/dialog';
import { Field } from '../../ui/field';
import { LoadFailed } from '../../ui/load-failed';
import { MoneyPipe } from '../../ui/money';
import { OpsPlansDocument, OpsStartSubscriptionDocument } from './subscriptions.generated';

/** Begins something a customer subscribes to, at the catalogue's price unless another was agreed. */
@Component({
  selector: 'app-start-subscription',
  imports: [Dialog, Field, FormField, LoadFailed, MoneyPipe, TranslocoPipe],
  template: `
    <app-dialog [heading]="'ops.subscriptions.start' | transloco" (closed)="closed.emit()">
      <form id="start-subscription" class="stack" novalidate (submit)="save($event)">
        <app-load-failed [of]="plans" />
        <app-field [label]="'ops.subscriptions.item' | transloco" [of]="form.itemId">
          <select class="input" [formField]="form.itemId">
            <option value=""></option>
            @for (item of items(); track item.id) { <option [value]="item.id">{{ item.name }} · {{ item.price | money }} {{ 'domain.frequency.' + item.frequency | transloco }}</option> }
          </select>
        </app-field>
        <app-field [label]="'ops.subscriptions.place' | transloco">
          <select class="input" [formField]="form.locationId">
            <option value=""></option>
            @for (place of places(); track place.id) { <option [value]="place.id">{{ place.name }} · {{ place.line1 }}</option> }
          </select>
        </app-field>
        <app-field [label]="'ops.subscriptions.quantity' | transloco" [of]="form.quantity"><input class="input" type="number" inputmode="numeric" [formField]="form.quantity" /></app-field>
        <app-field [label]="'ops.subscriptions.price' | transloco" [hint]="'ops.subscriptions.priceHint' | transloco" [optional]="true" [of]="form.price"><input class="input" inputmode="decimal" autocomplete="off" [formField]="form.price" /></app-field>
        <app-field [label]="'ops.subscriptions.startsOn' | transloco" [of]="form.startsOn"><input class="input" type="date" [formField]="form.startsOn" /></app-field>
      </form>
      <div actions>
        <button type="button" class="button" (click)="closed.emit()">{{ 'ui.cancel' | transloco }}</button>
        <button type="submit" form="start-subscription" class="button primary" [disabled]="starting.busy()">{{ 'ops.subscriptions.start' | transloco }}</button>
      </div>
    </app-dialog>
  `,
})
export class StartSubscription {
  readonly customerId = input.required<string>();
  readonly places = input.required<readonly { readonly id: string; readonly name: string; readonly line1: string }[]>();
  readonly closed = output();
  readonly done = output();

  private readonly transloco = inject(TranslocoService);
  protected readonly plans = query(OpsPlansDocument);
  protected readonly items = computed(() => this.plans.data()?.catalogItems ?? []);
  protected readonly starting = mutation(OpsStartSubscriptionDocument);
  protected readonly model = signal({ itemId: '', locationId: '', quantity: 1, price: '', startsOn: dayOf(new Date(), inject(Session).facts()!.tenant.timeZone) });
  protected readonly form = form(this.model, (path) => {
    required(path.itemId);
    required(path.startsOn);
    min(path.quantity, 1);
    max(path.quantity, 1000);
    validate(path.price, ({ value }) => (value() && parseAmount(value()) === null ? { kind: 'amount', message: this.transloco.translate('ops.moneyActions.wrongAmount') } : undefined));
  });

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    await submit(this.form, async () => {
      const { itemId, locationId, quantity, price, startsOn } = this.model();
      await this.starting({ input: { customerId: this.customerId(), itemId, locationId: locationId || null, quantity, price: price ? parseAmount(price) : null, startsOn } });
      this.done.emit();
      return undefined;
    });
  }
}
