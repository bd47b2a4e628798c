import { DomainEvent } from '../platform/events/event.js';
import type { SignInWay } from './auth.entity.js';

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
    readonly method: SignInWay,
    readonly address: string,
  ) {
    super();
  }
}

/** Somebody could not prove who they are. */
export class SignInRefused extends DomainEvent {
  constructor(
    readonly method: SignInWay | 'second' | 'step-up',
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

/** A 6-digit code is to be sent. It names the row, never the code. */
export class SignInCodeFound extends DomainEvent {
  constructor(
    readonly codeId: string,
    readonly purpose: string,
    /** The account or employee it is for. */
    readonly subjectId: string,
  ) {
    super();
  }
}

/** A letter with which somebody sets a password is to be written. It names the token's row, never the token. */
export class PasswordLetterRequested extends DomainEvent {
  constructor(
    readonly tokenId: string,
    readonly realm: string,
    readonly kind: string,
    readonly ownerId: string,
    /** Who of the staff or of the company asked; null when the person did. */
    readonly askedBy: { readonly kind: string; readonly id: string; readonly name: string } | null,
  ) {
    super();
  }
}

/** Something about how a person proves who they are was changed: `password.set`, `totp.on`, `passkey.added` and so on. */
export class SecurityChanged extends DomainEvent {
  constructor(
    readonly realm: string,
    readonly personId: string,
    readonly what: 'password.set' | 'totp.on' | 'totp.off' | 'recovery.used' | 'recovery.renewed' | 'passkey.added' | 'passkey.removed' | 'passkey.copied',
  ) {
    super();
  }
}

/** A signed-in person proved once more who they are. */
export class SteppedUp extends DomainEvent {
  constructor(
    readonly sessionId: string,
    readonly realm: string,
    readonly personId: string,
    readonly name: string,
    readonly way: string,
    readonly address: string,
  ) {
    super();
  }
}
