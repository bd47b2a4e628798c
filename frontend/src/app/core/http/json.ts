import { SERVER } from './viewing';

/** The server could not be reached: no network, or nothing answers behind the gateway. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable';
}

/** The server answered, but not with what was asked for. */
export class Unexpected extends Error {
  override readonly name = 'Unexpected';

  constructor(
    readonly status: number,
    readonly retryAfter = 0,
  ) {
    super(`The server answered ${status}`);
  }
}

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** GET for small JSON answers, where a whole HTTP client would be heavier than the page. */
export function getJson(path: string): Promise<Answer> {
  return ask(path, { headers: { accept: 'application/json' } });
}

/** POST of JSON to our own server; the session travels as a cookie. */
export function postJson(path: string, body: unknown, signal?: AbortSignal): Promise<Answer> {
  return ask(path, {
    method: 'POST',
    headers: { accept: 'application/json', 'content-type': 'application/json' },
    body: JSON.stringify(body),
    ...(signal && { signal }),
  });
}

async function ask(path: string, init: RequestInit): Promise<Answer> {
  const response = await reach(path, init);
  // 502 to 504 come from a gateway or from the service worker: the server itself was not reached.
  if (response.status >= 502 && response.status <= 504) throw new Unreachable(`${path}: ${response.status}`);
  const text = await response.text();
  try {
    return { status: response.status, body: text ? JSON.parse(text) : null };
  } catch (error) {
    if (error instanceof SyntaxError) throw new Unexpected(response.status, Number(response.headers.get('retry-after')) || 0);
    throw error;
  }
}

async function reach(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(SERVER + path, { credentials: 'same-origin', ...init });
  } catch (error) {
    if (error instanceof TypeError) throw new Unreachable(path); // what fetch throws when the network fails
    throw error;
  }
}
