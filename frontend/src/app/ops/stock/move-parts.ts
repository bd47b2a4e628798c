import { Component, computed, input, linkedSignal, output, signal } from '@angular/core';
import { form, FormField, maxLength, min, required, submit } from '@angular/forms/signals';
import { TranslocoPipe } from '@jsverse/transloco';
import { mutation } from '../../core/graphql/mutation';
import { problemOf } from '../../core/graphql/problem';
import { Dialog } from '../../ui/dialog';
import { Field } from '../../ui/field';
import { CountPartDocument, MovePartsDocument, type StockPartFragment, type StockShelfFragment } from './stock.generated';

type Kind = 'RECEIVED' | 'TRANSFERRED' | 'USED' | 'RETURNED' | 'LOST' | 'COUNTED';

/** Receives, transfers, uses, returns, loses or counts one part. */
@Component({
  selector: 'app-move-parts',
  imports: [Dialog, Field, FormField, TranslocoPipe],
  template: `
    <app-dialog [heading]="part().name" [sheet]="true" (closed)="closed.emit()">
      <form id="move-parts" class="stack" novalidate (submit)="save($event)">
        <app-field [label]="'ops.stock.what' | transloco">
          <select class="input" [formField]="form.kind">
            @for (name of kinds; track name) {
              <option [value]="name">{{ 'ops.stock.kind.' + name | transloco }}</option>
            }
          </select>
        </app-field>
        @if (leaves()) {
          <app-field [label]="(model().kind === 'COUNTED' ? 'ops.stock.at' : 'ops.stock.from') | transloco" [of]="form.from">
            <select class="input" [formField]="form.from">
              @for (shelf of places(); track shelf.id) {
                <option [value]="shelf.id">{{ shelf.name }} ({{ there(shelf.id) }})</option>
              }
            </select>
          </app-field>
        }
        @if (arrives()) {
          <app-field [label]="'ops.stock.to' | transloco" [of]="form.to">
            <select class="input" [formField]="form.to">
              @for (shelf of places(); track shelf.id) {
                <option [value]="shelf.id">{{ shelf.name }} ({{ there(shelf.id) }})</option>
              }
            </select>
          </app-field>
        }
        <app-field [label]="(model().kind === 'COUNTED' ? 'ops.stock.counted' : 'ops.stock.quantity') | transloco" [hint]="part().unit" [of]="form.quantity" [error]="problem()">
          <input class="input" type="number" inputmode="numeric" step="1" [formField]="form.quantity" />
        </app-field>
        @if (model().kind !== 'COUNTED') {
          <app-field [label]="'ops.stock.note' | transloco" [optional]="true" [of]="form.note">
            <input class="input" autocomplete="off" [formField]="form.note" />
          </app-field>
        }
      </form>
      <div actions>
        <button type="button" class="button" (click)="closed.emit()">{{ 'ui.cancel' | transloco }}</button>
        <button type="submit" form="move-parts" class="button primary" [disabled]="move.busy() || count.busy()">{{ 'ops.stock.save' | transloco }}</button>
      </div>
    </app-dialog>
  `,
})
export class MoveParts {
  readonly part = input.required<StockPartFragment>();
  readonly places = input.required<readonly StockShelfFragment[]>();
  /** The place that was looked at. */
  readonly place = input<string>();
  readonly closed = output();
  readonly done = output();

  protected readonly kinds: readonly Kind[] = ['RECEIVED', 'TRANSFERRED', 'USED', 'COUNTED', 'RETURNED', 'LOST'];
  protected readonly move = mutation(MovePartsDocument);
  protected readonly count = mutation(CountPartDocument);
  protected readonly problem = signal('');
  protected readonly model = linkedSignal(() => {
    const from = this.place() ?? this.part().levels[0]?.placeId ?? this.places()[0]?.id ?? '';
    const to = this.places().find(({ id }) => id !== from)?.id ?? from;
    return { kind: (this.part().onHand ? 'TRANSFERRED' : 'RECEIVED') as Kind, from, to: this.part().onHand ? to : from, quantity: 1, note: '' };
  });
  protected readonly form = form(this.model, (path) => {
    required(path.quantity);
    maxLength(path.note, 200);
    min(path.quantity, ({ valueOf }) => (valueOf(path.kind) === 'COUNTED' ? 0 : 1));
  });
  protected readonly leaves = computed(() => this.model().kind !== 'RECEIVED');
  protected readonly arrives = computed(() => this.model().kind === 'RECEIVED' || this.model().kind === 'TRANSFERRED');

  protected there(place: string): number {
    return this.part().levels.find(({ placeId }) => placeId === place)?.quantity ?? 0;
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    await submit(this.form, async () => {
      this.problem.set(await this.send());
      if (!this.problem()) this.done.emit();
      return undefined;
    });
  }

  private async send(): Promise<string> {
    const { kind, from, to, quantity, note } = this.model();
    const partId = this.part().id;
    if (kind === 'COUNTED') {
      await this.count({ input: { partId, placeId: from, counted: Math.trunc(quantity) } });
      return '';
    }
    const { moveParts } = await this.move({ input: { partId, kind, quantity: Math.trunc(quantity), fromPlaceId: this.leaves() ? from : null, toPlaceId: this.arrives() ? to : null, note: note.trim() } });
    return problemOf(moveParts);
  }
}
