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

/** What somebody changed about how they are reached. */
export type ReachChange = 'email' | 'billing-email' | 'phone-added' | 'phone-removed';

/** Somebody changed in the portal how they are reached; where they were reached before is told. */
export class ReachChanged extends DomainEvent {
  constructor(
    readonly customerId: string,
    readonly contactId: string | null,
    readonly what: ReachChange,
    readonly toEmail: string | null,
    readonly toPhone: string | null,
    /** The new one, or the one that was taken away, as a hint. */
    readonly now: string,
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
