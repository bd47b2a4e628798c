import { DomainEvent } from '../platform/events/event.js';

/** A customer pays by itself from now on, or no longer. */
export class AutopayChanged extends DomainEvent {
  constructor(
    readonly customerId: string,
    readonly active: boolean,
    readonly by: string,
  ) {
    super();
  }
}

/** The list of a morning is there, or its charging began. */
export class AutopayRunMoved extends DomainEvent {
  constructor(
    readonly runId: string,
    readonly day: string,
  ) {
    super();
  }
}

/** What one customer pays by itself was held, let go, asked for or answered. */
export class AutopayChargeMoved extends DomainEvent {
  constructor(
    readonly chargeId: string,
    readonly runId: string,
    readonly customerId: string,
    readonly status: string,
  ) {
    super();
  }
}

/** An automatic payment did not go through. */
export class AutopayFailed extends DomainEvent {
  constructor(
    readonly chargeId: string,
    readonly customerId: string,
    /** The bank's word. */
    readonly failure: string,
    /** When it is tried again; null when it is not. */
    readonly nextTryOn: string | null,
    /** Whether automatic payment was turned off with it. */
    readonly stops: boolean,
    /** The payment link its letter carries. */
    readonly linkId: string,
  ) {
    super();
  }
}
