import { DomainEvent } from '../platform/events/event.js';

/** Somebody new was invited into the office; the letter with their link is to be written. */
export class StaffInvited extends DomainEvent {
  constructor(
    readonly staffId: string,
    readonly linkId: string,
    readonly byName: string,
  ) {
    super();
  }
}
