import { BadRequestException, HttpException } from '@nestjs/common';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { EXPECTED_CODES } from './errors.js';

export interface Told {
  readonly formatted: GraphQLFormattedError;
  /** What is to be logged, when the error is ours. */
  readonly ours?: Error;
}

/** What a caller may be told of an error: expected ones as they are, every other as INTERNAL with nothing of its inside. */
export function tell(error: unknown): Told {
  const cause = originOf(error);
  if (cause instanceof BadRequestException) return { formatted: { message: 'Some of what was sent cannot be used.', extensions: { code: 'BAD_USER_INPUT', fields: fieldsOf(cause) }, ...pathOf(error) } };
  if (cause instanceof HttpException && cause.getStatus() === 429) return { formatted: { message: cause.message, extensions: { code: 'RATE_LIMITED' }, ...pathOf(error) } };
  const known = [error, cause].find((e): e is GraphQLError => e instanceof GraphQLError && EXPECTED_CODES.has(String(e.extensions['code'])));
  if (known) return { formatted: { message: known.message, extensions: { ...known.extensions, stacktrace: undefined }, ...pathOf(error) } };
  if (isDatabaseInput(cause)) return { formatted: { message: 'Some of what was sent cannot be used.', extensions: { code: 'BAD_USER_INPUT', fields: {} }, ...pathOf(error) } };
  return { formatted: { message: 'Something went wrong on our side. Try again; it has been recorded.', extensions: { code: 'INTERNAL' }, ...pathOf(error) }, ours: cause instanceof Error ? cause : new Error(String(cause)) };
}

/** How an error in the form of HTTP is answered: GraphQL errors are 200, except those that stop before execution. */
export function statusOf(code: unknown): number {
  if (code === 'RATE_LIMITED') return 429;
  if (code === 'GRAPHQL_PARSE_FAILED' || code === 'GRAPHQL_VALIDATION_FAILED' || code === 'TOO_COMPLEX' || code === 'UNKNOWN_DOCUMENT' || code === 'OPERATION_RESOLUTION_FAILURE') return 400;
  return 200;
}

function originOf(error: unknown): unknown {
  let cause = error;
  while (cause instanceof GraphQLError && cause.originalError) cause = cause.originalError;
  return cause;
}

function pathOf(error: unknown): Pick<GraphQLFormattedError, 'path'> {
  return error instanceof GraphQLError && error.path ? { path: error.path } : {};
}

/** class-validator's complaints as `{ "input.email": "isEmail" }`. */
function fieldsOf(error: BadRequestException): Record<string, string> {
  const response = error.getResponse() as { fields?: Record<string, string> };
  return response.fields ?? {};
}

/** Text that PostgreSQL cannot read as the type it is for: a malformed uuid, a number out of range, a zero byte. */
function isDatabaseInput(error: unknown): boolean {
  const code = (error as { code?: string } | undefined)?.code;
  return code === '22P02' || code === '22003' || code === '22021' || code === '22007' || code === '22008';
}
