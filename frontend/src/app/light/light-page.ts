/** The pages that work without the router, the data layer and the areas, for whoever comes by a link on a slow line. */
export type LightPage = 'sign-in' | 'payment-thanks' | 'payment-cancelled' | 'shared-place' | 'catalogue' | 'cart' | 'order-placed';

const PAGES: Readonly<Record<string, LightPage>> = { '/login': 'sign-in', '/mot-de-passe': 'sign-in', '/paiement/merci': 'payment-thanks', '/paiement/annule': 'payment-cancelled', '/partage': 'shared-place', '/catalogue': 'catalogue', '/panier': 'cart', '/commande/confirmation': 'order-placed' };

/** The light page at a hash address, if it is one. */
export function lightPage(hash: string): LightPage | undefined {
  return PAGES[hash.replace(/^#/, '').split('?', 1)[0]!.replace(/\/$/, '')];
}

/** What nobody sees without signing in: the first page and the areas. */
const GUARDED = /^(?:$|\/$|\/?\?|\/(?:ops|j|invoices|tickets|me)(?:[/?]|$))/;

/** Where somebody who is not signed in begins who opens a guarded page: at the door, which leads on to it. */
export function doorTo(hash: string): string | undefined {
  const path = hash.replace(/^#/, '');
  if (!GUARDED.test(path)) return undefined;
  return path.length < 2 ? '#/login' : `#/login?next=${encodeURIComponent(path)}`;
}

/** A parameter of a hash address: `next` of `#/login?next=…`. */
export function hashParam(hash: string, name: string): string | undefined {
  return new URLSearchParams(hash.split('?', 2)[1] ?? '').get(name) ?? undefined;
}
