import { timesRatio } from '@demarc/money';
import { addDays, addMonths } from '@demarc/time';
import { BillingFrequency } from '../catalog/catalog.entity.js';

/** What a subscription costs from a day on, until the next term begins. */
export interface Term {
  readonly from: string;
  readonly itemId: string;
  /** Price times quantity for one whole cycle, in minor units. */
  readonly price: number;
  readonly frequency: BillingFrequency;
  /** False while paused and after the end: nothing is charged. */
  readonly active: boolean;
}

/** Where cycles begin: a month on the provider's billing day, a year on the day the subscription began. */
export interface Anchor {
  readonly billingDay: number;
  readonly startsOn: string;
}

/** An amount for some days of one cycle. `days` of `of` days times `price`; a negative one gives back. */
export interface Charge {
  readonly itemId: string;
  readonly from: string;
  readonly to: string;
  readonly days: number;
  readonly of: number;
  readonly price: number;
  readonly amount: number;
}

/** Days from one day to another, both included. */
export function daysBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1;
}

/** The whole cycle that a day lies in, both ends included. */
export function cycleOf(frequency: BillingFrequency, { billingDay, startsOn }: Anchor, day: string): { start: string; end: string } {
  if (frequency === BillingFrequency.ONE_TIME) return { start: day, end: day };
  const step = frequency === BillingFrequency.YEARLY ? 12 : 1;
  const origin = frequency === BillingFrequency.YEARLY ? startsOn : `${startsOn.slice(0, 8)}${String(billingDay).padStart(2, '0')}`;
  // A cycle is counted from the origin, never from the cycle before: after a February the 31st is the 31st again.
  const months = (Number(day.slice(0, 4)) - Number(origin.slice(0, 4))) * 12 + Number(day.slice(5, 7)) - Number(origin.slice(5, 7));
  let cycle = Math.floor(months / step);
  if (addMonths(origin, cycle * step) > day) cycle--;
  return { start: addMonths(origin, cycle * step), end: addDays(addMonths(origin, (cycle + 1) * step), -1) };
}

/** Everything that is to be charged from one day to another, both included: whole cycles whole, parts by their days. */
export function chargesBetween(terms: readonly Term[], anchor: Anchor, from: string, to: string): Charge[] {
  const charges: Charge[] = [];
  const stretches = joined(terms);
  stretches.forEach((term, i) => {
    const last = stretches[i + 1] ? addDays(stretches[i + 1]!.from, -1) : to;
    if (!term.active) return;
    if (term.frequency === BillingFrequency.ONE_TIME) {
      if (term.from >= from && term.from <= to) charges.push(charge(term, term.from, term.from, 1, 1));
      return;
    }
    let day = term.from > from ? term.from : from;
    const until = last < to ? last : to;
    while (day <= until) {
      const { start, end } = cycleOf(term.frequency, anchor, day);
      const stop = end < until ? end : until;
      charges.push(charge(term, day, stop, daysBetween(day, stop), daysBetween(start, end)));
      day = addDays(stop, 1);
    }
  });
  return charges;
}

/**
 * What another course of terms costs or gives back for days that are billed already: the old charges back, the new ones
 * instead; what is the same in both is left out, so that undoing a change costs nothing.
 */
export function proration(before: readonly Term[], after: readonly Term[], anchor: Anchor, from: string, through: string): Charge[] {
  const old = chargesBetween(before, anchor, from, through);
  const now = chargesBetween(after, anchor, from, through);
  const same = (a: Charge, b: Charge) => a.itemId === b.itemId && a.from === b.from && a.to === b.to && a.price === b.price && a.of === b.of;
  const back = old.filter((charge_) => !now.some((other) => same(charge_, other))).map((charge_) => ({ ...charge_, amount: -charge_.amount || 0 }));
  return [...back, ...now.filter((charge_) => !old.some((other) => same(charge_, other)))];
}

/** Terms with those put together that say the same: a change there and back leaves one stretch. */
function joined(terms: readonly Term[]): Term[] {
  const sorted = terms.toSorted((a, b) => (a.from < b.from ? -1 : 1));
  return sorted.filter((term, i) => {
    const last = sorted[i - 1];
    return !last || last.itemId !== term.itemId || last.price !== term.price || last.frequency !== term.frequency || last.active !== term.active;
  });
}

function charge({ itemId, price }: Term, from: string, to: string, days: number, of: number): Charge {
  return { itemId, from, to, days, of, price, amount: days === of ? price : timesRatio(price, days, of) };
}
