import { Component, inject, input, output } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { Apollo } from 'apollo-angular';
import { firstValueFrom } from 'rxjs';
import { explain } from '../../core/errors/explain';
import { query } from '../../core/graphql/query';
import { Icon } from '../../ui/icon';
import { Menu } from '../../ui/menu';
import { Toasts } from '../../ui/toast';
import { FilledReplyDocument, SavedRepliesDocument } from './saved-replies.generated';

/** The replies that are given often: choosing one writes it into the box, filled in, to be changed before it is sent. */
@Component({
  selector: 'app-saved-replies',
  imports: [Icon, Menu, RouterLink, TranslocoPipe],
  template: `
    <app-menu icon="copy" [label]="'ops.tickets.savedReplies' | transloco">
      @for (reply of answer.data()?.savedReplies; track reply.id) {
        <button type="button" role="menuitem" (click)="choose(reply.id)">{{ reply.name }}</button>
      } @empty {
        @if (answer.error()) {
          <button type="button" role="menuitem" (click)="answer.reload()"><app-icon name="sync" />{{ 'ui.notLoaded' | transloco }} {{ 'ui.retry' | transloco }}</button>
        } @else {
          <button type="button" role="menuitem" disabled>{{ (answer.loading() ? 'ui.loading' : 'ops.tickets.noSavedReplies') | transloco }}</button>
        }
      }
      <hr />
      <a role="menuitem" routerLink="/ops/tickets/desk"><app-icon name="edit" />{{ 'ops.tickets.manageReplies' | transloco }}</a>
    </app-menu>
  `,
})
export class SavedReplies {
  readonly ticketId = input.required<string>();
  readonly chosen = output<string>();

  private readonly apollo = inject(Apollo);
  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  protected readonly answer = query(SavedRepliesDocument);

  protected async choose(id: string): Promise<void> {
    try {
      const { data } = await firstValueFrom(this.apollo.query({ query: FilledReplyDocument, variables: { id, ticketId: this.ticketId() }, fetchPolicy: 'no-cache' }));
      if (data) this.chosen.emit(data.filledReply);
    } catch (error) {
      this.toasts.show({ text: this.transloco.translate(explain(error)), tone: 'bad' });
    }
  }
}
