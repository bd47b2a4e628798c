import { DomainEvent } from '../platform/events/event.js';

/** A photo has been read, or could not be. */
export class ScanFinished extends DomainEvent {
  constructor(readonly scanId: string, readonly technicianId: string | null) {
    super();
  }
}
