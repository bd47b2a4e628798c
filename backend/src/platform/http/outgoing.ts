import { PrivateAddress } from './public-fetch.js';

/** A remote system that did not answer as it should; `status` is absent when it did not answer at all. */
export class RemoteError extends Error {
  constructor(
    readonly system: string,
    message: string,
    readonly status?: number,
    readonly retryAfterSeconds?: number,
  ) {
    super(`${system}: ${message}`);
  }
}

const TIMEOUT_MS = 10_000;

/** Calls a remote system with a time limit, by `fetch` unless another way is given; an answer that is no success throws without carrying its body into logs. */
export async function call(system: string, url: string, init: RequestInit & { timeoutMs?: number } = {}, by: (url: string, init: RequestInit) => Promise<Response> = fetch): Promise<Response> {
  let response: Response;
  try {
    response = await by(url, { ...init, signal: AbortSignal.timeout(init.timeoutMs ?? TIMEOUT_MS) });
  } catch (error) {
    if (error instanceof PrivateAddress) throw error;
    throw new RemoteError(system, (error as Error).name === 'TimeoutError' ? 'did not answer in time' : 'cannot be reached');
  }
  if (response.ok) return response;
  const after = Number(response.headers.get('retry-after'));
  throw new RemoteError(system, `answered ${response.status}`, response.status, Number.isFinite(after) && after > 0 ? after : undefined);
}
