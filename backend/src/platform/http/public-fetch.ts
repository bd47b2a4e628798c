import { lookup } from 'node:dns';
import { request as overHttp, type IncomingMessage } from 'node:http';
import { request as overTls } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { Readable } from 'node:stream';
import { isPublicAddress } from './public-address.js';

/** An address that somebody outside chose leads into a private network. */
export class PrivateAddress extends Error {
  override readonly name = 'PrivateAddress';
}

export interface PublicFetchOptions {
  /** Host names that may be private all the same. */
  readonly allowed: readonly string[];
  /** An answer that is longer ends in an error; 1 MB unless told. */
  readonly mostBytes?: number;
  /** Asks the name servers; the machine's own way unless told. */
  readonly ask?: typeof lookup;
}

const MOST_BYTES = 1024 * 1024;
const MOST_REDIRECTS = 3;
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
const WITHOUT_BODY: ReadonlySet<number> = new Set([204, 205, 304]);

/**
 * `fetch` for addresses that people of a provider, or a remote system, chose: it reaches no private network, through a
 * redirect or a name that changes its mind either, because the address that is judged is the one that is connected to.
 */
export async function publicFetch(url: string, init: RequestInit, options: PublicFetchOptions): Promise<Response> {
  const request = new Request(url, init);
  const body = Buffer.from(await request.arrayBuffer());
  let [at, headers] = [new URL(url), request.headers];
  for (let hop = 0; ; hop++) {
    const answer = await ask(at, { method: request.method, headers, body, signal: request.signal }, options);
    const location = answer.headers.get('location');
    if (request.redirect === 'manual' || !REDIRECTS.has(answer.status) || !location) return answer;
    const next = new URL(location, at);
    if (hop === MOST_REDIRECTS || request.method !== 'GET' || (at.protocol === 'https:' && next.protocol !== 'https:')) throw new Error('a redirect that is not followed');
    await answer.body?.cancel();
    if (next.origin !== at.origin) (headers = new Headers(headers)).delete('authorization');
    at = next;
  }
}

/** The address to connect to where the web's protocol is not spoken: a host that people typed, private only when it is allowed to be. */
export async function publicHost(host: string, { allowed, ask: names = lookup }: Pick<PublicFetchOptions, 'allowed' | 'ask'>): Promise<string> {
  if (allowed.includes(host)) return host;
  if (isIP(host) && !isPublicAddress(host)) throw new PrivateAddress('the address is private');
  return new Promise((resolve, reject) => publicLookup(names)(host, { all: true }, (error, found) => (error || typeof found === 'string' ? reject(error ?? new Error('no addresses')) : resolve(found[0]!.address))));
}

interface Asked {
  readonly method: string;
  readonly headers: Headers;
  readonly body: Buffer;
  readonly signal: AbortSignal;
}

async function ask(url: URL, { method, headers, body, signal }: Asked, { allowed, mostBytes = MOST_BYTES, ask: names = lookup }: PublicFetchOptions): Promise<Response> {
  if (!['http:', 'https:'].includes(url.protocol)) throw new PrivateAddress(`not an address of the web: ${url.protocol}`);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const isTrusted = allowed.includes(host);
  if (!isTrusted && isIP(host) && !isPublicAddress(host)) throw new PrivateAddress('the address is private');
  const incoming = await new Promise<IncomingMessage>((resolve, reject) => {
    const sent = (url.protocol === 'https:' ? overTls : overHttp)(url, { method, headers: Object.fromEntries(headers), signal, ...(isTrusted ? {} : { lookup: publicLookup(names) }) }, resolve);
    sent.on('error', (error) => reject(signal.aborted ? (signal.reason as Error) : error));
    sent.end(body);
  });
  const status = incoming.statusCode ?? 0;
  const told = Object.entries(incoming.headers).flatMap(([name, value]) => [value ?? []].flat().map((one): [string, string] => [name, one]));
  return new Response(WITHOUT_BODY.has(status) ? null : (Readable.toWeb(Readable.from(upTo(incoming, mostBytes))) as ReadableStream), { status, headers: told });
}

/** Looks a name up and answers nothing when any of its addresses is private. */
function publicLookup(names: typeof lookup): LookupFunction {
  return (host, options, done) => {
    names(host, { ...options, all: true }, (error, addresses) => {
      if (error) return done(error, []);
      if (!addresses.every(({ address }) => isPublicAddress(address))) return done(new PrivateAddress('the name leads to a private address'), []);
      return options.all ? done(null, addresses) : done(null, addresses[0]!.address, addresses[0]!.family);
    });
  };
}

async function* upTo(incoming: IncomingMessage, most: number): AsyncGenerator<Buffer> {
  let length = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > most) throw new Error('the answer is too long');
    yield chunk;
  }
}
