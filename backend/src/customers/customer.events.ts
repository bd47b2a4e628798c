import { DomainEvent } from '../platform/events/event.js';

/** Somebody became a customer. */
export class CustomerCreated extends DomainEvent {
  constructor(
    readonly customerId: string,
    readonly by: string,
  ) {
    super();
  }
}

/** Something about a customer was changed by a person. */
export class CustomerChanged extends DomainEvent {
  constructor(
    readonly customerId: string,
    readonly what: 'details' | 'phones' | 'contacts' | 'locations',
    readonly by: string,
  ) {
    super();
  }
}

/** Many customers were written at once, as by an import: whoever keeps copies reads them again. */
export class CustomersLoaded extends DomainEvent {
  constructor(readonly count: number) {
    super();
  }
}
