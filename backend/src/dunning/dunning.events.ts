import { DomainEvent, type EventClass } from '../platform/events/event.js';

/** Something was done about a customer's debts. */
export class DunningStepTaken extends DomainEvent {
  constructor(
    readonly entryId: string,
    readonly customerId: string,
    readonly deed: string,
    readonly by: string,
  ) {
    super();
  }
}

/** A customer's service was cut off or given back, as the equipment itself says. */
export class ServiceSwitched extends DomainEvent {
  constructor(
    readonly orderId: string,
    readonly customerId: string,
    readonly state: string,
  ) {
    super();
  }
}

/** The daily look at debts has begun, come further, or ended. */
export class DunningRunMoved extends DomainEvent {
  constructor(
    readonly runId: string,
    readonly finished: boolean,
  ) {
    super();
  }
}

/** Every event after which a customer's dunning account may look different. */
export const DUNNING_EVENTS: readonly EventClass<DomainEvent & { readonly customerId: string }>[] = [DunningStepTaken, ServiceSwitched];
