import { DomainEvent } from '../platform/events/event.js';

/** Settings of the tenant were changed by a person: which of them, and the values before and after. */
export class TenantChanged extends DomainEvent {
  constructor(
    readonly by: string,
    readonly byName: string,
    readonly changes: Readonly<Record<string, readonly [before: unknown, after: unknown]>>,
  ) {
    super();
  }
}
