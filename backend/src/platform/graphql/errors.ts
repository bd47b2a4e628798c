import { GraphQLError } from 'graphql';
import type { Locale } from '../caller.js';

/** The caller may not do this at all. */
export class ForbiddenError extends GraphQLError {
  constructor(permission: string) {
    super('You may not do this.', { extensions: { code: 'FORBIDDEN', permission } });
  }
}

/** Nothing there for this caller: the same answer for "not yours" and "does not exist". */
export class NotFoundError extends GraphQLError {
  constructor() {
    super('Not found.', { extensions: { code: 'NOT_FOUND' } });
  }
}

/** No session, or one that has ended. */
export class SignInError extends GraphQLError {
  constructor() {
    super('Sign in first.', { extensions: { code: 'UNAUTHENTICATED' } });
  }
}

/** What was sent cannot be used; `fields` says which input and why, by a code that the screen can translate. */
export class BadInputError extends GraphQLError {
  constructor(message: string, fields: Readonly<Record<string, string>> = {}) {
    super(message, { extensions: { code: 'BAD_USER_INPUT', fields } });
  }
}

/** Who asks must prove once more who they are; nothing was done, so the same may be sent again with the same key. */
export class StepUpError extends GraphQLError {
  constructor(area: string) {
    super('Prove once more who you are.', { extensions: { code: 'STEP_UP_NEEDED', area } });
  }
}

/** Somebody else is doing the same thing right now, or it was done with other content. */
export class ConflictError extends GraphQLError {
  constructor(message: string, code: 'CONFLICT' | 'KEY_REUSED' = 'CONFLICT') {
    super(message, { extensions: { code } });
  }
}

/** Asked too often; `retryAfterSeconds` says when to come back. */
export class RateLimitedError extends GraphQLError {
  constructor(retryAfterSeconds: number) {
    super(`Too many requests. Try again in ${retryAfterSeconds} s.`, { extensions: { code: 'RATE_LIMITED', retryAfterSeconds } });
  }
}

/** The caller only looks, as somebody of the office with a customer's eyes does. */
export class ReadOnlyError extends GraphQLError {
  constructor(locale: Locale) {
    super(locale === 'fr' ? 'Vous ne faites que regarder : rien ne peut être changé ici.' : 'You are only looking: nothing can be changed here.', { extensions: { code: 'READ_ONLY' } });
  }
}

/** Codes that tell a person something; every other error is ours and is answered as INTERNAL. */
export const EXPECTED_CODES: ReadonlySet<string> = new Set([
  'FORBIDDEN', 'READ_ONLY', 'NOT_FOUND', 'UNAUTHENTICATED', 'STEP_UP_NEEDED', 'BAD_USER_INPUT', 'CONFLICT', 'KEY_REUSED', 'RATE_LIMITED', 'RESYNC',
  'GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED', 'TOO_COMPLEX', 'UNKNOWN_DOCUMENT', 'OPERATION_RESOLUTION_FAILURE', 'PERSISTED_QUERY_NOT_FOUND',
]);
