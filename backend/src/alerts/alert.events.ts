import { DomainEvent } from '../platform/events/event.js';

/** An alert began, got worse, was acknowledged or got its ticket. */
export class AlertChanged extends DomainEvent {
  constructor(readonly alertId: string, readonly deviceId: string, readonly what: 'onset' | 'worse' | 'clear' | 'acknowledged') {
    super();
  }
}
