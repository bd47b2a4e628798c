import { randomBytes } from 'node:crypto';

const LETTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** A new id of the form Stripe gives: a prefix and letters nobody can guess. */
export function newId(prefix, length = 24) {
  return prefix + Array.from(randomBytes(length), (byte) => LETTERS[byte % LETTERS.length]).join('');
}

/** Which table an id belongs to, by its prefix. */
export function tableOf(id) {
  const prefix = typeof id === 'string' ? Object.keys(TABLES).find((start) => id.startsWith(start)) : undefined;
  return prefix && TABLES[prefix];
}

const TABLES = {
  cus_: 'customers',
  pm_: 'payment_methods',
  pi_: 'payment_intents',
  seti_: 'setup_intents',
  cs_: 'checkout_sessions',
  ch_: 'charges',
  py_: 'charges',
  re_: 'refunds',
  txn_: 'balance_transactions',
  mandate_: 'mandates',
  dp_: 'disputes',
  evt_: 'events',
  we_: 'webhook_endpoints',
};
