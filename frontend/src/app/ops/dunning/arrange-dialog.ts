import { Component, computed, inject, input, linkedSignal, output, signal } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { allocate, parseAmount, type Money } from '@demarc/money';
import { addDays, addMonths, dayOf } from '@demarc/time';
import { mutation } from '../../core/graphql/mutation';
import { problemOf } from '../../core/graphql/problem';
import { Session } from '../../core/session/session';
import { Dialog } from '../../ui/dialog';
import { Field } from '../../ui/field';
import { Locale } from '../../ui/locale';
import { MoneyPipe, typedAmount } from '../../ui/money';
import { OpsArrangeDocument } from './customer-debts.generated';

interface Part {
  readonly dueOn: string;
  readonly amount: string;
}

/** Spreads what is owed over some days: equal parts a month apart to begin with, each of which may be changed. */
@Component({
  selector: 'app-arrange-dialog',
  imports: [Dialog, Field, MoneyPipe, TranslocoPipe],
  template: `
    <app-dialog [heading]="'ops.dunning.arrange' | transloco" [wide]="true" (closed)="closed.emit()">
      <form id="arrange" class="stack" novalidate (submit)="save($event)">
        <p class="quiet">{{ 'ops.dunning.arrangeText' | transloco: { amount: (total() | money) } }}</p>
        <app-field [label]="'ops.dunning.parts' | transloco">
          <select #many class="input" [value]="parts().length" (change)="spread(+many.value)">
            @for (n of [1, 2, 3, 4, 6, 12]; track n) { <option [value]="n" [selected]="n === parts().length">{{ n }}</option> }
          </select>
        </app-field>
        @for (part of parts(); track $index; let i = $index) {
          <div class="part">
            <app-field [label]="'ops.dunning.dueOn' | transloco: { n: i + 1 }" [error]="wrongDay(i)"><input #day class="input" type="date" [value]="part.dueOn" (input)="change(i, { dueOn: day.value })" /></app-field>
            <app-field [label]="'ops.dunning.amount' | transloco" [error]="wrongAmount(i)"><input #amount class="input" inputmode="decimal" autocomplete="off" [value]="part.amount" (input)="change(i, { amount: amount.value })" /></app-field>
          </div>
        }
        @if (difference()) {
          <p class="note warn" role="status">{{ 'ops.dunning.difference' | transloco: { amount: ({ amount: difference(), currency: total().currency } | money) } }}</p>
        }
        <app-field [label]="'ops.dunning.note' | transloco" [optional]="true" [error]="problem()"><textarea #note class="input" [value]="text()" (input)="text.set(note.value)"></textarea></app-field>
      </form>
      <div actions>
        <button type="button" class="button" (click)="closed.emit()">{{ 'ui.cancel' | transloco }}</button>
        <button type="submit" form="arrange" class="button primary" [disabled]="arranging.busy()">{{ 'ops.dunning.arrange' | transloco }}</button>
      </div>
    </app-dialog>
  `,
  styles: '.part { display: grid; grid-template-columns: 1fr 1fr; gap: var(--s3); }',
})
export class ArrangeDialog {
  readonly customerId = input.required<string>();
  readonly total = input.required<Money>();
  readonly closed = output();
  readonly done = output();

  private readonly transloco = inject(TranslocoService);
  private readonly tag = inject(Locale).tag();
  private readonly today = dayOf(new Date(), inject(Session).facts()!.tenant.timeZone);
  protected readonly arranging = mutation(OpsArrangeDocument);
  protected readonly parts = linkedSignal<readonly Part[]>(() => this.equal(3));
  protected readonly text = signal('');
  protected readonly problem = signal('');
  private readonly tried = signal(false);
  private readonly cents = computed(() => this.parts().map(({ amount }) => parseAmount(amount)));
  protected readonly difference = computed(() => this.total().amount - this.cents().reduce((sum: number, one) => sum + (one ?? 0), 0));

  protected spread(n: number): void {
    this.parts.set(this.equal(n));
  }

  protected change(at: number, patch: Partial<Part>): void {
    this.parts.update((parts) => parts.map((part, i) => (i === at ? { ...part, ...patch } : part)));
  }

  protected wrongDay(i: number): string {
    const [day, before] = [this.parts()[i]!.dueOn, i ? this.parts()[i - 1]!.dueOn : addDays(this.today, -1)];
    return this.tried() && !(day > before) ? this.transloco.translate('ops.dunning.badOrder') : '';
  }

  protected wrongAmount(i: number): string {
    return this.tried() && !((this.cents()[i] ?? 0) > 0) ? this.transloco.translate('ui.fieldErrors.pattern') : '';
  }

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    this.tried.set(true);
    if (this.difference() || this.parts().some((_, i) => this.wrongDay(i) || this.wrongAmount(i))) return;
    const instalments = this.parts().map(({ dueOn }, i) => ({ dueOn, amount: this.cents()[i]! }));
    this.problem.set(problemOf((await this.arranging({ input: { customerId: this.customerId(), instalments, note: this.text() } })).arrangePayments));
    if (!this.problem()) this.done.emit();
  }

  private equal(n: number): Part[] {
    return allocate(this.total().amount, Array.from({ length: n }, () => 1)).map((amount, i) => ({ dueOn: addMonths(addDays(this.today, 7), i), amount: typedAmount(amount, this.tag) }));
  }
}
