import { postJson, Unexpected } from '../core/http/json';

const KEY = 'demarc.return';
/** As long as the server remembers who left. */
const MINUTES = 30;

interface Return {
  readonly state: string;
  readonly next: string | undefined;
  readonly until: number;
}

/** Keeps that somebody came from another address of the provider, to go back there once signed in, by a link in another tab too. */
export function comeFrom(state: string | undefined, next: string | undefined): void {
  if (state) localStorage.setItem(KEY, JSON.stringify({ state, next, until: Date.now() + MINUTES * 60_000 } satisfies Return));
}

/** Where to go back to, with the session; `undefined` when nobody came from elsewhere, or it is too long ago. */
export async function wayBack(): Promise<string | undefined> {
  const kept = localStorage.getItem(KEY);
  if (!kept) return undefined;
  localStorage.removeItem(KEY);
  const { state, next, until } = JSON.parse(kept) as Return;
  if (until < Date.now()) return undefined;
  const { status, body } = await postJson('/auth/transfer', { state, next });
  return status === 200 ? (body as { url: string }).url : undefined;
}

/** Where people of this address sign in. */
export async function wayOut(next: string | undefined): Promise<string> {
  const { status, body } = await postJson('/auth/away', { next });
  if (status !== 200) throw new Unexpected(status);
  return (body as { url: string }).url;
}
