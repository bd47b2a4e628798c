import { takeFirstFact } from '../core/http/first-facts';
import { getJson, postJson, Unexpected } from '../core/http/json';
import type { SessionFacts } from '../core/session/session';

/** An identity the demonstration lets one try. */
export interface Identity {
  readonly label: string;
  readonly identifier: string;
  readonly password?: string;
}

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
  readonly methods: readonly ('link' | 'password')[];
  readonly signInAs?: readonly Identity[];
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
  | { readonly kind: 'missing' }
  | { readonly kind: 'wrong' }
  | { readonly kind: 'wait'; readonly seconds: number };

/** What came of a link. */
export type Redeemed =
  | { readonly kind: 'signed-in'; readonly session: SessionFacts; /** Where the link leads, such as a technician's job. */ readonly next?: string }
  | { readonly kind: 'confirm'; readonly name: string }
  | { readonly kind: 'choose'; readonly accounts: readonly Account[] }
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
  const answer = await postJson('/portal/request-link', { identifier, locale });
  if (answer.status === 200) return { kind: 'sent' };
  if (answer.status === 400) return { kind: 'missing' };
  return refusal(answer);
}

export async function signInByPassword(identifier: string, password: string): Promise<Attempt> {
  const answer = await postJson('/auth/password', { identifier, password });
  if (answer.status === 200) return { kind: 'signed-in', session: (answer.body as { session: SessionFacts }).session };
  if (answer.status === 400 || answer.status === 401) return { kind: 'wrong' };
  return refusal(answer);
}

function refusal({ status, body }: { status: number; body: unknown }): Attempt {
  if (status !== 429) throw new Unexpected(status);
  return { kind: 'wait', seconds: Math.max(1, Number((body as { retry_after_sec?: unknown } | null)?.retry_after_sec) || 60) };
}

interface RedeemBody {
  readonly session?: SessionFacts;
  readonly next?: string;
  readonly confirm?: boolean;
  readonly name?: string;
  readonly choose?: readonly Account[];
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

function redeemed({ status, body }: { status: number; body: unknown }): Redeemed {
  const answer = (body ?? {}) as RedeemBody;
  if (status === 200 && answer.session) return { kind: 'signed-in', session: answer.session, next: answer.next };
  if (status === 200 && answer.choose) return { kind: 'choose', accounts: answer.choose };
  if (status === 200 && answer.confirm) return { kind: 'confirm', name: answer.name ?? '' };
  if (status !== 400 && status !== 401) throw new Unexpected(status);
  const why = answer.error?.endsWith('_expired') ? 'expired' : answer.error?.endsWith('_spent') ? 'spent' : 'invalid';
  return { kind: 'refused', why };
}
