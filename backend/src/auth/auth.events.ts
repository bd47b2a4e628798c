import { DomainEvent } from '../platform/events/event.js';

/** A link was made for somebody; its letter is to be written. It names the link, never its token. */
export class SignInLinkRequested extends DomainEvent {
  constructor(
    readonly linkId: string,
    readonly realm: string,
    readonly customerId: string | null,
    /** Who of the staff asked; null when the person did. */
    readonly askedByStaff: { readonly id: string; readonly name: string } | null,
    /** Where the request of the staff came from; null when the person asked, whose request was answered before. */
    readonly address: string | null,
  ) {
    super();
  }
}

/** Somebody signed in. */
export class SignedIn extends DomainEvent {
  constructor(
    readonly sessionId: string,
    readonly realm: string,
    readonly subjectId: string,
    readonly name: string,
    readonly method: 'link' | 'password',
    readonly address: string,
  ) {
    super();
  }
}

/** A password or link was refused. */
export class SignInRefused extends DomainEvent {
  constructor(
    readonly method: 'link' | 'password',
    readonly reason: string,
    /** The account it was about, when there is one. */
    readonly subjectId: string | null,
    readonly address: string,
  ) {
    super();
  }
}

/** A session was ended before its time, by its owner or by the office. */
export class SessionEnded extends DomainEvent {
  constructor(
    readonly sessionId: string,
    readonly byKind: string,
    readonly byId: string | null,
    readonly byName: string,
    readonly address: string | null,
  ) {
    super();
  }
}

/** Somebody who is signed in tried an operation that their role does not allow. */
export class AccessRefused extends DomainEvent {
  constructor(
    readonly byKind: string,
    readonly byId: string,
    readonly byName: string,
    readonly operation: string,
    readonly needed: readonly string[],
    readonly address: string | null,
  ) {
    super();
  }
}
