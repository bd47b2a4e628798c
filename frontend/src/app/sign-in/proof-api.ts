import { type Answer, postJson, Unexpected } from '../core/http/json';
import { redeemed, type Redeemed } from './sign-in-api';

/** What came of a step: somebody is let in, or a sentence says why not. */
export type Step = { readonly kind: 'went'; readonly answer: Redeemed; readonly recoveryCodes?: readonly string[] } | { readonly kind: 'refused'; readonly message: string; readonly error: string };

/** What an authenticator app is set up with. */
export interface SetUp {
  readonly qr: string;
  readonly secret: string;
}

/** Who may choose a password by the token of a letter. */
export interface PasswordHolder {
  readonly kind: 'activation' | 'reset';
  readonly name: string;
  readonly email: string;
}

interface Said {
  readonly error?: string;
  readonly message?: string;
  readonly recoveryCodes?: readonly string[];
}

/** Takes one step of signing in; the server's refusals are sentences in the language of the page. */
export async function step(path: string, body: object, locale: string): Promise<Step> {
  const answer = await postJson(path, { ...body, locale });
  const said = (answer.body ?? {}) as Said;
  if (answer.status === 200) return { kind: 'went', answer: redeemed(answer), ...(said.recoveryCodes && { recoveryCodes: said.recoveryCodes }) };
  return refused(answer);
}

/** Asks for something a step needs; `undefined` with the sentence when it is refused. */
export async function fetchStep<T>(path: string, body: object, locale: string): Promise<{ readonly value: T } | Extract<Step, { kind: 'refused' }>> {
  const answer = await postJson(path, { ...body, locale });
  return answer.status === 200 ? { value: answer.body as T } : refused(answer);
}

function refused({ status, body }: Answer): Extract<Step, { kind: 'refused' }> {
  const { error, message } = (body ?? {}) as Said;
  if (!error || !message) throw new Unexpected(status);
  return { kind: 'refused', error, message };
}
