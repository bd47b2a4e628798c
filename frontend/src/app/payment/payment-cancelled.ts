import { Component, computed, inject } from '@angular/core';
import { SayPipe } from '../core/i18n/common-texts';
import { Session } from '../core/session/session';
import { PaymentFrame } from './payment-frame';

/** Where the payment page sends a customer back to who changed their mind. */
@Component({
  selector: 'app-payment-cancelled',
  imports: [PaymentFrame, SayPipe],
  template: `
    <app-payment-frame icon="undo">
      <h1>{{ 'payment.cancelledTitle' | say }}</h1>
      <p>{{ 'payment.cancelled' | say }}</p>
      @if (signedIn()) {
        <a class="button primary tall wide" href="#/invoices">{{ 'payment.toInvoices' | say }}</a>
      } @else {
        <a class="button primary tall wide" href="#/login?next=%2Finvoices">{{ 'payment.signIn' | say }}</a>
      }
    </app-payment-frame>
  `,
})
export class PaymentCancelled {
  private readonly session = inject(Session);
  protected readonly signedIn = computed(() => this.session.facts()?.kind === 'customer');

  constructor() {
    void this.session.ready().catch(() => null); // unreachable: the page then offers to sign in
  }
}
