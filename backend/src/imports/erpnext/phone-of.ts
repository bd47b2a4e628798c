/** The last ten digits of a North American number; `null` when the text is none, such as one with too few digits or an extension. */
export function lastTenOf(text: string): string | null {
  const digits = text.replace(/[\s().+-]/g, '');
  const match = /^1?([2-9]\d{9})$/.exec(digits);
  return match ? match[1]! : null;
}
