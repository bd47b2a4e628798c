import { ratesOn, totals, type ClassedRate } from '@demarc/money';
import { addDays } from '@demarc/time';
import { BillingFrequency, type TaxClass } from '../catalog/catalog.entity.js';
import { explanation, lineName } from './line-text.js';
import { chargesBetween, cycleOf, type Anchor, type Charge, type Term } from './proration.js';

/** A subscription with its course, as a run sees it. */
export interface Billable {
  readonly id: string;
  readonly startsOn: string;
  readonly billedThrough: string | null;
  readonly quantity: number;
  readonly price: number;
  readonly province: string;
  readonly terms: readonly Term[];
}

/** A charge that a change left behind. */
export interface Waiting extends Charge {
  readonly id: string;
  readonly subscriptionId: string;
  readonly province: string;
}

export interface BillContext {
  readonly periodStart: string;
  readonly periodEnd: string;
  readonly billingDay: number;
  readonly language: 'FR' | 'EN';
  readonly currency: string;
  /** The day whose taxes hold. */
  readonly day: string;
  readonly items: ReadonlyMap<string, { readonly name: string; readonly taxClass: TaxClass }>;
  readonly rates: readonly (ClassedRate & { readonly province: string; readonly validFrom: string })[];
}

export interface BilledLine {
  readonly description: string;
  readonly explanation: string;
  readonly quantity: number;
  readonly unitPrice: number;
  readonly amount: number;
  readonly periodStart: string;
  readonly periodEnd: string;
  readonly subscriptionId: string;
  readonly taxClass: TaxClass;
  readonly chargeId: string | null;
}

export interface Bill {
  readonly lines: readonly BilledLine[];
  readonly taxes: readonly { readonly code: string; readonly rateMillionths: number; readonly amount: number }[];
  readonly subtotal: number;
  readonly taxTotal: number;
  readonly total: number;
  readonly province: string;
  /** A province in which something taxable is sold without a rate being known. */
  readonly missingRate: string | null;
}

/** The stretch of a subscription that a period has to bill; null when there is nothing left to bill in it. */
export function stretchOf(subscription: Billable, { periodStart, periodEnd, billingDay }: Pick<BillContext, 'periodStart' | 'periodEnd' | 'billingDay'>): { from: string; to: string } | null {
  const { startsOn, billedThrough, terms } = subscription;
  const anchor: Anchor = { billingDay, startsOn };
  const frequencyOn = (day: string) => (terms.findLast((term) => term.from <= day) ?? terms[0]!).frequency;
  let from = billedThrough ? addDays(billedThrough, 1) : startsOn;
  // An imported subscription was billed by the other system until this period: a month begins with it, a year on its own day.
  if (!billedThrough && startsOn < periodStart) {
    if (frequencyOn(periodStart) === BillingFrequency.ONE_TIME) return null;
    const cycle = cycleOf(frequencyOn(periodStart), anchor, periodEnd);
    from = frequencyOn(periodStart) === BillingFrequency.YEARLY ? cycle.start : periodStart;
    if (from < periodStart) return null;
  }
  if (from > periodEnd) return null;
  return { from, to: frequencyOn(from) === BillingFrequency.YEARLY ? cycleOf(BillingFrequency.YEARLY, anchor, from).end : periodEnd };
}

/** One customer's invoice for a period: what is due by each subscription, what changes left, and the taxes of each place. */
export function billCustomer(subscriptions: readonly Billable[], waiting: readonly Waiting[], context: BillContext): Bill {
  const placed: { line: BilledLine; province: string }[] = [];
  for (const subscription of subscriptions) {
    const stretch = stretchOf(subscription, context);
    if (!stretch) continue;
    const charges = chargesBetween(subscription.terms, { billingDay: context.billingDay, startsOn: subscription.startsOn }, stretch.from, stretch.to);
    for (const charge of charges) placed.push({ line: lineOf(charge, subscription.id, context, subscription.quantity, subscription.price), province: subscription.province });
  }
  for (const charge of waiting) placed.push({ line: { ...lineOf(charge, charge.subscriptionId, context), chargeId: charge.id }, province: charge.province });
  return { ...taxed(placed, context), lines: placed.map(({ line }) => line) };
}

function lineOf(charge: Charge, subscriptionId: string, { items, currency, language }: BillContext, quantity = 1, unitPrice = charge.amount): BilledLine {
  const item = items.get(charge.itemId)!;
  const whole = charge.amount === quantity * unitPrice;
  return {
    description: lineName(item.name, charge.amount, language), explanation: explanation(charge, currency, language), quantity: whole ? quantity : 1, unitPrice: whole ? unitPrice : charge.amount, amount: charge.amount,
    periodStart: charge.from, periodEnd: charge.to, subscriptionId, taxClass: item.taxClass, chargeId: null,
  };
}

/** Each place has its own taxes, rounded once over its lines; what two places share is shown as one. */
function taxed(placed: readonly { line: BilledLine; province: string }[], { rates, day }: BillContext): Omit<Bill, 'lines'> {
  const merged = new Map<string, { code: string; rateMillionths: number; amount: number }>();
  let [subtotal, taxTotal] = [0, 0];
  let missingRate: string | null = null;
  for (const [province, group] of Map.groupBy(placed, (one) => one.province)) {
    const known = ratesOn(rates, province, day);
    if (!known.length && group.some(({ line }) => line.taxClass !== 'EXEMPT')) missingRate = province;
    const sums = totals(group.map(({ line }) => line), known.filter(({ rateMillionths }) => rateMillionths > 0));
    subtotal += sums.subtotal;
    taxTotal += sums.taxTotal;
    for (const tax of sums.taxes) {
      const key = `${tax.code} ${tax.rateMillionths}`;
      merged.set(key, { ...tax, amount: (merged.get(key)?.amount ?? 0) + tax.amount });
    }
  }
  return { taxes: [...merged.values()], subtotal, taxTotal, total: subtotal + taxTotal, province: placed[0]?.province ?? 'QC', missingRate };
}
