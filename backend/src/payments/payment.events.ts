import { DomainEvent, type EventClass } from '../platform/events/event.js';

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

/** Money goes back to a customer, has arrived there, or was sent back. */
export class RefundSettled extends DomainEvent {
  constructor(
    readonly refundId: string,
    readonly customerId: string,
    readonly paymentId: string,
    readonly status: string,
  ) {
    super();
  }
}

/** A bank disputes a payment, or has decided. */
export class DisputeChanged extends DomainEvent {
  constructor(
    readonly disputeId: string,
    readonly customerId: string,
    readonly paymentId: string,
    readonly status: string,
  ) {
    super();
  }
}

/** What a payment settles was changed by the office. */
export class PaymentMoved extends DomainEvent {
  constructor(
    readonly paymentId: string,
    readonly customerId: string,
    readonly by: string,
  ) {
    super();
  }
}

/** News about a payment: which, and of whom. */
export type PaymentEvent = DomainEvent & { readonly paymentId: string; readonly customerId: string };

/** Every event after which a payment may look different. */
export const PAYMENT_EVENTS: readonly EventClass<PaymentEvent>[] = [PaymentReceived, RefundSettled, DisputeChanged, PaymentMoved];

/** A card or account of a customer was saved, is offered first, or is gone. */
export class PaymentMethodsChanged extends DomainEvent {
  constructor(
    readonly customerId: string,
    readonly savedMethodId: string,
    readonly what: 'saved' | 'preferred' | 'removed',
  ) {
    super();
  }
}
