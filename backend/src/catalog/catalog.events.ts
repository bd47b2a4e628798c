import { DomainEvent } from '../platform/events/event.js';

/** An item was added, renamed, taken out of sale, or has another price. Prices agreed with customers stay. */
export class CatalogItemChanged extends DomainEvent {
  constructor(
    readonly itemId: string,
    readonly by: string,
  ) {
    super();
  }
}

/** A sales tax holds from a day on. Papers already issued stay. */
export class TaxRatesChanged extends DomainEvent {
  constructor(readonly by: string) {
    super();
  }
}
