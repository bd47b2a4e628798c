import { DomainEvent } from '../platform/events/event.js';

/** The office sends a customer a link to what they owe. It names the link, never its secret. */
export class PaymentLinkSent extends DomainEvent {
  constructor(
    readonly linkId: string,
    readonly customerId: string,
    readonly invoiceId: string | null,
    readonly channel: 'EMAIL' | 'SMS',
    readonly amount: number,
    readonly currency: string,
    readonly by: string,
  ) {
    super();
  }
}
