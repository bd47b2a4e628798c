/** The series an invoice of that day is numbered in: each year begins again at 1. */
export const seriesOf = (issuedOn: string): string => `INV-${issuedOn.slice(0, 4)}`;

/** A number for people: `INV-2026-000123`. */
export function invoiceNumber(issuedOn: string, position: number): string {
  return `${seriesOf(issuedOn)}-${String(position).padStart(6, '0')}`;
}
