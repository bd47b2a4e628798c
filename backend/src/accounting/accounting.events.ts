import { DomainEvent } from '../platform/events/event.js';

/** Somebody asked for a statement by mail: the office for a customer, or one of the customer's own people for themselves. */
export class StatementRequested extends DomainEvent {
  constructor(
    readonly requestId: string,
    readonly customerId: string,
    /** Whom of the customer's people it is for; otherwise the customer itself. */
    readonly contactId: string | null,
    readonly from: string,
    readonly to: string,
  ) {
    super();
  }
}
