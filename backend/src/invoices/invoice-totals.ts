import { sum, taxesOn, type TaxRate } from '@demarc/money';

export interface LineAmounts {
  readonly quantity: number;
  readonly unitPrice: number;
  readonly taxable: boolean;
}

export interface InvoiceTotals {
  readonly amounts: readonly number[];
  readonly subtotal: number;
  readonly taxes: readonly { readonly code: string; readonly rateMillionths: number; readonly amount: number }[];
  readonly taxTotal: number;
  readonly total: number;
}

/** What the lines come to. Each tax is rounded once over all lines, so that the paper and the ledger agree to the cent. */
export function totals(lines: readonly LineAmounts[], rates: readonly TaxRate[]): InvoiceTotals {
  const priced = lines.map((line) => ({ amount: line.quantity * line.unitPrice, taxable: line.taxable }));
  const subtotal = add(priced.map(({ amount }) => amount));
  const taxes = priced.some(({ taxable }) => taxable) ? taxesOn(priced, rates).map(({ code, rateMillionths, amount }) => ({ code, rateMillionths, amount })) : [];
  const taxTotal = add(taxes.map(({ amount }) => amount));
  return { amounts: priced.map(({ amount }) => amount), subtotal, taxes, taxTotal, total: subtotal + taxTotal };
}

const add = (amounts: readonly number[]): number => sum(amounts.map((amount) => ({ amount, currency: 'CAD' }))).amount;
