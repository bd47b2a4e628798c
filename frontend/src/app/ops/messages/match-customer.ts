import { Component, inject, input, output, signal } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { explain } from '../../core/errors/explain';
import { mutation } from '../../core/graphql/mutation';
import { problemOf } from '../../core/graphql/problem';
import { Dialog } from '../../ui/dialog';
import { Icon } from '../../ui/icon';
import { CustomerPicker } from '../customers/customer-picker';
import { MatchConversationDocument } from './messages.generated';

/** Says whose number or address it is. */
@Component({
  selector: 'app-match-customer',
  imports: [CustomerPicker, Dialog, Icon, TranslocoPipe],
  template: `
    <app-dialog [sheet]="true" [heading]="'ops.messages.match' | transloco" (closed)="closed.emit()">
      <div class="stack">
        <p class="quiet">{{ 'ops.messages.matchText' | transloco: { address: address() } }}</p>
        <app-customer-picker [label]="'ops.messages.matchFind' | transloco" [disabled]="match.busy()" (picked)="choose($event.customerId)" />
        @if (problem(); as words) {
          <p class="note bad" role="alert"><app-icon name="alert" />{{ words }}</p>
        }
      </div>
      <div actions><button type="button" class="button" (click)="closed.emit()">{{ 'ui.cancel' | transloco }}</button></div>
    </app-dialog>
  `,
  styles: `app-customer-picker { min-height: 14rem; align-content: start; }`,
})
export class MatchCustomer {
  readonly conversationId = input.required<string>();
  readonly address = input.required<string>();
  readonly matched = output<string>();
  readonly closed = output();

  private readonly transloco = inject(TranslocoService);
  protected readonly match = mutation(MatchConversationDocument);
  protected readonly problem = signal('');

  protected async choose(customerId: string): Promise<void> {
    this.problem.set('');
    try {
      const { matchConversation } = await this.match({ id: this.conversationId(), customerId });
      this.problem.set(problemOf(matchConversation));
      if (matchConversation.__typename === 'Conversation') this.matched.emit(matchConversation.id);
    } catch (error) {
      this.problem.set(this.transloco.translate(explain(error)));
    }
  }
}
