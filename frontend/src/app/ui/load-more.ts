import { Component, input, output } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';

/** The next page of a list, by cursor. */
@Component({
  selector: 'app-load-more',
  imports: [TranslocoPipe],
  template: `
    @if (shown()) {
      <button type="button" class="button" [disabled]="busy()" (click)="more.emit()">
        @if (busy()) {
          <span class="spinner" aria-hidden="true"></span>
        }
        {{ 'ui.more' | transloco }}
      </button>
    }
  `,
  styles: `
    :host {
      display: grid;
      justify-content: center;
    }
    :host:empty {
      display: none;
    }
  `,
})
export class LoadMore {
  readonly shown = input(true);
  readonly busy = input(false);
  readonly more = output();
}
