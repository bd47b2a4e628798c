import { createHash, randomBytes } from 'node:crypto';

/** The short-lived access token. */
export const SESSION_COOKIE = 'demarc_session';
/** Renews the access token while the session's row is alive. */
export const REFRESH_COOKIE = 'demarc_refresh';
/** Tells one browser from another, so that a link opens at once where it was asked for. */
export const BROWSER_COOKIE = 'demarc_browser';
/** Which accounts a redeemed link lets this browser choose among. */
export const CHOICE_COOKIE = 'demarc_choice';
/** Whose second proof this browser still owes. */
export const SECOND_COOKIE = 'demarc_second';

/** The value of one cookie in a `Cookie` header. */
export function cookieIn(header: string | undefined, name: string): string | undefined {
  if (!header) return undefined;
  for (const part of header.split(';')) {
    const at = part.indexOf('=');
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim();
  }
  return undefined;
}

/** A `Set-Cookie` that scripts cannot read and other sites do not send; no age removes it. */
export function cookieOut(name: string, value: string, options: { readonly seconds: number; readonly secure: boolean }): string {
  return `${name}=${value}; Path=/; Max-Age=${options.seconds}; HttpOnly; SameSite=Lax${options.secure ? '; Secure' : ''}`;
}

export const newBrowser = (): string => randomBytes(24).toString('base64url');

/** What is kept of a browser's cookie. */
export const browserHash = (value: string): string => createHash('sha256').update(value).digest('base64url');
