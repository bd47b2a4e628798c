import { DomainEvent } from '../platform/events/event.js';

/** Something a customer subscribes to was started, changed, paused, resumed or ended, or such a day has come. */
export class SubscriptionChanged extends DomainEvent {
  constructor(
    readonly subscriptionId: string,
    readonly customerId: string,
    readonly what: string,
    readonly effectiveOn: string,
    readonly by: string,
  ) {
    super();
  }
}

/** A billing run has come further, or has ended. */
export class BillingRunMoved extends DomainEvent {
  constructor(
    readonly runId: string,
    readonly status: string,
  ) {
    super();
  }
}
