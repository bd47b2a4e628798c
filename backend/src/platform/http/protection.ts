import { createHash } from 'node:crypto';
import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Config } from '../config/config.js';

export type Headers = Readonly<Record<string, string>>;

/** Only what our bundles ask of Trusted Types: Angular's own policies, those of its bypasses, and the default that lets nothing new through. */
const POLICIES = 'angular angular#unsafe-bypass default';

/** The one style element Angular's forms write (`AnimationInputValidityMonitor`): the same few rules for everybody, by which a half-typed time or number is noticed. */
const FORMS_STYLE = `'sha256-WR6b/IcKJ0cKV3rK53p2NO7b74ZXq/Y5Mbx+7Mio7w4='`;

/** What stands on every page and file: scripts and style sheets come from here alone, and scripts are made of no text; nobody may frame us. Attributes may style their own element, as those of a mail that is shown do (decisions/0007). */
export function protectionOf({ production, tiles }: Pick<Config, 'production' | 'tiles'>): Headers {
  const from = tiles?.url; // the service worker passes tiles on, and what it fetches is a connection
  const origin = from && URL.canParse(from) ? ` ${new URL(from).origin.replace('{s}', '*')}` : '';
  const policy = [
    `default-src 'self'`, `script-src 'self'`, `style-src 'self' ${FORMS_STYLE}`, `style-src-attr 'unsafe-inline'`, `img-src 'self' data: blob:${origin}`, `connect-src 'self'${origin}${production ? '' : ' ws:'}`,
    `frame-src 'self'`, `frame-ancestors 'none'`, `form-action 'self'`, `base-uri 'self'`, `object-src 'none'`, `require-trusted-types-for 'script'`, `trusted-types ${POLICIES}`,
  ];
  return {
    'content-security-policy': policy.join('; '),
    ...common(production),
    'permissions-policy': 'camera=(self), geolocation=(self), microphone=()',
    'cross-origin-opener-policy': 'same-origin',
  };
}

/** By what the policy knows the one style element that a page of ours brings: the hash of its text. */
export function styleSource(page: string): string {
  return sourceOf(/<style>([^]*?)<\/style>/.exec(page)?.[1] ?? '');
}

/** By what the policy knows a text inside a page: its hash. */
export function sourceOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

/** Lets that style element in, and no other. */
export const allowStyle = (response: ServerResponse, source: string): void => allow(response, 'style', source);

/** Lets that script inside a page in, and no other. */
export const allowScript = (response: ServerResponse, source: string): void => allow(response, 'script', source);

function allow(response: ServerResponse, kind: 'style' | 'script', source: string): void {
  const policy = response.getHeader('content-security-policy');
  if (typeof policy === 'string') response.setHeader('content-security-policy', policy.replace(`${kind}-src 'self'`, `${kind}-src 'self' ${source}`));
}

/** What stands on an answer of data, which is no page and may become none. */
export function protectionOfData({ production }: Pick<Config, 'production'>): Headers {
  return { 'content-security-policy': `default-src 'none'; frame-ancestors 'none'`, ...common(production) };
}

const common = (production: boolean): Headers => ({
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  ...(production ? { 'strict-transport-security': 'max-age=31536000; includeSubDomains' } : {}),
});

/** Puts the headers on whatever this server answers, before anything else hears of the request; a route may replace one. */
export function protect(server: Server, headers: Headers): void {
  const all = Object.entries(headers);
  const before = server.listeners('request') as RequestListener[];
  server.removeAllListeners('request');
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    for (const [name, value] of all) response.setHeader(name, value);
    for (const listener of before) listener.call(server, request, response);
  });
  // What is no HTTP at all, or too long for it, never becomes a request.
  server.removeAllListeners('clientError');
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => {
    if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
    const status = { HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large', ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout' }[error.code ?? ''] ?? '400 Bad Request';
    socket.end(plainAnswer(status, headers));
  });
}

/** An answer without a body, for a wire that no framework holds. */
export function plainAnswer(status: string, headers: Headers): string {
  return [`HTTP/1.1 ${status}`, 'Connection: close', 'Content-Length: 0', ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`), '', ''].join('\r\n');
}
