import { badRequest, noSuch } from '../api/refusal.mjs';

const CURRENCIES = ['cad', 'usd'];
const LEAST_CENTS = 50;
const MOST_CENTS = 99_999_999;

/** The row of that id, or Stripe's "No such …". */
export function found(world, table, kind, id, param = 'id') {
  const row = world.store.get(table, id);
  if (!row || (row.deleted && param !== 'id')) throw noSuch(kind, id, param);
  return row;
}

/** A currency the sandbox's account may charge, in lower case. */
export function currencyOf(given, param = 'currency') {
  const currency = given.toLowerCase();
  if (CURRENCIES.includes(currency)) return currency;
  throw badRequest(`Invalid currency: ${given}. Stripe currently supports these currencies: ${CURRENCIES.join(', ')}`, { param });
}

/** An amount that can be charged: whole cents, at least 50 of them. */
export function chargeable(amount, param = 'amount') {
  if (amount < 1) throw badRequest('This value must be greater than or equal to 1.', { param, code: 'parameter_invalid_integer' });
  if (amount < LEAST_CENTS) {
    throw badRequest('Amount must be at least $0.50 cad', { param, code: 'amount_too_small' });
  }
  if (amount > MOST_CENTS) {
    throw badRequest('Amount must be no more than $999,999.99', { param, code: 'amount_too_large' });
  }
  return amount;
}

/** The metadata after a request: given keys set, keys given empty removed, all removed by an empty string. */
export function metadataOf(given, before = {}) {
  if (given === undefined) return before;
  if (given === '') return {};
  const merged = Object.fromEntries(
    Object.entries({ ...before, ...given })
      .filter(([, value]) => value !== '')
      .map(([key, value]) => [key, String(value)]),
  );
  const entries = Object.entries(merged);
  if (entries.length > 50) throw badRequest('Metadata can have up to 50 keys.', { param: 'metadata' });
  for (const [key, value] of entries) {
    if (key.length > 40) throw badRequest(`Metadata keys must be at most 40 characters: ${key}`, { param: `metadata[${key}]` });
    if (value.length > 500) {
      throw badRequest('Metadata values can have up to 500 characters', { param: `metadata[${key}]` });
    }
  }
  return merged;
}

/** An absolute http or https address, or Stripe's "Not a valid URL". */
export function addressOf(given, param) {
  if (given === undefined) return null;
  const ok = URL.canParse(given) && /^https?:$/.test(new URL(given).protocol);
  if (!ok) throw badRequest('Not a valid URL', { param, code: 'url_invalid' });
  return given;
}
