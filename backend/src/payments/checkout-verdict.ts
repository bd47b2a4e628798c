import { CheckoutStatus, type CheckoutSession } from './payment.entity.js';

/** What a processor's object says, in the words both kinds of object share. */
export interface Claim {
  readonly checkoutId: string | null;
  readonly tenantId: string | null;
  readonly customerId: string | null;
  readonly amount: number | null;
  readonly currency: string | null;
  readonly intentId: string | null;
  readonly news: 'paid' | 'processing' | 'failed' | 'expired' | 'none';
}

export type Verdict =
  | { readonly kind: 'settle'; readonly intentId: string }
  | { readonly kind: 'mark'; readonly status: CheckoutStatus }
  | { readonly kind: 'nothing'; readonly why: string };

type Own = Pick<CheckoutSession, 'id' | 'tenantId' | 'customerId' | 'amount' | 'currency' | 'status'>;

/**
 * What news of a payment may do to our own checkout. Every fact must be ours: a signed event about another amount,
 * customer or tenant changes nothing. What is paid stays paid, whatever older news arrives later.
 */
export function verdict(own: Own, claim: Claim): Verdict {
  const wrong = differences(own, claim);
  if (wrong.length) return { kind: 'nothing', why: `differs from our checkout: ${wrong.join(', ')}` };
  if (own.status === CheckoutStatus.PAID) return { kind: 'nothing', why: 'already paid' };
  if (claim.news === 'paid') return claim.intentId ? { kind: 'settle', intentId: claim.intentId } : { kind: 'nothing', why: 'paid without a payment intent' };
  const status = NEXT[claim.news]?.(own.status);
  return status ? { kind: 'mark', status } : { kind: 'nothing', why: 'changes nothing' };
}

const unfinished = (status: CheckoutStatus): boolean => status === CheckoutStatus.OPEN || status === CheckoutStatus.PROCESSING;

const NEXT: Readonly<Record<string, (now: CheckoutStatus) => CheckoutStatus | undefined>> = {
  processing: (now) => (now === CheckoutStatus.OPEN ? CheckoutStatus.PROCESSING : undefined),
  failed: (now) => (unfinished(now) ? CheckoutStatus.FAILED : undefined),
  expired: (now) => (now === CheckoutStatus.OPEN ? CheckoutStatus.EXPIRED : undefined),
};

function differences(own: Own, claim: Claim): string[] {
  const facts: readonly [string, unknown, unknown][] = [
    ['checkout', own.id, claim.checkoutId],
    ['tenant', own.tenantId, claim.tenantId],
    ['customer', own.customerId, claim.customerId],
    ['amount', own.amount, claim.amount],
    ['currency', own.currency.toUpperCase(), claim.currency?.toUpperCase()],
  ];
  return facts.filter(([, ours, theirs]) => ours !== theirs).map(([name, ours, theirs]) => `${name} ${String(theirs)} instead of ${String(ours)}`);
}
