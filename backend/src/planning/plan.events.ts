import { DomainEvent } from '../platform/events/event.js';

/** A plan was asked for, became better, is ready, was applied, taken back or put away. */
export class PlanChanged extends DomainEvent {
  constructor(
    readonly planId: string,
    readonly day: string,
  ) {
    super();
  }
}
