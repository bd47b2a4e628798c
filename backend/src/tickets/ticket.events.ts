import { DomainEvent } from '../platform/events/event.js';

/** A ticket came into being, by a customer, the office or an alert. */
export class TicketOpened extends DomainEvent {
  constructor(readonly ticketId: string, readonly customerId: string | null) {
    super();
  }
}

/** Status, priority, assignee or place of a ticket changed. */
export class TicketChanged extends DomainEvent {
  constructor(readonly ticketId: string, readonly customerId: string | null) {
    super();
  }
}

/** Something was said in a ticket. Internal notes carry no customer, so they are never announced to one. */
export class TicketReplied extends DomainEvent {
  constructor(readonly ticketId: string, readonly messageId: string, readonly customerId: string | null, readonly author: string, readonly internal: boolean) {
    super();
  }
}

/** Something was said with a customer or with somebody unknown, in a ticket or not. Internal notes carry no customer. */
export class MessageSaid extends DomainEvent {
  constructor(readonly messageId: string, readonly conversationId: string, readonly customerId: string | null, readonly author: string, readonly internal: boolean) {
    super();
  }
}

/** A conversation was settled, read or matched, without anything being said. */
export class ConversationChanged extends DomainEvent {
  constructor(readonly conversationId: string, readonly customerId: string | null) {
    super();
  }
}

/** A promise is about to be broken (1), is broken (2), or long broken (3). */
export class TicketEscalated extends DomainEvent {
  constructor(readonly ticketId: string, readonly assigneeId: string | null, readonly level: number) {
    super();
  }
}
