import { AutopayStatus, type AutopayCharge } from './autopay.entity.js';

/** What Stripe says of an attempt. */
export interface ChargeClaim {
  readonly chargeId: string | null;
  readonly tenantId: string | null;
  readonly customerId: string | null;
  readonly amount: number;
  readonly currency: string;
  readonly intentId: string | null;
  readonly news: 'paid' | 'processing' | 'failed' | 'none';
  /** The bank's word for a failure. */
  readonly failure: string | null;
}

export type ChargeVerdict =
  | { readonly kind: 'settle' }
  | { readonly kind: 'wait' }
  | { readonly kind: 'fail'; readonly failure: string }
  | { readonly kind: 'nothing'; readonly why: string };

type Own = Pick<AutopayCharge, 'id' | 'tenantId' | 'customerId' | 'amount' | 'currency' | 'status'>;

const ASKED: readonly AutopayStatus[] = [AutopayStatus.CHARGING, AutopayStatus.PROCESSING];

/**
 * What an answer or news may do to an attempt of ours, whichever comes first. Every fact must be ours. Money that Stripe
 * has received is booked whatever we believed before; what is paid stays paid.
 */
export function chargeVerdict(own: Own, claim: ChargeClaim): ChargeVerdict {
  const facts: readonly [string, unknown, unknown][] = [
    ['attempt', own.id, claim.chargeId], ['tenant', own.tenantId, claim.tenantId], ['customer', own.customerId, claim.customerId],
    ['amount', own.amount, claim.amount], ['currency', own.currency.toUpperCase(), claim.currency.toUpperCase()],
  ];
  const wrong = facts.filter(([, ours, theirs]) => ours !== theirs).map(([name]) => name);
  if (wrong.length) return { kind: 'nothing', why: `differs from our attempt: ${wrong.join(', ')}` };
  if (own.status === AutopayStatus.SUCCEEDED) return { kind: 'nothing', why: 'already paid' };
  if (claim.news === 'paid') return claim.intentId ? { kind: 'settle' } : { kind: 'nothing', why: 'paid without a payment intent' };
  if (claim.news === 'processing' && own.status === AutopayStatus.CHARGING) return { kind: 'wait' };
  if (claim.news === 'failed' && ASKED.includes(own.status)) return { kind: 'fail', failure: claim.failure ?? 'unknown' };
  return { kind: 'nothing', why: 'changes nothing' };
}
