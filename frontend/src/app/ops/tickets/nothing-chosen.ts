import { Component } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { EmptyState } from '../../ui/empty-state';

/** The right side of the inbox before a ticket is chosen. */
@Component({
  selector: 'app-nothing-chosen',
  imports: [EmptyState, TranslocoPipe],
  template: `<app-empty-state icon="ticket" [heading]="'ops.tickets.choose' | transloco"><p>{{ 'ops.tickets.chooseText' | transloco }}</p></app-empty-state>`,
  styles: `:host { display: grid; height: 100%; place-content: center; }`,
})
export class NothingChosen {}
