import { DomainEvent } from '../platform/events/event.js';

/** An import is further than it was; told about once a second. */
export class ImportProgressed extends DomainEvent {
  constructor(readonly runId: string) {
    super();
  }
}

/** An import is over, however it ended. It is the one piece of news about all rows it wrote. */
export class ImportFinished extends DomainEvent {
  constructor(
    readonly runId: string,
    readonly dryRun: boolean,
  ) {
    super();
  }
}
