import type { Locale } from '../platform/caller.js';

/** Why an order, or a step towards it, was not taken: something the visitor can mend. */
export type ShopProblem =
  | 'cart_empty' | 'cart_too_long' | 'item_gone' | 'price_changed' | 'address_missing' | 'outside_area' | 'slot_missing' | 'slot_taken' | 'name_missing' | 'email_wrong' | 'phone_wrong' | 'reach_missing' | 'signed_in_needed' | 'tax_unknown' | 'not_found' | 'key_missing' | 'reach_wrong' | 'area_served';

const TEXTS: Readonly<Record<ShopProblem, Readonly<Record<Locale, string>>>> = {
  cart_empty: { fr: 'Le panier est vide. Choisissez d’abord un service.', en: 'The cart is empty. Choose a service first.' },
  cart_too_long: { fr: 'Au plus 20 articles, chacun de 1 à 10 fois. Appelez-nous pour davantage.', en: 'At most 20 items, each 1 to 10 times. Call us for more.' },
  item_gone: { fr: 'Un article n’est plus offert. Nous l’avons retiré ; vérifiez le panier.', en: 'An item is no longer offered. We have taken it out; check the cart.' },
  price_changed: { fr: 'Un prix a changé pendant que vous choisissiez. Voici les montants d’aujourd’hui ; confirmez-les si vous êtes d’accord.', en: 'A price changed while you were choosing. Here are today’s amounts; confirm them if you agree.' },
  address_missing: { fr: 'Donnez le numéro et la rue, la municipalité et le code postal.', en: 'Give the number and street, the municipality and the postal code.' },
  outside_area: { fr: 'Nous ne desservons pas encore cette adresse. Vérifiez-la, ou laissez vos coordonnées : le réseau s’agrandit.', en: 'We do not serve this address yet. Check it, or leave your contact details: the network is growing.' },
  slot_missing: { fr: 'Choisissez quand le technicien peut venir.', en: 'Choose when the technician may come.' },
  slot_taken: { fr: 'Cette plage vient d’être prise. Choisissez-en une autre.', en: 'This time has just been taken. Choose another one.' },
  name_missing: { fr: 'Donnez votre nom.', en: 'Give your name.' },
  email_wrong: { fr: 'Cette adresse courriel n’en est pas une. Par exemple : nom@exemple.ca.', en: 'This is not an e-mail address. For example: name@example.com.' },
  phone_wrong: { fr: 'Ce numéro de téléphone est incomplet. Par exemple : 450 555-0123.', en: 'This phone number is not complete. For example: 450 555-0123.' },
  reach_missing: { fr: 'Donnez un courriel ou un téléphone où vous écrire.', en: 'Give an e-mail address or a phone number to reach you.' },
  signed_in_needed: { fr: 'Votre connexion est terminée. Confirmez par un nouveau code.', en: 'You have been signed out. Confirm with a new code.' },
  tax_unknown: { fr: 'Nous ne connaissons pas encore les taxes de cette province. Appelez-nous pour commander.', en: 'We do not know the taxes of this province yet. Call us to order.' },
  not_found: { fr: 'Cette commande ne peut pas être montrée ici. Connectez-vous pour la voir.', en: 'This order cannot be shown here. Sign in to see it.' },
  reach_wrong: { fr: 'Donnez un courriel ou un numéro de téléphone complet, par exemple nom@exemple.ca ou 450 555-0123.', en: 'Give a complete e-mail address or phone number, for example name@example.com or 450 555-0123.' },
  area_served: { fr: 'Bonne nouvelle : cette adresse est desservie. Vous pouvez commander.', en: 'Good news: this address is served. You can order.' },
  key_missing: { fr: 'Rechargez la page et réessayez.', en: 'Reload the page and try again.' },
};

/** The field of the page a problem stands beside; nothing when it concerns the whole. */
const FIELDS: Partial<Readonly<Record<ShopProblem, string>>> = { address_missing: 'address', outside_area: 'address', slot_missing: 'slot', slot_taken: 'slot', name_missing: 'name', email_wrong: 'email', phone_wrong: 'phone', reach_missing: 'email', reach_wrong: 'reach', area_served: 'address' };
/** What is there no more answers 409, so that the page asks again; the rest is a field to mend. */
const CONFLICTS: ReadonlySet<ShopProblem> = new Set(['price_changed', 'slot_taken', 'item_gone']);

/** Stops an order wherever it is: nothing of it is kept, and the visitor is told why and what to do. */
export class ShopRefusal extends Error {
  constructor(
    readonly problem: ShopProblem,
    /** What the page needs to go on, such as today's amounts. */
    readonly more: object = {},
  ) {
    super(problem);
  }

  get status(): number {
    return this.problem === 'not_found' ? 404 : this.problem === 'signed_in_needed' ? 401 : CONFLICTS.has(this.problem) ? 409 : 422;
  }

  body(locale: Locale): object {
    const field = FIELDS[this.problem];
    return { error: this.problem, message: TEXTS[this.problem][locale], ...(field ? { field } : {}), ...this.more };
  }
}
