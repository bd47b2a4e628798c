import { Component, inject, output, signal } from '@angular/core';
import { form, FormField, maxLength, pattern, required, submit, validate } from '@angular/forms/signals';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { parseAmount } from '@demarc/money';
import type { BillingFrequency, ItemGroup, TaxClass } from '../../core/graphql/schema.generated';
import { mutation } from '../../core/graphql/mutation';
import { problemOf } from '../../core/graphql/problem';
import { Dialog } from '../../ui/dialog';
import { Field } from '../../ui/field';
import { OpsCreateItemDocument } from './catalog-page.generated';

/** Adds something to sell. */
@Component({
  selector: 'app-new-item',
  imports: [Dialog, Field, FormField, TranslocoPipe],
  template: `
    <app-dialog [heading]="'ops.catalog.newItem' | transloco" (closed)="closed.emit()">
      <form id="new-item" class="stack" novalidate (submit)="save($event)">
        <app-field [label]="'ops.catalog.code' | transloco" [of]="form.code" [error]="problem()"><input class="input" autocomplete="off" spellcheck="false" [formField]="form.code" /></app-field>
        <app-field [label]="'ops.catalog.name' | transloco" [of]="form.name"><input class="input" autocomplete="off" [formField]="form.name" /></app-field>
        <app-field [label]="'ops.catalog.price' | transloco" [of]="form.price"><input class="input" inputmode="decimal" autocomplete="off" [formField]="form.price" /></app-field>
        <app-field [label]="'ops.catalog.group' | transloco">
          <select class="input" [formField]="form.group">
            @for (one of groups; track one) { <option [value]="one">{{ 'ops.catalog.groups.' + one | transloco }}</option> }
          </select>
        </app-field>
        <app-field [label]="'ops.catalog.frequency' | transloco">
          <select class="input" [formField]="form.frequency">
            @for (one of frequencies; track one) { <option [value]="one">{{ 'domain.frequency.' + one | transloco }}</option> }
          </select>
        </app-field>
        <app-field [label]="'ops.catalog.taxClass' | transloco">
          <select class="input" [formField]="form.taxClass">
            @for (one of classes; track one) { <option [value]="one">{{ 'ops.catalog.classes.' + one | transloco }}</option> }
          </select>
        </app-field>
      </form>
      <div actions>
        <button type="button" class="button" (click)="closed.emit()">{{ 'ui.cancel' | transloco }}</button>
        <button type="submit" form="new-item" class="button primary" [disabled]="creating.busy()">{{ 'ops.catalog.save' | transloco }}</button>
      </div>
    </app-dialog>
  `,
})
export class NewItem {
  readonly closed = output();
  readonly done = output();

  protected readonly groups: readonly ItemGroup[] = ['INTERNET', 'PHONE', 'BUNDLE', 'EQUIPMENT'];
  protected readonly frequencies: readonly BillingFrequency[] = ['MONTHLY', 'YEARLY', 'ONE_TIME'];
  protected readonly classes: readonly TaxClass[] = ['TELECOM', 'STANDARD', 'EXEMPT'];
  private readonly transloco = inject(TranslocoService);
  protected readonly creating = mutation(OpsCreateItemDocument);
  protected readonly problem = signal('');
  protected readonly model = signal({ code: '', name: '', price: '', group: 'INTERNET', frequency: 'MONTHLY', taxClass: 'TELECOM' });
  protected readonly form = form(this.model, (path) => {
    required(path.code);
    pattern(path.code, /^[\p{L}\p{N}][\p{L}\p{N}._-]{0,39}$/u);
    required(path.name);
    maxLength(path.name, 140);
    required(path.price);
    validate(path.price, ({ value }) => (value() && parseAmount(value()) === null ? { kind: 'amount', message: this.transloco.translate('ops.moneyActions.wrongAmount') } : undefined));
  });

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    await submit(this.form, async () => {
      const { code, name, price, group, frequency, taxClass } = this.model();
      const { createCatalogItem } = await this.creating({ input: { code, name: name.trim(), price: parseAmount(price)!, group: group as ItemGroup, frequency: frequency as BillingFrequency, taxClass: taxClass as TaxClass } });
      this.problem.set(problemOf(createCatalogItem));
      if (!this.problem()) this.done.emit();
      return undefined;
    });
  }
}
