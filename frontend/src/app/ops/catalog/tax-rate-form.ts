import { Component, input, linkedSignal, output } from '@angular/core';
import { form, FormField, required, submit, validate } from '@angular/forms/signals';
import { TranslocoPipe } from '@jsverse/transloco';
import { PROVINCES } from '@demarc/money';
import { mutation } from '../../core/graphql/mutation';
import { Dialog } from '../../ui/dialog';
import { Field } from '../../ui/field';
import { OpsSetTaxRateDocument } from './catalog-page.generated';

/** A percentage as people write it, in millionths; null when it is none. */
const millionths = (text: string): number | null => (/^\d{1,2}([.,]\d{1,4})?$/.test(text.trim()) ? Math.round(Number(text.trim().replace(',', '.')) * 10_000) : null);

/** A sales tax of a province from a day on. Invoices already issued stay as they are. */
@Component({
  selector: 'app-tax-rate-form',
  imports: [Dialog, Field, FormField, TranslocoPipe],
  template: `
    <app-dialog [heading]="'ops.catalog.newTax' | transloco" (closed)="closed.emit()">
      <form id="tax-rate" class="stack" novalidate (submit)="save($event)">
        <app-field [label]="'ops.catalog.province' | transloco">
          <select class="input" [formField]="form.province">
            @for (one of provinces; track one) { <option [value]="one">{{ one }}</option> }
          </select>
        </app-field>
        <app-field [label]="'ops.catalog.tax' | transloco">
          <select class="input" [formField]="form.code">
            @for (one of codes; track one) { <option [value]="one">{{ 'domain.invoice.tax.' + one | transloco }}</option> }
          </select>
        </app-field>
        <app-field [label]="'ops.catalog.rate' | transloco" [hint]="'ops.catalog.rateHint' | transloco" [of]="form.rate"><input class="input" inputmode="decimal" autocomplete="off" [formField]="form.rate" /></app-field>
        <app-field [label]="'ops.catalog.validFrom' | transloco" [of]="form.validFrom"><input class="input" type="date" [formField]="form.validFrom" /></app-field>
        <app-field [label]="'ops.catalog.on' | transloco">
          <select class="input" [formField]="form.on">
            <option value="BOTH">{{ 'ops.catalog.both' | transloco }}</option>
            <option value="STANDARD">{{ 'ops.catalog.classes.STANDARD' | transloco }}</option>
            <option value="TELECOM">{{ 'ops.catalog.classes.TELECOM' | transloco }}</option>
          </select>
        </app-field>
      </form>
      <div actions>
        <button type="button" class="button" (click)="closed.emit()">{{ 'ui.cancel' | transloco }}</button>
        <button type="submit" form="tax-rate" class="button primary" [disabled]="setting.busy()">{{ 'ops.catalog.save' | transloco }}</button>
      </div>
    </app-dialog>
  `,
})
export class TaxRateForm {
  readonly today = input.required<string>();
  readonly closed = output();
  readonly done = output();

  protected readonly provinces = PROVINCES;
  protected readonly codes = ['GST', 'QST', 'HST', 'PST', 'RST'];
  protected readonly setting = mutation(OpsSetTaxRateDocument);
  protected readonly model = linkedSignal(() => ({ province: 'QC', code: 'GST', rate: '', validFrom: this.today(), on: 'BOTH' }));
  protected readonly form = form(this.model, (path) => {
    required(path.rate);
    required(path.validFrom);
    validate(path.rate, ({ value }) => (value() && millionths(value()) === null ? { kind: 'pattern' } : undefined));
  });

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    await submit(this.form, async () => {
      const { province, code, rate, validFrom, on } = this.model();
      await this.setting({ input: { province, code, validFrom, rateMillionths: millionths(rate)!, taxClasses: on === 'BOTH' ? ['STANDARD', 'TELECOM'] : on === 'TELECOM' ? ['TELECOM'] : ['STANDARD'] } });
      this.done.emit();
      return undefined;
    });
  }
}
