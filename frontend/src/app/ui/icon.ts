import { Component, computed, input } from '@angular/core';
import { drawingOf, type IconName } from './icons';

/** A drawing beside a word. With `label` it stands for the word itself; without, it is silent. */
@Component({
  selector: 'app-icon',
  template: `<svg viewBox="0 0 24 24" [attr.role]="label() ? 'img' : null" [attr.aria-label]="label()" [attr.aria-hidden]="label() ? null : true"><path [attr.d]="path()" /></svg>`,
  styles: `
    :host {
      display: inline-flex;
      flex: none;
      width: var(--icon, 1.125rem);
      height: var(--icon, 1.125rem);
    }
    svg {
      width: 100%;
      height: 100%;
      fill: none;
      stroke: currentColor;
      stroke-width: 1.75;
      stroke-linecap: round;
      stroke-linejoin: round;
    }
  `,
})
export class Icon {
  readonly name = input.required<IconName>();
  readonly label = input<string>();
  protected readonly path = computed(() => drawingOf(this.name()));
}
