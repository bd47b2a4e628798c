/**
 * How a number of a series could be kept, given how somebody typed it: `t9`, `T-9` and `T-000009` are all T-000009,
 * `inv-2026-17` is INV-2026-000017. None when it is no number of the series.
 */
export function numberSpellings(prefix: string, text: string): string[] {
  const typed = text.trim().toUpperCase();
  const parts = new RegExp(`^${prefix}[- ]?(?:(\\d{4})[- ])?0*(\\d{1,9})$`).exec(typed);
  if (!parts) return [];
  const year = parts[1] ? `${parts[1]}-` : '';
  return [...new Set([typed, `${prefix}-${year}${parts[2]!.padStart(6, '0')}`])];
}
