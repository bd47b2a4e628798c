import { Component } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { EmptyState } from '../../ui/empty-state';

/** The right side of the messages before a conversation is chosen. */
@Component({
  selector: 'app-no-conversation',
  imports: [EmptyState, TranslocoPipe],
  template: `<app-empty-state icon="message" [heading]="'ops.messages.choose' | transloco"><p>{{ 'ops.tickets.chooseText' | transloco }}</p></app-empty-state>`,
  styles: `:host { display: grid; height: 100%; place-content: center; }`,
})
export class NoConversation {}
