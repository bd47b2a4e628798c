/**
 * Money as integer minor units with its currency, and the sales-tax arithmetic of Canada.
 * Pure functions: no clock, no database.
 */

/** An amount in minor units (cents for CAD); `currency` is an ISO 4217 code. */
export interface Money {
  readonly amount: number;
  readonly currency: string;
}

export const CAD = 'CAD';

/** Makes money from minor units. Throws when the amount is not a safe integer. */
export function money(amount: number, currency = CAD): Money {
  if (!Number.isSafeInteger(amount)) throw new RangeError(`Not whole minor units: ${amount}`);
  return { amount, currency };
}

/** The sum of amounts of one currency; an empty list is zero CAD. */
export function sum(parts: readonly Money[], currency = parts[0]?.currency ?? CAD): Money {
  let total = 0;
  for (const part of parts) {
    if (part.currency !== currency) throw new RangeError(`Cannot add ${part.currency} to ${currency}`);
    total += part.amount;
  }
  return money(total, currency);
}

/**
 * `amount × numerator ÷ denominator`, half a cent away from zero. Computed on big integers,
 * because a binary fraction such as 0.09975 has no exact value.
 */
export function timesRatio(amount: number, numerator: number, denominator: number): number {
  if (denominator <= 0) throw new RangeError('The denominator must be positive');
  const product = BigInt(amount) * BigInt(numerator);
  const unit = BigInt(denominator);
  const magnitude = product < 0n ? -product : product;
  const rounded = Number((magnitude * 2n + unit) / (unit * 2n));
  if (!Number.isSafeInteger(rounded)) throw new RangeError(`Too large for exact minor units: ${amount} × ${numerator} ÷ ${denominator}`);
  return product < 0n && rounded ? -rounded : rounded;
}

/**
 * Splits an amount by whole weights so that the parts add up to it exactly; the largest remainders get the odd cents,
 * the first of equals before the others. Computed on big integers, since a product of two amounts has no exact double.
 */
export function allocate(amount: number, weights: readonly number[]): number[] {
  if (!weights.every((weight) => Number.isSafeInteger(weight) && weight >= 0)) throw new RangeError('Weights are whole and not negative');
  const whole = weights.reduce((total, weight) => total + BigInt(weight), 0n);
  if (whole === 0n) throw new RangeError('At least one weight must be positive');
  const sign = amount < 0 ? -1 : 1;
  const target = BigInt(Math.abs(amount));
  const parts = weights.map((weight) => Number((target * BigInt(weight)) / whole));
  const rests = weights.map((weight) => (target * BigInt(weight)) % whole);
  const missing = Number(target) - parts.reduce((a, b) => a + b, 0);
  const order = rests.map((_, index) => index).sort((a, b) => (rests[a]! === rests[b]! ? a - b : rests[a]! > rests[b]! ? -1 : 1));
  for (const index of order.slice(0, missing)) parts[index]! += 1;
  return parts.map((part) => (part === 0 ? 0 : sign * part));
}

/** A sales tax: `rateMillionths` is the rate in millionths, so QST 9.975 % is 99,750. */
export interface TaxRate {
  readonly code: string;
  readonly rateMillionths: number;
}

export interface TaxAmount extends TaxRate {
  readonly base: number;
  readonly amount: number;
}

/**
 * The taxes on an invoice. Each rate is rounded once over the sum of its lines, half a cent up,
 * so that the paper and the ledger agree to the cent; QST is on the price before GST (since 2013).
 */
export function taxesOn(lines: readonly { readonly amount: number; readonly taxable: boolean }[], rates: readonly TaxRate[]): TaxAmount[] {
  const base = lines.reduce((total, line) => total + (line.taxable ? line.amount : 0), 0);
  return rates.map((rate) => ({ ...rate, base, amount: timesRatio(base, rate.rateMillionths, 1_000_000) }));
}

/** Thousands in groups of three by one kind of separator, or no groups; then at most two decimals after the other kind. */
const AMOUNT = /^(-?)(\d{1,3}(?: \d{3})+|\d{1,3}(?:,\d{3})+(?!,\d)|\d{1,3}(?:\.\d{3})+(?!\.\d)|\d+)(?:[.,](\d{1,2}))?$/;

/** “79.955” may be a slip of three decimals or nearly eighty thousand: nobody is charged by a guess. */
const THREE_DECIMALS = /^-?\d{1,3}[.,]\d{3}$/;

/** Reads "1 234,56", "1,234.56", "$12.5" or "12" as minor units; `null` when it is no amount with at most two decimals. */
export function parseAmount(text: string): number | null {
  const plain = text.replace(/[\u00a0\u202f]/g, ' ').replace('\u2212', '-').replace('$', '').trim().replace(/^- /, '-');
  const match = AMOUNT.exec(plain);
  if (!match || THREE_DECIMALS.test(plain)) return null;
  const minor = Number(match[2]!.replace(/[ ,.]/g, '')) * 100 + Number((match[3] ?? '').padEnd(2, '0'));
  if (!Number.isSafeInteger(minor)) return null;
  return match[1] && minor ? -minor : minor;
}

