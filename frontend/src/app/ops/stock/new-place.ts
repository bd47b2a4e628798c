import { Component, output, signal } from '@angular/core';
import { form, FormField, maxLength, required, submit } from '@angular/forms/signals';
import { TranslocoPipe } from '@jsverse/transloco';
import { mutation } from '../../core/graphql/mutation';
import { problemOf } from '../../core/graphql/problem';
import { Dialog } from '../../ui/dialog';
import { Field } from '../../ui/field';
import { CreateStockPlaceDocument } from './stock.generated';

/** A warehouse or a van that holds stock from now on. */
@Component({
  selector: 'app-new-place',
  imports: [Dialog, Field, FormField, TranslocoPipe],
  template: `
    <app-dialog [heading]="'ops.stock.newPlace' | transloco" [sheet]="true" (closed)="closed.emit()">
      <form id="new-place" class="stack" novalidate (submit)="save($event)">
        <app-field [label]="'ops.stock.name' | transloco" [of]="form.name" [error]="problem()"><input class="input" autocomplete="off" [formField]="form.name" /></app-field>
        <app-field [label]="'ops.stock.sort' | transloco">
          <select class="input" [formField]="form.kind">
            <option value="WAREHOUSE">{{ 'ops.stock.placeKind.WAREHOUSE' | transloco }}</option>
            <option value="VAN">{{ 'ops.stock.placeKind.VAN' | transloco }}</option>
          </select>
        </app-field>
      </form>
      <div actions>
        <button type="button" class="button" (click)="closed.emit()">{{ 'ui.cancel' | transloco }}</button>
        <button type="submit" form="new-place" class="button primary" [disabled]="create.busy()">{{ 'ops.stock.save' | transloco }}</button>
      </div>
    </app-dialog>
  `,
})
export class NewPlace {
  readonly closed = output();
  readonly done = output();

  protected readonly create = mutation(CreateStockPlaceDocument);
  protected readonly problem = signal('');
  private readonly model = signal({ name: '', kind: 'WAREHOUSE' as 'WAREHOUSE' | 'VAN' });
  protected readonly form = form(this.model, (path) => {
    required(path.name);
    maxLength(path.name, 80);
  });

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    await submit(this.form, async () => {
      this.problem.set(problemOf((await this.create({ input: this.model() })).createStockPlace));
      if (!this.problem()) this.done.emit();
      return undefined;
    });
  }
}
