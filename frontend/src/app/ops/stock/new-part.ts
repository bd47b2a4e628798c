import { Component, output, signal } from '@angular/core';
import { form, FormField, maxLength, min, pattern, required, submit } from '@angular/forms/signals';
import { TranslocoPipe } from '@jsverse/transloco';
import { mutation } from '../../core/graphql/mutation';
import { problemOf } from '../../core/graphql/problem';
import { Dialog } from '../../ui/dialog';
import { Field } from '../../ui/field';
import { CreatePartDocument } from './stock.generated';

/** A part that is to be counted from now on. */
@Component({
  selector: 'app-new-part',
  imports: [Dialog, Field, FormField, TranslocoPipe],
  template: `
    <app-dialog [heading]="'ops.stock.newPart' | transloco" [sheet]="true" (closed)="closed.emit()">
      <form id="new-part" class="stack" novalidate (submit)="save($event)">
        <app-field [label]="'ops.stock.name' | transloco" [of]="form.name"><input class="input" autocomplete="off" [formField]="form.name" /></app-field>
        <app-field [label]="'ops.stock.code' | transloco" [hint]="'ops.stock.codeHint' | transloco" [of]="form.code" [error]="problem()"><input class="input mono" autocomplete="off" [formField]="form.code" /></app-field>
        <div class="grid">
          <app-field [label]="'ops.stock.unit' | transloco" [optional]="true" [of]="form.unit"><input class="input" autocomplete="off" [formField]="form.unit" /></app-field>
          <app-field [label]="'ops.stock.minimum' | transloco" [of]="form.minimum"><input class="input" type="number" inputmode="numeric" step="1" [formField]="form.minimum" /></app-field>
        </div>
      </form>
      <div actions>
        <button type="button" class="button" (click)="closed.emit()">{{ 'ui.cancel' | transloco }}</button>
        <button type="submit" form="new-part" class="button primary" [disabled]="create.busy()">{{ 'ops.stock.save' | transloco }}</button>
      </div>
    </app-dialog>
  `,
  styles: `.grid { --min: 8rem; }`,
})
export class NewPart {
  readonly closed = output();
  readonly done = output();

  protected readonly create = mutation(CreatePartDocument);
  protected readonly problem = signal('');
  private readonly model = signal({ name: '', code: '', unit: '', minimum: 0 });
  protected readonly form = form(this.model, (path) => {
    required(path.name);
    required(path.code);
    pattern(path.code, /^[\p{L}\p{N}][\p{L}\p{N}._-]{0,39}$/u);
    maxLength(path.unit, 20);
    min(path.minimum, 0);
  });

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    await submit(this.form, async () => {
      const { minimum, ...rest } = this.model();
      this.problem.set(problemOf((await this.create({ input: { ...rest, minimum: Math.trunc(minimum) } })).createPart));
      if (!this.problem()) this.done.emit();
      return undefined;
    });
  }
}
