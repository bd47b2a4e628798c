import { verdict } from './checkout-verdict.js';
import { CheckoutStatus } from './payment.entity.js';
import { claimOf } from './stripe-claim.js';

const metadata = { checkout: 'k', tenant: 't', customer: 'c' };
const page = { object: 'checkout.session', id: 'cs', metadata, amount_total: 9193, currency: 'cad', payment_intent: 'pi' };
const intent = { object: 'payment_intent', id: 'pi', metadata, amount_received: 9193, currency: 'cad' };

/** The life of a debit that a bank takes days to confirm, in six events; one of them tells of the page before it was paid. */
const LIFE = [
  { type: 'payment_intent.processing', data: { object: { ...intent, status: 'processing', amount_received: 0 } } },
  { type: 'checkout.session.completed', data: { object: { ...page, status: 'complete', payment_status: 'unpaid' } } },
  { type: 'payment_intent.succeeded', data: { object: { ...intent, status: 'succeeded' } } },
  { type: 'checkout.session.async_payment_succeeded', data: { object: { ...page, status: 'complete', payment_status: 'paid' } } },
  { type: 'charge.succeeded', data: { object: { object: 'charge', payment_intent: 'pi', metadata } } },
  { type: 'checkout.session.expired', data: { object: { ...page, status: 'expired', payment_status: 'unpaid' } } },
];

function* orders<T>(items: readonly T[]): Iterable<T[]> {
  if (items.length === 0) yield [];
  for (const [i, first] of items.entries()) for (const rest of orders(items.toSpliced(i, 1))) yield [first, ...rest];
}

describe('a payment of six events', () => {
  it('ends the same in all 720 orders: paid, and booked once', () => {
    let count = 0;
    for (const order of orders(LIFE)) {
      const own = { id: 'k', tenantId: 't', customerId: 'c', amount: 9193, currency: 'CAD', status: CheckoutStatus.OPEN };
      const booked: string[] = [];
      for (const event of order) {
        const claim = claimOf(event);
        const decided = claim && verdict(own, claim);
        if (decided?.kind === 'settle') {
          booked.push(decided.intentId);
          own.status = CheckoutStatus.PAID;
        }
        if (decided?.kind === 'mark') own.status = decided.status;
      }
      expect([own.status, booked]).toEqual([CheckoutStatus.PAID, ['pi']]);
      count++;
    }
    expect(count).toBe(720);
  });
});
