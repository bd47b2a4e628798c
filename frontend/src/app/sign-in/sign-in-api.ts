import { takeFirstFact } from '../core/http/first-facts';
import { type Answer, getJson, postJson, Unexpected } from '../core/http/json';
import type { SessionFacts } from '../core/session/session';

/** An identity the demonstration lets one try. */
export interface Identity {
  readonly label: string;
  readonly identifier: string;
  readonly password?: string;
}

/** A way to sign in that a provider may offer. */
export type Method = 'link' | 'code' | 'password' | 'oidc' | 'passkey';

/** What the sign-in page knows before anybody is signed in. */
export interface TenantFacts {
  readonly name: string;
  readonly locale: string;
  readonly colour: string;
  readonly logoUrl: string | null;
  readonly demo: boolean;
  /** Languages one may choose. */
  readonly locales?: readonly string[];
  /** Whether people of this address sign in at another. */
  readonly elsewhere?: boolean;
  /** What the page offers, the first one first. */
  readonly methods: readonly Method[];
  readonly signInAs?: readonly Identity[];
  /** Companies' own sign-ins: plain links. */
  readonly providers?: readonly { readonly label: string; readonly href: string }[];
}

export interface Account {
  readonly customerId: string;
  readonly number: string;
  readonly name: string;
}

/** What came of asking for a link or trying a password. */
export type Attempt =
  | { readonly kind: 'sent' }
  | { readonly kind: 'signed-in'; readonly session: SessionFacts }
  | { readonly kind: 'choose'; readonly accounts: readonly Account[] }
  | { readonly kind: 'second'; readonly enrol: boolean }
  | { readonly kind: 'missing' }
  | { readonly kind: 'unclear'; readonly message: string }
  | { readonly kind: 'wrong' }
  | { readonly kind: 'wait'; readonly seconds: number };

/** What came of a link. */
export type Redeemed =
  | { readonly kind: 'signed-in'; readonly session: SessionFacts; /** Where the link leads, such as a technician's job. */ readonly next?: string }
  | { readonly kind: 'confirm'; readonly name: string }
  | { readonly kind: 'choose'; readonly accounts: readonly Account[] }
  | { readonly kind: 'second'; readonly enrol: boolean }
  | { readonly kind: 'refused'; readonly why: 'expired' | 'spent' | 'invalid' };

export async function tenantFacts(): Promise<TenantFacts> {
  const told = takeFirstFact('tenant');
  if (told) return told;
  const { status, body } = await getJson('/auth/tenant');
  if (status !== 200) throw new Unexpected(status);
  return body as TenantFacts;
}

/** Asks for a link; the answer is the same whether or not the account exists. */
export async function requestLink(identifier: string, locale: string): Promise<Attempt> {
  return asked(await postJson('/portal/request-link', { identifier, locale }));
}

/** Asks for a 6-digit code; the answer is the same whether or not the account exists. */
export async function requestCode(identifier: string, locale: string): Promise<Attempt> {
  return asked(await postJson('/auth/request-code', { identifier, locale }));
}

function asked(answer: Answer): Attempt {
  if (answer.status === 200) return { kind: 'sent' };
  const message = (answer.body as { message?: string } | null)?.message;
  if (answer.status === 400) return message ? { kind: 'unclear', message } : { kind: 'missing' };
  return refusal(answer);
}

export async function signInByPassword(identifier: string, password: string): Promise<Attempt> {
  const answer = await postJson('/auth/password', { identifier, password });
  if (answer.status === 200) return redeemed(answer) as Extract<Redeemed, { kind: 'signed-in' | 'choose' | 'second' }>;
  if (answer.status === 400 || answer.status === 401) return { kind: 'wrong' };
  return refusal(answer);
}

function refusal({ status, body }: Answer): Attempt {
  if (status !== 429) throw new Unexpected(status);
  return { kind: 'wait', seconds: Math.max(1, Number((body as { retry_after_sec?: unknown } | null)?.retry_after_sec) || 60) };
}

interface RedeemBody {
  readonly session?: SessionFacts;
  readonly next?: string;
  readonly confirm?: boolean;
  readonly name?: string;
  readonly choose?: readonly Account[];
  readonly second?: 'code' | 'enrol';
  readonly error?: string;
}

/** Exchanges the token of a link for a session. */
export async function redeem(token: string, confirm: boolean): Promise<Redeemed> {
  return redeemed(await postJson('/auth/redeem', confirm ? { token, confirm } : { token }));
}

/** Takes over the session that was opened at the address where people sign in. */
export async function handOver(token: string): Promise<Redeemed> {
  const answer = await postJson('/auth/handoff', { token });
  return answer.status === 200 ? redeemed(await getJson('/auth/session')) : redeemed(answer);
}

/** Opens one of the accounts a link stands for. */
export async function chooseAccount(customerId: string): Promise<Redeemed> {
  return redeemed(await postJson('/auth/choose', { customerId }));
}

/** What an answer that lets somebody in says. */
export function redeemed({ status, body }: Answer): Redeemed {
  const answer = (body ?? {}) as RedeemBody;
  if (status === 200 && answer.session) return { kind: 'signed-in', session: answer.session, next: answer.next };
  if (status === 200 && answer.choose) return { kind: 'choose', accounts: answer.choose };
  if (status === 200 && answer.second) return { kind: 'second', enrol: answer.second === 'enrol' };
  if (status === 200 && answer.confirm) return { kind: 'confirm', name: answer.name ?? '' };
  if (status !== 400 && status !== 401) throw new Unexpected(status);
  const why = answer.error?.endsWith('_expired') ? 'expired' : answer.error?.endsWith('_spent') ? 'spent' : 'invalid';
  return { kind: 'refused', why };
}
