import type { IncomingHttpHeaders } from 'node:http';

/** Text of a limited length; anything else is empty. */
export const textOf = (value: unknown, most: number): string => (typeof value === 'string' && value.length <= most ? value : '');

/** Whether a request comes from a page of ours, or from a program that is no browser. */
export function isOwnPage({ origin, host, 'sec-fetch-site': site }: IncomingHttpHeaders): boolean {
  if (site && site !== 'same-origin' && site !== 'none') return false;
  return origin === undefined || (URL.canParse(origin) && new URL(origin).host === host);
}

/**
 * Whether the address is this machine itself. Nobody comes from there but a proxy that does not say for whom it asks;
 * counting it as one person would shut everybody out together.
 */
export const isLoopback = (address: string): boolean => address === '::1' || /^(::ffff:)?127\./.test(address);
