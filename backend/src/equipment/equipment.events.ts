import { DomainEvent } from '../platform/events/event.js';

/** A device became known, in stock. */
export class DeviceCreated extends DomainEvent {
  constructor(
    readonly deviceId: string,
    readonly by: string,
  ) {
    super();
  }
}

/** A device was installed at a customer's place. */
export class DeviceLinked extends DomainEvent {
  constructor(
    readonly deviceId: string,
    readonly customerId: string,
    readonly locationId: string,
    readonly jobId: string | null,
    readonly by: string,
  ) {
    super();
  }
}

/** A device left a customer's place. */
export class DeviceUnlinked extends DomainEvent {
  constructor(
    readonly deviceId: string,
    readonly customerId: string,
    readonly locationId: string | null,
    readonly by: string,
  ) {
    super();
  }
}

/** A device took the place of another. */
export class DeviceSwapped extends DomainEvent {
  constructor(
    readonly oldId: string,
    readonly newId: string,
    readonly customerId: string,
    readonly locationId: string | null,
    readonly by: string,
  ) {
    super();
  }
}

/** It was said what a device belongs to: whose it is, what is delivered through it, what it hangs on. */
export class DeviceTied extends DomainEvent {
  constructor(
    readonly deviceId: string,
    readonly by: string,
  ) {
    super();
  }
}
