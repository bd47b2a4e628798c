/** The pages that work without the router, the data layer and the areas, for whoever comes by a link on a slow line. */
export type LightPage = 'sign-in' | 'payment-thanks' | 'payment-cancelled';

const PAGES: Readonly<Record<string, LightPage>> = { '/login': 'sign-in', '/paiement/merci': 'payment-thanks', '/paiement/annule': 'payment-cancelled' };

/** The light page at a hash address, if it is one. */
export function lightPage(hash: string): LightPage | undefined {
  return PAGES[hash.replace(/^#/, '').split('?', 1)[0]!.replace(/\/$/, '')];
}

/** A parameter of a hash address: `next` of `#/login?next=…`. */
export function hashParam(hash: string, name: string): string | undefined {
  return new URLSearchParams(hash.split('?', 2)[1] ?? '').get(name) ?? undefined;
}
