import { DomainEvent } from '../platform/events/event.js';

/** A link shows nothing any more: whoever has it open sees so at once. */
export class ShareLinkRevoked extends DomainEvent {
  constructor(readonly shareLinkId: string) {
    super();
  }
}
