import { Component, inject, input } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { mutation } from '../../core/graphql/mutation';
import { problemOf } from '../../core/graphql/problem';
import { Can } from '../../core/session/can';
import { Icon } from '../../ui/icon';
import { Toasts } from '../../ui/toast';
import { SendStatementDocument } from './statement.generated';

/** A statement as a PDF, or by mail: of a customer the office names, or of the customer who is signed in. */
@Component({
  selector: 'app-statement-actions',
  imports: [Can, Icon, TranslocoPipe],
  template: `
    <a class="button small" [href]="'/files/statements/' + (customerId() ?? 'mine') + '.pdf?from=' + from() + '&to=' + to()" target="_blank" rel="noopener"><app-icon name="download" />{{ 'domain.payment.statement.pdf' | transloco }}</a>
    <button *can="customerId() ? 'invoices:write' : 'own:read'" type="button" class="button small" [disabled]="sending.busy()" (click)="send()"><app-icon name="mail" />{{ 'domain.payment.statement.send' | transloco }}</button>
  `,
  styles: ':host { display: flex; flex-wrap: wrap; gap: var(--s2); }',
})
export class StatementActions {
  /** Without one, the customer's own. */
  readonly customerId = input<string>();
  readonly from = input.required<string>();
  readonly to = input.required<string>();

  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  protected readonly sending = mutation(SendStatementDocument);

  protected async send(): Promise<void> {
    const { sendStatement } = await this.sending({ customerId: this.customerId(), from: this.from(), to: this.to() });
    const problem = problemOf(sendStatement);
    if (problem) this.toasts.show({ text: problem, tone: 'bad' });
    else if (sendStatement.__typename === 'StatementSent') this.toasts.show({ text: this.transloco.translate('domain.payment.statement.sent', { to: sendStatement.to }), tone: 'good' });
  }
}
