/**
 * Whether a GST/HST number can be one: nine digits of the business number whose last is its check digit (Luhn), `RT`, and
 * four digits. Blanks are ignored.
 */
export function isGstNumber(text: string): boolean {
  const match = /^(\d{9})RT(\d{4})$/.exec(plainTaxNumber(text));
  return match !== null && passesLuhn(match[1]!) && match[2] !== '0000';
}

/** Whether a QST number can be one: ten digits, `TQ`, and four digits. Revenu Québec publishes no check digit. */
export function isQstNumber(text: string): boolean {
  const match = /^(\d{10})TQ(\d{4})$/.exec(plainTaxNumber(text));
  return match !== null && !/^0+$/.test(match[1]!) && match[2] !== '0000';
}

/** The number without blanks and dashes, in capitals, as it is kept. */
export const plainTaxNumber = (text: string): string => text.replace(/[\s-]/g, '').toUpperCase();

function passesLuhn(digits: string): boolean {
  const sum = [...digits].toReversed().reduce((total, digit, i) => {
    const value = Number(digit) * (i % 2 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0 && /[1-9]/.test(digits);
}
