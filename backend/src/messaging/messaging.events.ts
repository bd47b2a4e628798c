import { DomainEvent } from '../platform/events/event.js';

/** A message was written: captured, or on its way. */
export class OutgoingMessageAdded extends DomainEvent {
  constructor(readonly messageId: string) {
    super();
  }
}

/** A message was sent, or could not be. */
export class OutgoingMessageSettled extends DomainEvent {
  constructor(readonly messageId: string) {
    super();
  }
}
