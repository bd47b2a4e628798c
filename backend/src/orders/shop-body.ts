import { isUUID } from 'class-validator';
import { ShopRefusal } from './shop-texts.js';

/** What a visitor wants, as the page says it. */
export interface WantedLine {
  readonly itemId: string;
  readonly quantity: number;
}

/** Where it is to be: an address of the register, or one typed by hand. */
export type WantedPlace = { readonly addressId: string } | { readonly line1: string; readonly city: string; readonly postalCode: string };

/** Details of somebody who is no customer yet. */
export interface NewPerson {
  readonly name: string;
  readonly email: string;
  readonly phone: string;
}

/** An order as the page sends it. */
export interface WantedOrder {
  readonly key: string;
  readonly lines: readonly WantedLine[];
  readonly place: WantedPlace;
  readonly from: Date | null;
  /** Nobody: whoever is signed in. */
  readonly person: NewPerson | null;
  /** The totals that were shown and agreed to, in minor units. */
  readonly agreed: { readonly first: number; readonly monthly: number };
}

const MOST_LINES = 20;
const MOST_EACH = 10;

const record = (value: unknown): Readonly<Record<string, unknown>> => (typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {});
const text = (value: unknown, most: number): string => (typeof value === 'string' ? value.replace(/\p{Cc}/gu, ' ').trim().slice(0, most) : '');
const whole = (value: unknown): number => (Number.isSafeInteger(value) ? (value as number) : Number.NaN);

/** The lines of a cart; the same item twice is one line. */
export function linesIn(value: unknown): WantedLine[] {
  const lines = Array.isArray(value) ? value.map(record) : [];
  if (!lines.length) throw new ShopRefusal('cart_empty');
  const counts = new Map<string, number>();
  for (const { itemId, quantity } of lines.slice(0, MOST_LINES + 1)) {
    if (typeof itemId !== 'string' || !isUUID(itemId)) throw new ShopRefusal('item_gone');
    counts.set(itemId, (counts.get(itemId) ?? 0) + whole(quantity ?? 1));
  }
  if (lines.length > MOST_LINES || [...counts.values()].some((count) => !(count >= 1 && count <= MOST_EACH))) throw new ShopRefusal('cart_too_long');
  return [...counts].map(([itemId, quantity]) => ({ itemId, quantity }));
}

/** The place; nothing when none was given yet. */
export function placeIn(value: unknown): WantedPlace | undefined {
  const { addressId, line1, city, postalCode } = record(value);
  if (typeof addressId === 'string') {
    if (!isUUID(addressId)) throw new ShopRefusal('address_missing');
    return { addressId };
  }
  if (line1 === undefined && city === undefined) return undefined;
  const typed = { line1: text(line1, 200), city: text(city, 100), postalCode: text(postalCode, 12).toUpperCase().replace(/[\s-]/g, '') };
  if (!/\d/.test(typed.line1) || typed.line1.length < 4 || typed.city.length < 2 || !/^[A-Z]\d[A-Z]\d[A-Z]\d$/.test(typed.postalCode)) throw new ShopRefusal('address_missing');
  return { ...typed, postalCode: typed.postalCode.replace(/^(...)/, '$1 ') };
}

/** A whole order. */
export function orderIn(body: Readonly<Record<string, unknown>>): WantedOrder {
  const key = text(body['key'], 64);
  if (!/^[\w-]{16,64}$/.test(key)) throw new ShopRefusal('key_missing');
  const place = placeIn(body['place']);
  if (!place) throw new ShopRefusal('address_missing');
  const from = typeof body['from'] === 'string' && !Number.isNaN(Date.parse(body['from'])) ? new Date(body['from']) : null;
  const { first, monthly } = record(body['agreed']);
  return { key, lines: linesIn(body['lines']), place, from, person: personIn(body['person']), agreed: { first: whole(first), monthly: whole(monthly) } };
}

function personIn(value: unknown): NewPerson | null {
  if (value === null || value === undefined) return null;
  const { name, email, phone } = record(value);
  const person = { name: text(name, 140), email: text(email, 254), phone: text(phone, 40) };
  if (person.name.length < 2) throw new ShopRefusal('name_missing');
  if (!person.email && !person.phone) throw new ShopRefusal('reach_missing');
  return person;
}
