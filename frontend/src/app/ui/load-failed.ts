import { Component, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { Icon } from './icon';

/** Says that something could not be fetched and offers to try again; shows nothing while all is well. */
@Component({
  selector: 'app-load-failed',
  imports: [Icon, TranslocoPipe],
  template: `
    @if (of().error()) {
      <div class="note bad" role="alert">
        <app-icon name="alert" />
        <span>{{ 'ui.notLoaded' | transloco }}</span>
        <button type="button" class="button small push" [disabled]="of().loading()" (click)="of().reload()">{{ 'ui.retry' | transloco }}</button>
      </div>
    }
  `,
  styles: ':host { display: contents; }',
})
export class LoadFailed {
  readonly of = input.required<{ error(): unknown; loading(): boolean; reload(): void }>();
}
