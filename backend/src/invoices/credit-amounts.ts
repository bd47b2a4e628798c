import { allocate } from '@demarc/money';

/** How an amount with its taxes splits into price and taxes. */
export interface CreditAmounts {
  readonly subtotal: number;
  readonly taxes: readonly { readonly code: string; readonly rateMillionths: number; readonly amount: number }[];
}

/**
 * What a credit of `amount`, taxes included, takes back of an invoice: price and taxes in the invoice's own proportions,
 * so that a credit of the whole invoice takes back every cent of each. The last of several credits takes what the others left.
 */
export function creditAmounts(
  invoice: { readonly subtotal: number; readonly total: number; readonly taxes: CreditAmounts['taxes'] },
  earlier: { readonly subtotal: number; readonly total: number; readonly taxes: CreditAmounts['taxes'] },
  amount: number,
): CreditAmounts {
  const before = (code: string) => earlier.taxes.find((tax) => tax.code === code)?.amount ?? 0;
  const left = [invoice.subtotal - earlier.subtotal, ...invoice.taxes.map((tax) => tax.amount - before(tax.code))];
  const whole = left.reduce((sum, part) => sum + part, 0);
  const parts = amount === whole || left.some((part) => part < 0) || whole <= 0 ? (amount === whole ? left : allocate(amount, [invoice.subtotal, ...invoice.taxes.map((tax) => tax.amount)].map(Math.abs))) : allocate(amount, left);
  return { subtotal: parts[0]!, taxes: invoice.taxes.map((tax, i) => ({ ...tax, amount: parts[i + 1]! })) };
}
