import { Component, input, model } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';

/** A whole number that a thumb can raise and lower, or type. */
@Component({
  selector: 'app-stepper',
  imports: [TranslocoPipe],
  template: `
    <button type="button" class="button" [disabled]="value() <= least()" [attr.aria-label]="'tech.van.less' | transloco" (click)="set(value() - 1)">−</button>
    <input #typed class="input number" type="number" inputmode="numeric" [attr.aria-label]="label()" [min]="least()" [value]="value()" (input)="set(+typed.value)" />
    <button type="button" class="button" [attr.aria-label]="'tech.van.more' | transloco" (click)="set(value() + 1)">+</button>
  `,
  styles: `
    :host {
      display: grid;
      grid-template-columns: 3.5rem 1fr 3.5rem;
      gap: var(--s2);
    }
    input {
      font-size: var(--t-xl, 1.25rem);
      text-align: center;
    }
    button {
      justify-content: center;
      font-size: 1.5rem;
    }
  `,
})
export class Stepper {
  readonly label = input.required<string>();
  readonly least = input(1);
  readonly value = model.required<number>();

  protected set(value: number): void {
    this.value.set(Number.isFinite(value) ? Math.max(this.least(), Math.trunc(value)) : this.least());
  }
}
