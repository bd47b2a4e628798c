import { addDays } from '@demarc/time';
import { AutopayStatus, HoldReason } from './autopay.entity.js';

/** More than this over the usual amount, and by how much at least, makes a person look; in minor units. */
const SHARE = 0.3;
const SLACK = 2_000;
/** A first payment over this makes a person look. */
const LARGE_FIRST = 50_000;

/** A customer who pays by itself, as the evening before finds them. */
export interface Candidate {
  readonly customerId: string;
  readonly currency: string;
  readonly savedMethodId: string;
  /** Last month of the card, YYYY-MM. */
  readonly expiresOn: string | null;
  /** Unpaid invoices that are due by the day. */
  readonly due: readonly { readonly id: string; readonly balance: number; readonly currency: string }[];
  /** Amounts of the last payments, the latest first. */
  readonly paid: readonly number[];
  readonly last: LastCharge | null;
}

/** What came of the last time. */
export interface LastCharge {
  readonly day: string;
  readonly status: AutopayStatus;
  readonly holdReason: HoldReason | null;
  readonly attempt: number;
  readonly nextTryOn: string | null;
  readonly invoiceIds: readonly string[];
}

/** What will be asked of a customer, or why a person has to look first. */
export interface Plan {
  readonly amount: number;
  readonly usual: number | null;
  readonly attempt: number;
  readonly invoiceIds: readonly string[];
  readonly holdReason: HoldReason | null;
}

/** What a customer pays by itself on a day; null when nothing is due, a bank is still deciding, or it is not yet time to try again. */
export function planFor({ due, paid, last, currency, expiresOn }: Candidate, day: string): Plan | null {
  const attempt = attemptOn(day, due, last);
  const amount = due.reduce((total, { balance }) => total + balance, 0);
  if (attempt === null || amount <= 0) return null;
  const usual = middle(paid);
  return { amount, usual, attempt, invoiceIds: due.map(({ id }) => id), holdReason: holdFor() };

  function holdFor(): HoldReason | null {
    if (last?.status === AutopayStatus.HELD && last.holdReason === HoldReason.BY_HAND) return HoldReason.BY_HAND;
    if (due.some((invoice) => invoice.currency !== currency)) return HoldReason.CURRENCY_DIFFERS;
    if (expiresOn !== null && expiresOn < day.slice(0, 7)) return HoldReason.METHOD_EXPIRED;
    if (usual === null) return amount > LARGE_FIRST ? HoldReason.LARGE_FIRST_TIME : null;
    return amount - usual > Math.max(usual * SHARE, SLACK) ? HoldReason.MUCH_MORE_THAN_USUAL : null;
  }
}

/** Which try a day would be; null when it is not one. A debt that was given up is tried again only together with a newer one. */
function attemptOn(day: string, due: Candidate['due'], last: LastCharge | null): number | null {
  if (last?.status === AutopayStatus.CHARGING || last?.status === AutopayStatus.PROCESSING) return null;
  if (last?.status !== AutopayStatus.FAILED) return 1;
  if (last.nextTryOn !== null) return day >= last.nextTryOn ? last.attempt + 1 : null;
  return due.some(({ id }) => !last.invoiceIds.includes(id)) ? 1 : null;
}

/** Banks’ words after which the same card or account is not asked again. */
const FOR_GOOD = new Set([
  'lost_card', 'stolen_card', 'pickup_card', 'restricted_card', 'expired_card', 'do_not_honor', 'fraudulent', 'revocation_of_authorization', 'invalid_account', 'account_closed', 'no_account', 'debit_not_authorized', 'bank_account_restricted',
]);
/** The bank wants to see its customer: nothing but a link helps. */
export const NEEDS_PERSON = 'authentication_required';

/** What follows a failed try: the day of the next one, or none; and whether automatic payment stops with it. */
export function afterFailure(failure: string, { day, attempt }: { readonly day: string; readonly attempt: number }, retryDays: readonly number[]): { readonly nextTryOn: string | null; readonly stops: boolean } {
  if (FOR_GOOD.has(failure)) return { nextTryOn: null, stops: true };
  const wait = (retryDays[attempt - 1] ?? 0) - (retryDays[attempt - 2] ?? 0);
  return { nextTryOn: failure === NEEDS_PERSON || wait <= 0 ? null : addDays(day, wait), stops: false };
}

function middle(amounts: readonly number[]): number | null {
  const sorted = amounts.toSorted((a, b) => a - b);
  return sorted.length ? sorted[Math.floor(sorted.length / 2)]! : null;
}
