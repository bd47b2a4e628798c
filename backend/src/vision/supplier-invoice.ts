/** One line of a supplier’s invoice; amounts in cents, null where they cannot be read. */
export interface InvoiceLineRead {
  readonly code: string;
  readonly description: string;
  readonly quantity: number | null;
  readonly unitPrice: number | null;
  readonly amount: number | null;
}

/** A supplier’s invoice as it was read: what stands above and below, and its lines. */
export interface InvoiceReading {
  readonly supplier: string | null;
  readonly number: string | null;
  /** YYYY-MM-DD. */
  readonly issuedOn: string | null;
  readonly subtotal: number | null;
  readonly tax: number | null;
  readonly total: number | null;
  readonly lines: readonly InvoiceLineRead[];
}

/** Why a reading is not to be trusted without a look. */
export type InvoiceDoubt = 'NO_LINES' | 'NUMBER_MISSING' | 'LINE_DOES_NOT_ADD_UP' | 'LINES_DO_NOT_ADD_UP' | 'TOTAL_MISSING' | 'TOTAL_DOES_NOT_ADD_UP';

/** Arithmetic tells what was misread: quantity × price is the amount, amounts make the subtotal, with taxes the total. */
export function invoiceDoubts({ number, subtotal, tax, total, lines }: InvoiceReading): readonly InvoiceDoubt[] {
  const sum = lines.reduce((all, { amount }) => all + (amount ?? 0), 0);
  const wrong = ({ quantity, unitPrice, amount }: InvoiceLineRead): boolean => quantity === null || unitPrice === null || amount === null || Math.round(quantity * unitPrice) !== amount;
  const doubts: readonly (readonly [InvoiceDoubt, boolean])[] = [
    ['NO_LINES', !lines.length],
    ['NUMBER_MISSING', !number],
    ['LINE_DOES_NOT_ADD_UP', lines.some(wrong)],
    ['LINES_DO_NOT_ADD_UP', lines.length > 0 && subtotal !== null && sum !== subtotal],
    ['TOTAL_MISSING', total === null],
    ['TOTAL_DOES_NOT_ADD_UP', total !== null && (subtotal ?? sum) + (tax ?? 0) !== total],
  ];
  return doubts.flatMap(([doubt, holds]) => (holds ? [doubt] : []));
}
