import { DomainEvent } from '../../platform/events/event.js';

/** A company's sign-in made an employee, or gave one another role. */
export class EmployeeProvided extends DomainEvent {
  constructor(
    readonly staffId: string,
    readonly name: string,
    /** Null for somebody new. */
    readonly before: string | null,
    readonly role: string,
    readonly provider: string,
  ) {
    super();
  }
}
