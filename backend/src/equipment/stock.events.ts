import { DomainEvent } from '../platform/events/event.js';

/** Parts came, went or changed place, or were counted. */
export class PartsMoved extends DomainEvent {
  constructor(
    readonly partId: string,
    readonly by: string,
  ) {
    super();
  }
}

/** A device that is nobody's changed its shelf or van, or left for repair or for good. */
export class DeviceMoved extends DomainEvent {
  constructor(
    readonly deviceId: string,
    readonly by: string,
  ) {
    super();
  }
}
