import { DomainEvent } from '../platform/events/event.js';

/** A notice was published, changed, or is over. */
export class ServiceNoticeChanged extends DomainEvent {
  constructor(readonly noticeId: string, readonly what: 'published' | 'changed' | 'ended') {
    super();
  }
}
