import { Component, input } from '@angular/core';
import { Icon } from './icon';
import type { IconName } from './icons';

/** What stands where a list would be when there is nothing: why, and what to do about it. */
@Component({
  selector: 'app-empty-state',
  imports: [Icon],
  template: `
    <span class="mark"><app-icon [name]="icon()" /></span>
    @if (level() === 'h1') {
      <h1>{{ heading() }}</h1>
    } @else {
      <h2>{{ heading() }}</h2>
    }
    <div class="body"><ng-content /></div>
  `,
  styles: `
    :host {
      display: flex;
      flex-direction: column;
      align-items: center;
      gap: var(--s2);
      padding: var(--s10) var(--s4);
      text-align: center;
    }
    .mark {
      --icon: 1.375rem;
      display: grid;
      place-items: center;
      width: 3rem;
      height: 3rem;
      border: 1px solid var(--line);
      border-radius: var(--r-lg);
      background: var(--sunken);
      color: var(--quiet);
    }
    .body {
      display: flex;
      flex-direction: column;
      align-items: center;
      gap: var(--s4);
      max-width: 26rem;
      color: var(--quiet);
    }
    .body:empty {
      display: none;
    }
  `,
})
export class EmptyState {
  readonly icon = input<IconName>('inbox');
  readonly heading = input.required<string>();
  readonly level = input<'h1' | 'h2'>('h2');
}
