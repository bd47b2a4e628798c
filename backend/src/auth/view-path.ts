import type { IncomingMessage } from 'node:http';

/** The portal as the office sees it in a customer's place lives under this path, so that its cookie stays out of every other tab. */
export const VIEW_PATH = '/view';
/** Where whoever asks for more than may be seen is sent: nothing is there. */
const NOWHERE = '/nowhere';
/** What may be sent from there; everything else only reads. */
const POSTS = new Set(['/graphql', '/auth/view-end']);
const AUTH_GETS = new Set(['/auth/session', '/auth/tenant']);

const viewing = new WeakSet<IncomingMessage>();

/** Whether the request came by the path of viewing; its other cookies then count for nothing. */
export const isViewing = (request: IncomingMessage): boolean => viewing.has(request);

/** The path a request means: below `/view` the same as without it, for what may be read, and marked. */
export function pathMeant(request: IncomingMessage): string {
  const url = request.url ?? '/';
  if (!url.startsWith(`${VIEW_PATH}/`)) return url;
  const rest = url.slice(VIEW_PATH.length);
  const path = rest.split('?', 1)[0]!;
  const reads = request.method === 'GET' || request.method === 'HEAD';
  const isAllowed = reads ? !path.startsWith('/auth/') || AUTH_GETS.has(path) : request.method === 'POST' && POSTS.has(path);
  viewing.add(request);
  return isAllowed ? rest : NOWHERE;
}
