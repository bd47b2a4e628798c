import { DomainEvent } from '../platform/events/event.js';

/** Somebody ordered. */
export class OrderPlaced extends DomainEvent {
  constructor(
    readonly orderId: string,
    readonly customerId: string,
  ) {
    super();
  }
}

/** What was ordered has begun, or was cancelled. */
export class OrderChanged extends DomainEvent {
  constructor(
    readonly orderId: string,
    readonly customerId: string,
    readonly status: string,
    readonly by: string,
  ) {
    super();
  }
}