/** Formatters by locale and currency: making one costs a hundred times what using it does. */
const formatters = new Map<string, Intl.NumberFormat>();

/** Money for people, by locale: `79,95 $` in French, `$79.95` in English. */
export function formatMoney(value: Money, locale: string): string {
  const known = formatters.get(`${locale} ${value.currency}`);
  const formatter = known ?? new Intl.NumberFormat(locale === 'fr' ? 'fr-CA' : locale === 'en' ? 'en-CA' : locale, { style: 'currency', currency: value.currency });
  if (!known) formatters.set(`${locale} ${value.currency}`, formatter);
  return formatter.format(value.amount / 100);
}

/** A published sales tax: rate in millionths, from a day on. */
export interface PublishedRate {
  readonly province: string;
  readonly code: string;
  readonly rateMillionths: number;
  readonly validFrom: string;
}

/** Provinces and territories by their two letters. */
export const PROVINCES = ['AB', 'BC', 'MB', 'NB', 'NL', 'NS', 'NT', 'NU', 'ON', 'PE', 'QC', 'SK', 'YT'] as const;

const GST = 50_000;
const gst = ['AB', 'BC', 'MB', 'NT', 'NU', 'QC', 'SK', 'YT'].map((province): PublishedRate => ({ province, code: 'GST', rateMillionths: GST, validFrom: '2008-01-01' }));
const rate = (province: string, code: string, rateMillionths: number, validFrom: string): PublishedRate => ({ province, code, rateMillionths, validFrom });

/**
 * Canada’s sales taxes as published (Canada.ca, taxtips.ca, 2026), with the days from which they hold. Whether a provincial
 * tax is on telecom services differs by province and product: the provider says so on each rate.
 */
export const PUBLISHED_RATES: readonly PublishedRate[] = [
  ...gst,
  rate('BC', 'PST', 70_000, '2013-04-01'),
  rate('MB', 'RST', 80_000, '2013-07-01'), rate('MB', 'RST', 70_000, '2019-07-01'),
  rate('NB', 'HST', 150_000, '2016-07-01'), rate('NL', 'HST', 150_000, '2016-07-01'), rate('PE', 'HST', 150_000, '2016-10-01'),
  rate('NS', 'HST', 150_000, '2010-07-01'), rate('NS', 'HST', 140_000, '2025-04-01'),
  rate('ON', 'HST', 130_000, '2010-07-01'),
  rate('QC', 'QST', 99_750, '2013-01-01'),
  rate('SK', 'PST', 60_000, '2017-03-23'),
];

/** The rates of a province that hold on a day, the latest of each tax. */
export function ratesOn<R extends PublishedRate>(rates: readonly R[], province: string, day: string): R[] {
  const latest = new Map<string, R>();
  for (const one of rates) {
    const known = latest.get(one.code);
    if (one.province === province && one.validFrom <= day && (!known || known.validFrom < one.validFrom)) latest.set(one.code, one);
  }
  return [...latest.values()].sort((a, b) => (a.code < b.code ? -1 : 1));
}

/** A rate with the classes of things it is on. */
export interface ClassedRate extends TaxRate {
  readonly taxClasses: readonly string[];
}

/** A line before it is summed; `amount` where it is not quantity times price, such as a part of a month. */
export interface LineAmounts {
  readonly quantity: number;
  readonly unitPrice: number;
  readonly amount?: number;
  readonly taxClass: string;
}

/** What lines come to: each one's amount, each tax, and the sums. */
export interface InvoiceTotals {
  readonly amounts: readonly number[];
  readonly subtotal: number;
  readonly taxes: readonly { readonly code: string; readonly rateMillionths: number; readonly amount: number }[];
  readonly taxTotal: number;
  readonly total: number;
}

/**
 * What the lines of an invoice come to. Each tax is rounded once over the group of lines it is on, so that the paper and the
 * ledger agree to the cent; a tax that is on none of the lines is not shown.
 */
export function totals(lines: readonly LineAmounts[], rates: readonly ClassedRate[]): InvoiceTotals {
  const add = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);
  const amounts = lines.map((line) => line.amount ?? line.quantity * line.unitPrice);
  const subtotal = add(amounts);
  const taxes = rates.flatMap((rate) => {
    const group = lines.flatMap((line, i) => (rate.taxClasses.includes(line.taxClass) ? [{ amount: amounts[i]!, taxable: true }] : []));
    return group.length ? taxesOn(group, [rate]).map(({ code, rateMillionths, amount }) => ({ code, rateMillionths, amount })) : [];
  });
  const taxTotal = add(taxes.map(({ amount }) => amount));
  return { amounts, subtotal, taxes, taxTotal, total: subtotal + taxTotal };
}
