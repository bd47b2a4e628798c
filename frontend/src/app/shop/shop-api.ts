import type { Money } from '@demarc/money';
import { postJson, Unexpected } from '../core/http/json';

/** Something that is sold. */
export interface ShopItem {
  readonly id: string;
  readonly name: string;
  readonly group: 'INTERNET' | 'PHONE' | 'BUNDLE' | 'EQUIPMENT';
  readonly frequency: 'MONTHLY' | 'YEARLY' | 'ONE_TIME';
  readonly requiresVisit: boolean;
  readonly price: Money;
}

export interface Catalogue {
  readonly items: readonly ShopItem[];
  readonly phone: string | null;
}

export interface FoundAddress {
  readonly id: string;
  readonly line1: string;
  readonly city: string;
  readonly postalCode: string;
  readonly served: boolean;
}

/** Where it is to be: an address of the register, or one typed by hand. */
export type Place = { readonly addressId: string } | { readonly line1: string; readonly city: string; readonly postalCode: string };

export interface Sums {
  readonly subtotal: Money;
  readonly taxes: readonly { readonly code: string; readonly amount: Money }[];
  readonly total: Money;
}

export interface Quote {
  readonly needsVisit: boolean;
  readonly lines: readonly { readonly itemId: string; readonly name: string; readonly price: Money }[];
  readonly monthly: Sums;
  readonly first: Sums & { readonly lines: readonly { readonly description: string; readonly explanation: string; readonly amount: Money }[] };
}

export interface Slot {
  readonly day: string;
  readonly from: string;
  readonly until: string;
}

export interface Placed {
  readonly number: string;
  readonly status: 'PLACED' | 'ACTIVE' | 'CANCELLED';
  readonly windowStart: string | null;
  readonly windowEnd: string | null;
  readonly timeZone: string;
  readonly phone: string | null;
  readonly first: Money;
  readonly monthly: Money;
  readonly lines: readonly { readonly itemId: string; readonly name: string; readonly quantity: number; readonly price: Money }[];
  readonly place: { readonly line1: string; readonly city: string; readonly postalCode: string };
}

/** Why the server did not do it, in the language of the page, and beside which field it belongs. */
export interface Refused {
  readonly error: string;
  readonly message: string;
  readonly field?: string;
}

export type Told<T> = { readonly value: T } | { readonly refused: Refused };

/** Asks the shop; a refusal is a sentence for the visitor, anything else is thrown. */
export async function ask<T>(what: string, body: object, locale: string): Promise<Told<T>> {
  const { status, body: answer } = await postJson(`/shop/${what}`, { ...body, locale });
  if (status === 200) return { value: answer as T };
  const refused = answer as Refused | null;
  if (!refused?.error || !refused.message) throw new Unexpected(status);
  return { refused };
}
