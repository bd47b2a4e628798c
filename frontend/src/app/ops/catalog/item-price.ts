import { Component, inject, input, linkedSignal, output, signal } from '@angular/core';
import { form, FormField, required, submit, validate } from '@angular/forms/signals';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { parseAmount } from '@demarc/money';
import { mutation } from '../../core/graphql/mutation';
import { problemOf } from '../../core/graphql/problem';
import { Dialog } from '../../ui/dialog';
import { Field } from '../../ui/field';
import { Locale } from '../../ui/locale';
import { typedAmount } from '../../ui/money';
import { OpsSetPriceDocument, type OpsCatalogQuery } from './catalog-page.generated';

/** What an item costs from a day on; prices agreed with customers stay. */
@Component({
  selector: 'app-item-price',
  imports: [Dialog, Field, FormField, TranslocoPipe],
  template: `
    <app-dialog [heading]="item().name" (closed)="closed.emit()">
      <form id="item-price" class="stack" novalidate (submit)="save($event)">
        <app-field [label]="'ops.catalog.price' | transloco" [hint]="'ops.catalog.priceHint' | transloco" [of]="form.price">
          <input class="input" inputmode="decimal" autocomplete="off" [formField]="form.price" />
        </app-field>
        <app-field [label]="'ops.catalog.validFrom' | transloco" [of]="form.validFrom" [error]="problem()">
          <input class="input" type="date" [formField]="form.validFrom" />
        </app-field>
      </form>
      <div actions>
        <button type="button" class="button" (click)="closed.emit()">{{ 'ui.cancel' | transloco }}</button>
        <button type="submit" form="item-price" class="button primary" [disabled]="setting.busy()">{{ 'ops.catalog.save' | transloco }}</button>
      </div>
    </app-dialog>
  `,
})
export class ItemPrice {
  readonly item = input.required<OpsCatalogQuery['catalogItems'][number]>();
  readonly today = input.required<string>();
  readonly closed = output();
  readonly done = output();

  private readonly transloco = inject(TranslocoService);
  private readonly tag = inject(Locale).tag();
  protected readonly setting = mutation(OpsSetPriceDocument);
  protected readonly problem = signal('');
  protected readonly model = linkedSignal(() => ({ price: typedAmount(this.item().price.amount, this.tag), validFrom: this.today() }));
  protected readonly form = form(this.model, (path) => {
    required(path.price);
    required(path.validFrom);
    validate(path.price, ({ value }) => (parseAmount(value()) === null ? { kind: 'amount', message: this.transloco.translate('ops.moneyActions.wrongAmount') } : undefined));
  });

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    await submit(this.form, async () => {
      const { setCatalogPrice } = await this.setting({ input: { itemId: this.item().id, price: parseAmount(this.model().price)!, validFrom: this.model().validFrom } });
      this.problem.set(problemOf(setCatalogPrice));
      if (!this.problem()) this.done.emit();
      return undefined;
    });
  }
}
