import { Unexpected, Unreachable } from '../http/json';

interface CodedError {
  readonly message?: string;
  readonly extensions?: { readonly code?: string; readonly fields?: Readonly<Record<string, unknown>> };
}

/** The GraphQL errors inside what the data layer throws; told by shape, so that the first page needs no GraphQL code. */
function codedErrors(error: unknown): readonly CodedError[] {
  const errors = (error as { errors?: unknown } | null)?.errors;
  return Array.isArray(errors) ? (errors as CodedError[]) : [];
}

/** The code of a failed operation, such as `FORBIDDEN`. */
export function errorCode(error: unknown): string | undefined {
  return codedErrors(error)[0]?.extensions?.code;
}

/** What is wrong with which input field, of a `BAD_USER_INPUT`. */
export function fieldErrors(error: unknown): Readonly<Record<string, string>> {
  const fields = codedErrors(error).find((one) => one.extensions?.fields)?.extensions?.fields ?? {};
  return Object.fromEntries(Object.entries(fields).map(([name, text]) => [name, Array.isArray(text) ? text.join(' ') : String(text)]));
}

/** Whether a file of the app is gone because a newer version was put in place. */
export function isStaleApp(error: unknown): boolean {
  const message = error instanceof Error ? error.message : '';
  return /dynamically imported module|importing a module script failed|error loading dynamically|ChunkLoadError/i.test(message);
}

/** What this phone itself cannot do: told to the person, and no mistake of the app. */
const OF_PHONE: Readonly<Record<string, string>> = { StorageFull: 'errors.storageFull', CannotSeal: 'errors.cannotSeal' };

/** Whether the failure is of the phone, such as one that is full. */
export const isOfPhone = (error: unknown): boolean => error instanceof Error && error.name in OF_PHONE;

const CODES: Readonly<Record<string, string>> = {
  FORBIDDEN: 'errors.forbidden',
  READ_ONLY: 'errors.readOnly',
  NOT_FOUND: 'errors.notFound',
  UNAUTHENTICATED: 'errors.session',
  BAD_USER_INPUT: 'errors.input',
  RATE_LIMITED: 'errors.busy',
  STEP_UP_NEEDED: 'errors.stepUp',
  CONFLICT: 'errors.conflict',
};

/** The key of the sentence that tells a person what went wrong and what to do. */
export function explain(error: unknown): string {
  if (error instanceof Unreachable) return 'errors.network';
  if (isOfPhone(error)) return OF_PHONE[(error as Error).name]!;
  if (error instanceof Unexpected && error.status === 429) return 'errors.busy';
  return CODES[errorCode(error) ?? ''] ?? 'errors.unknown';
}
