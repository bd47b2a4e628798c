import { Component, input } from '@angular/core';
import type { FieldPlaceCardFragment } from '../../core/offline/day-pack.generated';
import { Icon } from '../../ui/icon';
import { phoneLink } from './links';

/** Whom to ask for at a place, each with a button that calls. */
@Component({
  selector: 'app-place-contacts',
  imports: [Icon],
  template: `
    @for (one of contacts(); track $index) {
      @if (one.phone) {
        <a class="button wide tall" [href]="phone(one.phone)"><app-icon name="phone" /><span>{{ one.name }}@if (one.note) { <small>{{ one.note }}</small> }</span></a>
      } @else {
        <p class="row line"><app-icon name="user" /><span>{{ one.name }}@if (one.note) { · {{ one.note }} }</span></p>
      }
    }
  `,
  styles: `
    :host {
      display: contents;
    }
    small {
      display: block;
      font-weight: 400;
    }
  `,
})
export class PlaceContacts {
  /** Nothing in a download from before there were any. */
  readonly contacts = input<FieldPlaceCardFragment['contacts']>();
  protected readonly phone = phoneLink;
}
