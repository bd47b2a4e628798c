import { DomainEvent } from '../platform/events/event.js';

/** Money of a customer has arrived. */
export class PaymentReceived extends DomainEvent {
  constructor(
    readonly paymentId: string,
    readonly customerId: string,
    readonly amount: number,
    readonly currency: string,
    readonly method: string,
    readonly invoiceIds: readonly string[],
  ) {
    super();
  }
}

/** A customer's payment by card, debit or credit did not go through. */
export class PaymentFailed extends DomainEvent {
  constructor(
    readonly checkoutId: string,
    readonly customerId: string,
    readonly invoiceId: string | null,
  ) {
    super();
  }
}
