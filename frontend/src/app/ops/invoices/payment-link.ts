import { Component, inject, input } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { mutation } from '../../core/graphql/mutation';
import { problemOf } from '../../core/graphql/problem';
import { Icon } from '../../ui/icon';
import { Menu } from '../../ui/menu';
import { Toasts } from '../../ui/toast';
import { OpsSendPaymentLinkDocument } from './payment-link.generated';

/** Sends the customer a link to what they owe, by e-mail or to their phone. */
@Component({
  selector: 'app-payment-link',
  imports: [Icon, Menu, TranslocoPipe],
  template: `
    <app-menu [label]="'ops.paymentLink.do' | transloco" [text]="'ops.paymentLink.do' | transloco" icon="send">
      <button type="button" role="menuitem" [disabled]="sending.busy()" (click)="send('EMAIL')"><app-icon name="mail" />{{ 'ops.paymentLink.EMAIL' | transloco }}</button>
      <button type="button" role="menuitem" [disabled]="sending.busy()" (click)="send('SMS')"><app-icon name="sms" />{{ 'ops.paymentLink.SMS' | transloco }}</button>
    </app-menu>
  `,
})
export class PaymentLink {
  readonly customerId = input.required<string>();
  /** Without one, all that is owed. */
  readonly invoiceId = input<string>();

  private readonly toasts = inject(Toasts);
  private readonly transloco = inject(TranslocoService);
  protected readonly sending = mutation(OpsSendPaymentLinkDocument);

  protected async send(channel: 'EMAIL' | 'SMS'): Promise<void> {
    const { sendPaymentLink } = await this.sending({ customerId: this.customerId(), invoiceId: this.invoiceId(), channel });
    const problem = problemOf(sendPaymentLink);
    this.toasts.show(problem ? { text: problem, tone: 'bad' } : { text: this.transloco.translate('ops.paymentLink.sent'), tone: 'good' });
  }
}
