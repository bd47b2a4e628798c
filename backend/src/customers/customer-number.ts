/** The name of the series that customers are numbered in. */
export const CUSTOMER_SERIES = 'C';

/** The number people read and say: C-00042. */
export function customerNumber(count: number): string {
  return `C-${String(count).padStart(5, '0')}`;
}
