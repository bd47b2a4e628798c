import { Component, input, output } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { Icon } from './icon';

/** A big button for the device's own camera or photo library; no camera permission is ever asked. */
@Component({
  selector: 'app-photo-input',
  imports: [Icon, TranslocoPipe],
  template: `
    <label class="button primary tall wide" [attr.aria-disabled]="busy()">
      @if (busy()) {
        <span class="spinner" aria-hidden="true"></span>
      } @else {
        <app-icon name="camera" />
      }
      {{ label() || ('ui.takePhoto' | transloco) }}
      <input #file class="unseen" type="file" accept="image/*" capture="environment" [disabled]="busy()" [multiple]="several()" (change)="take(file)" />
    </label>
  `,
  styles: `
    :host {
      display: block;
    }
    label {
      position: relative;
      cursor: pointer;
    }
    label:focus-within {
      box-shadow: var(--focus);
    }
  `,
})
export class PhotoInput {
  readonly label = input('');
  readonly busy = input(false);
  readonly several = input(false);
  readonly taken = output<File[]>();

  protected take(input: HTMLInputElement): void {
    const files = Array.from(input.files ?? []);
    input.value = ''; // so that the same photo can be chosen again
    if (files.length) this.taken.emit(files);
  }
}
