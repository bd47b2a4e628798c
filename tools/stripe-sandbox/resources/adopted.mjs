import { blank } from './customers.mjs';
import { makeMandate, makeMethod, privateOf } from './payment-methods.mjs';

/**
 * Takes in a customer with a saved card or account under ids somebody else has given them; what is known already stays as it is.
 * @param {{ customer: string, method: string, number?: string, account?: string, exp_month?: number, exp_year?: number }} known
 */
export function adopt(world, { customer, method: id, ...behind }) {
  const { store } = world;
  if (!store.get('customers', customer)) store.put('customers', { ...blank(world), id: customer });
  if (store.get('payment_methods', id)) return;
  const made = makeMethod(world, behind);
  const secret = privateOf(world, made.id);
  for (const table of ['payment_methods', 'behind_methods']) store.remove(table, made.id);
  store.put('behind_methods', { ...secret, id });
  const method = store.put('payment_methods', { ...made, id, customer });
  if (method.type === 'acss_debit') makeMandate(world, method);
}
