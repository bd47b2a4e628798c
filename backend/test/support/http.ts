import { request } from 'node:http';
import type { Actor } from '../../src/auth/actor.js';
import type { TestApp } from './app.js';
import { headersOf } from './sign-in.js';

export interface Sent {
  readonly method?: string;
  readonly body?: string | FormData | Uint8Array<ArrayBuffer>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Gives up on it. */
  readonly signal?: AbortSignal;
}

/** One HTTP request as the actor's browser would send it, to the provider's own address; redirects are not followed. */
export async function fetchAs(app: TestApp, actor: Actor | null, path: string, { method = 'GET', body, headers = {}, signal }: Sent = {}): Promise<Response> {
  const form = new Response(body ?? null);
  const bytes = Buffer.from(await form.arrayBuffer());
  const type = body instanceof FormData ? form.headers.get('content-type') : null;
  const own: Readonly<Record<string, string>> = actor ? await headersOf(app, actor) : {};
  const origin = own['host'] && method !== 'GET' ? { origin: `http://${own['host']}` } : {};
  const all = { ...own, ...origin, ...(type ? { 'content-type': type } : {}), ...headers };
  return new Promise((resolve, reject) => {
    const sent = request(`${app.url}${path}`, { method, ...(signal ? { signal } : {}), headers: { ...all, ...(body === undefined ? {} : { 'content-length': String(bytes.length) }) } }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const told = new Headers();
        for (let i = 0; i < response.rawHeaders.length; i += 2) told.append(response.rawHeaders[i]!, response.rawHeaders[i + 1]!);
        const status = response.statusCode!;
        resolve(new Response(status === 204 || status === 304 ? null : Buffer.concat(chunks), { status, headers: told }));
      });
    });
    sent.on('error', reject);
    sent.end(bytes);
  });
}
