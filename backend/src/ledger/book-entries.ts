import { LedgerAccount as A } from './ledger.entity.js';

/** One side of an operation before it is written. */
export interface Side {
  readonly account: A;
  readonly amount: number;
  readonly taxCode?: string;
}

/** What an invoice or credit note says in money. */
export interface PaperAmounts {
  readonly subtotal: number;
  readonly taxes: readonly { readonly code: string; readonly amount: number }[];
  readonly total: number;
}

/** An issued paper: the customer owes the total (or, on a credit note, is given it), the sale and each tax stand against it. */
export function paperSides({ subtotal, taxes, total }: PaperAmounts, against: A.RECEIVABLE | A.CUSTOMER_CREDIT): Side[] {
  const difference = subtotal + taxes.reduce((sum, tax) => sum + tax.amount, 0) - total;
  return withoutZeros([
    { account: against, amount: total },
    { account: A.REVENUE, amount: -subtotal },
    ...taxes.map(({ code, amount }) => ({ account: A.TAX, taxCode: code, amount: -amount })),
    { account: A.ROUNDING, amount: difference },
  ]);
}

/** Moves an amount from one account to another: the first is credited, the second debited. */
export function transfer(amount: number, from: A, to: A): Side[] {
  return withoutZeros([{ account: to, amount }, { account: from, amount: -amount }]);
}

/** The same operation the other way round. */
export function reversed(sides: readonly Side[]): Side[] {
  return sides.map((side) => ({ ...side, amount: -side.amount || 0 }));
}

/** What an operation comes to; anything but zero is refused by the database. */
export function sumOf(sides: readonly Side[]): number {
  return sides.reduce((sum, { amount }) => sum + amount, 0);
}

const withoutZeros = (sides: readonly Side[]): Side[] => sides.filter(({ amount }) => amount !== 0);
