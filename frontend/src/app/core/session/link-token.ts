let token: string | null = null;
let handedOver = false;

/**
 * Takes `token` out of `#/?token=…` or `#/handoff?token=…` and leaves the sign-in page in the address instead; the path it stood on is where
 * the person goes afterwards. Runs before anything else, so that no script, log or history entry ever sees the secret.
 */
export function takeLinkToken(place: Pick<Location, 'hash' | 'pathname' | 'search'>, history: Pick<History, 'replaceState'>): void {
  const [path = '/', query = ''] = place.hash.replace(/^#/, '').split('?', 2);
  const params = new URLSearchParams(query);
  const found = params.get('token');
  if (!found) return;
  token = found;
  handedOver = path === '/handoff';
  params.delete('token');
  const rest = handedOver ? (params.get('next') ?? '/') : params.size ? `${path || '/'}?${params}` : path || '/';
  // A letter's link to choose a password opens a page of its own; the token waits there until it is typed in.
  if (path === '/mot-de-passe') return history.replaceState(null, '', `${place.pathname}${place.search}#/mot-de-passe`);
  const next = rest === '/' || rest === '/login' ? '' : `?next=${encodeURIComponent(rest)}`;
  history.replaceState(null, '', `${place.pathname}${place.search}#/login${next}`);
}

/** Gives the token away once; it is kept nowhere. */
export function spendLinkToken(): string | null {
  const spent = token;
  token = null;
  return spent;
}

/** Whether the token carries a session over from the address where people sign in, instead of opening one. */
export const isHandedOver = (): boolean => handedOver;
